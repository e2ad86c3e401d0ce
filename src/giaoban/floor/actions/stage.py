"""What the room looks at: paper and page on every screen that follows, and what is drawn over it (LIVE-3)."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.floor import live, permissions, queries
from giaoban.floor.actions.speakers import in_the_room
from giaoban.floor.actions.writing import hat
from giaoban.floor.models import Highlight, Stage
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import stream
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.queries import room
from giaoban.people.models import User

WHOLE: Final = 10_000  # a page is so many units wide, and high
MOST_POINTS: Final = 300  # of one line: a live value stays small
MOST_HIGHLIGHTS: Final = 40  # on one page; more is no highlight any more
BOX_NUMBERS: Final = 4

ACTIONS: dict[str, Promise | str] = {
    "floor.paper_shown": _("{actor} đã trình chiếu tài liệu trong cuộc họp «{subject}»"),
    "floor.page_turned": _("{actor} đã chuyển trang tài liệu trình chiếu trong cuộc họp «{subject}»"),
    "floor.stage_cleared": _("{actor} đã dừng trình chiếu trong cuộc họp «{subject}»"),
    "floor.presenter_handed": _("{actor} đã chuyển quyền trình chiếu cho {presenter} trong cuộc họp «{subject}»"),
    "floor.highlight_drawn": _("{actor} đã đánh dấu trên trang trình chiếu của cuộc họp «{subject}»"),
    "floor.highlights_removed": _("{actor} đã xóa đánh dấu trên trang trình chiếu của cuộc họp «{subject}»"),
}


@transaction.atomic
def show_paper(*, meeting_id: UUID, document_id: UUID, by: Actor, page: int = 1) -> Stage:
    """Chair, secretary or the presenter puts a paper on every screen.

    When: the meeting runs and the paper belongs to it; a secret paper is never shown.
    Repeat: the same paper at the same page changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    stage = queries.stage_of(meeting)
    require(permissions.may_show(by, meeting, stage))
    document = queries.paper_of(meeting, document_id)
    if document is None:
        raise NotFound
    _page_is_there(document_id, page)
    if stage.document_id == document_id and stage.page == page:
        return stage
    turned = stage.document_id == document_id
    stage.document, stage.page = document, page
    action = "floor.page_turned" if turned else "floor.paper_shown"
    return _show(action, stage, by, {"document": str(document_id), "page": page})


@transaction.atomic
def turn_page(*, meeting_id: UUID, page: int, by: Actor) -> Stage:
    """The presenter turns to a page of the paper that is shown; every screen that follows turns with it.

    What was drawn over the page before goes with it. Repeat: turning to the page that is shown changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    stage = queries.stage_of(meeting)
    require(permissions.may_show(by, meeting, stage))
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
    stage = queries.stage_of(meeting)
    require(permissions.may_show(by, meeting, stage))
    if stage.document_id is None:
        return stage
    stage.document, stage.page = None, 1
    return _show("floor.stage_cleared", stage, by, {})


@transaction.atomic
def hand_over_stage(*, meeting_id: UUID, by: Actor, user_id: UUID | None = None) -> Stage:
    """The desk lets somebody of the room present until the item ends; nobody named: only desk and item's presenter.

    Repeat: who has it keeps it.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_hand_over(by, meeting))
    stage = queries.stage_of(meeting)
    if stage.handed_to_id == user_id:
        return stage
    stage.handed_to = in_the_room(meeting, user_id) if user_id else None
    stage.presenter = stage.handed_to or User.objects.get(pk=by.person_id)
    stage.save()
    name = stage.presenter.full_name
    change = Change(stream(meeting.pk), {"stage": live.stage_json(stage)})
    record("floor.presenter_handed", by=hat(by, meeting), subject=meeting, data={"presenter": name}, live=[change])
    return stage


