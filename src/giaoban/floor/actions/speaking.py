"""Giving the floor: call, give, pause, extend, end. The clock belongs to the server; screens only read it (LIVE-4)."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.floor import permissions, queries
from giaoban.floor.actions.writing import note, note_end, only_in_the_book, write_down
from giaoban.floor.models import HELD, OPEN, Turn
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.meetings.models import Meeting, MinutesLine
from giaoban.meetings.queries import room

State, Kind = Turn.State, Turn.Kind
MOST_EXTENDED: Final = 60  # minutes at once
SLIP: Final = timedelta(minutes=1)  # a turn this short may have been given by a slip of the finger

ACTIONS: dict[str, Promise | str] = {
    "floor.turn_called": _("{actor} đã mời {speaker} phát biểu trong cuộc họp «{subject}»"),
    "floor.turn_started": _("{speaker} bắt đầu phát biểu trong cuộc họp «{subject}» ({actor} bấm giờ)"),
    "floor.turn_paused": _("{actor} đã tạm dừng lượt phát biểu của {speaker} trong cuộc họp «{subject}»"),
    "floor.turn_resumed": _("{actor} đã cho {speaker} phát biểu tiếp trong cuộc họp «{subject}»"),
    "floor.turn_extended": _("{actor} đã thêm {minutes} phút phát biểu cho {speaker} trong cuộc họp «{subject}»"),
    "floor.turn_ended": _("{speaker} phát biểu xong trong cuộc họp «{subject}» ({actor} kết thúc lượt)"),
    "floor.turn_passed_over": _("{actor} đã bỏ qua lượt phát biểu của {speaker} trong cuộc họp «{subject}»"),
    "floor.turn_taken_back": _("{actor} đã đưa {speaker} về danh sách chờ phát biểu của cuộc họp «{subject}»"),
}


@transaction.atomic
def call_turn(*, turn_id: UUID, by: Actor) -> Turn:
    """The desk calls somebody to be ready: the name is on every screen, the clock stands still.

    When: the meeting runs. Another who was called waits in front of the queue again.
    Repeat: who is called stays called.
    """
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_give(by, meeting))
    if turn.state == State.CALLED:
        return turn
    _must_wait(turn)
    moved = _put_back_who_was_called(meeting)
    turn.state, turn.called_at, turn.place = State.CALLED, clock.now(), None
    turn.save(update_fields=["state", "called_at", "place"])
    return write_down("floor.turn_called", turn, by, also=moved)


@transaction.atomic
def give_floor(*, turn_id: UUID, by: Actor, instead_of: UUID | None = None, minutes: int | None = None) -> Turn:
    """The desk gives the floor and the clock runs; one tap. Who has been called may begin without it.

    When: the meeting runs and nobody speaks. ``instead_of`` names the turn that the button showed as
    speaking: that one is ended first; is it another by now, nothing moves.
    Repeat: who speaks goes on speaking.
    """
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_start(by, turn))
    if turn.state == State.SPEAKING:
        return turn
    if turn.state not in {State.REQUESTED, State.CALLED}:
        raise Conflict("floor.waits_no_longer")
    if minutes is not None and not 1 <= minutes <= MOST_EXTENDED:
        raise Invalid("floor.bad_minutes", most=MOST_EXTENDED, fields={"minutes": "floor.bad_minutes"})
    moved, lines = make_room(meeting, by, instead_of)
    if turn.state == State.REQUESTED:
        only_in_the_book("floor.turn_called", turn, by)
    begin(turn, (minutes or queries.floor_of(meeting).minutes) * 60)
    return write_down("floor.turn_started", turn, by, also=moved, lines=lines)


@transaction.atomic
def give_next(
    *, meeting_id: UUID, by: Actor, kind: str = Kind.SPEECH, expect: UUID | None = None, instead_of: UUID | None = None
) -> Turn:
    """The desk gives the floor to the next by the rule: whoever was called, else the first who may be called now.

    ``expect`` is whom the button named: is another first by now, nothing moves.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_give(by, meeting))
    following = _next(meeting, kind)
    if following is None:
        raise Conflict("floor.nobody_waits")
    if expect is not None and following != expect:
        raise Conflict("floor.order_has_changed")
    return give_floor(turn_id=following, by=by, instead_of=instead_of)


