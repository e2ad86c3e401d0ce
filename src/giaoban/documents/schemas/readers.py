"""What readers leave, and paper copies in their hands, in the HTTP API."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema


class CopyOut(Schema):
    """One paper copy in the register: out, returned or missing."""

    id: UUID
    number: int
    holder: UUID | None
    name: str
    state: str
    handed_at: datetime
    handed_by: str
    returned_at: datetime | None
    taken_by: str
    note: str


class HandOutIn(Schema):
    """To whom copies go: people by id, guests by name."""

    users: list[UUID] = []
    names: list[str] = []


class MissingIn(Schema):
    """What is known about a copy that cannot be found."""

    note: str


class ReadingIn(Schema):
    """Pages that were seen since the last message."""

    version: int
    pages: list[int]
    last_page: int = 1


class ReadingOut(Schema):
    """How far the caller has read."""

    version: int
    pages: list[int]
    last_page: int


class ReaderOut(Schema):
    """How far one person has read (PRE-9)."""

    user: UUID
    name: str
    opened: bool
    pages: int
    total: int
    of_old_version: bool
    last_at: datetime | None


class AccessOut(Schema):
    """One line of the access log."""

    user: UUID
    name: str
    what: str
    version: int | None
    address: str
    at: datetime


class NoteIn(Schema):
    """A new highlight, note or ink. Boxes are [x, y, width, height], strokes lists of [x, y, pressure], all fractions.

    ``quote``, ``before`` and ``after`` are the marked words and what stands around them.
    """

    id: UUID | None = None
    version: int
    page: int
    kind: Literal["highlight", "note", "ink"]
    boxes: list[list[float]] = []
    strokes: list[list[list[float]]] = []
    thickness: float = 2.0
    quote: str = ""
    before: str = ""
    after: str = ""
    body: str = ""
    color: str = "yellow"


class NoteChange(Schema):
    """What may be changed about an own note."""

    body: str | None = None
    color: str | None = None


class SharingIn(Schema):
    """Who else sees an own note: nobody (private), these people and units (some), all who see the paper (all)."""

    sharing: Literal["private", "some", "all"]
    users: list[UUID] = []
    units: list[UUID] = []


class NotePlaceIn(Schema):
    """Where an own note belongs on a later version; of ink the box around it."""

    version: int
    page: int
    boxes: list[list[float]]


class NoteSeerOut(Schema):
    """Somebody or a unit a note is shared with."""

    id: UUID
    name: str


class NoteOut(Schema):
    """A note that the caller may see: an own one, or one that is shared with the caller. Whom else: its author's."""

    id: UUID
    version: int
    page: int
    kind: str
    boxes: list[list[float]]
    strokes: list[list[list[float]]]
    thickness: float
    quote: str
    before: str
    after: str
    body: str
    color: str
    state: str
    reworded: bool
    sharing: str
    users: list[NoteSeerOut]
    units: list[NoteSeerOut]
    mine: bool
    by: str
    created_at: datetime
    changed_at: datetime
