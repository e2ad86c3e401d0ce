"""Links and guests for tests."""

from typing import Any

from giaoban.guests import actions
from giaoban.guests.models import Guest, GuestLink
from giaoban.kernel.actor import Actor
from giaoban.meetings.models import Meeting
from giaoban.people.testing import binh, by

NOBODY = Actor(user_id=None, label="", address="203.0.113.7")


def a_link(meeting: Meeting) -> GuestLink:
    """A link of the secretary's."""
    return actions.make_link(meeting_id=meeting.pk, by=by(binh()))


def a_knock(link: GuestLink, **values: Any) -> Guest:
    """Hải, of a company, in the lobby."""
    said = {"name": "Trịnh Văn Hải", "organisation": "Công ty Sao Biển", "phone": "0912 345 678"} | values
    return actions.knock(link_id=link.pk, by=NOBODY, **said)


def admitted(meeting: Meeting) -> Guest:
    """Hải, in the room."""
    return actions.admit(guest_id=a_knock(a_link(meeting)).pk, by=by(binh()))
