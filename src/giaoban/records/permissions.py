"""Who may take the record of a meeting."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions import prepares

OVER = frozenset({Meeting.State.CLOSED, Meeting.State.CONCLUDED})


def may_take(by: Actor, meeting: Meeting) -> Verdict:
    """Chair, secretaries and the Office take the record of a meeting that is over (END-5): they keep it."""
    if not prepares(by, meeting):
        return no("records.only_the_desk")
    return YES if meeting.state in OVER else no("records.not_over")
