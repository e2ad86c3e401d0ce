"""Preparing a vote: question, ballot, rules; and holding it again as the next round (VOTE-1, VOTE-2)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.queries.meetings import lock_meeting
from giaoban.voting import permissions, queries
from giaoban.voting.actions.writing import write_down
from giaoban.voting.models import Poll
from giaoban.voting.wording import read_part

State, Kind, Secrecy, Tie = Poll.State, Poll.Kind, Poll.Secrecy, Poll.Tie

ACTIONS: dict[str, Promise | str] = {
    "voting.poll_drafted": _("{actor} đã chuẩn bị biểu quyết «{question}» của cuộc họp «{subject}»"),
    "voting.poll_changed": _("{actor} đã sửa biểu quyết «{question}» của cuộc họp «{subject}»"),
    "voting.poll_removed": _("{actor} đã bỏ biểu quyết «{question}» đang chuẩn bị của cuộc họp «{subject}»"),
    "voting.poll_held_again": _("{actor} đã lập vòng {round} của biểu quyết «{question}» tại cuộc họp «{subject}»"),
}
MOST_OPTIONS: Final = 60
MOST_SCORE: Final = 100
MOST_SECONDS: Final = 4 * 3600
LONGEST_LABEL: Final = 200
RULES: Final = frozenset(
    {
        "question", "kind", "options", "most", "top_score", "other_opinion", "secrecy", "base", "threshold", "quorum",
        "tie", "may_change", "absent_may_vote", "live_tally", "weights", "seconds",
    }
)  # fmt: skip
COPIED: Final = tuple(sorted((RULES - {"threshold"}) | {"threshold", "at_least"}))


@transaction.atomic
def draft_poll(
    *, meeting_id: UUID, rules: Mapping[str, Any], by: Actor, item_id: UUID | None = None, poll_id: UUID | None = None
) -> Poll:
    """Whoever prepares the meeting prepares a vote, under an item or for the meeting as a whole.

    Repeat: the same id again changes nothing.
    """
    meeting = lock_meeting(meeting_id, by)
    require(permissions.may_draft(by, meeting))
    known = Poll.objects.filter(pk=poll_id).first() if poll_id else None
    if known is not None:
        if known.meeting_id != meeting.pk:
            raise Conflict("voting.id_is_taken")
        return queries.visible_poll(known.pk, by)
    poll = Poll(pk=poll_id or new_id(), meeting=meeting, item=_item(meeting, item_id), by_id=by.person_id)
    _fill(poll, rules)
    poll.save()
    return write_down("voting.poll_drafted", poll, by)


@transaction.atomic
def change_poll(*, poll_id: UUID, rules: Mapping[str, Any], by: Actor, item_id: UUID | str | None = "") -> Poll:
    """Whoever prepares the meeting changes a vote that nobody has been shown yet.

    ``item_id`` "": it stays where it is. Repeat: the same rules again change nothing more.
    """
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_draft(by, poll.meeting))
    if poll.state != State.DRAFT:
        raise Conflict("voting.is_no_draft")
    if item_id != "":
        poll.item = _item(poll.meeting, item_id if isinstance(item_id, UUID) else None)
    _fill(poll, rules)
    poll.save()
    return write_down("voting.poll_changed", poll, by)


@transaction.atomic
def remove_poll(*, poll_id: UUID, by: Actor) -> Poll:
    """Whoever prepares the meeting takes a prepared vote away. Repeat: it stays away."""
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_draft(by, poll.meeting))
    if poll.state == State.VOID and poll.opened_at is None:
        return poll
    if poll.state != State.DRAFT:
        raise Conflict("voting.is_no_draft")
    poll.state, poll.first = State.VOID, None  # the number of its round is free again
    poll.save(update_fields=["state", "first"])
    return write_down("voting.poll_removed", poll, by)


@transaction.atomic
def hold_again(*, poll_id: UUID, by: Actor) -> Poll:
    """The desk prepares the next round of a vote that is over: a poll of its own, the earlier ones stay as they are.

    Repeat: while the next round is still a draft, it is that one.
    """
    poll = queries.lock_poll(poll_id, by)
    require(permissions.may_draft(by, poll.meeting))
    if poll.opened_at is None or poll.state in {State.CHECKING, State.OPEN, State.PAUSED}:
        raise Conflict("voting.is_not_over")
    first = poll.first or poll
    following = Poll.objects.filter(first=first, state=State.DRAFT).first()
    if following is not None:
        return following
    last = Poll.objects.filter(first=first).aggregate(last=Max("round"))["last"] or 1
    again = Poll(meeting=poll.meeting, item=poll.item, first=first, round=last + 1, by_id=by.person_id)
    for name in COPIED:
        setattr(again, name, getattr(poll, name))
    again.save()
    return write_down("voting.poll_held_again", again, by)


def _item(meeting: Meeting, item_id: UUID | None) -> AgendaItem | None:
    if item_id is None:
        return None
    item = meeting.items.filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return item


def _fill(poll: Poll, rules: Mapping[str, Any]) -> None:
    """Take over what was said; what was not said is as usual for this kind and secrecy."""
    if unknown := rules.keys() - RULES:
        raise Invalid("voting.unknown_rule", names=", ".join(sorted(unknown)))
    said = {name: value for name, value in rules.items() if value is not None}
    for name in RULES - {"threshold", "quorum", "options", "weights"}:
        if name in said:
            setattr(poll, name, said[name])
    if "threshold" in said:
        poll.threshold, poll.at_least = read_part(said["threshold"])
    if "quorum" in said:
        poll.quorum = read_part(said["quorum"])[0]
    if "options" in said:
        poll.options = _options(said["options"])
    if "weights" in said:
        poll.weights = {str(user_id): int(weight) for user_id, weight in said["weights"].items() if weight != 1}
    _be_usual(poll, said)
    _check(poll)


def _be_usual(poll: Poll, said: Mapping[str, Any]) -> None:
    if poll.kind == Kind.AGREE:
        poll.options = []
    else:
        poll.other_opinion = False
    if poll.kind in {Kind.SEVERAL, Kind.ELECTION} and "most" not in said and not 1 <= poll.most <= len(poll.options):
        poll.most = len(poll.options) if poll.kind == Kind.SEVERAL else 1
    if poll.kind in {Kind.AGREE, Kind.ONE, Kind.SCORE}:
        poll.most = 1
    if poll.kind == Kind.SCORE:
        poll.threshold, poll.at_least = "", False
    if poll.secrecy == Secrecy.SECRET:
        poll.tie = Tie.FAILS  # nobody knows which side the chair was on
        for name, usual in (("may_change", False), ("live_tally", False), ("weights", {})):
            if name not in said:
                setattr(poll, name, usual)


def _options(said: list[Any]) -> list[dict[str, str]]:
    """Return the options with keys: as they were given, or counted."""
    given = [option if isinstance(option, dict) else {"label": option} for option in said]
    labels = [" ".join(str(option.get("label", "")).split()) for option in given]
    if not all(0 < len(label) <= LONGEST_LABEL for label in labels) or len(set(labels)) != len(labels):
        raise Invalid("voting.bad_options", fields={"options": "voting.bad_options"})
    return [{"key": str(number), "label": label} for number, label in enumerate(labels, 1)]


def _check(poll: Poll) -> None:
    poll.question = " ".join(str(poll.question).split())
    if not 0 < len(poll.question) <= Poll._meta.get_field("question").max_length:  # type: ignore[operator]  # noqa: SLF001
        raise Invalid("voting.question_needed", fields={"question": "voting.question_needed"})
    for name, words in (("kind", Kind), ("secrecy", Secrecy), ("base", Poll.Base), ("tie", Tie)):
        if getattr(poll, name) not in words.values:
            raise Invalid("voting.unknown_rule", names=name, fields={name: "voting.unknown_rule"})
    fewest = {Kind.AGREE: 0, Kind.SCORE: 1, Kind.ELECTION: 1}.get(Kind(poll.kind), 2)
    if not fewest <= len(poll.options) <= MOST_OPTIONS:
        raise Invalid("voting.bad_options", fields={"options": "voting.bad_options"})
    if poll.kind in {Kind.SEVERAL, Kind.ELECTION} and not 1 <= poll.most <= len(poll.options):
        raise Invalid("voting.bad_most", most=len(poll.options), fields={"most": "voting.bad_most"})
    if not 1 <= poll.top_score <= MOST_SCORE or not 0 <= poll.seconds <= MOST_SECONDS:
        raise Invalid("voting.bad_number")
    if not all(1 <= weight <= MOST_SCORE for weight in poll.weights.values()):
        raise Invalid("voting.bad_weight", fields={"weights": "voting.bad_weight"})
    if poll.secrecy == Secrecy.SECRET:
        _check_secret(poll)
    if poll.kind == Kind.ELECTION and poll.tie == Tie.CHAIR:
        poll.tie = Tie.FAILS  # equal at the last seat: it is voted again


def _check_secret(poll: Poll) -> None:
    """A secret vote has nothing that tells whose ballot it was: no change, no weights, no count while it runs."""
    told = {"may_change": poll.may_change, "weights": poll.weights, "live_tally": poll.live_tally}
    if names := [name for name, value in told.items() if value]:
        raise Invalid("voting.secret_tells_nothing", fields=dict.fromkeys(names, "voting.secret_tells_nothing"))
