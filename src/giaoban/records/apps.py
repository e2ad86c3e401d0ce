"""The record of a meeting as one package that proves itself (END-5)."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Records."""

    name = "giaoban.records"
    default_auto_field = "django.db.models.BigAutoField"
