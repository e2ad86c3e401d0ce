"""What a room hears of notes on its papers. Key ``annotation/<id>``: on which paper, whose, since when.

Never the words nor the drawing: whoever hears of one fetches it by the API, where the paper's own door is asked.
Who hears: nobody of a private one; else its author, those it is shared with (people, units), and for «everybody»
all members of the room. Guests see them when they open the paper.
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from giaoban.documents import queries
from giaoban.documents.doors import DOORS
from giaoban.documents.models import Annotation, Document
from giaoban.ledger.streams import Change, Puts

MEMBERS: Final = "members"
PERSON, UNIT = "user:", "site:"


def key_of(note_id: UUID) -> str:
    """Return the key under which a room knows a note."""
    return f"annotation/{note_id}"


def note_json(note: Annotation) -> dict[str, Any]:
    """Return what a room is told of a note; ``version``: the newest on which it has been placed anew."""
    return {
        "paper": str(note.document_id),
        "version": max((place.version.number for place in note.places.all()), default=0),
        "by": str(note.user_id),
        "changed": note.changed_at.isoformat(),
    }


def audiences_for(note: Annotation) -> frozenset[str]:
    """Return who hears of a note now; nobody of a private one, nor of one that was taken away."""
    if note.removed_at is not None or note.shared_with == Annotation.Sharing.PRIVATE:
        return frozenset()
    found = {f"{PERSON}{note.user_id}"}
    if note.shared_with == Annotation.Sharing.ALL:
        found.add(MEMBERS)
    elif note.shared_with == Annotation.Sharing.SOME:
        found |= {
            f"{PERSON}{share.user_id}" if share.user_id else f"{UNIT}{share.unit_id}" for share in note.shares.all()
        }
    return frozenset(found)


def changes_for_note(note: Annotation, before: frozenset[str] = frozenset()) -> list[Change]:
    """Return the changes of one note; ``before``: who heard of it until now."""
    room = _room_of(note.document)
    if room is None or note.document.withdrawn_at is not None:
        return []
    after = audiences_for(note)
    key = key_of(note.pk)
    gone = [Change(room, {key: None}, audience=name) for name in sorted(before - after)]
    return gone + [Change(room, {key: note_json(note)}, audience=name) for name in sorted(after)]


def changes_for_notes(document: Document, room: str) -> list[Change]:
    """Return the changes of all notes on a paper that came into a room or left it."""
    if document.withdrawn_at is not None:
        return changes_forgetting([document.pk], room)
    by_audience = notes_by_audience([document.pk])
    return [Change(room, puts, audience=name) for name, puts in sorted(by_audience.items())]


def changes_for_moved(document: Document, note_ids: Iterable[UUID]) -> list[Change]:
    """Return the changes of the notes that were placed on a new version, for the paper's room if it has one."""
    room = _room_of(document)
    if room is None or document.withdrawn_at is not None:
        return []
    by_audience = notes_by_audience([document.pk], note_ids)
    return [Change(room, puts, audience=name) for name, puts in sorted(by_audience.items())]


def changes_forgetting(document_ids: Iterable[UUID], room: str) -> list[Change]:
    """Return the changes by which a room forgets the notes on papers that leave it: told to who heard of them."""
    by_audience = notes_by_audience(document_ids)
    return [Change(room, dict.fromkeys(puts), audience=name) for name, puts in sorted(by_audience.items())]


def notes_seen(document_ids: Iterable[UUID], audiences: frozenset[str]) -> Puts:
    """Return what these audiences hear of notes on these papers."""
    notes = queries.shared_notes_on(document_ids)
    return {key_of(note.pk): note_json(note) for note in notes if audiences & audiences_for(note)}


def notes_by_audience(document_ids: Iterable[UUID], only: Iterable[UUID] | None = None) -> dict[str, Puts]:
    """Return what each audience hears of notes on these papers; ``only``: of these notes."""
    found: dict[str, Puts] = {}
    for note in queries.shared_notes_on(document_ids, only):
        for name in audiences_for(note):
            found.setdefault(name, {})[key_of(note.pk)] = note_json(note)
    return found


def _room_of(document: Document) -> str | None:
    found = DOORS.get(document.owner_kind)
    return found.room(document.owner_id) if found else None
