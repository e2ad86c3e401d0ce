"""Wiring of the app into Django."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    """Votes."""

    name = "giaoban.voting"
    default_auto_field = "django.db.models.BigAutoField"
