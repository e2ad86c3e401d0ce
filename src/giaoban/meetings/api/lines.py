"""Lines for the minutes in the HTTP API, and what becomes of them."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from giaoban.kernel.rules import require
from giaoban.meetings import passing
from giaoban.meetings.actions import from_lines, minutes_lines
from giaoban.meetings.models import MinutesLine
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.meetings.schemas.after import ConclusionOut
from giaoban.meetings.schemas.desk import (
    AboveIn,
    IntoIn,
    LineChange,
    LineIn,
    LineOut,
    LineTaskIn,
    LineTaskOut,
    WritingIn,
)
from giaoban.people.middleware import HouseRequest

router = Router(tags=["meetings"])
NAMES = {"speaker": "speaker_id", "item": "item_id", "kind": "kind"}


@router.post("/meetings/{uuid:meeting_id}/lines", response={201: LineOut}, summary="Note a line for the minutes")
def add_line(request: HouseRequest, meeting_id: UUID, data: LineIn) -> Status[MinutesLine]:
    """Note what was said or happened."""
    line = minutes_lines.add_line(
        meeting_id=meeting_id,
        text=data.text,
        kind=data.kind,
        item_id=data.item,
        speaker_id=data.speaker,
        line_id=data.id,
        by=request.actor,
    )
    return Status(201, line)


@router.post("/meetings/{uuid:meeting_id}/writing", response={204: None}, summary="Who is writing what")
def writing(request: HouseRequest, meeting_id: UUID, data: WritingIn) -> Status[None]:
    """Tell the desk which line somebody is writing just now; nothing is kept."""
    meeting = room.room(request.actor, meeting_id)
    require(rules.may_note(request.actor, meeting))
    passing.show_writing(meeting, request.actor, line_id=data.line, item_id=data.item, writing=data.on)
    return Status(204, None)


@router.patch("/lines/{uuid:line_id}", response=LineOut, summary="Correct a line")
def change_line(request: HouseRequest, line_id: UUID, data: LineChange) -> MinutesLine:
    """Correct a line; what others changed in other paragraphs meanwhile is kept."""
    sent = data.dict(exclude_unset=True)
    changes = {NAMES[name]: value for name, value in sent.items() if name in NAMES}
    return minutes_lines.change_line(
        line_id=line_id, text=data.text, revision=data.revision, edit_id=data.edit, changes=changes, by=request.actor
    )


@router.post("/lines/{uuid:line_id}/move", response=LineOut, summary="Put a line elsewhere")
def move_line(request: HouseRequest, line_id: UUID, data: AboveIn) -> MinutesLine:
    """Put a line right above another, or at the end."""
    return minutes_lines.move_line(line_id=line_id, above_id=data.above, by=request.actor)


@router.post("/lines/{uuid:line_id}/join", response=LineOut, summary="Join a line to another")
def join_lines(request: HouseRequest, line_id: UUID, data: IntoIn) -> MinutesLine:
    """Let a line follow as a paragraph of another."""
    return minutes_lines.join_lines(line_id=line_id, into_id=data.into, by=request.actor)


@router.delete("/lines/{uuid:line_id}", response={204: None}, summary="Take a line out")
def remove_line(request: HouseRequest, line_id: UUID) -> Status[None]:
    """Take a line out of the minutes."""
    minutes_lines.remove_line(line_id=line_id, by=request.actor)
    return Status(204, None)


@router.post("/lines/{uuid:line_id}/restore", response=LineOut, summary="Put a line back")
def restore_line(request: HouseRequest, line_id: UUID) -> MinutesLine:
    """Put a line back that was taken out."""
    return minutes_lines.restore_line(line_id=line_id, by=request.actor)


@router.post("/lines/{uuid:line_id}/conclusion", response=ConclusionOut, summary="Make a line a conclusion")
def conclude_line(request: HouseRequest, line_id: UUID) -> ConclusionOut:
    """Draft a conclusion from a line, with the unit and day that it names."""
    return ConclusionOut.of(from_lines.conclude_line(line_id=line_id, by=request.actor))


@router.post("/lines/{uuid:line_id}/task", response=LineTaskOut, summary="Make a line a task")
def assign_line(request: HouseRequest, line_id: UUID, data: LineTaskIn) -> LineTaskOut:
    """Assign a task straight from a line."""
    sent: dict[str, Any] = data.dict(exclude={"title"})
    sent["lead_unit_id"], sent["assignee_id"] = sent.pop("lead_unit"), sent.pop("assignee")
    task = from_lines.assign_line(line_id=line_id, title=data.title, facts=sent, by=request.actor)
    return LineTaskOut(task=task.pk)
