"""Casting ballots, many in one transaction (VOTE-5, VOTE-6): what is acknowledged is written and stays.

One member, one ballot, whatever is sent how often: the same attempt (key) with the same content gets the same
answer; with another content a conflict. Whoever closes a vote waits for the lock that is held here, and finds
every acknowledged ballot; who comes after finds the vote closed. A secret ballot is sealed before it is written,
and neither the book nor the log nor a row of the roll says what is in it.
"""

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock, rows
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, HouseError, Invalid, NotFound
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.ledger.record import Deed, record_all
from giaoban.ledger.streams import Change
from giaoban.voting import choices, keys, live, permissions, queries, sealing
from giaoban.voting.models import Attempt, Ballot, Poll, SealedBallot, UrnBallot, Voter

State = Poll.State

ACTIONS: dict[str, Promise | str] = {
    "voting.ballot_cast": _("{actor} đã bỏ phiếu «{subject}»"),
    "voting.ballot_changed": _("{actor} đã đổi phiếu «{subject}»"),
}
CAST, CHANGED = "voting.ballot_cast", "voting.ballot_changed"
LONGEST_KEY: Final = 200
_COMMITMENT = re.compile(r"^[0-9a-f]{64}$")
_shuffle = random.SystemRandom().shuffle


@dataclass(frozen=True, slots=True)
class Cast:
    """One ballot as it was sent. ``key`` names the attempt, ``commitment`` is the fingerprint of the voter's code."""

    by: Actor
    poll_id: UUID
    key: str
    choice: Any
    text: str = ""
    commitment: str = ""
    voter_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ballot: a receipt, or why not."""

    receipt: str = ""
    error: HouseError | None = None


@dataclass(slots=True)
class _Work:
    """What one transaction reads once and writes once."""

    polls: dict[UUID, Poll]
    rows: dict[tuple[UUID, UUID | None], list[Voter]]
    ballots: dict[UUID, list[Ballot]]
    attempts: dict[UUID, Attempt]
    keys: dict[UUID, bytes | None]
    at: datetime = field(default_factory=clock.now)
    new_attempts: list[Attempt] = field(default_factory=list)
    new: list[Ballot] = field(default_factory=list)
    sealed: list[SealedBallot] = field(default_factory=list)
    voted: dict[UUID, Voter] = field(default_factory=dict)
    deeds: dict[str, list[tuple[Actor, Voter]]] = field(default_factory=lambda: defaultdict(list))


def cast_ballot(*, cast: Cast) -> str:
    """Somebody on the roll votes; the answer is the receipt. Repeat: the same key and content, the same receipt."""
    with transaction.atomic():
        outcome = cast_ballots(casts=[cast])[0]
    if outcome.error is not None:
        raise outcome.error
    return outcome.receipt


@transaction.atomic
def cast_ballots(*, casts: Sequence[Cast]) -> list[Outcome]:
    """Take the ballots that came together; each has its own answer, and one that is refused spoils no other."""
    work = _read(casts)
    outcomes = []
    for cast in casts:
        try:
            outcomes.append(Outcome(receipt=_take(work, cast)))
        except HouseError as error:
            outcomes.append(Outcome(error=error))
    _write(work)
    return outcomes


def _read(casts: Sequence[Cast]) -> _Work:
    ids = {cast.poll_id for cast in casts}
    polls = {poll.pk: poll for poll in lock(Poll.objects.select_related("meeting").filter(pk__in=ids))}
    users = {cast.by.user_id for cast in casts if cast.by.user_id}
    own: dict[tuple[UUID, UUID | None], list[Voter]] = defaultdict(list)
    named: list[UUID] = []
    secret: list[UUID] = []
    for row in queries.own_rows(list(polls), list(users)):
        own[row.poll_id, row.user_id].append(row)
        (secret if polls[row.poll_id].is_secret else named).append(row.pk)
    ballots: dict[UUID, list[Ballot]] = defaultdict(list)
    for ballot in Ballot.objects.filter(voter__in=named).order_by("revision"):
        ballots[ballot.voter_id].append(ballot)
    attempts = {attempt.voter_id: attempt for attempt in Attempt.objects.filter(voter__in=secret)}
    held = {poll.pk: keys.of(poll.pk) for poll in polls.values() if poll.is_secret and poll.closed_at is None}
    return _Work(polls, own, ballots, attempts, held)


def _take(work: _Work, cast: Cast) -> str:
    poll = work.polls.get(cast.poll_id)
    if poll is None:
        raise NotFound
    voter = _voter(work, poll, cast)
    require(permissions.may_cast(cast.by, voter))
    if not 0 < len(cast.key) <= LONGEST_KEY:
        raise Invalid("voting.key_needed")
    if cast.commitment and not _COMMITMENT.match(cast.commitment):
        raise Invalid("voting.bad_commitment", fields={"commitment": "voting.bad_commitment"})
    choice, text = choices.read(poll, cast.choice, cast.text)
    take = _take_secret if poll.is_secret else _take_named
    return take(work, poll, voter, cast, choice, text)


def _voter(work: _Work, poll: Poll, cast: Cast) -> Voter:
    """Return the row that is voted for: the one that was named, else the own one, else the only one."""
    mine = work.rows.get((poll.pk, cast.by.user_id), [])
    found = [row for row in mine if permissions.is_own_row(row, cast.voter_id)]
    if not found:
        queries.visible_poll(poll.pk, cast.by)  # who may not even see it learns nothing, not even that it exists
        if poll.opened_at is None:
            raise Conflict("voting.is_not_open")
        require(permissions.may_cast(cast.by, None))
    return min(found, key=lambda row: row.member_id != row.user_id)


def _must_be_open(poll: Poll) -> None:
    if poll.state == State.PAUSED:
        raise Conflict("voting.is_paused")
    if poll.state != State.OPEN:
        raise Conflict("voting.is_over" if poll.opened_at else "voting.is_not_open")
    if poll.ends_at and poll.ends_at <= clock.now():
        raise Conflict("voting.time_is_up")


def _take_named(work: _Work, poll: Poll, voter: Voter, cast: Cast, choice: Any, text: str) -> str:
    known = work.ballots[voter.pk]
    key, content = _digest(cast.key), _digest(json.dumps([choice, text, cast.commitment], sort_keys=True))
    same = next((ballot for ballot in known if ballot.key_digest == key), None)
    if same is not None:
        if same.content_digest != content:
            raise Conflict("voting.other_content")
        return same.receipt
    if known and (known[-1].choice, known[-1].text) == (choice, text):
        return known[-1].receipt
    _must_be_open(poll)
    if known and not poll.may_change:
        raise Conflict("voting.has_voted")
    ballot = Ballot(
        voter=voter,
        revision=len(known) + 1,
        choice=choice,
        text=text,
        receipt=cast.commitment or _digest(f"{voter.pk}{cast.key}")[:16].upper(),
        key_digest=key,
        content_digest=content,
        at=work.at,
    )
    known.append(ballot)
    work.new.append(ballot)
    _note(work, cast, voter, CHANGED if ballot.revision > 1 else CAST)
    return ballot.receipt


def _take_secret(work: _Work, poll: Poll, voter: Voter, cast: Cast, choice: Any, text: str) -> str:
    if poll.closed_at is not None:
        return _find_in_urn(poll, voter, cast, choice, text)
    key = work.keys.get(poll.pk)
    if key is None:
        raise Conflict("voting.key_is_missing")
    attempt = sealing.mark(key, "attempt", str(voter.pk), cast.key)
    said = json.dumps([choice, text, cast.commitment], sort_keys=True)
    content = sealing.mark(key, "content", str(voter.pk), said)
    own_code = "" if cast.commitment else sealing.code(key, voter.pk, cast.key)
    known = work.attempts.get(voter.pk)
    if known is not None:
        if known.key_mark != attempt:
            raise Conflict("voting.has_voted")
        if known.content_mark != content:
            raise Conflict("voting.other_content")
        return cast.commitment or own_code
    _must_be_open(poll)
    commitment = cast.commitment or sealing.fingerprint(own_code)
    ballot = {"choice": choice, "text": text, "commitment": commitment}
    box = sealing.seal(key, poll.pk, ballot, with_text=poll.other_opinion)
    work.sealed.append(SealedBallot(poll=poll, box=box))
    work.attempts[voter.pk] = Attempt(voter=voter, key_mark=attempt, content_mark=content)
    work.new_attempts.append(work.attempts[voter.pk])
    _note(work, cast, voter, CAST)
    return cast.commitment or own_code


def _find_in_urn(poll: Poll, voter: Voter, cast: Cast, choice: Any, text: str) -> str:
    """Answer a ballot that is sent again after closing: it is known by the voter's own code and nothing else."""
    if not voter.has_voted:
        raise Conflict("voting.is_over")
    found = UrnBallot.objects.filter(poll=poll, commitment=cast.commitment) if cast.commitment else ()
    if any((row.choice, row.text) == (choice, text) for row in found):
        return cast.commitment
    raise Conflict("voting.is_counted")


