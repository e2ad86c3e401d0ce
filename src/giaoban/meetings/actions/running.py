"""The run of a meeting: start, item after item, close. Each step writes its own line for the minutes.

The lines are Vietnamese whatever the reader's language: they become the agency's record.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings import followers, live
from giaoban.meetings.models import AgendaItem, Meeting, MinutesLine
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.meetings.queries.room import DESK

State = Meeting.State
ItemState = AgendaItem.State
EXTEND_MOST = 120  # minutes at once; a slip of the finger is not a new plan

ACTIONS: dict[str, Promise | str] = {
    "meetings.started": _("{actor} đã bắt đầu cuộc họp «{subject}»"),
    "meetings.item_begun": _("{actor} đã chuyển sang nội dung «{item}» của cuộc họp «{subject}»"),
    "meetings.item_skipped": _("{actor} đã bỏ qua nội dung «{item}» của cuộc họp «{subject}»"),
    "meetings.item_extended": _("{actor} đã thêm {minutes} phút cho nội dung «{item}» của cuộc họp «{subject}»"),
    "meetings.closed": _("{actor} đã kết thúc cuộc họp «{subject}»"),
    "meetings.reopened": _("{actor} đã mở lại cuộc họp «{subject}»"),
}


@transaction.atomic
def start(*, meeting_id: UUID, by: Actor) -> Meeting:
    """The chair or the secretary starts a published meeting; its first item waits for «next».

    When: the meeting is published.
    Repeat: starting a running meeting changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    if meeting.state == State.RUNNING and rules.at_the_desk(by, meeting):
        return meeting
    require(rules.may_start(by, meeting))
    now = clock.now()
    meeting.state, meeting.started_at = State.RUNNING, now
    meeting.save(update_fields=["state", "started_at"])
    line = _note(meeting, None, f"Bắt đầu cuộc họp lúc {_clock()}, chủ trì: {meeting.chair.full_name}.")
    _write_down("meetings.started", meeting, by, line)
    return meeting


@transaction.atomic
def go_to_item(*, meeting_id: UUID, item_id: UUID, by: Actor) -> AgendaItem:
    """The desk moves the room to an item: the one before is done, time used is kept, its first paper is shown.

    When: the meeting runs. An item that was done or skipped is taken up again.
    Repeat: going to the running item changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    item = _item(meeting, item_id)
    if item.state != ItemState.RUNNING:
        _go(meeting, item, by)
    return item


@transaction.atomic
def next_item(*, meeting_id: UUID, by: Actor, expect: str = "", item_id: UUID | None = None) -> Meeting:
    """The one button: does the next right thing of the script, start, next item or close.

    ``expect`` and ``item_id`` are what the button said it would do. Two people press at once, or one
    presses again because the line was slow: the second finds another next step than the one shown,
    and nothing moves. A conclusion that is due (``conclude``) can be passed over by ``expect="item"``.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.at_the_desk(by, meeting))
    items = room.items_of(meeting)
    step = _after_conclusion(meeting, items) if expect in {"item", "close"} else room.next_step(meeting, items)
    if expect and (expect != step.do or (item_id is not None and (step.item is None or step.item.pk != item_id))):
        return meeting
    if step.do == "start":
        return start(meeting_id=meeting_id, by=by)
    if step.do == "item" and step.item is not None:
        item = go_to_item(meeting_id=meeting_id, item_id=step.item.pk, by=by)
        return item.meeting
    if step.do == "close":
        return close(meeting_id=meeting_id, by=by)
    raise Conflict("meetings.conclude_first" if step.do == "conclude" else "meetings.not_running")


@transaction.atomic
def skip_item(*, meeting_id: UUID, item_id: UUID, by: Actor) -> AgendaItem:
    """The desk passes over an item; when it runs, the room is left without one until «next».

    Repeat: skipping a skipped item changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    item = _item(meeting, item_id)
    if item.state == ItemState.SKIPPED:
        return item
    if item.state == ItemState.DONE:
        raise Conflict("meetings.item_is_done")
    puts: Puts = {}
    if item.state == ItemState.RUNNING:
        _leave(item, ItemState.SKIPPED)
        meeting.current_item = None
        meeting.save(update_fields=["current_item"])
        puts = followers.follow(meeting, None, by)
    else:
        item.state, item.ended_at = ItemState.SKIPPED, clock.now()
        item.save(update_fields=["state", "ended_at"])
    line = _note(meeting, item, f"Bỏ qua {_named(item)}.")
    data = {"item": _title(item)}
    _write_down("meetings.item_skipped", meeting, by, line, data, puts | {f"agenda/{item.pk}": live.item_json(item)})
    return item


@transaction.atomic
def extend_item(*, meeting_id: UUID, item_id: UUID, minutes: int, by: Actor) -> AgendaItem:
    """The desk gives an item more minutes, or takes some back. Not repeatable: each press adds."""
    if not minutes or abs(minutes) > EXTEND_MOST:
        raise Invalid("meetings.bad_minutes", most=EXTEND_MOST)
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    item = _item(meeting, item_id)
    item.minutes = max(item.minutes + minutes, 1)
    item.save(update_fields=["minutes"])
    words = f"Thêm {minutes} phút cho" if minutes > 0 else f"Rút {-minutes} phút của"
    line = _note(meeting, item, f"{words} {_named(item)}.")
    data = {"item": _title(item), "minutes": minutes}
    _write_down("meetings.item_extended", meeting, by, line, data, {f"agenda/{item.pk}": live.item_json(item)})
    return item


@transaction.atomic
def close(*, meeting_id: UUID, by: Actor) -> Meeting:
    """The desk closes the meeting: the running item is done, an open round is closed, the stage is cleared.

    Repeat: closing a closed meeting changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    if meeting.state == State.CLOSED and rules.at_the_desk(by, meeting):
        return meeting
    require(rules.may_close(by, meeting))
    now = clock.now()
    puts = _leave_current(meeting)
    meeting.rounds.filter(closed_at=None).update(closed_at=now)
    meeting.state, meeting.closed_at, meeting.current_item = State.CLOSED, now, None
    meeting.save(update_fields=["state", "closed_at", "current_item"])
    puts |= followers.follow(meeting, None, by)
    for change in live.changes_for_attendance(meeting, ()):
        puts |= change.puts
    line = _note(meeting, None, f"Kết thúc cuộc họp lúc {_clock()}.")
    _write_down("meetings.closed", meeting, by, line, None, puts)
    return meeting


