"""Figures of speaking, in the HTTP API."""

from ninja import Query, Router

from giaoban.floor import permissions
from giaoban.floor.queries import figures
from giaoban.floor.queries.figures import Spoken
from giaoban.floor.schemas import SpeakingAsked, SpokenOut
from giaoban.kernel.errors import NotFound
from giaoban.people.middleware import HouseRequest

router = Router()


@router.get("/speaking", response=list[SpokenOut], summary="Who spoke how long in a period")
def speaking(request: HouseRequest, asked: Query[SpeakingAsked]) -> list[Spoken]:
    """Return the figures by person (also of who was there and said nothing) or by unit, of the caller's units."""
    units = permissions.figure_units(request.actor)
    if not units or (asked.unit is not None and asked.unit not in units):
        raise NotFound
    span = figures.span_of(asked.first, asked.last)
    meetings = figures.meetings_held({asked.unit} if asked.unit else units, *span)
    return figures.spoken_by_unit(meetings) if asked.by == "unit" else figures.spoken_by_person(meetings)
