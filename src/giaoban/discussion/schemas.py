"""Shapes of what the API of the discussion takes and gives."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class MessageIn(Schema):
    """A message; ``to``: all, chair or secretary. The id is the browser's, so that sending twice makes one."""

    text: str
    to: str = "all"
    id: UUID | None = None


class MessageOut(Schema):
    """A message as the room sees it."""

    id: str
    author: dict[str, Any]
    unit: dict[str, Any] | None
    item: str | None
    to: str
    text: str
    at: datetime
    hidden: bool
    line: str | None


class LiftedOut(Schema):
    """The line of the minutes that a message became."""

    line: UUID
