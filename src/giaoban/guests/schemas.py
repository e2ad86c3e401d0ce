"""Shapes of what the API of guests takes and gives."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class GuestLinkIn(Schema):
    """How many hours a link is good for, from now or from the meeting's beginning."""

    hours: int = 12
    id: UUID | None = None


class GuestLinkOut(Schema):
    """A link with its address."""

    id: UUID
    url: str
    expires_at: datetime


class GuestOut(Schema):
    """A guest as the desk sees one."""

    id: str
    name: str
    organisation: str
    phone: str
    state: str
    at: datetime
    person: str | None


class GuestsOut(Schema):
    """Links that stand, who waits and who is in."""

    links: list[GuestLinkOut]
    guests: list[GuestOut]


class GuestPaperIn(Schema):
    """Which paper guests may read, or no longer."""

    document: UUID
    open: bool = True


def link_out(link: Any, url: str) -> GuestLinkOut:
    """Return a link with its address."""
    return GuestLinkOut(id=link.pk, url=url, expires_at=link.expires_at)
