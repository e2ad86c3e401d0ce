"""Shapes of what the API of calls for help takes and gives."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class CallIn(Schema):
    """A call; ``kind``: technician, papers or other. The id may be the browser's."""

    kind: str
    text: str = ""
    id: UUID | None = None


class CallOut(Schema):
    """A call as the desk and its caller see it."""

    id: str
    caller: dict[str, Any]
    site: dict[str, Any] | None
    kind: str
    text: str
    state: str
    at: datetime
    by: dict[str, Any] | None
