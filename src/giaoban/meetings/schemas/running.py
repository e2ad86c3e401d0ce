"""Shapes of what the API of a running meeting takes."""

from uuid import UUID

from ninja import Schema


class NextIn(Schema):
    """The step that the button showed, by its key or by what it does: nothing happens when it is not due any more."""

    step: str = ""
    expect: str = ""
    item: UUID | None = None


class GoToIn(Schema):
    """An item of the agenda."""

    item: UUID


class ExtendItemIn(Schema):
    """More minutes for an item; negative: fewer."""

    item: UUID
    minutes: int


class PlanIn(Schema):
    """New lengths of items in minutes, items to be settled in writing, the whole extension of the meeting."""

    id: UUID | None = None
    minutes: dict[UUID, int] = {}
    in_writing: list[UUID] = []
    extended_minutes: int | None = None


class PlanOut(Schema):
    """A change of the plan, which can be taken back."""

    id: UUID
    words: str


class ConsentBlockIn(Schema):
    """How many items the button named; another number than there are now adopts nothing."""

    count: int | None = None


class TakeOutIn(Schema):
    """Why an item is to be talked about."""

    reason: str = ""


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
    heads: int | None = None
    reason: str = ""


class PersonIn(Schema):
    """One person; nobody named: oneself."""

    person: UUID | None = None


class DoneOut(Schema):
    """The state afterwards; what else changed arrives by the room's stream."""

    state: str
    item: UUID | None = None


class CountedOut(Schema):
    """Who was counted."""

    people: list[UUID]
    state: str
