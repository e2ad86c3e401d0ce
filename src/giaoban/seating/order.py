"""Who is given a seat first: by rank, or unit beside unit. Pure: no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from giaoban.people.models import User

RANK, UNIT = "rank", "unit"
RULES = (RANK, UNIT)
DESK = ("secretary", "assistant")


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who comes to the hall, and by what they are ordered."""

    user: User
    role: str
    position: str
    unit: str
    unit_place: int
    rank: int
    place: int


def filled(seats: list[dict[str, Any]], people: Iterable[Sitter], rule: str) -> dict[str, Sitter]:
    """Give each person a seat: chair and secretaries theirs, the others in the order of the hall."""
    waiting = sorted(people, key=_by_unit if rule == UNIT else _by_rank)
    taken: dict[str, Sitter] = {}
    _give(seats, "chair", [one for one in waiting if one.role == "chair"], taken)
    _give(seats, "desk", [one for one in waiting if one.role in DESK], taken)
    seated = {id(one) for one in taken.values()}
    rest = [one for one in waiting if id(one) not in seated]
    free = [seat["id"] for seat in seats if seat["kind"] == "seat" and seat["id"] not in taken]
    return taken | dict(zip(free, rest, strict=False))


def _give(seats: list[dict[str, Any]], kind: str, people: list[Sitter], taken: dict[str, Sitter]) -> None:
    taken.update(zip((seat["id"] for seat in seats if seat["kind"] == kind), people, strict=False))


def _by_rank(one: Sitter) -> tuple[int, int]:
    return (one.rank, one.place)


def _by_unit(one: Sitter) -> tuple[int, str, int, int]:
    return (one.unit_place, one.unit, one.rank, one.place)
