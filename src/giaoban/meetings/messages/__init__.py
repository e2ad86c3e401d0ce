"""What this app says when it says no."""

from django.utils.functional import Promise

from giaoban.meetings.messages.after import AFTER
from giaoban.meetings.messages.before import BEFORE
from giaoban.meetings.messages.running import RUNNING

MESSAGES: dict[str, Promise | str] = {**BEFORE, **AFTER, **RUNNING}
