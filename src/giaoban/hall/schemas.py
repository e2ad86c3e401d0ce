"""Shapes of what the room's API takes and gives."""

from typing import Any
from uuid import UUID

from ninja import Schema


class PresenceOut(Schema):
    """Who is connected to the room now."""

    online: int
    here: list[UUID]


class SnapshotOut(Schema):
    """The whole room and the number to follow it from."""

    seq: int
    state: dict[str, Any]