@transaction.atomic
def draw_highlight(
    *, meeting_id: UUID, page: int, kind: str, points: list[int], by: Actor, highlight_id: UUID | None = None
) -> Highlight:
    """The presenter draws a box or a line over the page that is shown; it stays until the page turns.

    Nothing is written into the paper. When: that page is still shown.
    Repeat: the id that the browser made is the mark's; a second try with it changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    stage = queries.stage_of(meeting)
    require(permissions.may_show(by, meeting, stage))
    if highlight_id and (known := Highlight.objects.filter(pk=highlight_id).first()):
        if known.meeting_id != meeting.pk:
            raise Conflict("kernel.taken")
        return known
    if stage.document_id is None or stage.page != page:
        raise Conflict("floor.page_has_turned")
    _points_are_good(kind, points)
    if queries.highlights_of(meeting).count() >= MOST_HIGHLIGHTS:
        raise Conflict("floor.too_many_highlights", most=MOST_HIGHLIGHTS)
    highlight = Highlight.objects.create(
        pk=highlight_id or new_id(),
        meeting=meeting,
        document_id=stage.document_id,
        page=page,
        kind=Highlight.Kind(kind),
        points=points,
        by_id=by.person_id,
    )
    change = Change(stream(meeting.pk), {f"highlight/{highlight.pk}": live.highlight_json(highlight)})
    data = {"document": str(stage.document_id), "page": page}
    record("floor.highlight_drawn", by=by, subject=meeting, data=data, live=[change])
    return highlight


@transaction.atomic
def remove_highlights(*, meeting_id: UUID, by: Actor, highlight_id: UUID | None = None) -> int:
    """The presenter takes one mark off the page, or all. Repeat: what is gone is gone."""
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_show(by, meeting))
    rows = queries.highlights_of(meeting)
    puts = _erase(meeting, [highlight_id] if highlight_id else list(rows.values_list("pk", flat=True)))
    if puts:
        record("floor.highlights_removed", by=by, subject=meeting, live=[Change(stream(meeting.pk), puts)])
    return len(puts)


def stage_follows(meeting: Meeting, item: AgendaItem | None) -> Puts:
    """Show the first paper of the item that begins, or nothing; whoever presented for the item before is done."""
    stage = queries.stage_of(meeting)
    stage.document = queries.first_paper(item) if item else None
    stage.page, stage.turned_at = 1, clock.now()
    stage.presenter = (item.presenter or meeting.chair) if item else None
    stage.handed_to = None
    stage.save()
    return {"stage": live.stage_json(stage)} | _erase(meeting)


def _show(action: str, stage: Stage, by: Actor, data: dict[str, object]) -> Stage:
    stage.presenter = User.objects.get(pk=by.person_id)
    stage.turned_at = clock.now()
    stage.save()
    meeting = stage.meeting
    change = Change(stream(meeting.pk), {"stage": live.stage_json(stage)} | _erase(meeting))
    record(action, by=by, subject=meeting, data=data, live=[change])
    return stage


def _erase(meeting: Meeting, ids: list[UUID] | None = None) -> Puts:
    """Delete marks over the page, all of them where none is named, and return the keys that go."""
    rows = queries.highlights_of(meeting)
    gone = list((rows if ids is None else rows.filter(pk__in=ids)).values_list("pk", flat=True))
    if gone:
        Highlight.objects.filter(pk__in=gone).delete()
    return {f"highlight/{pk}": None for pk in gone}


def _page_is_there(document_id: UUID, page: int) -> None:
    pages = queries.page_count(document_id)
    if page < 1 or page > max(pages, 1):
        raise Invalid("floor.no_such_page", page=page, pages=pages)


def _points_are_good(kind: str, points: list[int]) -> None:
    even = len(points) % 2 == 0
    enough = len(points) == BOX_NUMBERS if kind == Highlight.Kind.BOX else BOX_NUMBERS <= len(points) <= 2 * MOST_POINTS
    if kind not in Highlight.Kind.values or not even or not enough or not all(0 <= n <= WHOLE for n in points):
        raise Invalid("floor.bad_drawing")
