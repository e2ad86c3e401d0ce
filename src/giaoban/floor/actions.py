"""What the room looks at: paper and page on every screen that follows."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.floor import live, permissions, queries
from giaoban.floor.models import Stage
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import stream
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.queries import room
from giaoban.people.models import User

ACTIONS: dict[str, Promise | str] = {
    "floor.paper_shown": _("{actor} đã trình chiếu tài liệu trong cuộc họp «{subject}»"),
    "floor.page_turned": _("{actor} đã chuyển trang tài liệu trình chiếu trong cuộc họp «{subject}»"),
    "floor.stage_cleared": _("{actor} đã dừng trình chiếu trong cuộc họp «{subject}»"),
}


@transaction.atomic
def show_paper(*, meeting_id: UUID, document_id: UUID, by: Actor, page: int = 1) -> Stage:
    """Chair, secretary or the item's presenter puts a paper on every screen.

    When: the meeting runs and the paper belongs to it; a secret paper is never shown.
    Repeat: the same paper at the same page changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_show(by, meeting))
    document = queries.paper_of(meeting, document_id)
    if document is None:
        raise NotFound
    _page_is_there(document_id, page)
    stage = queries.stage_of(meeting)
    if stage.document_id == document_id and stage.page == page:
        return stage
    turned = stage.document_id == document_id
    stage.document, stage.page = document, page
    action = "floor.page_turned" if turned else "floor.paper_shown"
    return _show(action, stage, by, {"document": str(document_id), "page": page})


@transaction.atomic
def turn_page(*, meeting_id: UUID, page: int, by: Actor) -> Stage:
    """The presenter turns to a page of the paper that is shown; every screen that follows turns with it.

    Repeat: turning to the page that is shown changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_show(by, meeting))
    stage = queries.stage_of(meeting)
    if stage.document_id is None:
        raise Conflict("floor.nothing_is_shown")
    _page_is_there(stage.document_id, page)
    if stage.page == page:
        return stage
    stage.page = page
    return _show("floor.page_turned", stage, by, {"document": str(stage.document_id), "page": page})


@transaction.atomic
def clear_stage(*, meeting_id: UUID, by: Actor) -> Stage:
    """Take the paper off the screens; they show the item. Repeat: nothing is shown, nothing changes."""
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_show(by, meeting))
    stage = queries.stage_of(meeting)
    if stage.document_id is None:
        return stage
    stage.document, stage.page = None, 1
    return _show("floor.stage_cleared", stage, by, {})


def follow_item(meeting: Meeting, item: AgendaItem | None, _by: Actor) -> Puts:
    """Show the first paper of the item that begins, or nothing. Called by ``meetings`` in its own transaction."""
    stage = queries.stage_of(meeting)
    stage.document = queries.first_paper(item) if item else None
    stage.page, stage.turned_at = 1, clock.now()
    stage.presenter = (item.presenter or meeting.chair) if item else None
    stage.save()
    return {"stage": live.stage_json(stage)}


def _show(action: str, stage: Stage, by: Actor, data: dict[str, object]) -> Stage:
    stage.presenter = User.objects.get(pk=by.person_id)
    stage.turned_at = clock.now()
    stage.save()
    meeting = stage.meeting
    change = Change(stream(meeting.pk), {"stage": live.stage_json(stage)})
    record(action, by=by, subject=meeting, data=data, live=[change])
    return stage


def _page_is_there(document_id: UUID, page: int) -> None:
    pages = queries.page_count(document_id)
    if page < 1 or page > max(pages, 1):
        raise Invalid("floor.no_such_page", page=page, pages=pages)
