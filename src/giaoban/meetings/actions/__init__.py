"""The verbs of this app."""

from django.utils.functional import Promise

ACTIONS: dict[str, Promise | str] = {}
