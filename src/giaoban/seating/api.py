"""Seats in the HTTP API. What moved arrives by the room's stream."""

from uuid import UUID

from ninja import Router, Status

from giaoban.people.middleware import HouseRequest
from giaoban.seating import actions, queries
from giaoban.seating.schemas import FillIn, FillOut, HallChoiceIn, SeatsOut, SeatTakenIn

router = Router(tags=["seating"])


@router.get("/meetings/{uuid:meeting_id}/seats", response=SeatsOut, summary="Who sits where, and where I sit")
def seats(request: HouseRequest, meeting_id: UUID) -> SeatsOut:
    """Return the hall, who sits where, and my own seat."""
    meeting = queries.visible_meeting(meeting_id, request.actor)
    seating = queries.seating_of(meeting)
    return SeatsOut(
        hall=seating.hall.name if seating else "",
        seats=seating.seats if seating else [],
        places={seat: str(user.pk) for seat, user in queries.places_of(meeting).items()},
        mine=queries.my_seat(request.actor, meeting),
    )


@router.post("/meetings/{uuid:meeting_id}/hall", response={204: None}, summary="Choose the hall of a meeting")
def choose(request: HouseRequest, meeting_id: UUID, data: HallChoiceIn) -> Status[None]:
    """Say in which hall the meeting sits."""
    actions.choose_hall(meeting_id=meeting_id, hall_id=data.hall, by=request.actor)
    return Status(204, None)


@router.post("/meetings/{uuid:meeting_id}/seats/fill", response=FillOut, summary="Seat everybody by rank or unit")
def fill(request: HouseRequest, meeting_id: UUID, data: FillIn) -> FillOut:
    """Seat everybody who comes."""
    return FillOut(without=actions.fill_seats(meeting_id=meeting_id, rule=data.rule, by=request.actor))


@router.post("/meetings/{uuid:meeting_id}/seats", response={204: None}, summary="Put a person on a seat")
def place(request: HouseRequest, meeting_id: UUID, data: SeatTakenIn) -> Status[None]:
    """Put a person on a seat; who sat there changes places."""
    actions.place_person(meeting_id=meeting_id, user_id=data.person, seat=data.seat, by=request.actor)
    return Status(204, None)
