from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents."""

    name = "giaoban.documents"
    default_auto_field = "django.db.models.BigAutoField"
