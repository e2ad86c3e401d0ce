from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Today, search, book."""

    name = "giaoban.desk"
    default_auto_field = "django.db.models.BigAutoField"
