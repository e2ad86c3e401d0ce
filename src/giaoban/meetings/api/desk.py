"""The desk of a meeting in the HTTP API: who assists the secretary, phrases, what forms offer."""

from uuid import UUID

from ninja import Router, Status

from giaoban.meetings import queries
from giaoban.meetings.actions import assistants
from giaoban.meetings.models import Meeting
from giaoban.meetings.schemas.desk import AssistantIn, AssistantOut
from giaoban.people.middleware import HouseRequest

router = Router(tags=["meetings"])


def _assistants(meeting: Meeting) -> list[AssistantOut]:
    return [AssistantOut(id=user.pk, name=user.full_name) for user in queries.assistants_of(meeting)]


@router.post("/meetings/{uuid:meeting_id}/assistants", response=list[AssistantOut], summary="Name an assistant")
def appoint_assistant(request: HouseRequest, meeting_id: UUID, data: AssistantIn) -> list[AssistantOut]:
    """Let somebody keep the record beside the secretary."""
    made = assistants.appoint_assistant(meeting_id=meeting_id, user_id=data.person, by=request.actor)
    return _assistants(made.meeting)


@router.delete(
    "/meetings/{uuid:meeting_id}/assistants/{uuid:user_id}", response={204: None}, summary="Dismiss an assistant"
)
def dismiss_assistant(request: HouseRequest, meeting_id: UUID, user_id: UUID) -> Status[None]:
    """Take an assistant's place at the desk back."""
    assistants.dismiss_assistant(meeting_id=meeting_id, user_id=user_id, by=request.actor)
    return Status(204, None)
