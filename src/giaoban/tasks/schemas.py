"""The shape of tasks on the wire."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

from giaoban.tasks.models import Task
from giaoban.tasks.queries import Caution


class TaskOut(Schema):
    """One task in a list."""

    id: UUID
    title: str
    state: str
    urgency: str
    progress: int
    unit: UUID
    unit_name: str
    assignee: UUID | None
    assignee_name: str
    assigner: UUID
    assigner_name: str
    assigned_at: datetime
    deadline: date | None
    first_deadline: date | None
    done_on: date | None
    overdue: bool
    origin: str
    meeting: UUID | None


class TaskNoteOut(Schema):
    """One line of a task's story."""

    kind: str
    text: str
    by: str
    at: datetime
    progress: int | None


class OfferOut(Schema):
    """What may be taken instead: a person or a day."""

    label: str
    assignee: UUID | None
    deadline: date | None


class WarningOut(Schema):
    """What the giver should know: away, overloaded, rest_day. It never blocks."""

    kind: str
    text: str
    offers: list[OfferOut]


class TaskWhole(TaskOut):
    """One task with its six clear facts and its story; ``can`` names each verb with "" or why not.

    ``warnings`` are said once, in the answer to giving it.
    """

    content: str
    product: str
    responsibility: str
    authority: str
    notes: list[TaskNoteOut]
    can: dict[str, str]
    warnings: list[WarningOut] = []


class TasksOut(Schema):
    """One page of tasks."""

    items: list[TaskOut]
    total: int
    page: int
    pages: int


class AssignIn(Schema):
    """A new task. Without ``assignee`` the unit's head answers for it."""

    title: str
    unit: UUID
    content: str = ""
    assignee: UUID | None = None
    coordinators: list[UUID] = []
    people: list[UUID] = []
    deadline: date | None = None
    product: str = ""
    authority: str = ""
    responsibility: str = ""
    urgency: Literal["normal", "urgent", "flash"] = "normal"
    effort_days: int | None = None


class ProgressIn(Schema):
    """How far it is."""

    progress: int
    text: str = ""


class HandInIn(Schema):
    """What was done."""

    text: str


class ReturnIn(Schema):
    """Why it is sent back."""

    reason: str


class ConfirmIn(Schema):
    """How well it was done."""

    text: str = ""
    rating: Literal[1, 2, 3] | None = None


class ExtendIn(Schema):
    """Ask for more time (``until``, ``reason``), or decide the wish that waits (``decision``)."""

    until: date | None = None
    reason: str = ""
    decision: Literal["", "grant", "refuse"] = ""


class FiguresOut(Schema):
    """The four official figures and the ages of what is overdue, of one group or of all."""

    key: str
    label: str
    done_on_time: int
    done_late: int
    open_in_time: int
    overdue: int
    ages: dict[str, int]


def task_out(task: Task) -> TaskOut:
    """Describe a task."""
    return TaskOut(
        id=task.pk,
        title=task.title,
        state=task.state,
        urgency=task.urgency,
        progress=task.progress,
        unit=task.lead_unit_id,
        unit_name=task.lead_unit.short_name,
        assignee=task.assignee_id,
        assignee_name=str(task.assignee or ""),
        assigner=task.assigner_id,
        assigner_name=str(task.assigner),
        assigned_at=task.assigned_at,
        deadline=task.deadline_on,
        first_deadline=task.original_deadline_on,
        done_on=task.done_on,
        overdue=task.is_overdue,
        origin=task.origin_label or task.context_label,
        meeting=task.context_id,
    )


def warning_out(warning: Caution) -> WarningOut:
    """Describe what the giver should know."""
    offers = [OfferOut(label=o.label, assignee=o.assignee_id, deadline=o.deadline_on) for o in warning.offers]
    return WarningOut(kind=warning.kind, text=warning.text, offers=offers)
