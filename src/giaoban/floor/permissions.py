"""Who may put things on the big screen."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import Verdict, no
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions import running
from giaoban.meetings.queries import room


def may_show(by: Actor, meeting: Meeting) -> Verdict:
    """Chair, secretary, and whoever presents the running item, while the meeting runs."""
    if not running.at_the_desk(by, meeting) and not room.presents(by, meeting):
        return no("floor.only_the_desk_or_presenter")
    return running.is_running(meeting)
