"""Turns for tests: whoever is named asks for the floor, An gives it."""

from typing import Any

from giaoban.floor import actions
from giaoban.floor.models import Turn
from giaoban.meetings.models import Meeting
from giaoban.people.models import User
from giaoban.people.testing import an, by, chi


def a_turn(meeting: Meeting, user: User | None = None, **values: Any) -> Turn:
    """A request of Chi, or of the person named."""
    values.setdefault("topic", "Vướng mắc C/O điện tử")
    return actions.ask_to_speak(meeting_id=meeting.pk, by=by(user or chi()), **values)


def a_question(meeting: Meeting, user: User | None = None, asked: User | None = None, **values: Any) -> Turn:
    """Chi questions An, or whoever is named whoever is named."""
    return a_turn(meeting, user, kind="question", asked_id=(asked or an()).pk, **values)


def speaks(turn: Turn) -> Turn:
    """The turn, with the floor."""
    return actions.give_floor(turn_id=turn.pk, by=by(an()))
