"""Shapes of what chair and secretaries use beside the run of the meeting: assistants, phrases, presets."""

from uuid import UUID

from ninja import Schema


class AssistantIn(Schema):
    """Who is to assist the secretary."""

    person: UUID


class AssistantOut(Schema):
    """Somebody who assists the secretary."""

    id: UUID
    name: str
