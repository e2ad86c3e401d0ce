"""Guests in the HTTP API: the desk's side. The guest's side is two pages and the room itself."""

from uuid import UUID

from ninja import Router, Status

from giaoban.guests import actions, links, live, queries
from giaoban.guests.schemas import GuestLinkIn, GuestLinkOut, GuestOut, GuestPaperIn, GuestsOut, link_out
from giaoban.kernel.errors import NotFound
from giaoban.meetings import actions as meetings
from giaoban.meetings.queries import room
from giaoban.people.middleware import HouseRequest

router = Router(tags=["guests"])


@router.get("/meetings/{uuid:meeting_id}/guests", response=GuestsOut, summary="Links, and who came by them")
def guests(request: HouseRequest, meeting_id: UUID) -> GuestsOut:
    """Return the links with their addresses, who waits and who is in: for the desk."""
    meeting = room.room(request.actor, meeting_id)
    if room.DESK not in room.eyes(request.actor, meeting):
        raise NotFound
    return GuestsOut(
        links=[link_out(link, links.url_of(link)) for link in queries.links_of(meeting)],
        guests=[GuestOut(**live.guest_json(guest)) for guest in queries.guests_of(meeting)],
    )


@router.post("/meetings/{uuid:meeting_id}/guest-links", response={201: GuestLinkOut}, summary="Make a link for guests")
def make_link(request: HouseRequest, meeting_id: UUID, data: GuestLinkIn) -> Status[GuestLinkOut]:
    """Make a link by which guests come to the lobby."""
    link = actions.make_link(meeting_id=meeting_id, hours=data.hours, link_id=data.id, by=request.actor)
    return Status(201, link_out(link, links.url_of(link)))


@router.post("/guest-links/{uuid:link_id}/revoke", response={204: None}, summary="Revoke a link for guests")
def revoke_link(request: HouseRequest, link_id: UUID) -> Status[None]:
    """Revoke a link; who is in stays in."""
    actions.revoke_link(link_id=link_id, by=request.actor)
    return Status(204, None)


@router.post("/guests/{uuid:guest_id}/admit", response=GuestOut, summary="Let a guest in")
def admit(request: HouseRequest, guest_id: UUID) -> GuestOut:
    """Let a waiting guest in."""
    return GuestOut(**live.guest_json(actions.admit(guest_id=guest_id, by=request.actor)))


@router.post("/guests/{uuid:guest_id}/refuse", response=GuestOut, summary="Do not let a guest in")
def refuse(request: HouseRequest, guest_id: UUID) -> GuestOut:
    """Do not let a waiting guest in."""
    return GuestOut(**live.guest_json(actions.refuse(guest_id=guest_id, by=request.actor)))


@router.post("/guests/{uuid:guest_id}/send-away", response=GuestOut, summary="Send a guest away")
def send_away(request: HouseRequest, guest_id: UUID) -> GuestOut:
    """Send a guest away: the account is closed."""
    return GuestOut(**live.guest_json(actions.let_go(guest_id=guest_id, by=request.actor)))


@router.post("/meetings/{uuid:meeting_id}/guest-papers", response={204: None}, summary="Say which papers guests read")
def guest_papers(request: HouseRequest, meeting_id: UUID, data: GuestPaperIn) -> Status[None]:
    """Open a paper to guests, or close it to them."""
    verb = meetings.open_paper_to_guests if data.open else meetings.close_paper_to_guests
    verb(meeting_id=meeting_id, document_id=data.document, by=request.actor)
    return Status(204, None)
