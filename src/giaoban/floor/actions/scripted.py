"""The one button of the room reaches a speaker (LIVE-10)."""

from giaoban.floor import queries
from giaoban.floor.actions.speaking import give_floor
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict
from giaoban.meetings.models import Meeting
from giaoban.meetings.script import Step


def take_step(meeting: Meeting, step: Step, by: Actor) -> None:
    """Give the floor to whom the button named; who spoke until now, and stood on the same screen, is ended."""
    if step.subject is None:
        raise Conflict("floor.nobody_waits")
    speaking = queries.speaking_turn(meeting)
    give_floor(turn_id=step.subject, by=by, instead_of=speaking.pk if speaking else None)
