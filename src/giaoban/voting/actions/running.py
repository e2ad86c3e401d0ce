"""The run of a vote (VOTE-3): ready check, open with the roll frozen (VOTE-4), pause, resume, countdown."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.rules import require
from giaoban.ledger.record import enqueue, record
from giaoban.meetings.queries.meetings import my_place
from giaoban.voting import keys, live, permissions, queries
from giaoban.voting.actions.writing import write_down
from giaoban.voting.models import OPEN_STATES, Poll, Readiness, Voter

State = Poll.State
MOST_SECONDS: Final = 4 * 3600

ACTIONS: dict[str, Promise | str] = {
    "voting.ready_asked": _("{actor} đã kiểm tra sẵn sàng trước biểu quyết «{question}» của cuộc họp «{subject}»"),
    "voting.ready_ended": _("{actor} đã dừng kiểm tra sẵn sàng của biểu quyết «{question}» tại cuộc họp «{subject}»"),
    "voting.ready_said": _("{actor} sẵn sàng biểu quyết «{subject}»"),
    "voting.poll_opened": _(
        "{actor} đã mở biểu quyết «{question}» của cuộc họp «{subject}»: {voters} người được bỏ phiếu"
    ),
    "voting.poll_paused": _("{actor} đã tạm dừng biểu quyết «{question}» của cuộc họp «{subject}»"),
    "voting.poll_resumed": _("{actor} đã tiếp tục biểu quyết «{question}» của cuộc họp «{subject}»"),
    "voting.countdown_set": _("{actor} đã đặt {seconds} giây cho biểu quyết «{question}» của cuộc họp «{subject}»"),
}


@transaction.atomic
def check_ready(*, poll_id: UUID, by: Actor) -> Poll:
    """The desk shows question and rules to everybody and asks who is ready. Repeat: it goes on asking."""
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_run(by, poll))
    if poll.state == State.CHECKING:
        return poll
    if poll.state != State.DRAFT:
        raise Conflict("voting.is_no_draft")
    _alone(poll)
    poll.state = State.CHECKING
    poll.save(update_fields=["state"])
    return write_down("voting.ready_asked", poll, by)


@transaction.atomic
def stop_check(*, poll_id: UUID, by: Actor) -> Poll:
    """The desk takes the question off the screens again; who was ready is asked anew. Repeat: a draft stays one."""
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_run(by, poll))
    if poll.state == State.DRAFT:
        return poll
    if poll.state != State.CHECKING:
        raise Conflict("voting.has_begun")
    told = [live.own_change(poll, row.user_id, None) for row in poll.ready.all()]
    poll.ready.all().delete()
    poll.state = State.DRAFT
    poll.save(update_fields=["state"])
    return write_down("voting.ready_ended", poll, by, more=told)


@transaction.atomic
def say_ready(*, poll_id: UUID, by: Actor) -> Poll:
    """A member has read the question and is ready. Repeat: ready once is ready."""
    poll = queries.visible_poll(poll_id, by)
    require(permissions.may_say_ready(by, my_place(by, poll.meeting), poll))
    if poll.state != State.CHECKING:
        raise Conflict("voting.nobody_asks")
    _row, new = Readiness.objects.get_or_create(poll=poll, user_id=by.person_id)
    if new:
        own = live.own_change(poll, by.person_id, live.me_json([], {}, ready=True))
        record("voting.ready_said", by=by, subject=poll, live=[own])
    return poll


@transaction.atomic
def open_poll(*, poll_id: UUID, by: Actor, seconds: int | None = None) -> Poll:
    """The desk opens a vote: the roll is frozen, and from now on ballots are taken.

    When: the meeting runs and no other vote of it goes on. A secret vote gets its key now.
    Repeat: an open vote stays open.
    """
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_run(by, poll))
    if poll.state in {State.OPEN, State.PAUSED}:
        return poll
    if poll.state not in {State.DRAFT, State.CHECKING}:
        raise Conflict("voting.already_closed")
    _alone(poll)
    rows = _freeze(poll)
    if not any(row.may_vote for row in rows):
        raise Conflict("voting.nobody_may_vote")
    if poll.is_secret:
        keys.make(poll.pk)
    now = clock.now()
    poll.state, poll.opened_at = State.OPEN, now
    given = poll.seconds if seconds is None else seconds
    if given:
        _start_clock(poll, given)
    poll.save()
    told = live.changes_for_own(poll, rows, {})
    data = {"voters": sum(1 for row in rows if row.may_vote), "members": len(rows)}
    return write_down("voting.poll_opened", poll, by, data=data, more=told)


@transaction.atomic
def pause_poll(*, poll_id: UUID, by: Actor) -> Poll:
    """The desk takes no ballots for a while; a countdown stands still. Repeat: it stays paused."""
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_run(by, poll))
    if poll.state == State.PAUSED:
        return poll
    if poll.state != State.OPEN:
        raise Conflict("voting.is_not_open")
    if poll.ends_at:
        poll.seconds_left = max(round((poll.ends_at - clock.now()).total_seconds()), 1)
    poll.state, poll.ends_at = State.PAUSED, None
    poll.save(update_fields=["state", "ends_at", "seconds_left"])
    return write_down("voting.poll_paused", poll, by)


@transaction.atomic
def resume_poll(*, poll_id: UUID, by: Actor) -> Poll:
    """The desk takes ballots again; a countdown goes on where it stood. Repeat: an open vote stays open."""
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_run(by, poll))
    if poll.state == State.OPEN:
        return poll
    if poll.state != State.PAUSED:
        raise Conflict("voting.is_not_open")
    poll.state = State.OPEN
    if poll.seconds_left:
        _start_clock(poll, poll.seconds_left)
    poll.save(update_fields=["state", "ends_at", "seconds_left"])
    return write_down("voting.poll_resumed", poll, by)


@transaction.atomic
def set_countdown(*, poll_id: UUID, seconds: int, by: Actor) -> Poll:
    """The desk says how long the vote is still open; 0: until it is closed by hand."""
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_run(by, poll))
    if poll.state not in {State.OPEN, State.PAUSED}:
        raise Conflict("voting.is_not_open")
    if not 0 <= seconds <= MOST_SECONDS:
        raise Invalid("voting.bad_number", fields={"seconds": "voting.bad_number"})
    poll.ends_at, poll.seconds_left = None, None
    if seconds and poll.state == State.OPEN:
        _start_clock(poll, seconds)
    elif seconds:
        poll.seconds_left = seconds
    poll.save(update_fields=["ends_at", "seconds_left"])
    return write_down("voting.countdown_set", poll, by, data={"seconds": seconds})


def _alone(poll: Poll) -> None:
    """One vote at a time in a meeting: the constraint keeps it, this says which one is in the way."""
    other = Poll.objects.filter(meeting=poll.meeting_id, state__in=OPEN_STATES).exclude(pk=poll.pk).first()
    if other is not None:
        raise Conflict("voting.another_is_open", question=other.question, poll=str(other.pk))


def _start_clock(poll: Poll, seconds: int) -> None:
    if not 1 <= seconds <= MOST_SECONDS:
        raise Invalid("voting.bad_number", fields={"seconds": "voting.bad_number"})
    poll.ends_at, poll.seconds_left = clock.now() + timedelta(seconds=seconds), None
    enqueue("voting.close_when_due", args={"poll": str(poll.pk)}, priority=9, due_at=poll.ends_at)


def _freeze(poll: Poll) -> list[Voter]:
    rows = [
        Voter(
            poll=poll,
            member=seat.member,
            user=seat.user,
            name=seat.user.full_name,
            member_name=seat.member.full_name,
            position=seat.position,
            unit=seat.unit,
            place=place,
            weight=int(poll.weights.get(str(seat.member.pk), 1)),
            is_chair=seat.is_chair,
            is_present=seat.is_present,
            is_remote=seat.is_remote,
            may_vote=seat.is_present or poll.absent_may_vote,
        )
        for place, seat in enumerate(queries.roll_of(poll.meeting), 1)
    ]
    return Voter.objects.bulk_create(rows, batch_size=100)
