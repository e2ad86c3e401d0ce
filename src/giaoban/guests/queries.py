"""Reading links and guests."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from giaoban.guests.models import Guest, GuestLink
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import room

State = Guest.State
TAKING = (Meeting.State.PUBLISHED, Meeting.State.RUNNING)


def links_of(meeting: Meeting) -> list[GuestLink]:
    """Return the links that still stand, in order."""
    return list(GuestLink.objects.filter(meeting=meeting, revoked_at=None).select_related("made_by"))


def guests_of(meeting: Meeting) -> QuerySet[Guest]:
    """Return who waits and who is in, in order of asking."""
    return Guest.objects.filter(meeting=meeting, state__in=(State.WAITING, State.ADMITTED))


def good_link(link_id: UUID | None) -> GuestLink:
    """Return a link that opens its lobby now. Why another does not is nobody's business."""
    link = GuestLink.objects.select_related("meeting").filter(pk=link_id).first() if link_id else None
    if link is None or not link.is_good(clock.now()) or link.meeting.state not in TAKING:
        raise NotFound
    return link


def lock_link(link_id: UUID, by: Actor) -> tuple[Meeting, GuestLink]:
    """Lock the room of a link, and read the link under that lock."""
    meeting_id = GuestLink.objects.filter(pk=link_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    return room.lock_room(meeting_id, by), GuestLink.objects.get(pk=link_id)


def lock_guest(guest_id: UUID, by: Actor) -> tuple[Meeting, Guest]:
    """Lock the room of a guest, and read the guest under that lock."""
    meeting_id = Guest.objects.filter(pk=guest_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    return room.lock_room(meeting_id, by), Guest.objects.get(pk=guest_id)


def lock_lobby(link: GuestLink) -> Meeting:
    """Lock the meeting for somebody who is nobody yet."""
    found = lock_one(Meeting.objects.filter(pk=link.meeting_id, state__in=TAKING))
    if found is None:
        raise NotFound
    return found


def knocks(link: GuestLink, address: str, span: timedelta) -> tuple[int, int]:
    """Return how many came from that address within that time, and how many wait behind this link."""
    recent = Guest.objects.filter(address=address, asked_at__gt=clock.now() - span).count() if address else 0
    return recent, Guest.objects.filter(link=link, state=State.WAITING).count()


def guest_behind(user_id: UUID) -> Guest | None:
    """Return the guest whose account this is, while the guest is admitted."""
    return Guest.objects.filter(user=user_id, state=State.ADMITTED).first()


def may_read(guest: Guest, document_id: UUID) -> bool:
    """Tell whether the desk lets guests of this meeting read that paper."""
    return document_id in room.papers_for_guests(guest.meeting_id)
