"""Private notes and highlights (DOC-3). The book says that a note was written, never where or what."""

from typing import Any, Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import queries
from giaoban.documents.models import Annotation
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.ids import new_id
from giaoban.ledger.record import record

COLORS: Final = ("yellow", "green", "blue", "pink", "orange")
MOST_BOXES: Final = 400
LONGEST: Final = 10_000
SLACK: Final = 0.01  # of a page: glyphs may reach over its edge


@transaction.atomic
def write_note(
    *,
    document_id: UUID,
    number: int,
    page: int,
    kind: str,
    boxes: list[list[float]],
    quote: str = "",
    before: str = "",
    after: str = "",
    body: str = "",
    color: str = "yellow",
    note_id: UUID | None = None,
    by: Actor,
) -> Annotation:
    """A reader marks words or leaves a note on a page, for nobody else.

    Repeat: the same id returns the note that is there.
    """
    document = queries.visible_document(by, document_id)
    if note_id and (found := Annotation.objects.filter(pk=note_id).first()):
        if found.user_id != by.person_id or found.document_id != document.id:
            raise Conflict("documents.id_taken")
        return found
    version = queries.readable(document, number)
    if not 1 <= page <= version.page_count or kind not in Annotation.Kind.values:
        raise Invalid("documents.note_bad")
    if kind == Annotation.Kind.NOTE and not body.strip():
        raise Invalid("documents.note_bad", fields={"body": "documents.note_bad"})
    note = Annotation.objects.create(
        id=note_id or new_id(),
        document=document,
        version=version,
        user_id=by.person_id,
        page=page,
        kind=kind,
        boxes=_boxes(boxes),
        quote=quote[:LONGEST],
        before=before[-80:],
        after=after[:80],
        body=body[:LONGEST],
        color=color if color in COLORS else COLORS[0],
    )
    record("documents.note_written", by=by, subject=note)
    return note


def _boxes(boxes: list[list[float]]) -> list[list[float]]:
    """Keep boxes as fractions of the page; anything else was not made by selecting on a page."""
    if len(boxes) > MOST_BOXES or any(len(box) != 4 for box in boxes):  # noqa: PLR2004 - x, y, width, height
        raise Invalid("documents.note_bad")
    if any(not -SLACK <= side <= 1 + SLACK for box in boxes for side in box):
        raise Invalid("documents.note_bad")
    return [[round(side, 5) for side in box] for box in boxes]


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
    record("documents.note_changed", by=by, subject=note)
    return note


@transaction.atomic
def remove_note(*, note_id: UUID, by: Actor) -> Annotation:
    """A reader takes an own note away; it can be taken back.

    Repeat: removing twice changes nothing.
    """
    note = queries.own_note(by, note_id)
    if note.removed_at is None:
        note.removed_at = clock.now()
        note.save(update_fields=["removed_at"])
        record("documents.note_removed", by=by, subject=note)
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
        record("documents.note_restored", by=by, subject=note)
    return note
