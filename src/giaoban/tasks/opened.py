"""Who has opened the message that a task was given: known to the app that keeps messages, handed in by wiring."""

from collections.abc import Callable, Collection
from uuid import UUID

Opened = Callable[[str, Collection[UUID]], set[tuple[UUID, UUID]]]

OPENED: list[Opened] = []  # subject kind, ids → (person, id) of what was opened


def opened(task_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Return (person, task) of the messages about these tasks that were opened."""
    return {pair for ask in OPENED for pair in ask("tasks.task", task_ids)}
