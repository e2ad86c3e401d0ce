"""Shapes of taking along in the HTTP API."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from ninja import Schema

from giaoban.documents.schemas import NoteChange, NoteIn


class TakeIn(Schema):
    """A meeting to take along; ``id`` is made on the device, ``device`` is how it calls itself."""

    id: UUID
    meeting: UUID
    device: str = ""


class TakenOut(Schema):
    """What is along on a device, and until when it may be read.

    ``papers``: the documents that may lie on this device now; those that lie there beside them must be wiped.
    """

    id: UUID
    meeting: UUID
    title: str
    starts_at: datetime
    device: str
    taken_at: datetime
    until: datetime
    here: bool
    papers: list[UUID] = []


class TakenNow(TakenOut):
    """The key (32 bytes, base64), given this once, and the addresses to fetch."""

    key: str
    addresses: list[str]


class OfflineOut(Schema):
    """What this session has along, and the token with which it may send what was done without network."""

    csrf: str
    me: UUID
    taken: list[TakenOut]


class ActIn(Schema):
    """Something that was done without network; ``id`` is made on the device, so that it arrives once."""

    id: UUID
    what: Literal["note", "note_changed", "note_removed", "note_restored", "mark", "opinion"]
    target: UUID
    body: dict[str, Any] = {}
    at: datetime


class WrittenNote(NoteIn):
    """A note that was written without network: its id was made there."""

    id: UUID


class MarkSaid(Schema):
    """How somebody marked an item."""

    mark: str
    text: str = ""


class OpinionSaid(Schema):
    """An opinion in writing."""

    text: str


SHAPES: Final[dict[str, type[Schema]]] = {
    "note": WrittenNote,
    "note_changed": NoteChange,
    "note_removed": Schema,
    "note_restored": Schema,
    "mark": MarkSaid,
    "opinion": OpinionSaid,
}


class DeliveredOut(Schema):
    """``fresh``: done now; otherwise it had arrived before."""

    id: UUID
    fresh: bool
