"""Tasks and what is written on them."""

from giaoban.tasks.models.duty import Duty, DutyRound
from giaoban.tasks.models.reminding import LinkAnswer, ReminderPolicy
from giaoban.tasks.models.task import ChecklistItem, Coordinator, Extension, Task, TaskNote

__all__ = [
    "ChecklistItem",
    "Coordinator",
    "Duty",
    "DutyRound",
    "Extension",
    "LinkAnswer",
    "ReminderPolicy",
    "Task",
    "TaskNote",
]
