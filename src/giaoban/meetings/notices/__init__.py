"""Whom to tell of what this app does, in which words."""

from giaoban.kernel.notice import Notice, Reminder
from giaoban.meetings.notices.after import AFTER, REMIND_AFTER
from giaoban.meetings.notices.before import BEFORE, REMIND_BEFORE

NOTICES: tuple[Notice, ...] = (*BEFORE, *AFTER)
REMINDERS: tuple[Reminder, ...] = (*REMIND_BEFORE, *REMIND_AFTER)
