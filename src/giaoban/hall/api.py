"""The room in the HTTP API. ``hall.lane`` serves its stream «…/events», and «…/live» to crowds, before Django does."""

from uuid import UUID

from ninja import Router

from giaoban.hall import presence, queries
from giaoban.hall.queries import Snapshot
from giaoban.hall.schemas import PresenceOut, SnapshotOut
from giaoban.meetings.queries import room
from giaoban.people.middleware import HouseRequest

router = Router(tags=["hall"])


@router.get("/meetings/{uuid:meeting_id}/live", response=SnapshotOut, summary="The room as I may see it")
def live(request: HouseRequest, meeting_id: UUID) -> Snapshot:
    """Return the snapshot from which to follow the events."""
    meeting = room.room(request.actor, meeting_id)
    return queries.snapshot(meeting, room.eyes(request.actor, meeting))


@router.get("/meetings/{uuid:meeting_id}/presence", response=PresenceOut, summary="Who is connected now")
def present(request: HouseRequest, meeting_id: UUID) -> PresenceOut:
    """Return who is connected to the room now; in a large hall the desk alone has the names."""
    meeting = room.room(request.actor, meeting_id)
    people = presence.here(meeting.pk)
    named = len(people) <= presence.SMALL_HALL or room.DESK in room.eyes(request.actor, meeting)
    return PresenceOut(online=len(people), here=sorted(people) if named else [])
