from django.apps import AppConfig


class GuestsConfig(AppConfig):
    """Guests of one meeting."""

    name = "giaoban.guests"
    default_auto_field = "django.db.models.BigAutoField"
