"""Shapes of what the API of a running meeting takes."""

from uuid import UUID

from ninja import Schema


class NextIn(Schema):
    """What the button said it would do: nothing happens when that is no longer the next step."""

    expect: str = ""
    item: UUID | None = None


class GoToIn(Schema):
    """An item of the agenda."""

    item: UUID


class ExtendItemIn(Schema):
    """More minutes for an item; negative: fewer."""

    item: UUID
    minutes: int


class RoundIn(Schema):
    """A head-count."""

    label: str = ""


class CheckInIn(Schema):
    """How a person is counted: self (default), qr with the code on the screen, secretary or site with people."""

    method: str = "self"
    state: str = ""
    code: str = ""
    site: UUID | None = None
    people: list[UUID] = []
    reason: str = ""


class PersonIn(Schema):
    """One person; nobody named: oneself."""

    person: UUID | None = None


class LineIn(Schema):
    """A line for the minutes; the id may be made by the browser, so that a second try is harmless."""

    id: UUID | None = None
    text: str
    kind: str = "note"
    item: UUID | None = None
    speaker: UUID | None = None


class LineChange(Schema):
    """What changes of a line."""

    text: str | None = None
    kind: str | None = None
    speaker: UUID | None = None


class DoneOut(Schema):
    """The state afterwards; what else changed arrives by the room's stream."""

    state: str
    item: UUID | None = None


class CountedOut(Schema):
    """Who was counted."""

    people: list[UUID]
    state: str


class LineOut(Schema):
    """A line for the minutes."""

    id: UUID
