"""This app's part of the HTTP API: the caller's inbox."""

from uuid import UUID

from ninja import Router, Status

from giaoban.kernel.paging import page as page_of
from giaoban.notify import actions, queries
from giaoban.notify.schemas import NoticeOut, NoticesOut
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
