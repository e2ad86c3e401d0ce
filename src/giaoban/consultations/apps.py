"""Consultations."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Consultations."""

    name = "giaoban.consultations"
    default_auto_field = "django.db.models.BigAutoField"
