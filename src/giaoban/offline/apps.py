from django.apps import AppConfig


class OfflineConfig(AppConfig):
    """Meetings taken along on devices."""

    name = "giaoban.offline"
    default_auto_field = "django.db.models.BigAutoField"
