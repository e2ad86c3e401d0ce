from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search."""

    name = "giaoban.search"
    default_auto_field = "django.db.models.BigAutoField"
