"""Shapes of what chair and secretaries use beside the run of the meeting: lines, assistants, phrases, presets."""

from datetime import date
from uuid import UUID

from ninja import Schema


class AssistantIn(Schema):
    """Who is to assist the secretary."""

    person: UUID


class AssistantOut(Schema):
    """Somebody who assists the secretary."""

    id: UUID
    name: str


class LineIn(Schema):
    """A line for the minutes; the id may be made by the browser, so that a second try is harmless."""

    id: UUID | None = None
    text: str
    kind: str = "note"
    item: UUID | None = None
    speaker: UUID | None = None


class LineChange(Schema):
    """What changes of a line; ``revision`` is the text that the writer began from, ``edit`` names this saving."""

    text: str | None = None
    revision: int | None = None
    edit: UUID | None = None
    kind: str | None = None
    speaker: UUID | None = None
    item: UUID | None = None


class LineOut(Schema):
    """A line for the minutes as it stands."""

    id: UUID
    text: str
    revision: int


class AboveIn(Schema):
    """The line above which it goes; none: to the end."""

    above: UUID | None = None


class IntoIn(Schema):
    """The line that takes it in."""

    into: UUID


class WritingIn(Schema):
    """Which line somebody is writing just now; none: a new one. ``on`` is false when they have stopped."""

    line: UUID | None = None
    item: UUID | None = None
    on: bool = True


class LineTaskIn(Schema):
    """A task straight from a line: the six clear facts."""

    title: str
    lead_unit: UUID
    assignee: UUID | None = None
    coordinators: list[UUID] = []
    deadline_on: date | None = None
    product: str = ""
    authority: str = ""
    responsibility: str = ""
    urgency: str = "normal"


class LineTaskOut(Schema):
    """The task that went out."""

    task: UUID


class PhraseIn(Schema):
    """A sentence to write again; for everybody: the Office's secretaries only."""

    text: str
    everybody: bool = False


class PhraseOut(Schema):
    """A sentence to write again; ``own``: the caller may drop it."""

    id: UUID
    text: str
    own: bool


class UnitChoice(Schema):
    """A unit that may lead or help."""

    id: UUID
    name: str
    short_name: str
    note: str


class DayChoice(Schema):
    """A deadline in working days, by name."""

    code: str
    on: date


class DeskOut(Schema):
    """What the forms of the desk offer."""

    units: list[UnitChoice]
    deadlines: list[DayChoice]
    phrases: list[PhraseOut]


class OwnNoteIn(Schema):
    """The own notes; ``base`` and ``revision`` are what this device began from."""

    text: str
    base: str = ""
    revision: int = 0


class OwnNoteOut(Schema):
    """The own notes as they stand."""

    text: str
    revision: int
