"""The shape of messages on the wire."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema


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


class DeviceIn(Schema):
    """What a browser's subscription says; the caller names it and makes its id."""

    id: UUID
    endpoint: str = Field(max_length=1000)
    p256dh: str = Field(max_length=100)
    auth: str = Field(max_length=40)
    name: str = Field("", max_length=80)


class DeviceSeenIn(Schema):
    """The subscription that a browser has."""

    endpoint: str = Field(max_length=1000)


class DeviceSeenOut(Schema):
    """Whether the caller's messages are shown there."""

    mine: bool


class DeviceOut(Schema):
    """One browser that shows the caller's messages."""

    id: UUID
    name: str
    made_at: datetime
    seen_at: datetime


class PushOut(Schema):
    """What is needed to subscribe; without a key the agency does not push. ``csrf``: a worker has no page to ask."""

    key: str
    csrf: str
    devices: list[DeviceOut]
