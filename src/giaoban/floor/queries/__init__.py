"""Reading the floor: who waits, who speaks, what is shown."""

from giaoban.floor.queries.script import points_of_floor, steps_of_floor
from giaoban.floor.queries.stage import first_paper, highlights_of, page_count, paper_of, shown_page, stage_of
from giaoban.floor.queries.turns import (
    ORDERED,
    Place,
    floor_of,
    lock_turn,
    order_of,
    place_of,
    speaking_turn,
    spoken_this_year,
    turns_of,
    used_at,
    visible_turn,
)

__all__ = [
    "ORDERED",
    "Place",
    "first_paper",
    "floor_of",
    "highlights_of",
    "lock_turn",
    "order_of",
    "page_count",
    "paper_of",
    "place_of",
    "points_of_floor",
    "shown_page",
    "speaking_turn",
    "spoken_this_year",
    "stage_of",
    "steps_of_floor",
    "turns_of",
    "used_at",
    "visible_turn",
]
