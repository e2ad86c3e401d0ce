"""Seats in the usual shapes, in the order in which they are given. Pure sums: no database, no clock."""

import re
from typing import Any, Final

WIDTH, HEIGHT = 1_000, 700
MOST: Final = 400  # seats of one hall
LABEL: Final = re.compile(r"[A-Z0-9]{1,8}")
KINDS: Final = frozenset({"chair", "desk", "seat"})
TOP: Final = 90  # what the desk in front takes

Seat = dict[str, Any]


def rows(number: int, wide: int) -> list[Seat]:
    """A desk in front, rows of seats before it; the middle of a row is given first."""
    seats = [_seat("CT", 500, TOP, "chair"), _seat("TK", 620, TOP, "desk")]
    for row in range(number):
        y = 210 + row * min(90, (HEIGHT - 270) / max(number - 1, 1))
        middle_first = sorted(range(wide), key=lambda place: (abs(place - (wide - 1) / 2), place))
        seats += [_seat(f"{_letter(row)}{place + 1}", _spread(place, wide, 80, 920), y) for place in middle_first]
    return seats


def u_shape(base: int, side: int) -> list[Seat]:
    """The chair at the head of a U, sides to the left and right of the head, nearest first."""
    seats = [_seat("CT", 500, TOP, "chair")]
    for place in range(base - 1):
        step = (place // 2 + 1) * (1 if place % 2 == 0 else -1)
        seats.append(_seat(f"A{place + 1}", 500 + step * min(110, 640 / max(base, 1)), TOP))
    for place in range(side):
        y = _spread(place, side, 210, HEIGHT - 60)
        seats += [_seat(f"B{place + 1}", 120, y), _seat(f"C{place + 1}", 880, y)]
    return seats


def table(side: int, end: int = 1) -> list[Seat]:
    """One long table: the chair at its head, both long sides from the head down, the far end last."""
    seats = [_seat("CT", 500, TOP, "chair")]
    for place in range(side):
        y = _spread(place, side, 190, HEIGHT - 150)
        seats += [_seat(f"A{place + 1}", 330, y), _seat(f"B{place + 1}", 670, y)]
    return seats + [_seat(f"C{place + 1}", _spread(place, end, 400, 600), HEIGHT - 60) for place in range(end)]


def cleaned(seats: list[Any]) -> list[Seat] | None:
    """Return seats as they are kept; None where they make no hall: a label twice, two chairs, outside the floor."""
    found: list[Seat] = []
    for seat in seats:
        try:
            label, x, y, kind = str(seat["id"]).upper(), float(seat["x"]), float(seat["y"]), str(seat["kind"])
        except (KeyError, TypeError, ValueError):
            return None
        if not LABEL.fullmatch(label) or kind not in KINDS or not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            return None
        found.append(_seat(label, x, y, kind))
    labels = {seat["id"] for seat in found}
    chairs = sum(1 for seat in found if seat["kind"] == "chair")
    return found if len(labels) == len(found) <= MOST and found and chairs <= 1 else None


def _seat(label: str, x: float, y: float, kind: str = "seat") -> Seat:
    return {"id": label, "x": round(x), "y": round(y), "kind": kind}


def _spread(place: int, number: int, first: float, last: float) -> float:
    return (first + last) / 2 if number == 1 else first + place * (last - first) / (number - 1)


def _letter(row: int) -> str:
    return chr(ord("A") + row) if row < 26 else f"Z{row}"  # noqa: PLR2004 - letters of the alphabet
