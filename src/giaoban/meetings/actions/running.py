"""The run of a meeting: start, item after item, close. Each step writes its own line for the minutes.

The lines are Vietnamese whatever the reader's language: they become the agency's record.
"""

from collections.abc import Iterable
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
from giaoban.meetings.actions.attendance import end_round
from giaoban.meetings.actions.marks import settle_consent
from giaoban.meetings.actions.minutes_lines import note_event
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import assistants_of, room

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
    The consent block forms now if its deadline has passed and no job has formed it yet.
    Repeat: starting a running meeting changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    if meeting.state == State.RUNNING and rules.at_the_desk(by, meeting):
        return meeting
    require(rules.may_start(by, meeting))
    now = clock.now()
    if meeting.marks_until and meeting.marks_until <= now and meeting.marks_settled_at is None:
        settle_consent(meeting_id=meeting.pk)
        meeting.refresh_from_db(fields=["marks_settled_at"])
    meeting.state, meeting.started_at = State.RUNNING, now
    meeting.save(update_fields=["state", "started_at"])
    note = f"Bắt đầu cuộc họp lúc {wall_clock()}, chủ trì: {meeting.chair.full_name}."
    write_down("meetings.started", meeting, by, note=note)
    return meeting


@transaction.atomic
def go_to_item(*, meeting_id: UUID, item_id: UUID, by: Actor) -> AgendaItem:
    """The desk moves the room to an item: the one before is done, time used is kept, its first paper is shown.

    When: the meeting runs. An item that was done or skipped is taken up again.
    Repeat: going to the running item changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    item = item_of(meeting, item_id)
    if item.state != ItemState.RUNNING:
        _go(meeting, item, by)
    return item


@transaction.atomic
def skip_item(*, meeting_id: UUID, item_id: UUID, by: Actor) -> AgendaItem:
    """The desk passes over an item; when it runs, the room is left without one until «next».

    Repeat: skipping a skipped item changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    item = item_of(meeting, item_id)
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
    puts |= {f"agenda/{item.pk}": live.item_json(item)}
    data, note = {"item": title_of(item)}, f"Bỏ qua {named(item)}."
    write_down("meetings.item_skipped", meeting, by, note=note, item=item, data=data, puts=puts)
    return item


@transaction.atomic
def extend_item(*, meeting_id: UUID, item_id: UUID, minutes: int, by: Actor) -> AgendaItem:
    """The desk gives an item more minutes, or takes some back. Not repeatable: each press adds."""
    if not minutes or abs(minutes) > EXTEND_MOST:
        raise Invalid("meetings.bad_minutes", most=EXTEND_MOST)
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    item = item_of(meeting, item_id)
    item.minutes = max(item.minutes + minutes, 1)
    item.save(update_fields=["minutes"])
    words = f"Thêm {minutes} phút cho" if minutes > 0 else f"Rút {-minutes} phút của"
    data, puts = {"item": title_of(item), "minutes": minutes}, {f"agenda/{item.pk}": live.item_json(item)}
    note = f"{words} {named(item)}."
    write_down("meetings.item_extended", meeting, by, note=note, item=item, data=data, puts=puts)
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
    puts = live.items_json(_leave_current(meeting))
    counting = room.open_round(meeting)
    note = end_round(meeting, counting) if counting else []
    meeting.state, meeting.closed_at, meeting.current_item = State.CLOSED, now, None
    meeting.save(update_fields=["state", "closed_at", "current_item"])
    puts |= followers.follow(meeting, None, by)
    for change in live.changes_for_attendance(meeting, ()):
        puts |= change.puts
    write_down("meetings.closed", meeting, by, note=f"Kết thúc cuộc họp lúc {wall_clock()}.", puts=puts, more=note)
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
    write_down("meetings.reopened", meeting, by, note=f"Tiếp tục cuộc họp lúc {wall_clock()}.", puts=puts)
    return meeting


