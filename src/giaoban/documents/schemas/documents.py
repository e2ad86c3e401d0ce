"""A document, its versions and rights, in the HTTP API."""

from datetime import datetime
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


class OwnerIn(Schema):
    """What a document is to belong to: kind and id, or one of the short names. ``path``: inner folders of a folder."""

    owner_kind: str = ""
    owner_id: UUID | None = None
    item: UUID | None = None
    meeting: UUID | None = None
    task: UUID | None = None
    obstacle: UUID | None = None
    folder: UUID | None = None
    path: str = ""
    id: UUID | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _blank_is_nothing(cls, value: object, info: ValidationInfo) -> object:
        """A form sends an empty field as an empty text."""
        return None if value == "" and info.field_name not in {"owner_kind", "title", "reason", "path"} else value


class UploadIn(OwnerIn):
    """What goes with a file. ``vouched`` says: it holds no state secret. ``id`` makes sending it twice safe.

    ``even_if_known`` false: a file that the sender may see elsewhere is refused with its places.
    """

    title: str = ""
    vouched: bool = False
    document_type: UUID | None = None
    unit: UUID | None = None
    even_if_duplicate: bool = False
    even_if_known: bool = True


class FinishIn(UploadIn):
    """What a file that came in parts becomes: a document of an owner, or a version of the one that it replaces."""

    replaces: UUID | None = None
    reason: str = ""


class LinkIn(OwnerIn):
    """Which paper to put at another place too."""

    source: UUID


class UploadStart(Schema):
    """A file that is about to come in parts; the id is the sender's own."""

    id: UUID
    name: str
    size: int


class UploadOut(Schema):
    """How far a file is; send the next ``part`` bytes from ``offset`` on."""

    id: UUID
    name: str
    size: int
    offset: int
    part: int
    document: UUID | None
    done: bool


class KnownOut(Schema):
    """Where a file lies already."""

    document: UUID
    title: str
    owner: str
    url: str


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
