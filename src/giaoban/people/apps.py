from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, units and sign-in."""

    name = "giaoban.people"
    default_auto_field = "django.db.models.BigAutoField"
