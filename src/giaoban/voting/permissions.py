"""Who prepares a vote, who runs it, who votes, who may know what came out.

Facts that need a query are passed in; the state of a poll is the action's business, but for what it hides.
"""

from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Attendee, Meeting
from giaoban.meetings.permissions import running
from giaoban.meetings.queries.meetings import is_assistant
from giaoban.voting.models import Poll, Voter
from giaoban.voting.queries.polls import sees_drafts

State = Poll.State
CLOSED = frozenset({State.CLOSED, State.PUBLISHED})
PREPARING = frozenset(
    {
        Meeting.State.DRAFT,
        Meeting.State.SUBMITTED,
        Meeting.State.APPROVED,
        Meeting.State.PUBLISHED,
        Meeting.State.RUNNING,
    }
)
PUBLISHING = frozenset({Meeting.State.RUNNING, Meeting.State.CLOSED})


def may_draft(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting, and its desk, prepare its votes until it is over."""
    if not sees_drafts(by, meeting):
        return no("voting.only_the_desk")
    return YES if meeting.state in PREPARING else no("voting.meeting_is_over")


def may_run(by: Actor, poll: Poll) -> Verdict:
    """The desk checks, opens, pauses, closes and calls off while the meeting runs."""
    return running.may_run(by, poll.meeting)


def may_publish(by: Actor, poll: Poll) -> Verdict:
    """The desk publishes what came out, also after the meeting, until its conclusions are issued."""
    desk = running.at_the_desk(by, poll.meeting)
    return desk if not desk or poll.meeting.state in PUBLISHING else no("meetings.not_running")


def may_say_ready(by: Actor, place: Attendee | None, poll: Poll) -> Verdict:
    """Members who are asked say that they are ready; so does the chair."""
    member = place is not None and place.capacity == Attendee.Capacity.MEMBER
    return YES if member or by.is_person(poll.meeting.chair_id) else no("voting.not_a_member")


def may_cast(by: Actor, voter: Voter | None) -> Verdict:
    """Who stands on the roll votes, in person: delegated authority does not reach into the ballot box."""
    if voter is None or not by.is_person(voter.user_id):
        return no("voting.not_on_the_roll")
    return YES if voter.may_vote else no("voting.was_absent")


def may_see_result(by: Actor, poll: Poll) -> Verdict:
    """Everybody in the room once it is published; the desk as soon as it is closed."""
    if poll.state == State.PUBLISHED:
        return YES
    if poll.state not in CLOSED:
        return no("voting.not_closed")
    return YES if running.at_the_desk(by, poll.meeting) else no("voting.not_published")


def may_see_lines(by: Actor, poll: Poll) -> Verdict:
    """Who sees ballot by ballot: all who see the result; of a closed vote, whoever keeps the minutes, and no chair."""
    seen = may_see_result(by, poll)
    if not seen or poll.secrecy != Poll.Secrecy.CLOSED:
        return seen
    keeps = by.answers_for(poll.meeting.secretary_id) or is_assistant(by, poll.meeting)
    return YES if keeps else no("voting.only_the_secretary")


def may_see_roll(by: Actor, poll: Poll) -> Verdict:
    """The desk sees who may vote and who has, never what."""
    return YES if sees_drafts(by, poll.meeting) else no("voting.only_the_desk")


def is_own_row(voter: Voter, voter_id: UUID | None) -> bool:
    """Tell whether this is the row that was meant: named, or the only one."""
    return voter_id is None or voter.pk == voter_id
