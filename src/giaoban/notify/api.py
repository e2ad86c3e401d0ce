"""This app's part of the HTTP API: the caller's inbox, and the browsers that show it."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Status

from giaoban.kernel.errors import Conflict
from giaoban.kernel.paging import page as page_of
from giaoban.notify import actions, queries, vapid
from giaoban.notify.schemas import DeviceIn, DeviceOut, DeviceSeenIn, DeviceSeenOut, NoticeOut, NoticesOut, PushOut
from giaoban.people.middleware import HouseRequest

router = Router(tags=["notices"])


@router.get("/notices", response=NoticesOut)
def notices(request: HouseRequest, unread: bool = False, page: int = 1) -> NoticesOut:
    """List the caller's messages, newest first."""
    found = queries.inbox_of(request.actor)
    shown = page_of(found.filter(read_at=None) if unread else found, page)
    return NoticesOut(
        items=[NoticeOut.model_validate(row, from_attributes=True) for row in shown.rows],
        unread=queries.unread_count(request.actor.person_id),
        total=shown.total,
        page=shown.number,
        pages=shown.pages,
    )


@router.post("/notices/{notice_id}/read", response={204: None})
def read(request: HouseRequest, notice_id: UUID) -> Status[None]:
    """Mark one message as read."""
    actions.mark_read(delivery_id=notice_id, by=request.actor)
    return Status(204, None)


@router.post("/notices/read", response={204: None})
def read_all(request: HouseRequest) -> Status[None]:
    """Mark every message as read."""
    actions.mark_all_read(by=request.actor)
    return Status(204, None)


def _session(request: HttpRequest) -> str:
    key = request.session.session_key
    if not key:
        raise Conflict("notify.session_needed")
    return str(key)


@router.get("/push", response=PushOut, summary="The browsers that show my messages")
def devices(request: HouseRequest) -> PushOut:
    """Return the house's public key for subscribing, and the caller's browsers."""
    rows = queries.devices_of(request.actor.person_id)
    key = vapid.public_key() if settings.PUSH else ""
    found = [DeviceOut.model_validate(row, from_attributes=True) for row in rows]
    return PushOut(key=key, csrf=get_token(request), devices=found)


@router.post("/push", response={201: DeviceOut}, summary="Show my messages in this browser")
def add_device(request: HouseRequest, told: DeviceIn) -> Status[DeviceOut]:
    """Let the browser of this session show the caller's messages."""
    if not settings.PUSH:
        raise Conflict("notify.push_is_off")
    device = actions.add_device(
        device_id=told.id,
        endpoint=told.endpoint,
        p256dh=told.p256dh,
        auth=told.auth,
        name=told.name,
        session_key=_session(request),
        allowed=settings.PUSH_SERVICES,
        by=request.actor,
    )
    return Status(201, DeviceOut.model_validate(device, from_attributes=True))


@router.post("/push/seen", response=DeviceSeenOut, summary="Is this browser still mine?")
def note_device(request: HouseRequest, told: DeviceSeenIn) -> DeviceSeenOut:
    """Say that the browser is used in this session; ``mine`` is false when it must stop showing messages."""
    mine = actions.note_device(endpoint=told.endpoint, session_key=_session(request), by=request.actor)
    return DeviceSeenOut(mine=mine)


@router.delete("/push/{device_id}", response={204: None}, summary="Show my messages there no more")
def withdraw_device(request: HouseRequest, device_id: UUID) -> Status[None]:
    """Take one of the caller's browsers off the list."""
    actions.withdraw_device(device_id=device_id, by=request.actor)
    return Status(204, None)
