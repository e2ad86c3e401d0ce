"""Whom to tell of what this app does, in which words."""

from giaoban.kernel.notice import Notice, Reminder

NOTICES: tuple[Notice, ...] = ()
REMINDERS: tuple[Reminder, ...] = ()
