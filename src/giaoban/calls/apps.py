from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls for help from a seat or a site."""

    name = "giaoban.calls"
    default_auto_field = "django.db.models.BigAutoField"