@transaction.atomic
def pause_turn(*, turn_id: UUID, by: Actor) -> Turn:
    """The desk stops the clock; the time used is kept and somebody else may have the floor meanwhile.

    Repeat: a paused turn stays paused.
    """
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_give(by, meeting))
    if turn.state == State.PAUSED:
        return turn
    if turn.state != State.SPEAKING:
        raise Conflict("floor.does_not_speak")
    _stop(turn, State.PAUSED)
    return write_down("floor.turn_paused", turn, by)


@transaction.atomic
def resume_turn(*, turn_id: UUID, by: Actor) -> Turn:
    """The desk lets a paused turn go on; the clock goes on where it stood. Repeat: who speaks goes on speaking."""
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_give(by, meeting))
    if turn.state == State.SPEAKING:
        return turn
    if turn.state != State.PAUSED:
        raise Conflict("floor.is_not_paused")
    make_room(meeting, by, None)
    turn.state, turn.since = State.SPEAKING, clock.now()
    turn.save(update_fields=["state", "since"])
    return write_down("floor.turn_resumed", turn, by)


@transaction.atomic
def extend_turn(*, turn_id: UUID, minutes: int, by: Actor) -> Turn:
    """The desk gives more minutes to who has the floor. Not repeatable: each press adds."""
    if not 1 <= minutes <= MOST_EXTENDED:
        raise Invalid("floor.bad_minutes", most=MOST_EXTENDED, fields={"minutes": "floor.bad_minutes"})
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_give(by, meeting))
    if turn.state not in HELD:
        raise Conflict("floor.does_not_speak")
    turn.extended_seconds += minutes * 60
    turn.save(update_fields=["extended_seconds"])
    return write_down("floor.turn_extended", turn, by, data={"minutes": minutes})


@transaction.atomic
def end_turn(*, turn_id: UUID, by: Actor) -> Turn:
    """The desk, or the speaker, ends the turn; a line for the minutes says who spoke, how long, on what.

    Repeat: an ended turn stays ended.
    """
    _meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_end(by, turn))
    if turn.state == State.ENDED:
        return turn
    if turn.state not in HELD:
        raise Conflict("floor.does_not_speak")
    line = close_turn(turn)
    return write_down("floor.turn_ended", turn, by, lines=[line])


@transaction.atomic
def pass_over(*, turn_id: UUID, by: Actor, reason: str = "") -> Turn:
    """The desk passes over somebody who was called and is not there, or does not speak. The minutes say so.

    Repeat: who was passed over stays so.
    """
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_give(by, meeting))
    if turn.state == State.PASSED_OVER:
        return turn
    if turn.state not in {State.REQUESTED, State.CALLED}:
        raise Conflict("floor.waits_no_longer")
    now = clock.now()
    turn.called_at = turn.called_at or now
    turn.state, turn.ended_at, turn.place, turn.reason = State.PASSED_OVER, now, None, reason.strip()[:300]
    turn.save(update_fields=["state", "called_at", "ended_at", "place", "reason"])
    why = f": {turn.reason.rstrip('.')}" if turn.reason else ""
    line = note(turn, f"Được mời nhưng không phát biểu{why}.")
    return write_down("floor.turn_passed_over", turn, by, lines=[line])


