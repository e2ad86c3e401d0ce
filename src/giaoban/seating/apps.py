from django.apps import AppConfig


class SeatingConfig(AppConfig):
    """Where everybody sits."""

    name = "giaoban.seating"
    default_auto_field = "django.db.models.BigAutoField"
