"""The room in the HTTP API. Its stream, «…/events», is served by ``hall.lane`` before Django sees it."""

from uuid import UUID

from ninja import Router

from giaoban.hall import queries
from giaoban.hall.queries import Snapshot
from giaoban.hall.schemas import SnapshotOut
from giaoban.meetings.queries import room
from giaoban.people.middleware import HouseRequest

router = Router(tags=["hall"])


@router.get("/meetings/{uuid:meeting_id}/live", response=SnapshotOut, summary="The room as I may see it")
def live(request: HouseRequest, meeting_id: UUID) -> Snapshot:
    """Return the snapshot from which to follow the events."""
    meeting = room.room(request.actor, meeting_id)
    return queries.snapshot(meeting, room.eyes(request.actor, meeting))
