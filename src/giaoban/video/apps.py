from django.apps import AppConfig


class VideoConfig(AppConfig):
    """Picture and sound."""

    name = "giaoban.video"
    default_auto_field = "django.db.models.BigAutoField"
