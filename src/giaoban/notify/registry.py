"""Every notice and reminder of the house; wiring fills the tables."""

from giaoban.kernel.notice import Notice, Reminder

NOTICES: dict[str, list[Notice]] = {}  # action → notices
REMINDERS: dict[str, Reminder] = {}
