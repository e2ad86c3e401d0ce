"""Shapes of what the API of picture and sound takes and gives."""

from datetime import datetime
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


class LineTestIn(Schema):
    """What a test of a site's line found: rates in kbit/s, delay in milliseconds, loss in percent."""

    site: UUID
    camera: bool = False
    microphone: bool = False
    loudspeaker: bool = False
    up: int = 0
    down: int = 0
    delay: int = 0
    loss: float = 0.0


class LineTestOut(Schema):
    """A test of a site's line; ``faults``: what is wrong, in words."""

    site: UUID
    at: datetime
    up: int
    down: int
    delay: int
    loss: float
    faults: list[str]


class RecordingIn(Schema):
    """On or off."""

    on: bool


class RecordingOut(Schema):
    """Whether it is recorded now, and which recording it is about."""

    on: bool
    id: UUID | None


class RecordedOut(Schema):
    """A recording: running, stopped (its file is being made), ready, failed, gone."""

    id: UUID
    state: str
    started_at: datetime
    stopped_at: datetime | None
    seconds: float
    size: int
