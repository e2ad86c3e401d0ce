"""What the room sees of the seats. Keys, their values, and who gets them:

``hall`` everyone: the name of the hall, its seats and their places on the floor.
``seat/<label>`` everyone: who sits there. Who is who stands under ``attendance/<person>``.
"""

from collections.abc import Iterable
from typing import Any

from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import stream
from giaoban.meetings.models import Meeting
from giaoban.people.models import User
from giaoban.seating import queries
from giaoban.seating.models import Seating


def hall_json(seating: Seating) -> dict[str, Any]:
    """Return the hall: each seat as label, place from the left, place from the screen, kind."""
    seats = [[seat["id"], seat["x"], seat["y"], seat["kind"]] for seat in seating.seats]
    return {"name": seating.hall.name, "shape": seating.hall.shape, "seats": seats}


def changes_for_hall(meeting: Meeting, seating: Seating, gone: Iterable[str]) -> list[Change]:
    """Return the change of the whole hall: other seats, those of before are gone."""
    puts: Puts = {f"seat/{seat}": None for seat in gone}
    puts |= {"hall": hall_json(seating)} | _seats(queries.places_of(meeting))
    return [Change(stream(meeting.pk), puts)]


def changes_for_seats(meeting: Meeting, before: dict[str, User], after: dict[str, User]) -> list[Change]:
    """Return the change of the seats on which somebody else sits now."""
    puts: Puts = {f"seat/{seat}": None for seat in before.keys() - after.keys()}
    puts |= _seats({seat: user for seat, user in after.items() if before.get(seat) != user})
    return [Change(stream(meeting.pk), puts)] if puts else []


def _seats(places: dict[str, User]) -> Puts:
    return {f"seat/{seat}": str(user.pk) for seat, user in places.items()}


def snapshot(meeting: Meeting, _audiences: frozenset[str]) -> Puts:
    """Return the hall and who sits where."""
    seating = queries.seating_of(meeting)
    if seating is None:
        return {}
    return {"hall": hall_json(seating)} | _seats(queries.places_of(meeting))


def own(_meeting: Meeting) -> dict[str, Puts]:
    """Return by audience what one person alone has: nothing here."""
    return {}
