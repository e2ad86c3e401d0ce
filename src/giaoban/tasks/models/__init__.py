"""Tasks and what is written on them."""

from giaoban.tasks.models.reminding import LinkAnswer, ReminderPolicy
from giaoban.tasks.models.task import ChecklistItem, Coordinator, Extension, Task, TaskNote

__all__ = ["ChecklistItem", "Coordinator", "Extension", "LinkAnswer", "ReminderPolicy", "Task", "TaskNote"]
