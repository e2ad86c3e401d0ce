"""Who calls for help, and who answers."""

from giaoban.calls.models import Call
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions import running
from giaoban.meetings.queries import room

CALLING = frozenset({Meeting.State.PUBLISHED, Meeting.State.RUNNING})


def may_call(by: Actor, meeting: Meeting) -> Verdict:
    """Who takes part calls from the invitation to the end: a line is tried before the meeting too."""
    if not room.takes_part(by, meeting):
        return no("calls.only_who_takes_part")
    return YES if meeting.state in CALLING else no("calls.not_now")


def may_answer(by: Actor, meeting: Meeting) -> Verdict:
    """The desk says that somebody is coming."""
    return running.at_the_desk(by, meeting)


def may_close(by: Actor, call: Call) -> Verdict:
    """The desk closes a call; who called takes it back or says that it is done."""
    return YES if by.is_person(call.caller_id) else running.at_the_desk(by, call.meeting)
