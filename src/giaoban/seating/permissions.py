"""Who draws halls, and who says where people sit."""

from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings import permissions
from giaoban.meetings.models import Meeting
from giaoban.people.models import Role

State = Meeting.State
OVER = frozenset({State.CLOSED, State.CONCLUDED, State.CANCELLED})


def may_draw(by: Actor, unit_id: UUID | None = None) -> Verdict:
    """The Office's secretaries draw the halls of the units that they serve."""
    return YES if by.has_role(Role.OFFICE_SECRETARY, unit_id) else no("seating.only_the_office")


def may_seat(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting says where people sit, until it is over."""
    if not permissions.prepares(by, meeting):
        return no("seating.only_who_prepares")
    return no("seating.is_over") if meeting.state in OVER else YES
