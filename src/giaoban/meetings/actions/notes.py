"""Everybody's own notes in the room (LIVE-6), and the sentences that secretaries write often."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import no, require
from giaoban.ledger.record import record
from giaoban.meetings import live
from giaoban.meetings.merging import merge
from giaoban.meetings.models import Phrase, PrivateNote
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.people.models import Role

ACTIONS: dict[str, Promise | str] = {
    "meetings.note_written": _("{actor} đã ghi chú riêng trong cuộc họp «{subject}»"),
    "meetings.phrase_kept": _("{actor} đã lưu mẫu câu «{subject}»"),
    "meetings.phrase_dropped": _("{actor} đã bỏ mẫu câu «{subject}»"),
}
LONGEST: Final = 20_000  # characters of notes


@transaction.atomic
def write_note(*, meeting_id: UUID, text: str, by: Actor, base: str = "", revision: int = 0) -> PrivateNote:
    """A person keeps the own notes of a meeting, from any device, also those made without a network.

    ``base`` and ``revision`` are what the device began from: what another device wrote meanwhile is kept.
    Repeat: the same text changes nothing.
    Raises: Conflict with the present text where two devices changed the same paragraph.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_write_private_note(by, meeting))
    if len(text) > LONGEST:
        raise Invalid("meetings.long_note", most=LONGEST, fields={"text": "meetings.long_note"})
    note = PrivateNote.objects.filter(meeting=meeting, user=by.person_id).first()
    note = note or PrivateNote(meeting=meeting, user_id=by.person_id)
    together = text if revision == note.revision else merge(base, note.text, text)
    if together is None or len(together) > LONGEST:
        raise Conflict("meetings.note_changed_meanwhile", text=note.text, revision=note.revision)
    if together == note.text:
        return note
    note.text, note.changed_at = together, clock.now()
    note.revision += 1
    note.save()
    record("meetings.note_written", by=by, subject=meeting, live=live.changes_for_note(note))
    return note


@transaction.atomic
def keep_phrase(*, text: str, by: Actor, for_everybody: bool = False) -> Phrase:
    """A person keeps a sentence to write again; the Office's secretaries may keep it for everybody.

    Repeat: a sentence that is kept already is returned.
    """
    clean = " ".join(text.split())
    if not clean:
        raise Invalid("meetings.empty_line", fields={"text": "meetings.empty_line"})
    if for_everybody and not by.has_role(Role.OFFICE_SECRETARY):
        require(no("meetings.only_the_office"))
    owner = None if for_everybody else by.person_id
    found = Phrase.objects.filter(owner=owner, text=clean[:300]).first()
    if found:
        return found
    made = Phrase.objects.create(owner_id=owner, text=clean[:300], place=Phrase.objects.filter(owner=owner).count())
    record("meetings.phrase_kept", by=by, subject=made)
    return made


@transaction.atomic
def drop_phrase(*, phrase_id: UUID, by: Actor) -> None:
    """A person drops an own sentence; the Office's secretaries also one of everybody's. Repeat: it is gone already."""
    seen = Phrase.objects.filter(Q(owner=by.person_id) | Q(owner=None)).filter(pk=phrase_id).first()
    if seen is None:
        raise NotFound
    if seen.owner_id is None and not by.has_role(Role.OFFICE_SECRETARY):
        require(no("meetings.only_the_office"))
    record("meetings.phrase_dropped", by=by, subject=seen)
    seen.delete()
