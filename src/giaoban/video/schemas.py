"""Shapes of what the API of picture and sound takes and gives."""

from uuid import UUID

from ninja import Schema


class MicrophoneIn(Schema):
    """open, closed, or floor: as the turns of speaking say."""

    microphone: str


class ParticipantOut(Schema):
    """What was decided about one person."""

    person: UUID
    microphone: str
    removed: bool


class DiscussionIn(Schema):
    """Whether everybody may open the own microphone."""

    discussion: bool


class ConferenceOut(Schema):
    """How the meeting uses picture and sound."""

    discussion: bool
