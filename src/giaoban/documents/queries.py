"""Reading documents. Who may see one is the owner's answer (the Door) or a grant; what is not seen is not there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from giaoban.documents.doors import DOORS, door
from giaoban.documents.models import Access, Annotation, Document, Grant, Page, Reading, Recognition, Version
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.folding import fold
from giaoban.kernel.locks import lock_one
from giaoban.people.models import User

MINUTES_A_PAGE = 1.5
SHORTEST = 2  # letters worth looking for
AROUND = 60  # letters before and after a hit


def _granted(by: Actor) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(user_id=by.user_id) | Q(unit_id__in=by.units), may_see=True)


def may_see(by: Actor, document: Document) -> bool:
    """Tell whether this person may know of the document: by its owner's rule, or by a grant."""
    if by.user_id is None or document.owner_kind not in DOORS:
        return False
    if door(document.owner_kind).may_see(by, document.owner_id):
        return True
    return _granted(by).filter(document=document).exists()


def seen_among(by: Actor, document_ids: Iterable[UUID]) -> set[UUID]:
    """Cut many documents to those this person may see: a few queries for each kind of owner."""
    if by.user_id is None:
        return set()
    rows = Document.objects.filter(id__in=set(document_ids), withdrawn_at=None)
    by_owner: dict[str, dict[UUID, set[UUID]]] = {}
    for pk, kind, owner_id in rows.values_list("id", "owner_kind", "owner_id"):
        by_owner.setdefault(kind, {}).setdefault(owner_id, set()).add(pk)
    seen = set(_granted(by).filter(document__in=rows).values_list("document_id", flat=True))
    for kind, owners in by_owner.items():
        if kind in DOORS:
            for owner_id in DOORS[kind].seen_among(by, owners.keys()):
                seen |= owners.get(owner_id, set())
    return seen


def visible_document(by: Actor, document_id: UUID) -> Document:
    """Return the document, or say that it is not there. A withdrawn one is there for those who look after it."""
    document = Document.objects.filter(pk=document_id).select_related("document_type", "unit").first()
    if document is None or not may_see(by, document):
        raise NotFound
    if document.withdrawn_at and not _looks_after(by, document):
        raise NotFound
    return document


def _looks_after(by: Actor, document: Document) -> bool:
    owner = door(document.owner_kind)
    return bool(
        by.is_person(document.created_by_id)
        or owner.may_watch(by, document.owner_id)
        or owner.may_change(by, document.owner_id)
    )


def lock_document(document_id: UUID) -> Document:
    """Lock a document until the transaction ends."""
    document = lock_one(Document.objects.filter(pk=document_id))
    if document is None:
        raise NotFound
    return document


def lock_visible(by: Actor, document_id: UUID) -> Document:
    """Lock a document that this person may see."""
    document = lock_document(document_id)
    if not may_see(by, document) or (document.withdrawn_at and not _looks_after(by, document)):
        raise NotFound
    return document


def latest(document: Document) -> Version:
    """Return the version in force; a placeholder has none."""
    version = document.versions.order_by("-number").first()
    if version is None:
        raise NotFound
    return version


def readable(document: Document, number: int | None = None) -> Version:
    """Return the version to show: the asked one; else the newest that is ready, else the newest."""
    versions = list(document.versions.order_by("-number"))
    if number is not None:
        versions = [version for version in versions if version.number == number]
    if not versions:
        raise NotFound
    return next((v for v in versions if v.state == Version.State.READY), versions[0])


def two_versions(document: Document, old: int | None, new: int | None) -> tuple[Version, Version]:
    """Return the two versions to compare: those asked for, else the newest readable one and the one before it."""
    ready = {version.number: version for version in document.versions.filter(state=Version.State.READY)}
    newer = new or max(ready, default=0)
    older = old or max((number for number in ready if number < newer), default=0)
    if newer not in ready or older not in ready:
        raise NotFound("documents.no_such_version")
    return ready[older], ready[newer]


def read_before(document: Document, by: Actor) -> Version | None:
    """Return the version that this person read before the one in force, if the paper has changed since (PRE-13)."""
    reading = (
        Reading.objects.filter(document=document, user_id=by.person_id).select_related("version", "earlier").first()
    )
    newest = _newest_ready(document)
    if reading is None or newest is None:
        return None
    return reading.version if reading.version_id != newest.id and reading.pages else reading.earlier


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of a list of papers, as its reader sees it."""

    document: Document
    version: Version | None
    pages_read: int
    opened: bool

    @property
    def pages(self) -> int:
        """How many pages there are to read."""
        return self.version.page_count if self.version else 0

    @property
    def minutes(self) -> int:
        """How long reading takes, roughly (rules: a page and a half a minute is skimming; this is reading)."""
        return max(1, round(self.pages * MINUTES_A_PAGE)) if self.pages else 0

    @property
    def done(self) -> bool:
        """Whether every page has been seen."""
        return bool(self.pages) and self.pages_read >= self.pages


def papers_of(owner_kind: str, owner_ids: Iterable[UUID], reader_id: UUID | None = None) -> dict[UUID, list[Paper]]:
    """Return the papers of many owners with one reader's state, in three queries. The caller has asked its own rule."""
    documents = (
        Document.objects.filter(owner_kind=owner_kind, owner_id__in=list(owner_ids), withdrawn_at=None)
        .select_related("document_type", "unit", "created_by")
        .prefetch_related(Prefetch("versions", Version.objects.order_by("-number")))
    )
    rows = Reading.objects.filter(user_id=reader_id, document__in=documents) if reader_id else Reading.objects.none()
    readings = {row.document_id: row for row in rows}
    found: dict[UUID, list[Paper]] = {}
    for document in documents:
        versions = list(document.versions.all())
        shown = next((v for v in versions if v.state == Version.State.READY), versions[0] if versions else None)
        reading = readings.get(document.id)
        current = reading is not None and shown is not None and reading.version_id == shown.id
        pages_read = len(reading.pages) if reading and current else 0
        found.setdefault(document.owner_id, []).append(Paper(document, shown, pages_read, reading is not None))
    return found


