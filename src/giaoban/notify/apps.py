from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """Notices, deliveries, preferences."""

    name = "giaoban.notify"
    default_auto_field = "django.db.models.BigAutoField"
