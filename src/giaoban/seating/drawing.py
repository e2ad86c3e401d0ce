"""A hall as a picture: what the template needs to draw each seat. Pure: rows in, shapes out."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from giaoban.people.models import User
from giaoban.seating.models import Seating

HEAD = 150  # above: the head of the table
MIDDLE = (400, 600)
SHORT = 10  # letters of a name that fit under a seat


@dataclass(frozen=True, slots=True)
class Drawn:
    """One seat of the picture."""

    id: str
    x: int
    y: int
    kind: str
    name: str
    person: str
    mine: bool
    side: str  # where the name stands: below, or left or right of seats that stand close one behind the other

    @property
    def given(self) -> str:
        """The name as it fits under the seat: the given name, and what stands before it where there is room."""
        words = self.name.split()
        short = " ".join(words[-2:])
        return short if len(short) <= SHORT else (words[-1] if words else "")


def drawn(seating: Seating, places: dict[str, User], me: UUID | None) -> list[Drawn]:
    """Return every seat with who sits there."""
    shape = seating.hall.shape
    return [_drawn(seat, places.get(seat["id"]), me, side_of(shape, seat["x"], seat["y"])) for seat in seating.seats]


def side_of(shape: str, x: int, y: int) -> str:
    """Return on which side of a seat the name has room."""
    if shape == "rows" or y < HEAD or MIDDLE[0] < x < MIDDLE[1]:
        return "below"
    return "right" if (x <= MIDDLE[0]) == (shape == "u") else "left"


def _drawn(seat: dict[str, Any], user: User | None, me: UUID | None, side: str) -> Drawn:
    name, person = (user.full_name, str(user.pk)) if user else ("", "")
    return Drawn(seat["id"], seat["x"], seat["y"], seat["kind"], name, person, user is not None and user.pk == me, side)
