"""What this app says when it says no."""

from django.utils.functional import Promise

from giaoban.meetings.messages.before import BEFORE

MESSAGES: dict[str, Promise | str] = {**BEFORE}
