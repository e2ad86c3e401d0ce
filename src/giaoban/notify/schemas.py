"""The shape of messages on the wire."""

from datetime import datetime
from uuid import UUID

from ninja import Schema


class NoticeOut(Schema):
    """One message of the caller's inbox."""

    id: UUID
    title: str
    body: str
    because: str
    url: str
    topic: str
    is_urgent: bool
    created_at: datetime
    read_at: datetime | None


class NoticesOut(Schema):
    """One page of the inbox."""

    items: list[NoticeOut]
    unread: int
    total: int
    page: int
    pages: int
