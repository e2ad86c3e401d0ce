"""What the room sees of its guests. Keys, their values, and who gets them:

``guest/<id>`` the desk: who waits in the lobby, and who was let in; refused or gone: no key.
``guestlink/<id>`` the desk: a link that was not revoked, without its address. Everybody else sees a guest
where everybody is seen: in ``attendance/<person>``.
"""

from typing import Any

from giaoban.guests import queries
from giaoban.guests.models import Guest, GuestLink
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import person_json, stream
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.room import DESK

HERE = (Guest.State.WAITING, Guest.State.ADMITTED)


def guest_json(guest: Guest) -> dict[str, Any]:
    """Return one guest, for the desk."""
    return {
        "id": str(guest.pk),
        "name": guest.name,
        "organisation": guest.organisation,
        "phone": guest.phone,
        "state": guest.state,
        "at": guest.asked_at.isoformat(),
        "person": str(guest.user_id) if guest.user_id else None,
    }


def link_json(link: GuestLink) -> dict[str, Any]:
    """Return one link, without its address."""
    return {"id": str(link.pk), "expires_at": link.expires_at.isoformat(), "by": person_json(link.made_by)}


def changes_for_guest(guest: Guest) -> list[Change]:
    """Return the change of one guest."""
    value = guest_json(guest) if guest.state in HERE else None
    return [Change(stream(guest.meeting_id), {f"guest/{guest.pk}": value}, audience=DESK)]


def changes_for_link(link: GuestLink) -> list[Change]:
    """Return the change of one link."""
    value = link_json(link) if link.revoked_at is None else None
    return [Change(stream(link.meeting_id), {f"guestlink/{link.pk}": value}, audience=DESK)]


def snapshot(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    """Return guests and links, for the desk."""
    if DESK not in audiences:
        return {}
    state: Puts = {f"guest/{guest.pk}": guest_json(guest) for guest in queries.guests_of(meeting)}
    return state | {f"guestlink/{link.pk}": link_json(link) for link in queries.links_of(meeting)}


def own(_meeting: Meeting) -> dict[str, Puts]:
    """Return by audience what one person alone has: nothing here."""
    return {}
