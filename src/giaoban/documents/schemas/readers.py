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
    """A new highlight or note; boxes are [x, y, width, height] as fractions of the page."""

    id: UUID | None = None
    version: int
    page: int
    kind: Literal["highlight", "note"]
    boxes: list[list[float]] = []
    quote: str = ""
    before: str = ""
    after: str = ""
    body: str = ""
    color: str = "yellow"


class NoteChange(Schema):
    """What may be changed about an own note."""

    body: str | None = None
    color: str | None = None


class NoteOut(Schema):
    """A note as the caller may see it: own ones only, until sharing is asked for."""

    id: UUID
    version: int
    page: int
    kind: str
    boxes: list[list[float]]
    quote: str
    before: str
    after: str
    body: str
    color: str
    mine: bool
    by: str
    created_at: datetime
    changed_at: datetime
