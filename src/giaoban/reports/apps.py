"""Reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports."""

    name = "giaoban.reports"
    default_auto_field = "django.db.models.BigAutoField"
