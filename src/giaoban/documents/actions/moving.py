"""A paper is replaced: what readers left on it goes along to the new version where its words still stand (DOC-3)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from giaoban.documents import comparisons, live, queries
from giaoban.documents.carrying import Carried, Carrier, Mark
from giaoban.documents.marking import checked_boxes
from giaoban.documents.models import Annotation, Document, NotePlace, Version
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Invalid
from giaoban.kernel.locks import lock_one
from giaoban.ledger.models import Job
from giaoban.ledger.record import enqueue, record

State = NotePlace.State


def move_notes_soon(version: Version) -> None:
    """Ask for the notes of earlier versions to be moved to this one. In the caller's transaction."""
    if version.number > 1 and version.scan_waiting <= 0:
        key = f"documents.move_notes:{version.pk}:{version.scan_done}"
        enqueue("documents.move_notes", args={"version": str(version.pk)}, lane="papers", unique_key=key)


def move_late_note(note: Annotation) -> None:
    """Ask for a note that was made on a replaced version to be moved. In the caller's transaction."""
    newest = queries.newest_ready(note.document)
    if newest is not None and newest.number > note.version.number:
        args = {"version": str(newest.pk), "note": str(note.pk)}
        enqueue("documents.move_notes", args=args, lane="papers")


def move_notes_job(job: Job) -> None:
    """Say of every note of an earlier version where it lies on the one that the job names: kept, moved or orphaned.

    A job that names a note says it of that one alone.
    Repeat: finds the same places; what its author has placed by hand stays there.
    """
    version = Version.objects.select_related("document").get(pk=job.args["version"])
    if version.state != Version.State.READY or version.scan_waiting > 0:
        return
    late = job.args.get("note")
    notes = queries.notes_to_move(version, UUID(late) if late else None)
    if notes:
        _keep(version, _places_of(version, notes))


def _places_of(version: Version, notes: Iterable[Annotation]) -> list[NotePlace]:
    """Return the places of notes, each carried from the newest version on which it had one."""
    by_source: dict[UUID, list[tuple[Annotation, NotePlace | None]]] = {}
    for note in notes:
        known = _last_place(note, version)
        by_source.setdefault(known.version_id if known else note.version_id, []).append((note, known))
    new = list(comparisons.sheets(version))
    found = []
    for source in Version.objects.filter(pk__in=by_source):
        carrier = Carrier(list(comparisons.sheets(source)), new)
        for note, known in by_source[source.pk]:
            found.append(_place(version, note, known, carrier.carry(_mark(note, known))))
    return found


def _last_place(note: Annotation, version: Version) -> NotePlace | None:
    earlier = [place for place in note.places.all() if place.version.number < version.number]
    found = [place for place in earlier if place.state != State.ORPHANED]
    return max(found, key=lambda place: place.version.number, default=None)


def _mark(note: Annotation, known: NotePlace | None) -> Mark:
    page, boxes = (known.page, known.boxes) if known else (note.page, note.boxes)
    is_pin = note.kind == Annotation.Kind.NOTE and not note.quote
    shape = "ink" if note.kind == Annotation.Kind.INK else "spot" if is_pin else "words"
    quote = "" if known and (known.reworded or known.state == State.PLACED) else note.quote
    return Mark(page, shape, [(x, y, width, height) for x, y, width, height in boxes], quote)


def _place(version: Version, note: Annotation, known: NotePlace | None, found: Carried | None) -> NotePlace:
    if found is None:
        return NotePlace(note=note, version=version, state=State.ORPHANED)
    state = State.KEPT if found.kept else State.MOVED
    reworded = found.reworded or bool(known and known.reworded)
    boxes = [list(box) for box in found.boxes]
    return NotePlace(note=note, version=version, state=state, page=found.page, boxes=boxes, reworded=reworded)


@transaction.atomic
def _keep(version: Version, places: list[NotePlace]) -> None:
    """Write the places down; a note that was placed by hand meanwhile is left where it is.

    Its author places a note under the note's own lock: who waits for that lock sees what was placed by hand.
    """
    lock_one(Version.objects.filter(pk=version.pk))
    queries.lock_notes(place.note_id for place in places)
    by_hand = NotePlace.objects.filter(version=version, state=State.PLACED)
    placed = set(by_hand.values_list("note_id", flat=True))
    mine = [place for place in places if place.note_id not in placed]
    if not mine:
        return
    NotePlace.objects.filter(version=version, note__in=[place.note_id for place in mine]).delete()
    NotePlace.objects.bulk_create(mine, batch_size=200)
    document = Document.objects.get(pk=version.document_id)
    data: dict[str, Any] = {state: sum(1 for place in mine if place.state == state) for state in State.values}
    topics = [(place.note.user_id, "papers") for place in mine]
    record(
        "documents.notes_moved", by=SYSTEM, subject=document, data={"version": version.number, **data},
        live=live.changes_for_moved(document, [place.note_id for place in mine]), topics=dict.fromkeys(topics),
    )  # fmt: skip


@transaction.atomic
def place_note(*, note_id: UUID, number: int, page: int, boxes: list[list[float]], by: Actor) -> Annotation:
    """An author says where an own note belongs on a later version: one that could not be placed, or lies wrongly.

    Repeat: placing it where it is changes nothing.
    """
    note = queries.own_note(by, note_id)
    version = queries.readable(note.document, number)
    if version.number <= note.version.number or not boxes or not 1 <= page <= version.page_count:
        raise Invalid("documents.note_bad")
    wanted = {"state": State.PLACED, "page": page, "boxes": checked_boxes(boxes), "reworded": False}
    place = NotePlace.objects.filter(note=note, version=version).first()
    if place and all(getattr(place, name) == value for name, value in wanted.items()):
        return note
    NotePlace.objects.update_or_create(note=note, version=version, defaults={**wanted, "at": clock.now()})
    note.changed_at = clock.now()
    note.save(update_fields=["changed_at"])
    record("documents.note_placed", by=by, subject=note, live=live.changes_for_note(note))
    return note
