"""The desk of a meeting in the HTTP API: who assists the secretary, phrases, what forms offer."""

from uuid import UUID

from ninja import Router, Status

from giaoban.kernel.rules import require
from giaoban.meetings import queries
from giaoban.meetings.actions import assistants, notes
from giaoban.meetings.models import Meeting, Phrase, PrivateNote
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import desk, room
from giaoban.meetings.schemas.desk import (
    AssistantIn,
    AssistantOut,
    DayChoice,
    DeskOut,
    OwnNoteIn,
    OwnNoteOut,
    PhraseIn,
    PhraseOut,
    UnitChoice,
)
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


@router.get("/meetings/{uuid:meeting_id}/desk", response=DeskOut, summary="What the forms of the desk offer")
def offers(request: HouseRequest, meeting_id: UUID) -> DeskOut:
    """Return units, deadlines in working days and phrases, for conclusions, tasks and lines."""
    meeting = room.room(request.actor, meeting_id)
    require(rules.at_the_desk(request.actor, meeting))
    return DeskOut(
        units=[
            UnitChoice(id=unit.pk, name=unit.name, short_name=unit.short_name, note=desk.note_of(unit))
            for unit in desk.units()
        ],
        deadlines=[DayChoice(code=code, on=day) for code, day in desk.deadlines()],
        phrases=[_phrase(row) for row in desk.phrases_of(request.actor)],
    )


def _phrase(row: Phrase) -> PhraseOut:
    return PhraseOut(id=row.pk, text=row.text, own=row.owner_id is not None)


@router.post("/phrases", response={201: PhraseOut}, summary="Keep a sentence to write again")
def keep_phrase(request: HouseRequest, data: PhraseIn) -> Status[PhraseOut]:
    """Keep a sentence."""
    made = notes.keep_phrase(text=data.text, for_everybody=data.everybody, by=request.actor)
    return Status(201, _phrase(made))


@router.delete("/phrases/{uuid:phrase_id}", response={204: None}, summary="Drop a sentence")
def drop_phrase(request: HouseRequest, phrase_id: UUID) -> Status[None]:
    """Drop a sentence."""
    notes.drop_phrase(phrase_id=phrase_id, by=request.actor)
    return Status(204, None)


@router.put("/meetings/{uuid:meeting_id}/note", response=OwnNoteOut, summary="My own notes")
def write_note(request: HouseRequest, meeting_id: UUID, data: OwnNoteIn) -> PrivateNote:
    """Keep the own notes of a meeting; what another device wrote meanwhile is kept."""
    return notes.write_note(
        meeting_id=meeting_id, text=data.text, base=data.base, revision=data.revision, by=request.actor
    )