def count_papers(owner_kind: str, owner_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many papers each owner has."""
    rows = Document.objects.filter(owner_kind=owner_kind, owner_id__in=list(owner_ids), withdrawn_at=None)
    return dict(rows.order_by().values_list("owner_id").annotate(papers=Count("id")))


def not_opened_by(owner_kind: str, owner_ids: Iterable[UUID], user_ids: Iterable[UUID]) -> set[UUID]:
    """Return who of these people has left at least one of these owners' papers unopened (PRE-9)."""
    documents = Document.objects.filter(
        owner_kind=owner_kind, owner_id__in=list(owner_ids), withdrawn_at=None, is_secret=False
    )
    total = documents.count()
    people = set(user_ids)
    opened = Reading.objects.filter(document__in=documents, user_id__in=people).order_by()
    counts = dict(opened.values_list("user_id").annotate(papers=Count("id")))
    return {user_id for user_id in people if counts.get(user_id, 0) < total}


@dataclass(frozen=True, slots=True)
class ReaderState:
    """How far one person has read (PRE-9)."""

    user: User
    reading: Reading | None
    pages: int
    total: int
    of_old_version: bool


def readers_of(document: Document) -> list[ReaderState]:
    """Return everybody whose reading is followed, and everybody who has read, with how far."""
    version = readable(document) if document.versions.exists() else None
    readings = {row.user_id: row for row in document.readings.select_related("version")}
    people = User.objects.filter(id__in={*door(document.owner_kind).readers(document.owner_id), *readings})
    total = version.page_count if version else 0
    states = []
    for user in people.order_by("folded_name"):
        reading = readings.get(user.pk)
        old = reading is not None and version is not None and reading.version_id != version.id
        states.append(ReaderState(user, reading, len(reading.pages) if reading else 0, total, old))
    return sorted(states, key=lambda state: (state.reading is not None, state.pages))


def accesses_of(document: Document) -> QuerySet[Access]:
    """Return the access log, newest first."""
    return document.accesses.select_related("user", "version").order_by("-at")


def sizes_of(version: Version) -> list[tuple[int, float, float]]:
    """Return page sizes as runs: (first page, width, height), so that 3,000 equal pages are one line."""
    runs: list[tuple[int, float, float]] = []
    for number, width, height in version.pages.order_by("number").values_list("number", "width", "height"):
        if not runs or runs[-1][1:] != (width, height):
            runs.append((number, width, height))
    return runs


def notes_of(document: Document, by: Actor) -> QuerySet[Annotation]:
    """Return this person's own notes, and those that others have shared with all. Private means private."""
    mine = Q(user_id=by.person_id)
    return (
        Annotation.objects.filter(mine | Q(shared_with="all"), document=document, removed_at=None)
        .select_related("user", "version")
        .order_by("page", "created_at")
    )


def own_note(by: Actor, note_id: UUID) -> Annotation:
    """Lock a note of this person's own; another's is not there."""
    note = lock_one(Annotation.objects.filter(pk=note_id, user_id=by.person_id))
    if note is None or not may_see(by, note.document):
        raise NotFound
    return note


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
    yield document.title, "", document.created_at, 0, document.unit_id
    version = _newest_ready(document)
    if version is None:
        return
    for number, text in version.pages.exclude(text="").values_list("number", "text").iterator(chunk_size=200):
        yield document.title, text, document.created_at, number, document.unit_id


def search_part(document_id: UUID, number: int) -> Iterator[tuple[str, str, datetime, int, UUID | None]]:
    """Return what search indexes of one page."""
    document = Document.objects.filter(pk=document_id, withdrawn_at=None, is_secret=False).first()
    version = _newest_ready(document) if document else None
    if document is None or version is None:
        return
    for text in version.pages.filter(number=number).exclude(text="").values_list("text", flat=True):
        yield document.title, text, document.created_at, number, document.unit_id


def _newest_ready(document: Document) -> Version | None:
    return document.versions.filter(state=Version.State.READY).order_by("-number").first()


def recognition_of(version: Version, number: int) -> Recognition | None:
    """Return how a page was read by machine, if it was to be."""
    return Recognition.objects.filter(page__version=version, page__number=number).first()


def recognitions_of(version: Version) -> list[tuple[int, str, str]]:
    """Return (page, state, failure) of every page that is read by machine."""
    rows = Recognition.objects.filter(page__version=version).order_by("page__number")
    return list(rows.values_list("page__number", "state", "failure"))


def url_of(document_id: UUID, page: int) -> str:
    """Return the reader's address, at a page where search found one."""
    address = reverse("documents:read", args=[document_id])
    return f"{address}#page={page}" if page else address


def all_ids() -> Iterator[UUID]:
    """Walk every document that can be found."""
    yield from Document.objects.filter(withdrawn_at=None).values_list("id", flat=True).iterator()


def people_who_read(document_id: UUID) -> set[UUID]:
    """Return who has opened the document: they are told of a new version."""
    return set(Reading.objects.filter(document_id=document_id).values_list("user_id", flat=True))


def page_texts(version: Version, first: int, last: int) -> list[tuple[int, str]]:
    """Return the text of some pages."""
    rows = Page.objects.filter(version=version, number__gte=first, number__lte=last).order_by("number")
    return list(rows.values_list("number", "text"))
