"""What the floor adds to the script of the meeting (LIVE-10): who is to be called next, and who was never called."""

from collections.abc import Iterator
from typing import Final

from giaoban.floor.models import HELD, Turn
from giaoban.floor.queries.turns import floor_of, order_of, turns_of
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.script import Point, Step

STEPS: Final = {Turn.Kind.SPEECH: "speaker", Turn.Kind.QUESTION: "question"}


def steps_of_floor(meeting: Meeting, item: AgendaItem) -> Iterator[Step]:
    """Return the next speaker and the next questioner of the running item, by the rule of the meeting.

    Only the first of each list: whom the desk went past waits on, and nobody behind is pushed in front by that.
    """
    turns = turns_of(meeting)
    order = order_of(meeting, floor_of(meeting), turns)
    by_id = {turn.pk: turn for turn in turns}
    speaking = next((str(turn.pk) for turn in turns if turn.state == Turn.State.SPEAKING), "")
    for kind, do in STEPS.items():
        called = [turn for turn in turns if turn.state == Turn.State.CALLED and turn.kind == kind]
        waiting = [by_id[turn_id] for turn_id in order[kind]]
        first = next((turn for turn in [*called, *waiting] if turn.item_id in {None, item.pk}), None)
        if first is not None:
            yield Step(do, first.pk, item, {"name": _words(first)}, seen=speaking)


def points_of_floor(meeting: Meeting) -> Iterator[Point]:
    """Return who holds or waits for the floor while the meeting is about to end."""
    for turn in turns_of(meeting):
        if turn.state in {Turn.State.REQUESTED, Turn.State.CALLED, *HELD}:
            kind = "speaking" if turn.state in HELD else "speaker"
            yield Point(kind, turn.item, turn.pk, _words(turn))


def _words(turn: Turn) -> str:
    return f"{turn.name} ({turn.unit.short_name})" if turn.unit and turn.unit.short_name else turn.name