@transaction.atomic
def take_back_floor(*, turn_id: UUID, by: Actor) -> Turn:
    """The desk takes a slip of the finger back: who was called or given the floor waits in front again.

    When: called, or on the floor for less than a minute; what was used meanwhile does not count.
    Repeat: who waits goes on waiting.
    """
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_give(by, meeting))
    if turn.state == State.REQUESTED:
        return turn
    if turn.state not in {State.CALLED, *HELD} or turn.kind == Kind.ANSWER:
        raise Conflict("floor.waits_no_longer")
    spent = queries.used_at(turn, clock.now())
    if spent >= SLIP:
        raise Conflict("floor.has_spoken_too_long")
    _wait_in_front(turn)
    return write_down("floor.turn_taken_back", turn, by, data={"seconds": round(spent.total_seconds())})


# What several verbs share; the meeting is locked.


def make_room(meeting: Meeting, by: Actor, instead_of: UUID | None) -> tuple[list[Turn], list[MinutesLine]]:
    """End the turn that speaks when it is the one that the desk has seen; another one is not cut off."""
    speaking = queries.speaking_turn(meeting)
    if speaking is None:
        return [], []
    if speaking.pk != instead_of:
        raise Conflict("floor.somebody_speaks", speaker=speaking.name, turn=str(speaking.pk))
    speaking.meeting = meeting
    line = close_turn(speaking)
    only_in_the_book("floor.turn_ended", speaking, by)
    return [speaking], [line]


def begin(turn: Turn, seconds: int) -> None:
    """Start the clock of a turn; a general request is from now on about the running item."""
    now = clock.now()
    turn.state, turn.since, turn.started_at = State.SPEAKING, now, now
    turn.called_at = turn.called_at or now
    turn.granted_seconds, turn.place = seconds, None
    if turn.item_id is None and not _asks_there_too(turn):
        turn.item_id = turn.meeting.current_item_id
    turn.save()


def close_turn(turn: Turn) -> MinutesLine:
    """Stop the clock for good and write the line."""
    _stop(turn, State.ENDED)
    turn.ended_at = clock.now()
    turn.save(update_fields=["ended_at"])
    return note_end(turn)


def _stop(turn: Turn, state: Turn.State) -> None:
    turn.used = queries.used_at(turn, clock.now())
    turn.state, turn.since = state, None
    turn.save(update_fields=["used", "state", "since"])


def _asks_there_too(turn: Turn) -> bool:
    """A person who also waits on the running item keeps the general turn general: one request an item."""
    rows = Turn.objects.filter(meeting=turn.meeting, item=turn.meeting.current_item_id, kind=turn.kind)
    return (
        turn.speaker_id is not None
        and rows.filter(speaker=turn.speaker_id, state__in=OPEN).exclude(pk=turn.pk).exists()
    )


def _must_wait(turn: Turn) -> None:
    if turn.state != State.REQUESTED:
        raise Conflict("floor.waits_no_longer")


def _put_back_who_was_called(meeting: Meeting) -> list[Turn]:
    rows = Turn.objects.filter(meeting=meeting, state=State.CALLED)
    moved = list(rows.select_related("item", "speaker", "unit", "site", "asked"))
    for turn in moved:
        _wait_in_front(turn)
    return moved


def _wait_in_front(turn: Turn) -> None:
    waiting = Turn.objects.filter(meeting=turn.meeting_id, state=State.REQUESTED, place__isnull=False)
    waiting.update(place=F("place") + 1)
    turn.state, turn.place, turn.since, turn.used = State.REQUESTED, 0, None, timedelta()
    turn.called_at = turn.started_at = None
    turn.granted_seconds = turn.extended_seconds = 0
    turn.save()


def _next(meeting: Meeting, kind: str) -> UUID | None:
    turns = queries.turns_of(meeting)
    called = next((turn.pk for turn in turns if turn.state == State.CALLED and turn.kind == kind), None)
    if called is not None:
        return called
    if kind not in queries.ORDERED:
        raise NotFound
    now = {turn.pk for turn in turns if turn.item_id in {None, meeting.current_item_id}}
    order = queries.order_of(meeting, queries.floor_of(meeting), turns)[kind]
    return next((turn_id for turn_id in order if turn_id in now), None)
