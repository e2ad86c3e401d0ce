"""Template filters of tasks."""

from django import template

from giaoban.tasks.models import Task
from giaoban.tasks.shown import tone_of

register = template.Library()


@register.filter
def task_tone(task: Task) -> str:
    """Return the tone of a task's state; overdue wins."""
    return tone_of(task)
