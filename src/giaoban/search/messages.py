"""What this app says when it says no."""

from django.utils.functional import Promise

MESSAGES: dict[str, Promise | str] = {}
