"""What is written in the room, in the HTTP API. What moved arrives by the room's stream."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from giaoban.discussion import actions, live, queries
from giaoban.discussion.schemas import LiftedOut, MessageIn, MessageOut
from giaoban.meetings.queries import room
from giaoban.people.middleware import HouseRequest

router = Router(tags=["discussion"])


@router.get("/meetings/{uuid:meeting_id}/messages", response=list[MessageOut], summary="What was written in the room")
def messages(request: HouseRequest, meeting_id: UUID) -> list[dict[str, Any]]:
    """Return the messages that I may read, in order."""
    meeting = room.room(request.actor, meeting_id)
    return [live.message_json(message) for message in queries.visible_messages(request.actor, meeting)]


@router.post("/meetings/{uuid:meeting_id}/messages", response={201: MessageOut}, summary="Write in the room")
def send(request: HouseRequest, meeting_id: UUID, data: MessageIn) -> Status[Any]:
    """Write to all, to the chair or to the secretary."""
    message = actions.send_message(
        meeting_id=meeting_id, text=data.text, to=data.to, message_id=data.id, by=request.actor
    )
    return Status(201, live.message_json(message))


@router.post("/messages/{uuid:message_id}/withdraw", response={204: None}, summary="Take a message back")
def withdraw(request: HouseRequest, message_id: UUID) -> Status[None]:
    """Take my own message back."""
    actions.withdraw_message(message_id=message_id, by=request.actor)
    return Status(204, None)


@router.post("/messages/{uuid:message_id}/hide", response={204: None}, summary="Hide a message from the room")
def hide(request: HouseRequest, message_id: UUID) -> Status[None]:
    """Hide a message from the room."""
    actions.hide_message(message_id=message_id, by=request.actor)
    return Status(204, None)


@router.post("/messages/{uuid:message_id}/show", response={204: None}, summary="Show a hidden message again")
def show(request: HouseRequest, message_id: UUID) -> Status[None]:
    """Show a hidden message again."""
    actions.show_message(message_id=message_id, by=request.actor)
    return Status(204, None)


@router.post("/messages/{uuid:message_id}/lift", response=LiftedOut, summary="Make a message a line of the minutes")
def lift(request: HouseRequest, message_id: UUID) -> dict[str, Any]:
    """Make a message a line of the minutes, in its author's name."""
    return {"line": actions.lift_message(message_id=message_id, by=request.actor).pk}
