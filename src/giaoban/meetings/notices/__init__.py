"""Whom to tell of what this app does, in which words."""

from giaoban.kernel.notice import Notice, Reminder
from giaoban.meetings.notices.before import BEFORE, REMIND_BEFORE

NOTICES: tuple[Notice, ...] = (*BEFORE,)
REMINDERS: tuple[Reminder, ...] = (*REMIND_BEFORE,)