@transaction.atomic
def reopen(*, meeting_id: UUID, by: Actor) -> Meeting:
    """The desk takes back a closing that was pressed by mistake, within half an hour.

    Repeat: reopening a running meeting changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    if meeting.state == State.RUNNING and rules.at_the_desk(by, meeting):
        return meeting
    require(rules.may_reopen_meeting(by, meeting))
    meeting.state, meeting.closed_at = State.RUNNING, None
    meeting.save(update_fields=["state", "closed_at"])
    puts = followers.follow(meeting, None, by)
    line = _note(meeting, None, f"Tiếp tục cuộc họp lúc {_clock()}.")
    _write_down("meetings.reopened", meeting, by, line, None, puts)
    return meeting


def _after_conclusion(meeting: Meeting, items: list[AgendaItem]) -> room.Step:
    """Return the next step when nothing is to be concluded on the running item."""
    if meeting.state != State.RUNNING:
        return room.next_step(meeting, items)
    following = room.next_item(meeting, items)
    return room.Step("item", following) if following else room.Step("close")


def _go(meeting: Meeting, item: AgendaItem, by: Actor) -> None:
    puts = _leave_current(meeting)
    item.state, item.started_at, item.ended_at = ItemState.RUNNING, clock.now(), None
    item.save(update_fields=["state", "started_at", "ended_at"])
    meeting.current_item = item
    meeting.save(update_fields=["current_item"])
    puts |= {f"agenda/{item.pk}": live.item_json(item)} | followers.follow(meeting, item, by)
    words = "Tiếp tục" if item.used_seconds else "Chuyển sang"
    line = _note(meeting, item, f"{words} {_named(item)}.")
    _write_down("meetings.item_begun", meeting, by, line, {"item": _title(item)}, puts)


def _leave_current(meeting: Meeting) -> Puts:
    running = meeting.items.filter(state=ItemState.RUNNING).select_related("presenter", "preparing_unit").first()
    if running is None:
        return {}
    _leave(running, ItemState.DONE)
    return {f"agenda/{running.pk}": live.item_json(running)}


def _leave(item: AgendaItem, state: ItemState) -> None:
    now = clock.now()
    item.used_seconds = room.used_seconds(item, now)
    item.state, item.started_at, item.ended_at = state, None, now
    item.save(update_fields=["state", "started_at", "ended_at", "used_seconds"])


def _item(meeting: Meeting, item_id: UUID) -> AgendaItem:
    item = meeting.items.select_related("presenter", "preparing_unit").filter(pk=item_id).first()
    if item is None:
        raise NotFound
    item.meeting = meeting
    return item


def _note(meeting: Meeting, item: AgendaItem | None, text: str) -> MinutesLine:
    now = clock.now()
    return MinutesLine.objects.create(
        meeting=meeting, item=item, kind=MinutesLine.Kind.EVENT, text=text, at=now, changed_at=now
    )


def _write_down(
    action: str,
    meeting: Meeting,
    by: Actor,
    line: MinutesLine,
    data: dict[str, Any] | None = None,
    puts: Puts | None = None,
) -> None:
    acting = _hat(by, meeting)
    changes: list[Change] = live.changes_for_meeting(meeting, puts or {})
    changes.append(Change(live.stream(meeting.pk), {f"line/{line.pk}": live.line_json(line)}, audience=DESK))
    topics = [(user_id, "meetings") for user_id in _people(meeting)] if action in PAGE_WIDE else []
    record(action, by=acting, subject=meeting, data=data, live=changes, topics=topics)


PAGE_WIDE = frozenset({"meetings.started", "meetings.closed", "meetings.reopened"})  # every member's pages change


def _people(meeting: Meeting) -> set[UUID]:
    return {entry.user.pk for entry in room.expected_people(meeting)}


def _hat(by: Actor, meeting: Meeting) -> Actor:
    """Return the actor in whose place the act is done: own hat first, else the chair's, else the secretary's."""
    if by.is_person(meeting.chair_id) or by.is_person(meeting.secretary_id):
        return by
    chair = by.in_place_of(meeting.chair_id)
    return chair if chair.acting_for_id else by.in_place_of(meeting.secretary_id)


def _title(item: AgendaItem) -> str:
    return live.SECRET if item.is_secret else item.title


def _named(item: AgendaItem) -> str:
    number = list(item.meeting.items.order_by("place", "id").values_list("pk", flat=True)).index(item.pk) + 1
    return f"nội dung {number}: {_title(item)}"


def _clock() -> str:
    return clock.local(clock.now()).strftime("%H:%M")
