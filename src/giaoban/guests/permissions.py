"""Who lets guests in: the desk of the meeting, while it takes any."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import Verdict
from giaoban.meetings import permissions
from giaoban.meetings.models import Meeting


def may_make_link(by: Actor, meeting: Meeting) -> Verdict:
    """The desk makes links and revokes them."""
    return permissions.may_seat_guests(by, meeting)


def may_admit(by: Actor, meeting: Meeting) -> Verdict:
    """The desk admits, refuses and sends away."""
    return permissions.may_seat_guests(by, meeting)
