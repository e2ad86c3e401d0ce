"""Obstacles."""

from django.apps import AppConfig


class ObstaclesConfig(AppConfig):
    """Obstacles."""

    name = "giaoban.obstacles"
    default_auto_field = "django.db.models.BigAutoField"
