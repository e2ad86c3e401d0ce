"""Highlights, notes and ink, and with whom they are shared."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from giaoban.documents import actions, queries
from giaoban.documents.api.describe import note_out, notes_out
from giaoban.documents.api.upload import actor_of
from giaoban.documents.schemas import NoteChange, NoteIn, NoteOut, NotePlaceIn, SharingIn

router = Router()


@router.get("/documents/{document_id}/annotations", response=list[NoteOut])
def notes(request: HttpRequest, document_id: UUID, version: int | None = None) -> list[NoteOut]:
    """Return the notes on a document that the caller sees: own ones, and those shared with the caller.

    They lie as on ``version``, else as on the newest readable one; ``state`` says how each came there: own (made on
    it), kept, moved, placed (by its author), orphaned (its words are not found), waiting.
    """
    by = actor_of(request)
    document = queries.visible_document(by, document_id)
    shown = queries.readable(document, version)
    return notes_out(list(queries.notes_of(document, by, shown.number)), by, shown)


@router.post("/documents/{document_id}/annotations", response={201: NoteOut})
def write_note(request: HttpRequest, document_id: UUID, body: NoteIn) -> NoteOut:
    """Mark words, draw or leave a note, for the caller alone until it is shared. Safe to repeat by ``id``."""
    by = actor_of(request)
    note = actions.write_note(
        document_id=document_id,
        number=body.version,
        page=body.page,
        kind=body.kind,
        boxes=body.boxes,
        strokes=body.strokes,
        thickness=body.thickness,
        quote=body.quote,
        before=body.before,
        after=body.after,
        body=body.body,
        color=body.color,
        note_id=body.id,
        by=by,
    )
    return note_out(note, by)


@router.patch("/annotations/{note_id}", response=NoteOut)
def change_note(request: HttpRequest, note_id: UUID, body: NoteChange) -> NoteOut:
    """Change the words or the colour of an own note."""
    by = actor_of(request)
    changes = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    return note_out(actions.change_note(note_id=note_id, changes=changes, by=by), by)


@router.delete("/annotations/{note_id}", response={204: None})
def remove_note(request: HttpRequest, note_id: UUID) -> None:
    """Take an own note away; it can be taken back."""
    actions.remove_note(note_id=note_id, by=actor_of(request))


@router.post("/annotations/{note_id}/restore", response=NoteOut)
def restore_note(request: HttpRequest, note_id: UUID) -> NoteOut:
    """Take a removal back."""
    by = actor_of(request)
    return note_out(actions.restore_note(note_id=note_id, by=by), by)


@router.put("/annotations/{note_id}/sharing", response=NoteOut)
def share_note(request: HttpRequest, note_id: UUID, body: SharingIn) -> NoteOut:
    """Say who else sees an own note."""
    by = actor_of(request)
    note = actions.share_note(note_id=note_id, sharing=body.sharing, users=body.users, units=body.units, by=by)
    return note_out(note, by)


@router.put("/annotations/{note_id}/place", response=NoteOut)
def place_note(request: HttpRequest, note_id: UUID, body: NotePlaceIn) -> NoteOut:
    """Say where an own note belongs on a later version than the one it was made on."""
    by = actor_of(request)
    note = actions.place_note(note_id=note_id, number=body.version, page=body.page, boxes=body.boxes, by=by)
    (found,) = notes_out([note], by, queries.readable(note.document, body.version))
    return found
