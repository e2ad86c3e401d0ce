"""Shapes of documents in the HTTP API."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ValidationInfo, field_validator


class ScanOut(Schema):
    """How many pages have to be read by machine, and how far that is."""

    pages: int
    done: int
    failed: int


class VersionOut(Schema):
    """One version of a document."""

    id: UUID
    number: int
    filename: str
    content_type: str
    size: int
    sha256: str
    state: str
    failure: str
    message: str
    pages: int
    pages_done: int
    is_scan: bool
    scan: ScanOut
    left_out: list[str]
    reason: str
    by: str
    at: datetime
    secret_pages: list[int]


class OwnerOut(Schema):
    """What a document belongs to."""

    kind: str
    id: UUID
    label: str
    url: str


class Mark(Schema):
    """One line of the outline."""

    title: str
    page: int
    level: int


class DocumentOut(Schema):
    """A document as the caller may see it; ``can`` maps a verb to the reason why not, empty when allowed.

    ``read_before`` is the version that the caller read before this one: compare with it. ``sizes`` are runs of equal
    pages: [first page, width, height] in points. ``revision`` goes with every part of its PDF that is fetched.
    """

    id: UUID
    title: str
    owner: OwnerOut
    url: str
    version: int | None
    state: str
    failure: str
    message: str
    pages: int
    pages_done: int
    is_scan: bool
    scan: ScanOut
    revision: int
    as_images: bool
    is_secret: bool
    watermark: bool
    mark: list[str]
    may_download: bool
    may_print: bool
    locked_at: datetime | None
    withdrawn_at: datetime | None
    sizes: list[tuple[int, float, float]]
    outline: list[Mark]
    versions: list[VersionOut]
    can: dict[str, str]
    read: list[int]
    last_page: int
    changed_since_read: bool
    read_before: int | None


class UploadIn(Schema):
    """What goes with a file. ``vouched`` says: it holds no state secret. ``id`` makes sending it twice safe."""

    owner_kind: str = ""
    owner_id: UUID | None = None
    item: UUID | None = None
    meeting: UUID | None = None
    task: UUID | None = None
    title: str = ""
    vouched: bool = False
    id: UUID | None = None
    document_type: UUID | None = None
    unit: UUID | None = None
    even_if_duplicate: bool = False

    @field_validator("*", mode="before")
    @classmethod
    def _blank_is_nothing(cls, value: object, info: ValidationInfo) -> object:
        """A form sends an empty field as an empty text."""
        return None if value == "" and info.field_name not in {"owner_kind", "title"} else value


class DocumentIn(Schema):
    """What may be changed about a document; what is left out stays."""

    title: str | None = None
    may_download: bool | None = None
    may_print: bool | None = None
    watermark: bool | None = None
    document_type: UUID | None = None
    unit: UUID | None = None


class PlaceIn(Schema):
    """Where to put a document among its owner's, from 1."""

    place: int


class PlaceholderIn(Schema):
    """A line for a secret paper."""

    owner_kind: str
    owner_id: UUID
    id: UUID | None = None


class PageText(Schema):
    """The text of one page."""

    number: int
    text: str


class TextOut(Schema):
    """The text of some pages; ``done`` tells how many pages have been read so far."""

    version: int
    pages: list[PageText]
    total: int
    done: int


class WordsOut(Schema):
    """Words of a page: [line, x, y, width, height, word], fractions of the page as it is shown.

    ``source``: text (printed as text), machine (read by machine, ``sure`` of 100), waiting, none.
    """

    page: int
    source: str
    sure: int = 100
    words: list[list[Any]]


class RecognitionOut(Schema):
    """One scanned page: waiting, done or failed, and why."""

    page: int
    state: str
    message: str


class ReadAgainIn(Schema):
    """Which pages to read by machine once more; none named: those that failed."""

    version: int | None = None
    pages: list[int] | None = None


class PageChangeOut(Schema):
    """What became of one page: same, changed, new or gone; words that came and went; whether it only looks other."""

    state: str
    page: int | None
    before: int | None
    added: int
    removed: int
    looks: bool


class ComparisonOut(Schema):
    """What became of every page between two versions. ``waiting``: pages that have no words yet."""

    old: int
    new: int
    machine_read: bool
    waiting: int
    same: int
    changed: int
    added: int
    gone: int
    pages: list[PageChangeOut]


class PieceOut(Schema):
    """Words in a row that are alike, or only in one version; boxes lie on page ``page`` of that version."""

    kind: str
    text: str
    page: int
    boxes: list[tuple[float, float, float, float]]


class PagePiecesOut(PageChangeOut):
    """One page of a comparison, word by word."""

    pieces: list[PieceOut]


class SignatureOut(Schema):
    """One signature of the original. ``stamped_at`` is proven by a time stamp, ``signed_at`` is the signer's word."""

    place: int
    kind: str
    state: str
    message: str
    signer: str
    organization: str
    issuer: str
    serial: str
    valid_from: datetime | None
    valid_to: datetime | None
    signed_at: datetime | None
    stamped_at: datetime | None
    stamp_authority: str
    stamp_trusted: bool
    trusted: bool
    whole: bool
    algorithm: str
    reason: str
    location: str
    page: int | None
    box: list[float]
    checked_at: datetime


class SignaturesOut(Schema):
    """The signatures of a version; ``state``: unsigned, waiting, or the state that a reader must know of."""

    version: int
    state: str
    message: str
    signatures: list[SignatureOut]


class AuthorityOut(Schema):
    """One trusted authority."""

    id: UUID
    name: str
    issuer: str
    sha256: str
    is_root: bool
    valid_from: datetime
    valid_to: datetime
    added_at: datetime


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


class PageHitOut(Schema):
    """One place where the asked words stand."""

    page: int
    before: str
    match: str
    after: str


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


class GrantIn(Schema):
    """Whom to share with, and what that person or unit may do besides seeing."""

    user: UUID | None = None
    unit: UUID | None = None
    may_download: bool = False
    may_print: bool = False
    may_share: bool = False


class GrantOut(Schema):
    """One grant."""

    id: UUID
    user: UUID | None
    unit: UUID | None
    label: str
    may_download: bool
    may_print: bool
    may_share: bool