def _note(work: _Work, cast: Cast, voter: Voter, action: str) -> None:
    voter.has_voted = True
    work.voted[voter.pk] = voter
    work.deeds[action].append((cast.by, voter))


def _write(work: _Work) -> None:
    """Write everything in a few statements: the roll in one order, the sealed ballots in another, the book last."""
    _insert(work.new)
    _shuffle(work.sealed)
    _insert(work.sealed)
    _insert(work.new_attempts)
    Voter.objects.filter(pk__in=list(work.voted)).update(has_voted=True)
    told = _own_changes(work)
    for action, deeds in work.deeds.items():
        done = [
            Deed(by, work.polls[voter.poll_id], _facts(voter), told.pop((voter.poll_id, voter.user_id), []))
            for by, voter in deeds
        ]
        record_all(action, done)


def _insert(made: Sequence[Ballot | SealedBallot | Attempt]) -> None:
    if made:
        names = tuple(field.attname for field in made[0]._meta.concrete_fields)  # noqa: SLF001 - documented
        rows.insert(type(made[0]), names, [tuple(getattr(one, name) for name in names) for one in made])


def _facts(voter: Voter) -> dict[str, str]:
    return {"voter": str(voter.pk)} if voter.user_id == voter.member_id else {
        "voter": str(voter.pk), "member": voter.member_name
    }  # fmt: skip


def _own_changes(work: _Work) -> dict[tuple[UUID, UUID], list[Change]]:
    """Return what each voter's own screens learn, one change a person."""
    found: dict[tuple[UUID, UUID], list[Change]] = {}
    newest = {voter_id: ballots[-1] for voter_id, ballots in work.ballots.items() if ballots}
    for poll_id in {voter.poll_id for voter in work.voted.values()}:
        users = {voter.user_id for voter in work.voted.values() if voter.poll_id == poll_id}
        theirs = [row for user_id in users for row in work.rows[poll_id, user_id]]
        for change in live.changes_for_own(work.polls[poll_id], theirs, newest):
            found[poll_id, UUID(change.audience.removeprefix(live.USER))] = [change]
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
