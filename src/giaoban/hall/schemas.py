"""Shapes of what the room's API takes and gives."""

from typing import Any

from ninja import Schema


class SnapshotOut(Schema):
    """The whole room and the number to follow it from."""

    seq: int
    state: dict[str, Any]
