"""The shape of obstacles on the wire."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

from giaoban.obstacles.models import Obstacle, Precedent


class ObstacleOut(Schema):
    """One obstacle in a list."""

    id: UUID
    number: str
    title: str
    state: str
    level: str
    urgency: str
    branch: UUID
    branch_name: str
    field: UUID
    field_name: str
    division: UUID | None
    division_name: str
    raised_at: datetime | None
    due: date | None
    overdue: bool
    answered_at: datetime | None
    settled_at: datetime | None
    days_open: int
    meeting: UUID | None
    item: UUID | None
    task: UUID | None


class ObstacleLineOut(Schema):
    """One thing said on it."""

    kind: str
    text: str
    legal_basis: str
    source: str
    by: str
    at: datetime


class ObstacleWhole(ObstacleOut):
    """One obstacle with its texts and its story; ``can`` names each verb with "" or why not."""

    facts: str
    legal_basis: str
    own_view: str
    proposal: str
    wanted: date | None
    coordinating: list[UUID]
    in_writing: bool
    lines: list[ObstacleLineOut]
    can: dict[str, str]


class ObstaclesOut(Schema):
    """One page of obstacles."""

    items: list[ObstacleOut]
    total: int
    page: int
    pages: int


class ObstacleIn(Schema):
    """A new obstacle. It is raised at once unless ``draft``; ``id`` made by the caller makes a second try harmless."""

    branch: UUID
    field: UUID
    title: str
    facts: str
    legal_basis: str = ""
    own_view: str = ""
    proposal: str = ""
    urgency: Literal["normal", "urgent", "flash"] = "normal"
    wanted: date | None = None
    shared: bool = True
    draft: bool = False
    id: UUID | None = None


class ObstacleRouteIn(Schema):
    """Who answers and helps, until when; left out: as the field says."""

    division: UUID | None = None
    coordinating: list[UUID] = []
    due: date | None = None
    in_writing: bool = False
    note: str = ""


class ObstacleAnswerIn(Schema):
    """The answer; ``source`` is the letter when it is the higher agency's."""

    text: str
    legal_basis: str = ""
    source: str = ""


class ObstacleAskOnIn(Schema):
    """What is still open."""

    text: str


class ObstacleEscalateIn(Schema):
    """To whom, and why."""

    level: Literal["leader", "higher"] = "leader"
    reason: str


class ObstacleSettledIn(Schema):
    """A word with the confirmation."""

    text: str = ""


class ObstacleWhyIn(Schema):
    """Why."""

    reason: str


class ObstacleFiguresOut(Schema):
    """The figures of one group, or of all."""

    key: str
    label: str
    raised: int
    resolved: int
    open: int
    overdue: int
    answered_in_time: int
    answered: int
    in_meeting: int
    higher: int
    reopened: int
    median_days: float | None
    ages: dict[str, int]


class PrecedentOut(Schema):
    """One answer of the library."""

    id: UUID
    title: str
    question: str
    answer: str
    legal_basis: str
    field_name: str
    division_name: str
    settled: date


def obstacle_out(row: Obstacle) -> ObstacleOut:
    """Describe an obstacle."""
    return ObstacleOut(
        id=row.pk,
        number=row.number,
        title=row.title,
        state=row.state,
        level=row.level,
        urgency=row.urgency,
        branch=row.branch_id,
        branch_name=row.branch.short_name,
        field=row.field_id,
        field_name=row.field.name,
        division=row.division_id,
        division_name=row.division.short_name if row.division else "",
        raised_at=row.raised_at,
        due=row.due_on,
        overdue=row.is_overdue,
        answered_at=row.answered_at,
        settled_at=row.settled_at,
        days_open=row.days_open,
        meeting=row.meeting_id,
        item=row.item_id,
        task=row.task_id,
    )


def precedent_out(row: Precedent) -> PrecedentOut:
    """Describe an answer of the library."""
    return PrecedentOut(
        id=row.pk,
        title=row.title,
        question=row.question,
        answer=row.answer,
        legal_basis=row.legal_basis,
        field_name=row.field.name,
        division_name=row.division.short_name if row.division else "",
        settled=row.settled_on,
    )
