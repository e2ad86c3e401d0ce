from django.apps import AppConfig


class WhereaboutsConfig(AppConfig):
    """Whereabouts."""

    name = "giaoban.whereabouts"
    default_auto_field = "django.db.models.BigAutoField"
