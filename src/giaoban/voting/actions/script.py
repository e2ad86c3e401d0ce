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
GOING_ON = (State.OPEN, State.PAUSED, State.CLOSED)
SHORT = 80  # characters of a question on a button


def going_on(meeting: Meeting, item: AgendaItem) -> Iterable[Step]:
    """Return what is due first of all, wherever the vote belongs: the open one is closed, the closed one published."""
    polls = Poll.objects.filter(meeting=meeting, state__in=GOING_ON).order_by("drafted_at", "id")
    steps = [_step("vote_publish" if poll.state == State.CLOSED else "vote_close", poll, item) for poll in polls]
    return sorted(steps, key=lambda step: step.do)  # «close» comes before «publish»


def to_open(meeting: Meeting, item: AgendaItem) -> Iterable[Step]:
    """Return the votes of the running item that are prepared, the one that everybody is reading first."""
    polls = Poll.objects.filter(meeting=meeting, item=item).order_by("drafted_at", "id")
    waiting = list(polls.filter(state__in=(State.DRAFT, State.CHECKING)))
    waiting.sort(key=lambda poll: poll.state != State.CHECKING)
    return [_step("vote", poll, item) for poll in waiting]


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


def _no_points(_meeting: Meeting) -> Iterable[Point]:
    return ()


VOTE_GOES_ON = Part(frozenset({"vote_close", "vote_publish"}), going_on, take, points)
VOTE_TO_OPEN = Part(frozenset({"vote"}), to_open, take, _no_points)
