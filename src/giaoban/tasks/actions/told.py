"""Writing down what happened to a task, and whose pages look again."""

from typing import Any

from giaoban.kernel.actor import Actor
from giaoban.ledger.record import record
from giaoban.tasks import queries
from giaoban.tasks.models import Task, TaskNote


def tell(action: str, task: Task, by: Actor, **data: Any) -> None:
    """Record one happening; the pages of everybody concerned look again within a second."""
    people = queries.concerned(task) | ({by.user_id} if by.user_id else set())
    topics = [(person, topic) for person in people for topic in ("tasks", "today")]
    record(action, by=by, subject=task, data=data, topics=topics)


def note(task: Task, kind: str, text: str, by: Actor, progress: int | None = None) -> TaskNote:
    """Add one line to the task's story."""
    return TaskNote.objects.create(task=task, kind=kind, text=text.strip(), by_id=by.user_id, progress=progress)
