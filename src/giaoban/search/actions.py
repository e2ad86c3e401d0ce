"""Keeping the index: what changed is indexed again, what is gone is forgotten."""

import unicodedata
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise

from giaoban.kernel.locks import lock
from giaoban.ledger.models import Job
from giaoban.search.asking import LETTERS, WORD, known_among
from giaoban.search.kinds import KINDS, Entry, Searchable
from giaoban.search.marking import same_length_fold
from giaoban.search.models import Indexed, KnownWord

ACTIONS: dict[str, Promise | str] = {}


def index_after(job: Job) -> None:
    """Index again what a line of the audit book altered (job «search.index»)."""
    if job.entry is None:
        return
    for kind in KINDS.values():
        for subject_id in kind.touched(job.entry):
            index(kind=kind.kind, subject_id=subject_id)


@transaction.atomic
def index(*, kind: str, subject_id: UUID) -> int:
    """Write one thing's pieces into the index, in place of what was there; return how many.

    Repeat: the same pieces again. A thing without pieces is forgotten.
    """
    there = _held(kind, subject_id)
    rows = [row_of(KINDS[kind], subject_id, entry) for entry in KINDS[kind].entries(subject_id)]
    there.delete()
    write(rows)
    return len(rows)


@transaction.atomic
def index_part(*, kind: str, subject_id: UUID, part: int) -> None:
    """Write one piece of a thing into the index, beside its others: a page whose text has just come.

    Repeat: the same piece again.
    """
    there = _held(kind, subject_id)
    entries = KINDS[kind].part_entries
    found = entries(subject_id, part) if entries else [e for e in KINDS[kind].entries(subject_id) if e.part == part]
    rows = [row_of(KINDS[kind], subject_id, entry) for entry in found]
    there.filter(part=part).delete()
    write(rows)


def _held(kind: str, subject_id: UUID) -> QuerySet[Indexed]:
    """Hold a thing's first row before reading what is to be indexed: two writers of one thing wait for each other."""
    there = Indexed.objects.filter(kind=kind, subject_id=subject_id)
    lock(there.filter(part=0))
    return there


@transaction.atomic
def forget(*, kind: str, subject_id: UUID) -> None:
    """Take one thing out of the index."""
    Indexed.objects.filter(kind=kind, subject_id=subject_id).delete()


def rebuild() -> int:
    """Index everything anew, thing by thing; people go on finding meanwhile. Return how many pieces."""
    total = 0
    for kind in KINDS.values():
        there: set[UUID] = set()
        for subject_id in kind.all_ids():
            there.add(subject_id)
            total += index(kind=kind.kind, subject_id=subject_id)
        known = set(Indexed.objects.filter(kind=kind.kind).values_list("subject_id", flat=True))
        for gone in known - there:
            forget(kind=kind.kind, subject_id=gone)
    return total


def write(rows: list[Indexed]) -> None:
    Indexed.objects.bulk_create(rows)
    said = {word for row in rows for word in WORD.findall(f"{row.folded_title} {row.folded_text}")}
    words = {word for word in said if LETTERS.fullmatch(word)}
    # in order: two writers of new words wait for each other, never both
    new = [KnownWord(word=word) for word in sorted(words - known_among(words))]
    KnownWord.objects.bulk_create(new, ignore_conflicts=True)


def row_of(kind: Searchable, subject_id: UUID, entry: Entry) -> Indexed:
    # PostgreSQL cannot keep a NUL, which broken PDFs contain
    title = unicodedata.normalize("NFC", entry.title).replace("\0", " ")[:300]
    text = unicodedata.normalize("NFC", entry.text).replace("\0", " ")
    return Indexed(
        kind=kind.kind,
        subject_id=subject_id,
        part=entry.part,
        title=title,
        text=text,
        folded_title=same_length_fold(title),
        folded_text=same_length_fold(text),
        unit_id=entry.unit_id,
        at=entry.at,
    )
