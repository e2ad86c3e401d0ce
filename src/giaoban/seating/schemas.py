"""Shapes of what the API of seats takes and gives."""

from typing import Any
from uuid import UUID

from ninja import Schema


class SeatsOut(Schema):
    """The hall of a meeting, its seats, who sits where by seat, and my own seat."""

    hall: str
    seats: list[dict[str, Any]]
    places: dict[str, str]
    mine: str


class HallChoiceIn(Schema):
    """In which hall the meeting sits."""

    hall: UUID


class FillIn(Schema):
    """By which rule: rank or unit."""

    rule: str = "rank"


class FillOut(Schema):
    """For how many people there was no seat."""

    without: int


class SeatTakenIn(Schema):
    """Who, and on which seat; without one the person has none."""

    person: UUID
    seat: str = ""
