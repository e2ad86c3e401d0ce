"""What the app that keeps messages knows of tasks: who opened which, how many went out. Handed in by wiring."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

Opened = Callable[[str, Collection[UUID]], dict[tuple[UUID, UUID], datetime]]
Given = Callable[[str, datetime, datetime], tuple[int, int]]

OPENED: list[Opened] = []  # subject kind, ids → (person, id) of what was opened, and when
GIVEN: list[Given] = []  # name of a reminder, from, to → messages, and the reminders in them


def opened(task_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], datetime]:
    """Return when each (person, task) first opened a message about it."""
    found: dict[tuple[UUID, UUID], datetime] = {}
    for ask in OPENED:
        found |= ask("tasks.task", task_ids)
    return found


def given(starts: datetime, ends: datetime) -> tuple[int, int]:
    """Return how many messages with reminders of tasks really went out, and how many reminders they held."""
    counted = [ask("tasks.", starts, ends) for ask in GIVEN]
    return sum(messages for messages, _ in counted), sum(reminders for _, reminders in counted)
