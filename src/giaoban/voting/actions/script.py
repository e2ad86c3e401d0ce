"""Votes in the script of the meeting (LIVE-10): open the vote of the running item, close it, publish what came out."""

from collections.abc import Iterable

from giaoban.kernel.actor import Actor
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.script import Part, Point, Step
from giaoban.voting.actions.closing import close_poll, publish_result
from giaoban.voting.actions.running import open_poll
from giaoban.voting.models import OPEN_STATES, Poll

State = Poll.State
VERBS = {"vote": open_poll, "vote_close": close_poll, "vote_publish": publish_result}
SHORT = 80  # characters of a question on a button


def due(meeting: Meeting, item: AgendaItem) -> Iterable[Step]:
    """Return what is due: the vote that goes on is closed and published first, wherever it belongs."""
    polls = Poll.objects.filter(meeting=meeting).order_by("drafted_at", "id")
    rows = list(polls.filter(state__in=(State.DRAFT, State.CHECKING, State.OPEN, State.PAUSED, State.CLOSED)))
    going = [poll for poll in rows if poll.state in {State.OPEN, State.PAUSED}]
    closed = [poll for poll in rows if poll.state == State.CLOSED]
    waiting = [poll for poll in rows if poll.state in {State.DRAFT, State.CHECKING} and poll.item_id == item.pk]
    waiting.sort(key=lambda poll: poll.state != State.CHECKING)
    steps = [_step("vote_close", poll, item) for poll in going]
    steps += [_step("vote_publish", poll, item) for poll in closed]
    return steps + [_step("vote", poll, item) for poll in waiting]


def take(_meeting: Meeting, step: Step, by: Actor) -> object:
    """Do one of these steps."""
    if step.subject is None:
        raise LookupError(f"the step {step.do} names no vote")
    return VERBS[step.do](poll_id=step.subject, by=by)


def points(meeting: Meeting) -> Iterable[Point]:
    """Return the votes that are open, and those whose result nobody has been told."""
    rows = Poll.objects.filter(meeting=meeting, state__in=(*OPEN_STATES, State.CLOSED)).select_related("item")
    return [Point("vote", poll.item, poll.pk, poll.question[:SHORT]) for poll in rows]


def _step(do: str, poll: Poll, item: AgendaItem) -> Step:
    return Step(do, poll.pk, item, {"title": poll.question[:SHORT]})


PART = Part(frozenset(VERBS), due, take, points)
