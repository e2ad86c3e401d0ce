"""Libraries in the HTTP API."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema


class FolderOut(Schema):
    """A folder of a library; ``papers`` lie directly in it."""

    id: UUID
    name: str
    parent: UUID | None
    papers: int


class FolderIn(Schema):
    """A new folder."""

    parent: UUID
    name: str


class FolderChange(Schema):
    """Another name, or another place in the same library."""

    name: str | None = None
    parent: UUID | None = None


class RegulationOut(Schema):
    """What is known about a regulation; ``effect``: in_force, upcoming, expired, replaced or unknown."""

    number: str
    issuing_body: str
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    replaced_by: UUID | None
    summary: str
    effect: str
    guessed: bool


class RegulationIn(Schema):
    """What a regulation is; what is left out stays."""

    document_type: UUID | None = None
    number: str | None = None
    issuing_body: UUID | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    replaced_by: UUID | None = None
    summary: str | None = None


class ShelfOut(Schema):
    """One paper of a folder."""

    id: UUID
    title: str
    kind: str
    pages: int
    state: str
    added_at: datetime
    regulation: RegulationOut | None


class ShelvedOut(Schema):
    """One page of a folder's papers."""

    total: int
    page: int
    pages: int
    rows: list[ShelfOut]


class ShelveIn(Schema):
    """Into which folder a paper goes."""

    folder: UUID


class ShortcutOut(Schema):
    """A paper kept at hand."""

    id: int
    document: UUID
    title: str


Library = Literal["agency", "mine"]
