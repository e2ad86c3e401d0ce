"""Calls for help in the HTTP API. What moved arrives by the room's stream."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from giaoban.calls import actions, live
from giaoban.calls.schemas import CallIn, CallOut
from giaoban.people.middleware import HouseRequest

router = Router(tags=["calls"])


@router.post("/meetings/{uuid:meeting_id}/calls", response={201: CallOut}, summary="Call for help")
def call(request: HouseRequest, meeting_id: UUID, data: CallIn) -> Status[Any]:
    """Call a technician, or ask for papers or another thing."""
    made = actions.call_for_help(
        meeting_id=meeting_id, kind=data.kind, text=data.text, call_id=data.id, by=request.actor
    )
    return Status(201, live.call_json(made))


@router.post("/calls/{uuid:call_id}/answer", response=CallOut, summary="Say that somebody is coming")
def answer(request: HouseRequest, call_id: UUID) -> dict[str, Any]:
    """Say that somebody is coming."""
    return live.call_json(actions.answer_call(call_id=call_id, by=request.actor))


@router.post("/calls/{uuid:call_id}/close", response=CallOut, summary="Close a call, or take it back")
def close(request: HouseRequest, call_id: UUID) -> dict[str, Any]:
    """Close a call; who called takes it back."""
    return live.call_json(actions.close_call(call_id=call_id, by=request.actor))
