"""Highlights, notes and ink (DOC-3). The book says that a note was written, never where or what."""

from typing import Any, Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import live, queries
from giaoban.documents.actions.moving import move_late_note
from giaoban.documents.marking import Strokes, around, checked_boxes, checked_strokes, checked_thickness
from giaoban.documents.models import Annotation, Version
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.ids import new_id
from giaoban.ledger.record import record

COLORS: Final = ("yellow", "green", "blue", "pink", "orange")
LONGEST: Final = 10_000

Kind = Annotation.Kind


@transaction.atomic
def write_note(
    *,
    document_id: UUID,
    number: int,
    page: int,
    kind: str,
    boxes: list[list[float]],
    strokes: Strokes | None = None,
    thickness: float = 2.0,
    quote: str = "",
    before: str = "",
    after: str = "",
    body: str = "",
    color: str = "yellow",
    note_id: UUID | None = None,
    by: Actor,
) -> Annotation:
    """A reader marks words, draws or leaves a note on a page, for nobody else until it is shared.

    Repeat: the same id returns the note that is there.
    """
    document = queries.visible_document(by, document_id)
    if note_id and (found := Annotation.objects.filter(pk=note_id).first()):
        if found.user_id != by.person_id or found.document_id != document.id:
            raise Conflict("documents.id_taken")
        return found
    version = queries.readable(document, number)
    drawn = checked_strokes(strokes or []) if kind == Kind.INK else []
    _check(version, page, kind, body, drawn)
    note = Annotation.objects.create(
        id=note_id or new_id(),
        document=document,
        version=version,
        user_id=by.person_id,
        page=page,
        kind=kind,
        boxes=[around(drawn)] if kind == Kind.INK else checked_boxes(boxes),
        strokes=drawn,
        thickness=checked_thickness(thickness),
        quote=quote[:LONGEST],
        before=before[-80:],
        after=after[:80],
        body=body[:LONGEST],
        color=color if color in COLORS else COLORS[0],
    )
    move_late_note(note)
    record("documents.note_written", by=by, subject=note)
    return note


def _check(version: Version, page: int, kind: str, body: str, drawn: Strokes) -> None:
    if not 1 <= page <= version.page_count or kind not in Kind.values:
        raise Invalid("documents.note_bad")
    if kind == Kind.NOTE and not body.strip():
        raise Invalid("documents.note_bad", fields={"body": "documents.note_bad"})
    if kind == Kind.INK and not drawn:
        raise Invalid("documents.note_bad", fields={"strokes": "documents.note_bad"})


@transaction.atomic
def change_note(*, note_id: UUID, changes: dict[str, Any], by: Actor) -> Annotation:
    """A reader changes the words or the colour of an own note.

    Repeat: setting what is already so changes nothing.
    """
    note = queries.own_note(by, note_id)
    body = str(changes.get("body", note.body))[:LONGEST]
    color = changes.get("color", note.color)
    if color not in COLORS or (note.kind == Annotation.Kind.NOTE and not body.strip()):
        raise Invalid("documents.note_bad")
    if (body, color) == (note.body, note.color):
        return note
    note.body, note.color, note.changed_at = body, color, clock.now()
    note.save(update_fields=["body", "color", "changed_at"])
    record("documents.note_changed", by=by, subject=note, live=live.changes_for_note(note))
    return note


@transaction.atomic
def remove_note(*, note_id: UUID, by: Actor) -> Annotation:
    """A reader takes an own note away; it can be taken back.

    Repeat: removing twice changes nothing.
    """
    note = queries.own_note(by, note_id)
    if note.removed_at is None:
        before = live.audiences_for(note)
        note.removed_at = clock.now()
        note.save(update_fields=["removed_at"])
        record("documents.note_removed", by=by, subject=note, live=live.changes_for_note(note, before))
    return note


@transaction.atomic
def restore_note(*, note_id: UUID, by: Actor) -> Annotation:
    """A reader takes a removal back.

    Repeat: a note that is there stays.
    """
    note = queries.own_note(by, note_id)
    if note.removed_at is not None:
        note.removed_at = None
        note.save(update_fields=["removed_at"])
        record("documents.note_restored", by=by, subject=note, live=live.changes_for_note(note))
    return note
