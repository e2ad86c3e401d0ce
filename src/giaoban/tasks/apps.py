from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Tasks."""

    name = "giaoban.tasks"
    default_auto_field = "django.db.models.BigAutoField"
