from django.apps import AppConfig


class FloorConfig(AppConfig):
    """The stage."""

    name = "giaoban.floor"
    default_auto_field = "django.db.models.BigAutoField"
