from django.apps import AppConfig


class HallConfig(AppConfig):
    """The meeting room."""

    name = "giaoban.hall"
    default_auto_field = "django.db.models.BigAutoField"
