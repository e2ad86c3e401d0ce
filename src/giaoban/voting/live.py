"""What the room sees of votes. Keys, their values, and who gets them:

``poll/<id>`` everyone: question, rules, state, how many may vote; the result once it is published. A draft has no key.
``polldraft/<id>`` the desk: a vote that is prepared.
``pollresult/<id>`` the desk: what came out, while it is closed and not yet published.
``me/poll/<id>`` one person: for whom the person may vote and whether it is done; the own choice where it is named.
Signals, never stored: ``turnout/<id>`` (how many have voted, how many are ready; counts where the poll shows
them while it runs): a number, at most twice a second, and never a name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from giaoban.ledger import bus
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import stream
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.room import DESK, EVERYBODY
from giaoban.voting import queries
from giaoban.voting.models import Ballot, Poll, Readiness, Voter
from giaoban.voting.queries import Seat

State = Poll.State
USER = "user:"
SHOWN = frozenset({State.CHECKING, State.OPEN, State.PAUSED, State.CLOSED, State.PUBLISHED, State.VOID})


def _at(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def poll_json(poll: Poll) -> dict[str, Any]:
    """Return a vote as everybody may see it; the result only when it is published."""
    asked = poll.opened_at is not None
    return {
        "id": str(poll.pk),
        "item": str(poll.item_id) if poll.item_id else None,
        "first": str(poll.first_id) if poll.first_id else None,
        "round": poll.round,
        "question": poll.question,
        "kind": poll.kind,
        "options": poll.options,
        "most": poll.most,
        "top_score": poll.top_score,
        "other": poll.other_opinion,
        "secrecy": poll.secrecy,
        "base": poll.base,
        "threshold": poll.threshold,
        "at_least": poll.at_least,
        "quorum": poll.quorum,
        "tie": poll.tie,
        "may_change": poll.may_change,
        "absent": poll.absent_may_vote,
        "live_tally": poll.live_tally,
        "weights": poll.weights,
        "seconds": poll.seconds,
        "state": poll.state,
        "opened_at": _at(poll.opened_at),
        "ends_at": _at(poll.ends_at),
        "left": poll.seconds_left,
        "closed_at": _at(poll.closed_at),
        "published_at": _at(poll.published_at),
        "members": poll.voters.count() if asked else 0,
        "voters": poll.voters.filter(may_vote=True).count() if asked else 0,
        "reason": poll.void_reason,
        "result": result_json(poll) if poll.state == State.PUBLISHED else None,
    }


def result_json(poll: Poll) -> dict[str, Any]:
    """Return what was counted at closing."""
    return dict(poll.result)


def me_json(rows: Iterable[Voter], ballots: Mapping[UUID, Ballot], *, ready: bool) -> dict[str, Any]:
    """Return for whom one person may vote; of a named ballot also what it says now."""
    return {"ready": ready, "votes": [_own(row, ballots.get(row.pk)) for row in rows]}


def _own(row: Voter, ballot: Ballot | None) -> dict[str, Any]:
    return {
        "voter": str(row.pk),
        "member": row.member_name if row.user_id != row.member_id else "",
        "may": row.may_vote,
        "voted": row.has_voted,
        "weight": row.weight,
        "choice": ballot.choice if ballot else None,
        "text": ballot.text if ballot else "",
    }


def changes_for_poll(poll: Poll, *more: Change) -> list[Change]:
    """Return the change of a vote for everybody and for the desk."""
    name = stream(poll.meeting_id)
    value = poll_json(poll)
    shown = poll.state in SHOWN and not (poll.state == State.VOID and poll.opened_at is None)
    desk: Puts = {
        f"polldraft/{poll.pk}": value if poll.state == State.DRAFT else None,
        f"pollresult/{poll.pk}": result_json(poll) if poll.state == State.CLOSED else None,
    }
    return [
        Change(name, {f"poll/{poll.pk}": value if shown else None}),
        Change(name, desk, audience=DESK),
        *more,
    ]


def changes_for_own(poll: Poll, rows: Iterable[Voter], ballots: Mapping[UUID, Ballot]) -> list[Change]:
    """Return what each of these people learns about the own vote: one change a person, for that person alone."""
    by_user: dict[UUID, list[Voter]] = {}
    for row in rows:
        by_user.setdefault(row.user_id, []).append(row)
    ready = set(Readiness.objects.filter(poll=poll, user__in=by_user).values_list("user_id", flat=True))
    return [
        own_change(poll, user_id, me_json(mine, ballots, ready=user_id in ready)) for user_id, mine in by_user.items()
    ]


def own_change(poll: Poll, user_id: UUID, value: dict[str, Any] | None) -> Change:
    """Return one person's own key."""
    return Change(stream(poll.meeting_id), {f"me/poll/{poll.pk}": value}, audience=f"{USER}{user_id}")


