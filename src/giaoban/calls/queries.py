"""Reading calls for help."""

from uuid import UUID

from giaoban.calls.models import OPEN, Call
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import room


def open_calls(meeting: Meeting) -> list[Call]:
    """Return the calls that are not settled, the oldest first."""
    rows = Call.objects.filter(meeting=meeting, state__in=OPEN)
    return list(rows.select_related("caller", "site", "answered_by"))


def waiting_already(meeting: Meeting, by: Actor, kind: str) -> Call | None:
    """Return the person's open call of that kind."""
    return next((call for call in open_calls(meeting) if by.is_person(call.caller_id) and call.kind == kind), None)


def lock_call(call_id: UUID, by: Actor) -> tuple[Meeting, Call]:
    """Lock the room of a call that the person may see: their own, or any at the desk."""
    meeting_id = Call.objects.filter(pk=call_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = room.lock_room(meeting_id, by)
    call = Call.objects.select_related("caller", "site", "answered_by").get(pk=call_id)
    if not by.is_person(call.caller_id) and not room.sits_at_the_desk(by, meeting):
        raise NotFound
    call.meeting = meeting
    return meeting, call
