"""Closing, counting, publishing, calling off (VOTE-3, VOTE-6, VOTE-7).

Closing waits for the ballots that are being written: it wants the lock that they hold. A secret vote's ballots
are unsealed, shuffled and laid out; then its key is destroyed, and with it the last way back to a voter.
"""

import random
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.models import Job
from giaoban.ledger.streams import Change
from giaoban.meetings.live import line_json, stream
from giaoban.meetings.models import Meeting, MinutesLine
from giaoban.meetings.queries.room import DESK
from giaoban.voting import counting, keys, permissions, queries, sealing
from giaoban.voting.actions.writing import write_down
from giaoban.voting.minutes import result_line
from giaoban.voting.models import Attempt, Poll, UrnBallot

State = Poll.State

ACTIONS: dict[str, Promise | str] = {
    "voting.poll_closed": _("{actor} đã đóng biểu quyết «{question}» của cuộc họp «{subject}»: {cast}/{of} phiếu"),
    "voting.result_published": _("{actor} đã công bố kết quả biểu quyết «{question}» của cuộc họp «{subject}»"),
    "voting.poll_voided": _("{actor} đã hủy biểu quyết «{question}» của cuộc họp «{subject}»: {reason}"),
}
LONGEST_REASON = 300
_shuffle = random.SystemRandom().shuffle


@transaction.atomic
def close_poll(*, poll_id: UUID, by: Actor) -> Poll:
    """The desk closes a vote: no ballot is taken any more, and what is there is counted once and for all.

    Repeat: a closed vote stays closed, with the same count.
    """
    poll = queries.lock_poll(poll_id, by)
    if poll.state in permissions.CLOSED and permissions.may_publish(by, poll):
        return poll
    require(permissions.may_run(by, poll))
    if poll.state not in {State.OPEN, State.PAUSED}:
        raise Conflict("voting.is_not_open")
    return _close(poll, by)


def close_when_due(job: Job) -> None:
    """Close a vote whose countdown has run out: the job that waits for that moment. It may have been moved since."""
    _close_if_due(UUID(job.args["poll"]))


def close_due_polls() -> None:
    """Close every vote whose time is up, whatever became of its job: asked by the clock."""
    for poll in queries.due_polls():
        _close_if_due(poll.pk)


def _close_if_due(poll_id: UUID) -> None:
    with transaction.atomic():
        poll = lock_one(Poll.objects.select_related("item", "first").filter(pk=poll_id))
        if poll is None or poll.state != State.OPEN or poll.ends_at is None or poll.ends_at > clock.now():
            return
        poll.meeting = Meeting.objects.select_related("kind", "unit", "chair", "secretary").get(pk=poll.meeting_id)
        _close(poll, SYSTEM)


def _close(poll: Poll, by: Actor) -> Poll:
    if poll.is_secret:
        _empty_the_urn(poll)
    poll.state, poll.closed_at, poll.ends_at, poll.seconds_left = State.CLOSED, clock.now(), None, None
    poll.result = _result(poll)
    poll.save(update_fields=["state", "closed_at", "ends_at", "seconds_left", "result"])
    if poll.is_secret:
        transaction.on_commit(lambda: keys.burn(poll.pk), robust=True)
    return write_down("voting.poll_closed", poll, by, data=queries.turnout(poll))


def _empty_the_urn(poll: Poll) -> None:
    """Lay the secret ballots out in an order that says nothing, and forget what told them from one another before."""
    key = keys.of(poll.pk)
    boxes = list(poll.sealed.values_list("box", flat=True))
    opened = [sealing.unseal(key, poll.pk, bytes(box)) for box in boxes] if key else []
    if len(opened) != len(boxes) or any(ballot is None for ballot in opened):
        raise Conflict("voting.key_is_missing")
    voted = poll.voters.filter(has_voted=True).count()
    if len(boxes) != voted:
        raise Conflict("voting.urn_does_not_match", boxes=len(boxes), voted=voted)
    ballots = [ballot for ballot in opened if ballot is not None]
    _shuffle(ballots)
    UrnBallot.objects.bulk_create(
        [
            UrnBallot(poll=poll, choice=ballot["choice"], text=ballot["text"], commitment=ballot["commitment"])
            for ballot in ballots
        ],
        batch_size=100,
    )
    poll.sealed.all().delete()
    Attempt.objects.filter(voter__poll=poll).delete()


def _result(poll: Poll) -> dict[str, Any]:
    found = queries.counted(poll)
    rules = queries.rules_of(poll)
    people = queries.turnout(poll)
    return {
        "votes": found.votes,
        "blank": found.blank,
        "cast": found.cast,
        "base": found.base,
        "needed": counting.fewest(rules, found.base),
        "outcome": found.outcome,
        "winners": found.winners,
        "tie": found.is_tie,
        "by_chair": found.by_chair,
        "people": {"members": poll.voters.count(), "may": people["of"], "cast": people["cast"]},
    }


@transaction.atomic
def publish_result(*, poll_id: UUID, by: Actor) -> Poll:
    """The desk publishes what came out: on every screen, and as a line of the minutes (VOTE-7).

    Repeat: what is published stays published, with one line.
    """
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_publish(by, poll))
    if poll.state == State.PUBLISHED:
        return poll
    if poll.state != State.CLOSED:
        raise Conflict("voting.not_closed")
    now = clock.now()
    poll.line = MinutesLine.objects.create(
        meeting=poll.meeting,
        item=poll.item,
        kind=MinutesLine.Kind.EVENT,
        text=result_line(poll),
        at=poll.closed_at or now,
        changed_at=now,
    )
    poll.state, poll.published_at = State.PUBLISHED, now
    poll.save(update_fields=["state", "published_at", "line"])
    told = Change(stream(poll.meeting_id), {f"line/{poll.line.pk}": line_json(poll.line)}, audience=DESK)
    return write_down("voting.result_published", poll, by, more=[told])


@transaction.atomic
def void_poll(*, poll_id: UUID, reason: str, by: Actor) -> Poll:
    """The desk calls a vote off that was opened and not yet published; it stays in the record with its reason.

    The sealed ballots of a secret vote are thrown away unread, and its key with them. Repeat: void is void.
    """
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_publish(by, poll))
    if poll.state == State.VOID:
        return poll
    if poll.state not in {State.OPEN, State.PAUSED, State.CLOSED}:
        raise Conflict("voting.cannot_be_voided")
    why = " ".join(reason.split())[:LONGEST_REASON]
    if not why:
        raise Invalid("voting.reason_needed", fields={"reason": "voting.reason_needed"})
    poll.sealed.all().delete()
    Attempt.objects.filter(voter__poll=poll).delete()
    poll.state, poll.void_reason, poll.ends_at, poll.seconds_left = State.VOID, why, None, None
    poll.closed_at = poll.closed_at or clock.now()
    poll.save(update_fields=["state", "void_reason", "ends_at", "seconds_left", "closed_at"])
    transaction.on_commit(lambda: keys.burn(poll.pk), robust=True)
    return write_down("voting.poll_voided", poll, by, data={"reason": why})


def burn_keys() -> None:
    """Destroy keys that nobody needs any more: a server may have died between closing and destroying."""
    with transaction.atomic():
        held = list(keys.held())
        needed = set(
            Poll.objects.filter(pk__in=held, state__in=(State.OPEN, State.PAUSED)).values_list("pk", flat=True)
        )
    for poll_id in held:
        if poll_id not in needed:
            keys.burn(poll_id)
