"""Picture and sound in the HTTP API: the desk's decisions. Joining itself goes by the live lane (``gateway``)."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from giaoban.kernel.messages import sentence
from giaoban.meetings.queries import room
from giaoban.people.middleware import HouseRequest
from giaoban.video import actions
from giaoban.video.models import Conference, LineTest, Participant, Recording
from giaoban.video.schemas import (
    ConferenceOut,
    DiscussionIn,
    LineTestIn,
    LineTestOut,
    MicrophoneIn,
    ParticipantOut,
    RecordedOut,
    RecordingIn,
    RecordingOut,
)

router = Router(tags=["video"])


def _out(row: Participant) -> dict[str, Any]:
    return {"person": row.user_id, "microphone": row.microphone, "removed": row.removed_at is not None}


@router.post(
    "/meetings/{uuid:meeting_id}/participants/{uuid:user_id}/microphone",
    response=ParticipantOut,
    summary="Open or close a microphone",
)
def microphone(request: HouseRequest, meeting_id: UUID, user_id: UUID, data: MicrophoneIn) -> dict[str, Any]:
    """Open or close somebody's microphone at the media server, or leave it to the turns of speaking."""
    row = actions.set_microphone(meeting_id=meeting_id, user_id=user_id, microphone=data.microphone, by=request.actor)
    return _out(row)


@router.post(
    "/meetings/{uuid:meeting_id}/participants/{uuid:user_id}/remove",
    response=ParticipantOut,
    summary="Take somebody out of picture and sound",
)
def remove(request: HouseRequest, meeting_id: UUID, user_id: UUID) -> dict[str, Any]:
    """Take somebody out of picture and sound; the rest of the room stays theirs."""
    return _out(actions.remove(meeting_id=meeting_id, user_id=user_id, by=request.actor))


@router.post(
    "/meetings/{uuid:meeting_id}/participants/{uuid:user_id}/readmit",
    response=ParticipantOut,
    summary="Let somebody back into picture and sound",
)
def readmit(request: HouseRequest, meeting_id: UUID, user_id: UUID) -> dict[str, Any]:
    """Let somebody back in."""
    return _out(actions.readmit(meeting_id=meeting_id, user_id=user_id, by=request.actor))


@router.post("/meetings/{uuid:meeting_id}/microphones/close", response=ConferenceOut, summary="Close all microphones")
def close_all(request: HouseRequest, meeting_id: UUID) -> Conference:
    """Silence everybody but the desk and who has the floor."""
    return actions.close_all_microphones(meeting_id=meeting_id, by=request.actor)


@router.post(
    "/meetings/{uuid:meeting_id}/microphones/discussion",
    response=ConferenceOut,
    summary="Let everybody open the own microphone",
)
def discussion(request: HouseRequest, meeting_id: UUID, data: DiscussionIn) -> Conference:
    """Let everybody open the own microphone, or leave microphones to the turns of speaking."""
    return actions.set_discussion(meeting_id=meeting_id, discussion=data.discussion, by=request.actor)


@router.post("/meetings/{uuid:meeting_id}/line-tests", response={201: LineTestOut}, summary="Note a test of a line")
def line_test(request: HouseRequest, meeting_id: UUID, data: LineTestIn) -> Status[Any]:
    """Note how the devices and the line of a site are; the host sees the newest."""
    facts = data.dict(exclude={"site"})
    test = actions.note_line_test(meeting_id=meeting_id, unit_id=data.site, by=request.actor, **facts)
    return Status(201, _test(test))


def _test(test: LineTest) -> dict[str, Any]:
    numbers = {name: getattr(test, name) for name in ("at", "up", "down", "delay", "loss")}
    return {"site": test.unit_id, **numbers, "faults": [sentence(key) for key in test.faults]}


@router.post("/meetings/{uuid:meeting_id}/recording", response=RecordingOut, summary="Turn recording on or off")
def recording(request: HouseRequest, meeting_id: UUID, data: RecordingIn) -> dict[str, Any]:
    """Turn recording on or off: the chair alone. Every screen shows it."""
    act = actions.start_recording if data.on else actions.stop_recording
    row = act(meeting_id=meeting_id, by=request.actor)
    return {"on": data.on, "id": row.pk if row else None}


@router.get("/meetings/{uuid:meeting_id}/recordings", response=list[RecordedOut], summary="What was recorded")
def recordings(request: HouseRequest, meeting_id: UUID) -> list[Recording]:
    """Return the meeting's recordings and how far they are; who may watch is asked when one is watched."""
    return list(room.room(request.actor, meeting_id).recordings.all())
