"""Guests in the room: seated, let go, and which papers they may read (LIVE-11). Who they are is the app ``guests``."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import live, permissions
from giaoban.meetings.models import Attendee, GuestPaper, Meeting
from giaoban.meetings.queries import room

ACTIONS: dict[str, Promise | str] = {
    "meetings.guest_seated": _("{actor} đã mời khách {person} vào phòng họp «{subject}»"),
    "meetings.guest_left": _("{actor} đã đưa khách {person} ra khỏi phòng họp «{subject}»"),
    "meetings.paper_opened_to_guests": _("{actor} đã cho khách xem một tài liệu của cuộc họp «{subject}»"),
    "meetings.paper_closed_to_guests": _("{actor} đã thôi cho khách xem một tài liệu của cuộc họp «{subject}»"),
}


@transaction.atomic
def seat_guest(*, meeting_id: UUID, user_id: UUID, organisation: str, by: Actor) -> Attendee:
    """The desk puts a guest on the list of those who are there, without a vote. Repeat: the guest is there."""
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_seat_guests(by, meeting))
    row = meeting.attendees.select_related("user").filter(user=user_id).first()
    if row is not None and row.removed_at is None:
        return row
    last = meeting.attendees.aggregate(last=Max("place"))["last"] or 0
    row = row or Attendee(meeting=meeting, user_id=user_id, place=last + 1)
    row.capacity, row.position, row.removed_at = Attendee.Capacity.GUEST, organisation[:160], None
    row.answer, row.answered_at = Attendee.Answer.ONLINE, clock.now()
    row.save()
    return _moved("meetings.guest_seated", row, by)


@transaction.atomic
def remove_guest(*, meeting_id: UUID, user_id: UUID, by: Actor) -> Attendee:
    """The desk takes a guest off the list, or the guest leaves. Repeat: the guest is gone already."""
    meeting = room.lock_room(meeting_id, by)
    if not by.is_person(user_id):
        require(permissions.may_seat_guests(by, meeting))
    rows = meeting.attendees.select_related("user").filter(user=user_id, capacity=Attendee.Capacity.GUEST)
    row = rows.first()
    if row is None:
        raise NotFound
    if row.removed_at:
        return row
    row.removed_at = clock.now()
    row.save(update_fields=["removed_at"])
    return _moved("meetings.guest_left", row, by)


@transaction.atomic
def open_paper_to_guests(*, meeting_id: UUID, document_id: UUID, by: Actor) -> GuestPaper:
    """The desk lets guests read a paper of the meeting; never a state secret. Repeat: they may already."""
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_open_to_guests(by, meeting))
    document = _paper(meeting, document_id)
    if document.is_secret:
        raise Conflict("meetings.secret_is_not_for_guests")
    paper, new = GuestPaper.objects.get_or_create(
        document=document, defaults={"meeting": meeting, "opened_by_id": by.person_id}
    )
    if new:
        _told("meetings.paper_opened_to_guests", document, meeting, by)
    return paper


@transaction.atomic
def close_paper_to_guests(*, meeting_id: UUID, document_id: UUID, by: Actor) -> None:
    """The desk takes a paper back from guests: it vanishes from their screens. Repeat: they do not have it."""
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_open_to_guests(by, meeting))
    document = _paper(meeting, document_id)
    gone, _rows = GuestPaper.objects.filter(document=document).delete()
    if gone:
        _told("meetings.paper_closed_to_guests", document, meeting, by)


def _paper(meeting: Meeting, document_id: UUID) -> Document:
    owners = [meeting.pk, *meeting.items.values_list("pk", flat=True)]
    for papers in room.papers_by_owner(owners).values():
        for document in papers:
            if document.pk == document_id:
                return document
    raise NotFound


def _told(action: str, document: Document, meeting: Meeting, by: Actor) -> None:
    changes = [*live.changes_for_paper(document, meeting.pk), *live.changes_for_guest_papers(meeting)]
    record(action, by=by, subject=meeting, data={"document": str(document.pk)}, live=changes)


def _moved(action: str, row: Attendee, by: Actor) -> Attendee:
    gone = [row.user_id] if row.removed_at else []
    changes = live.changes_for_attendees(row.meeting, removed=gone, touched=[row.user_id])
    record(action, by=by, subject=row.meeting, data={"person": row.user.full_name}, live=changes)
    return row