def turnout_json(poll: Poll) -> dict[str, Any]:
    """Return the passing numbers of a vote that goes on."""
    found: dict[str, Any] = dict(queries.turnout(poll))
    if poll.state == State.CHECKING:
        found["ready"] = queries.ready_count(poll)
    if poll.live_tally and not poll.is_secret and poll.state in {State.OPEN, State.PAUSED}:
        found["votes"] = queries.counted(poll).votes
    return found


def tell_turnout(poll: Poll) -> None:
    """Pass the numbers of a vote to whoever is in the room now. If it is lost, the next one repairs it."""
    bus.signal(stream(poll.meeting_id), {"audience": EVERYBODY, "puts": {f"turnout/{poll.pk}": turnout_json(poll)}})


def roll_json(poll: Poll) -> list[dict[str, Any]]:
    """Return the roll for the desk: frozen, or as it would be if the vote opened now."""
    ready = set(poll.ready.values_list("user_id", flat=True))
    if poll.opened_at is not None:
        return [_voter(row, ready) for row in queries.voters_of(poll)]
    return [_seat(seat, poll, ready) for seat in queries.roll_of(poll.meeting)]


def _voter(row: Voter, ready: set[UUID]) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "user": str(row.user_id),
        "name": row.name,
        "member": row.member_name if row.user_id != row.member_id else "",
        "unit": row.unit.short_name if row.unit else "",
        "position": row.position,
        "weight": row.weight,
        "present": row.is_present,
        "remote": row.is_remote,
        "may": row.may_vote,
        "voted": row.has_voted,
        "ready": row.user_id in ready,
    }


def _seat(seat: Seat, poll: Poll, ready: set[UUID]) -> dict[str, Any]:
    return {
        "id": "",
        "user": str(seat.user.pk),
        "name": seat.user.full_name,
        "member": seat.member.full_name if seat.user != seat.member else "",
        "unit": seat.unit.short_name if seat.unit else "",
        "position": seat.position,
        "weight": poll.weights.get(str(seat.member.pk), 1),
        "present": seat.is_present,
        "remote": seat.is_remote,
        "may": seat.is_present or poll.absent_may_vote,
        "voted": False,
        "ready": seat.user.pk in ready,
    }


def snapshot(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    """Return everything of the meeting's votes that these audiences of several people may see."""
    polls = queries.polls_of(meeting)
    state: Puts = {f"poll/{poll.pk}": poll_json(poll) for poll in polls if poll.state in SHOWN}
    if DESK in audiences:
        state |= {f"polldraft/{poll.pk}": poll_json(poll) for poll in polls if poll.state == State.DRAFT}
        state |= {f"pollresult/{poll.pk}": result_json(poll) for poll in polls if poll.state == State.CLOSED}
    return state


def own(meeting: Meeting) -> dict[str, Puts]:
    """Return by audience for whom one person may vote, whether it is done, and the own choice where it is named."""
    ids = [poll.pk for poll in queries.polls_of(meeting) if poll.state in SHOWN]
    if not ids:
        return {}
    rows: dict[tuple[UUID, UUID], list[Voter]] = defaultdict(list)
    for row in Voter.objects.filter(poll__in=ids).order_by("place", "id"):
        if row.user_id:
            rows[row.poll_id, row.user_id].append(row)
    ready = set(Readiness.objects.filter(poll__in=ids).values_list("poll_id", "user_id"))
    ballots = {one.voter_id: one for one in Ballot.objects.filter(voter__poll__in=ids).order_by("revision")}
    found: dict[str, Puts] = defaultdict(dict)
    for poll_id, user_id in rows.keys() | ready:
        mine = rows.get((poll_id, user_id), [])
        is_ready = (poll_id, user_id) in ready
        found[f"{USER}{user_id}"][f"me/poll/{poll_id}"] = me_json(mine, ballots, ready=is_ready)
    return found


def own_ballots(rows: Iterable[Voter]) -> dict[UUID, Ballot]:
    """Return the named ballots of these voters that count, by voter."""
    ids = [row.pk for row in rows]
    return {ballot.voter_id: ballot for ballot in Ballot.objects.filter(voter__in=ids).order_by("revision")}
