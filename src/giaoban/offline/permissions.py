"""Who may take a meeting along, and who may withdraw it from a device."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Meeting
from giaoban.offline.models import Taken
from giaoban.people.queries import is_system_admin


def may_take(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever sees the meeting whole, by the front door: guests came for one look by a link."""
    if by.is_guest:
        return no("offline.no_guests")
    if meeting.state in {Meeting.State.DRAFT, Meeting.State.SUBMITTED, Meeting.State.CANCELLED}:
        return no("offline.not_called")
    return YES


def may_look_after_devices(by: Actor) -> Verdict:
    """The system administrator sees which devices have something along, for one that is lost."""
    return YES if is_system_admin(by) else no("offline.only_administrators")


def may_withdraw(by: Actor, taken: Taken) -> Verdict:
    """The person whose device it is, from any other; and the system administrator, for a device that is lost."""
    return YES if by.is_person(taken.user_id) or is_system_admin(by) else no("offline.not_yours")
