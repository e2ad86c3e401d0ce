from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, briefings and their series."""

    name = "giaoban.meetings"
    default_auto_field = "django.db.models.BigAutoField"
