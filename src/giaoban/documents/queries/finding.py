"""Finding words in a document, and what search indexes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from giaoban.documents.doors import door
from giaoban.documents.models import Document, Page, Version
from giaoban.documents.queries.seeing import newest_ready
from giaoban.kernel.folding import fold

SHORTEST = 2  # letters worth looking for
AROUND = 60  # letters before and after a hit


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the asked words stand."""

    page: int
    before: str
    match: str
    after: str


def find(version: Version, asked: str, most: int = 200) -> list[Hit]:
    """Find words in a document, with or without diacritics: typed with diacritics, only those count."""
    plain = " ".join(asked.split())
    folded = fold(plain)
    if len(folded) < SHORTEST:
        return []
    strict = folded != plain.casefold()
    hits: list[Hit] = []
    for number, text in version.pages.filter(folded__contains=folded).order_by("number").values_list("number", "text"):
        hits.extend(_hits(number, " ".join(text.split()), plain.casefold() if strict else folded, strict=strict))
        if len(hits) >= most:
            break
    return hits[:most]


def _hits(page: int, line: str, asked: str, *, strict: bool) -> Iterator[Hit]:
    looked = line.casefold() if strict else fold(line)
    if len(looked) != len(line):  # a letter that folds to two: positions would be off, the page alone is right
        yield Hit(page, "", line[: 2 * AROUND], "")
        return
    at = looked.find(asked)
    while at >= 0:
        end = at + len(asked)
        yield Hit(page, line[max(0, at - AROUND) : at], line[at:end], line[end : end + AROUND])
        at = looked.find(asked, end)


def search_parts(document_id: UUID) -> Iterator[tuple[str, str, datetime, int, UUID | None]]:
    """Return what search indexes of one document: (title, text, at, part, unit); part 0 is the title, then pages."""
    document = Document.objects.filter(pk=document_id, withdrawn_at=None, is_secret=False).first()
    if document is None:
        return
    yield document.title, door(document.owner_kind).label(document.owner_id), document.created_at, 0, document.unit_id
    version = newest_ready(document)
    if version is None:
        return
    for number, text in version.pages.exclude(text="").values_list("number", "text").iterator(chunk_size=200):
        yield document.title, text, document.created_at, number, document.unit_id


def search_part(document_id: UUID, number: int) -> Iterator[tuple[str, str, datetime, int, UUID | None]]:
    """Return what search indexes of one page."""
    document = Document.objects.filter(pk=document_id, withdrawn_at=None, is_secret=False).first()
    version = newest_ready(document) if document else None
    if document is None or version is None:
        return
    for text in version.pages.filter(number=number).exclude(text="").values_list("text", flat=True):
        yield document.title, text, document.created_at, number, document.unit_id


def url_of(document_id: UUID, page: int) -> str:
    """Return the reader's address, at a page where search found one."""
    address = reverse("documents:read", args=[document_id])
    return f"{address}#page={page}" if page else address


def all_ids() -> Iterator[UUID]:
    """Walk every document that can be found."""
    yield from Document.objects.filter(withdrawn_at=None).values_list("id", flat=True).iterator()


def page_texts(version: Version, first: int, last: int) -> list[tuple[int, str]]:
    """Return the text of some pages."""
    rows = Page.objects.filter(version=version, number__gte=first, number__lte=last).order_by("number")
    return list(rows.values_list("number", "text"))
