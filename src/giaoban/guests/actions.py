"""Everything that may happen to a meeting's guests: a link is made, they knock, are admitted, leave."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.guests import live, permissions, queries
from giaoban.guests.models import Guest, GuestLink
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, TooMany
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import actions as meetings
from giaoban.meetings.queries import room
from giaoban.people import actions as people

State = Guest.State
LONGEST_STAY: Final = 72  # hours a link may live
SPAN: Final = timedelta(minutes=1)
FROM_ONE_PLACE: Final = 20  # knocks within SPAN: an office's guests share one address
WAITING_MOST: Final = 100  # behind one link

ACTIONS: dict[str, Promise | str] = {
    "guests.link_made": _("{actor} đã tạo đường dẫn mời khách dự «{subject}»"),
    "guests.link_revoked": _("{actor} đã hủy đường dẫn mời khách dự «{subject}»"),
    "guests.knocked": _("{guest} xin vào phòng họp «{subject}»"),
    "guests.admitted": _("{actor} đã cho khách {guest} vào phòng họp «{subject}»"),
    "guests.refused": _("{actor} không cho {guest} vào phòng họp «{subject}»"),
    "guests.left": _("Khách {guest} đã rời phòng họp «{subject}»"),
}


@transaction.atomic
def make_link(*, meeting_id: UUID, by: Actor, hours: int = 12, link_id: UUID | None = None) -> GuestLink:
    """The desk makes a link for guests, good for some hours.

    When: from the invitation to the end. Repeat: the id that the browser made is the link's.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_make_link(by, meeting))
    if not 1 <= hours <= LONGEST_STAY:
        raise Invalid("guests.bad_hours", most=LONGEST_STAY, fields={"hours": "guests.bad_hours"})
    known = GuestLink.objects.filter(pk=link_id).select_related("made_by").first() if link_id else None
    if known is not None:
        if known.meeting_id != meeting.pk:
            raise Conflict("kernel.taken")
        return known
    now = clock.now()
    until = max(now, meeting.starts_at) + timedelta(hours=hours)
    link = GuestLink(pk=link_id or new_id(), meeting=meeting, made_by_id=by.person_id, made_at=now, expires_at=until)
    link.save(force_insert=True)
    record("guests.link_made", by=by, subject=meeting, data={"link": str(link.pk)}, live=live.changes_for_link(link))
    return link


@transaction.atomic
def revoke_link(*, link_id: UUID, by: Actor) -> GuestLink:
    """The desk revokes a link: nobody comes by it any more; who is in stays in. Repeat: it is revoked already."""
    meeting, link = queries.lock_link(link_id, by)
    require(permissions.may_make_link(by, meeting))
    if link.revoked_at:
        return link
    link.revoked_at = clock.now()
    link.save(update_fields=["revoked_at"])
    changes = live.changes_for_link(link)
    record("guests.link_revoked", by=by, subject=meeting, data={"link": str(link.pk)}, live=changes)
    return link


@transaction.atomic
def knock(
    *, link_id: UUID, name: str, organisation: str, by: Actor, phone: str = "", guest_id: UUID | None = None
) -> Guest:
    """Somebody with a good link gives name and unit and waits in the lobby.

    Repeat: the id that the page was given is the guest's. Raises TooMany: too many from one place, or waiting.
    """
    link = queries.good_link(link_id)
    meeting = queries.lock_lobby(link)
    if guest_id and (known := Guest.objects.filter(pk=guest_id, link=link).first()):
        return known
    recent, waiting = queries.knocks(link, by.address, SPAN)
    if recent >= FROM_ONE_PLACE:
        raise TooMany("guests.too_many_knocks", seconds=int(SPAN.total_seconds()))
    if waiting >= WAITING_MOST:
        raise TooMany("guests.lobby_is_full", seconds=int(SPAN.total_seconds()))
    guest = Guest(
        pk=guest_id or new_id(),
        link=link,
        meeting=meeting,
        name=_words(name, "name", 120),
        organisation=_words(organisation, "organisation", 160),
        phone=" ".join(phone.split())[:40],
        address=by.address[:64],
    )
    guest.save(force_insert=True)
    return _done("guests.knocked", guest, by)


@transaction.atomic
def admit(*, guest_id: UUID, by: Actor) -> Guest:
    """The desk lets a waiting guest in: an account for this meeting alone, a line on the list, no vote.

    Repeat: the guest is in already. Who was refused by mistake is let in too.
    """
    meeting, guest = queries.lock_guest(guest_id, by)
    require(permissions.may_admit(by, meeting))
    if guest.state == State.ADMITTED:
        return guest
    if guest.state == State.GONE:
        raise Conflict("guests.not_waiting")
    guest.user = people.make_guest(full_name=guest.name, phone=guest.phone, by=by)
    meetings.seat_guest(meeting_id=meeting.pk, user_id=guest.user.pk, organisation=guest.organisation, by=by)
    return _decided("guests.admitted", guest, State.ADMITTED, by)


@transaction.atomic
def refuse(*, guest_id: UUID, by: Actor) -> Guest:
    """The desk does not let a waiting guest in. Repeat: refused already."""
    meeting, guest = queries.lock_guest(guest_id, by)
    require(permissions.may_admit(by, meeting))
    if guest.state == State.REFUSED:
        return guest
    if guest.state != State.WAITING:
        raise Conflict("guests.not_waiting")
    return _decided("guests.refused", guest, State.REFUSED, by)


@transaction.atomic
def let_go(*, guest_id: UUID, by: Actor) -> Guest:
    """The desk sends a guest away, or the guest leaves: the account is closed. Repeat: gone already."""
    meeting, guest = queries.lock_guest(guest_id, by)
    if not by.is_person(guest.user_id):
        require(permissions.may_admit(by, meeting))
    if guest.state == State.GONE:
        return guest
    if guest.state != State.ADMITTED or guest.user_id is None:
        raise Conflict("guests.not_waiting")
    meetings.remove_guest(meeting_id=meeting.pk, user_id=guest.user_id, by=by)
    people.close_guest(user_id=guest.user_id, by=by)
    return _decided("guests.left", guest, State.GONE, by)


def _words(text: str, field: str, most: int) -> str:
    clean = " ".join(text.split())
    if not clean:
        raise Invalid(f"guests.{field}_needed", fields={field: f"guests.{field}_needed"})
    if len(clean) > most:
        raise Invalid("guests.too_long", most=most, fields={field: "guests.too_long"})
    return clean


def _decided(action: str, guest: Guest, state: str, by: Actor) -> Guest:
    guest.state, guest.decided_at, guest.decided_by_id = State(state), clock.now(), by.person_id
    guest.save(update_fields=["state", "decided_at", "decided_by", "user"])
    return _done(action, guest, by)


def _done(action: str, guest: Guest, by: Actor) -> Guest:
    data = {"guest": str(guest), "guest_id": str(guest.pk)}
    record(action, by=by, subject=guest.meeting, data=data, live=live.changes_for_guest(guest))
    return guest