def _go(meeting: Meeting, item: AgendaItem, by: Actor) -> None:
    left = _leave_current(meeting)
    again = bool(item.used_seconds) or item.state == ItemState.DONE
    item.state, item.started_at, item.ended_at = ItemState.RUNNING, clock.now(), None
    item.is_consent = item.in_writing = False  # what is talked about is neither adopted in silence nor in writing
    item.save(update_fields=["state", "started_at", "ended_at", "is_consent", "in_writing"])
    meeting.current_item = item
    meeting.save(update_fields=["current_item"])
    puts = live.items_json([*left, item]) | followers.follow(meeting, item, by)
    who = f"; trình bày: {item.presenter.full_name}" if item.presenter and not again else ""
    note = f"{'Tiếp tục' if again else 'Chuyển sang'} {named(item)}{who}."
    write_down("meetings.item_begun", meeting, by, note=note, item=item, data={"item": title_of(item)}, puts=puts)


def _leave_current(meeting: Meeting) -> list[AgendaItem]:
    running = meeting.items.filter(state=ItemState.RUNNING).select_related("presenter", "preparing_unit").first()
    if running is None:
        return []
    _leave(running, ItemState.DONE)
    return [running]


def _leave(item: AgendaItem, state: ItemState) -> None:
    now = clock.now()
    item.used_seconds = room.used_seconds(item, now)
    item.state, item.started_at, item.ended_at = state, None, now
    item.save(update_fields=["state", "started_at", "ended_at", "used_seconds"])


def item_of(meeting: Meeting, item_id: UUID) -> AgendaItem:
    """Return an item of this meeting, under its lock."""
    item = meeting.items.select_related("presenter", "preparing_unit").filter(pk=item_id).first()
    if item is None:
        raise NotFound
    item.meeting = meeting
    return item


def write_down(
    action: str,
    meeting: Meeting,
    by: Actor,
    *,
    note: str = "",
    item: AgendaItem | None = None,
    data: dict[str, Any] | None = None,
    puts: Puts | None = None,
    more: Iterable[Change] = (),
) -> None:
    """Record a step of the run with its line for the minutes and what the room sees of it; the last act of a verb."""
    line = note_event(meeting, item, note) if note else []
    changes = [*live.changes_for_meeting(meeting, puts or {}), *more, *line]
    topics = [(user_id, "meetings") for user_id in _people(meeting)] if action in PAGE_WIDE else []
    record(action, by=hat(by, meeting), subject=meeting, data=data, live=changes, topics=topics)


PAGE_WIDE = frozenset({"meetings.started", "meetings.closed", "meetings.reopened"})  # every member's pages change


def _people(meeting: Meeting) -> set[UUID]:
    return {entry.user.pk for entry in room.expected_people(meeting)}


def hat(by: Actor, meeting: Meeting) -> Actor:
    """Return the actor in whose place the act is done: own hat first, else the chair's, else the secretary's."""
    own = by.is_person(meeting.chair_id) or by.is_person(meeting.secretary_id)
    if own or any(by.is_person(user.pk) for user in assistants_of(meeting)):
        return by
    chair = by.in_place_of(meeting.chair_id)
    return chair if chair.acting_for_id else by.in_place_of(meeting.secretary_id)


def title_of(item: AgendaItem) -> str:
    """Return what may be written of an item: a state secret is a placeholder everywhere (R-MT-*)."""
    return live.SECRET if item.is_secret else item.title


def named(item: AgendaItem) -> str:
    """Return an item as the minutes name it: «nội dung 3: Thu ngân sách»."""
    return f"nội dung {number_of(item)}: {title_of(item)}"


def number_of(item: AgendaItem) -> int:
    """Return an item's number on the agenda."""
    return list(item.meeting.items.order_by("place", "id").values_list("pk", flat=True)).index(item.pk) + 1


def wall_clock() -> str:
    """Return what the clock on the wall shows: «08:30»."""
    return clock.local(clock.now()).strftime("%H:%M")
