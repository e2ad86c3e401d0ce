from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    """What people write to each other in the room."""

    name = "giaoban.discussion"
    default_auto_field = "django.db.models.BigAutoField"
