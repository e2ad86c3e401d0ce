"""Papers as their readers see them: how far they have read, who opened what, what they noted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from giaoban.documents.doors import door
from giaoban.documents.models import Access, Annotation, Document, NotePlace, NoteShare, PaperCopy, Reading, Version
from giaoban.documents.queries.seeing import may_see, newest_ready, readable
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock, lock_one
from giaoban.people.models import User
from giaoban.people.queries import members_of

MINUTES_A_PAGE = 1.5


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
    owned = Document.objects.select_related("document_type", "unit", "created_by")
    return _papers(owned.filter(owner_kind=owner_kind, owner_id__in=list(owner_ids)), reader_id)


def papers_of_all(owners: Mapping[str, Iterable[UUID]], reader_id: UUID | None) -> dict[UUID, list[Paper]]:
    """Return the same of owners of several kinds, without the facts of the documents' type, unit and author."""
    owned = Q()
    for kind, ids in owners.items():
        owned |= Q(owner_kind=kind, owner_id__in=list(ids))
    return _papers(Document.objects.filter(owned), reader_id)


def _papers(owned: QuerySet[Document], reader_id: UUID | None) -> dict[UUID, list[Paper]]:
    newest_first = Prefetch("versions", Version.objects.order_by("-number"))
    documents = list(owned.filter(withdrawn_at=None).prefetch_related(newest_first))
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


def read_before(document: Document, by: Actor) -> Version | None:
    """Return the version that this person read before the one in force, if the paper has changed since (PRE-13)."""
    reading = (
        Reading.objects.filter(document=document, user_id=by.person_id).select_related("version", "earlier").first()
    )
    newest = newest_ready(document)
    if reading is None or newest is None:
        return None
    return reading.version if reading.version_id != newest.id and reading.pages else reading.earlier


def accesses_of(document: Document) -> QuerySet[Access]:
    """Return the access log, newest first."""
    return document.accesses.select_related("user", "version").order_by("-at")


def copies_of(document: Document) -> QuerySet[PaperCopy]:
    """Return the register of paper copies, by number."""
    return document.copies.select_related("holder", "handed_by", "taken_by")


def copy_of(document: Document, copy_id: UUID) -> PaperCopy:
    """Return one copy of this document."""
    copy = copies_of(document).filter(pk=copy_id).first()
    if copy is None:
        raise NotFound
    return copy


def notes_of(document: Document, by: Actor, upto: int | None = None) -> QuerySet[Annotation]:
    """Return the notes on a document that this person sees: own ones, and those shared with this person.

    ``upto``: none that was written on a version after that one. Private means private.
    """
    rows = Annotation.objects.filter(_shown_to(by), document=document, removed_at=None).distinct()
    if upto is not None:
        rows = rows.filter(version__number__lte=upto)
    return (
        rows.select_related("user", "version")
        .prefetch_related("shares__user", "shares__unit")
        .order_by("page", "created_at")
    )


def _shown_to(by: Actor) -> Q:
    named = Q(shares__user_id=by.person_id) | Q(shares__unit_id__in=by.units)
    some = Q(shared_with=Annotation.Sharing.SOME) & named
    return Q(user_id=by.person_id) | Q(shared_with=Annotation.Sharing.ALL) | some


def shared_notes_on(document_ids: Iterable[UUID], only: Iterable[UUID] | None = None) -> list[Annotation]:
    """Return the shared notes on these papers with whom they are shared, for telling; ``only``: these of them.

    A private note is nobody's to hear of, not even that it is there. What was written and drawn is never told.
    """
    rows = Annotation.objects.filter(document__in=list(document_ids), removed_at=None)
    rows = rows.exclude(shared_with=Annotation.Sharing.PRIVATE)
    if only is not None:
        rows = rows.filter(pk__in=list(only))
    whose = ("document_id", "user_id", "shared_with", "changed_at", "removed_at")
    places = Prefetch("places", NotePlace.objects.select_related("version").only("note", "version__number"))
    return list(rows.only(*whose).order_by("pk").prefetch_related("shares", places))


def notes_to_move(version: Version, only: UUID | None = None) -> list[Annotation]:
    """Return the notes of earlier versions that were not placed on this one by hand, with their places.

    ``only``: that one alone.
    """
    by_hand = NotePlace.objects.filter(version=version, state=NotePlace.State.PLACED)
    rows = Annotation.objects.filter(document=version.document_id, version__number__lt=version.number)
    if only is not None:
        rows = rows.filter(pk=only)
    return list(rows.exclude(places__in=by_hand).select_related("version").prefetch_related("places__version"))


def lock_notes(note_ids: Iterable[UUID]) -> None:
    """Keep the authors of these notes from placing them until the transaction ends."""
    lock(Annotation.objects.filter(pk__in=list(note_ids)).only("pk"))


def places_on(version: Version, notes: Iterable[Annotation]) -> dict[UUID, NotePlace]:
    """Return where these notes lie on that version, by note."""
    rows = NotePlace.objects.filter(version=version, note__in=[note.pk for note in notes])
    return {place.note_id: place for place in rows}


def people_shown(note: Annotation) -> set[UUID]:
    """Return whose open readers show this note, beside its author's: those named, or all who have read the paper."""
    if note.shared_with == Annotation.Sharing.ALL:
        return people_who_read(note.document_id)
    shares = list(note.shares.all()) if note.shared_with == Annotation.Sharing.SOME else []
    units = {share.unit_id for share in shares if share.unit_id}
    members = set(members_of(units).values_list("pk", flat=True)) if units else set()
    return members | {share.user_id for share in shares if share.user_id}


def people_named(note_id: UUID, since: datetime) -> list[UUID]:
    """Return the persons to whom a note has been shown since that moment exactly, and still is."""
    rows = NoteShare.objects.filter(note=note_id, at=since, user__isnull=False, note__removed_at=None)
    return [user_id for user_id in rows.order_by("pk").values_list("user_id", flat=True) if user_id]


def own_note(by: Actor, note_id: UUID) -> Annotation:
    """Lock a note of this person's own; another's is not there."""
    note = lock_one(Annotation.objects.filter(pk=note_id, user_id=by.person_id))
    if note is None or not may_see(by, note.document):
        raise NotFound
    return note


def people_who_read(document_id: UUID) -> set[UUID]:
    """Return who has opened the document: they are told of a new version."""
    return set(Reading.objects.filter(document_id=document_id).values_list("user_id", flat=True))
