from django.apps import AppConfig


class ClericalConfig(AppConfig):
    """Official papers."""

    name = "giaoban.clerical"
    default_auto_field = "django.db.models.BigAutoField"
