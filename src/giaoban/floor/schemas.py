"""Shapes of what the API of the floor takes and gives."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field


class StageIn(Schema):
    """A paper and page; without a paper the page of the one that is shown; with neither, nothing is shown."""

    document: UUID | None = None
    page: int | None = None


class PresenterIn(Schema):
    """Who presents until the item ends; nobody: the desk and the item's presenter."""

    person: UUID | None = None


class HighlightIn(Schema):
    """A box (x, y, x, y) or a line (x, y, x, y …) in ten-thousandths of the page; the id may be the browser's."""

    id: UUID | None = None
    page: int
    kind: str = "box"
    points: list[int]


class HighlightOut(Schema):
    """A mark over the page."""

    id: UUID


class TurnIn(Schema):
    """A wish to speak, or to question somebody (``asked``). The desk and sites name the speaker, or a name."""

    id: UUID | None = None
    topic: str = ""
    kind: str = "speech"
    asked: UUID | None = None
    item: UUID | None = None
    speaker: UUID | None = None
    name: str = ""
    site: UUID | None = None


class GiveFloorIn(Schema):
    """``instead_of``: the turn that was seen speaking and is ended first; ``speaker``: who answers instead."""

    instead_of: UUID | None = None
    minutes: int | None = None
    speaker: UUID | None = None


class GiveNextIn(Schema):
    """Whom the button named, and whom it showed as speaking: is it otherwise by now, nothing moves."""

    kind: str = "speech"
    expect: UUID | None = None
    instead_of: UUID | None = None


class ExtendTurnIn(Schema):
    """More minutes for who has the floor."""

    minutes: int


class MoveTurnIn(Schema):
    """A place of the list, 0 in front."""

    place: int


class TurnReasonIn(Schema):
    """Why."""

    reason: str = ""


class TurnTextIn(Schema):
    """What is handed in in writing."""

    text: str


class SpeakingRulesIn(Schema):
    """What changes of the way the floor is given."""

    rule: str | None = None
    minutes: int | None = None
    speeches: bool | None = None
    questions: bool | None = None


class FloorOut(Schema):
    """How the floor is given."""

    rule: str
    minutes: int
    takes_speeches: bool
    takes_questions: bool


class TurnOut(Schema):
    """A turn as the room sees it; ``text``: what was handed in in writing, for its author and the desk."""

    id: str
    item: str | None
    kind: str
    topic: str
    speaker: str | None
    name: str
    unit: dict[str, Any] | None
    site: dict[str, Any] | None
    asked: dict[str, Any] | None
    question: str | None
    state: str
    at: datetime | None
    since: datetime | None
    used: float
    allowed: int
    extended: int
    written: bool
    reason: str
    text: str = ""


class SpeakingAsked(Schema):
    """Which days (``from``, ``to``; this year where nothing is said), by person or unit, of whose meetings."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    by: str = "person"
    unit: UUID | None = None


class SpokenOut(Schema):
    """The figures of one person (``key`` empty: without an account) or of one unit; seconds on the floor."""

    key: str
    label: str
    unit: str
    meetings: int
    turns: int
    seconds: int
    questions: int
    answers: int
    written: int
