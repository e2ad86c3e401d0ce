"""Votes in the HTTP API (api.md). Ballots come down the live lane first (``lane``); here is the same, one by one."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from ninja import Header, Router, Status

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import require
from giaoban.meetings.queries.meetings import visible_meetings
from giaoban.people.middleware import HouseRequest
from giaoban.voting import actions, live, permissions, queries, results
from giaoban.voting.actions import Cast
from giaoban.voting.models import Poll
from giaoban.voting.schemas import (
    BallotIn,
    BallotLineOut,
    CountdownIn,
    OpenPollIn,
    PollIn,
    PollMade,
    PollOut,
    PollResultOut,
    ReceiptOut,
    VoidPollIn,
    VoterOut,
)
from giaoban.voting.wording import rule_in_words

router = Router(tags=["voting"])


def _out(poll: Poll, by: Actor) -> dict[str, Any]:
    rows = list(queries.own_rows([poll.pk], [by.person_id]))
    own = live.me_json(rows, live.own_ballots(rows), ready=False)
    more = {"meeting": str(poll.meeting_id), "rule": rule_in_words(poll), "mine": own["votes"]}
    return live.poll_json(poll) | more | {"turnout": live.turnout_json(poll)}


@router.get("/meetings/{uuid:meeting_id}/polls", response=list[PollOut], summary="The votes of a meeting")
def polls(request: HouseRequest, meeting_id: UUID) -> list[dict[str, Any]]:
    """Return the votes of the meeting; those that are prepared are seen by the desk."""
    meeting = visible_meetings(request.actor, whole=True).filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound
    return [_out(poll, request.actor) for poll in queries.visible_polls(request.actor, meeting)]


@router.post("/meetings/{uuid:meeting_id}/polls", response={201: PollMade}, summary="Prepare a vote")
def draft(request: HouseRequest, meeting_id: UUID, data: PollIn) -> Status[Any]:
    """Prepare a vote, under an item or for the meeting as a whole."""
    poll = actions.draft_poll(
        meeting_id=meeting_id, rules=data.rules(), item_id=data.item, poll_id=data.id, by=request.actor
    )
    return Status(201, poll)


@router.get("/polls/{uuid:poll_id}", response=PollOut, summary="One vote")
def poll(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Return one vote, how many have voted, and for whom the caller may."""
    return _out(queries.visible_poll(poll_id, request.actor), request.actor)


@router.patch("/polls/{uuid:poll_id}", response=PollOut, summary="Change a vote that is prepared")
def change(request: HouseRequest, poll_id: UUID, data: PollIn) -> dict[str, Any]:
    """Change question, ballot or rules before anybody was shown them."""
    item: UUID | str | None = data.item if "item" in data.model_fields_set else ""
    changed = actions.change_poll(poll_id=poll_id, rules=data.rules(), item_id=item, by=request.actor)
    return _out(changed, request.actor)


@router.delete("/polls/{uuid:poll_id}", response={204: None}, summary="Take a prepared vote away")
def remove(request: HouseRequest, poll_id: UUID) -> Status[Any]:
    """Take away a vote that nobody was shown."""
    actions.remove_poll(poll_id=poll_id, by=request.actor)
    return Status(204, None)


@router.post("/polls/{uuid:poll_id}/check", response=PollOut, summary="Ask who is ready")
def check(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Show question and rules to everybody and ask who is ready."""
    return _out(actions.check_ready(poll_id=poll_id, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/stop-check", response=PollOut, summary="Take the question off the screens")
def stop_check(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Make it a draft again."""
    return _out(actions.stop_check(poll_id=poll_id, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/ready", response=PollOut, summary="Be ready")
def ready(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Say that question and rules have been read."""
    said = actions.say_ready(poll_id=poll_id, by=request.actor)
    live.tell_turnout(said)
    return _out(said, request.actor)


@router.post("/polls/{uuid:poll_id}/open", response=PollOut, summary="Open a vote")
def open_(request: HouseRequest, poll_id: UUID, data: OpenPollIn | None = None) -> dict[str, Any]:
    """Freeze the roll and take ballots."""
    seconds = data.seconds if data else None
    return _out(actions.open_poll(poll_id=poll_id, seconds=seconds, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/pause", response=PollOut, summary="Take no ballots for a while")
def pause(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Take no ballots for a while."""
    return _out(actions.pause_poll(poll_id=poll_id, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/resume", response=PollOut, summary="Take ballots again")
def resume(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Take ballots again."""
    return _out(actions.resume_poll(poll_id=poll_id, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/countdown", response=PollOut, summary="Say how long it is still open")
def countdown(request: HouseRequest, poll_id: UUID, data: CountdownIn) -> dict[str, Any]:
    """Set, move or stop the countdown."""
    return _out(actions.set_countdown(poll_id=poll_id, seconds=data.seconds, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/close", response=PollOut, summary="Close a vote")
def close(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Take no more ballots and count."""
    return _out(actions.close_poll(poll_id=poll_id, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/publish", response=PollOut, summary="Publish the result")
def publish(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Show the result to everybody and write it into the minutes."""
    return _out(actions.publish_result(poll_id=poll_id, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/void", response=PollOut, summary="Call a vote off")
def void(request: HouseRequest, poll_id: UUID, data: VoidPollIn) -> dict[str, Any]:
    """Call off a vote that was opened and not yet published."""
    return _out(actions.void_poll(poll_id=poll_id, reason=data.reason, by=request.actor), request.actor)


@router.post("/polls/{uuid:poll_id}/again", response={201: PollMade}, summary="Vote again, in the next round")
def again(request: HouseRequest, poll_id: UUID) -> Status[Any]:
    """Prepare the next round of a vote that is over."""
    return Status(201, actions.hold_again(poll_id=poll_id, by=request.actor))


@router.post("/polls/{uuid:poll_id}/ballots", response=ReceiptOut, summary="Vote")
def cast(request: HouseRequest, poll_id: UUID, data: BallotIn, idempotency_key: Header[str] = "") -> dict[str, Any]:
    """Cast one ballot. The same key and content again: the same answer."""
    ballot = Cast(request.actor, poll_id, idempotency_key, data.choice, data.text, data.commitment, data.voter)
    receipt = actions.cast_ballot(cast=ballot)
    live.tell_turnout(queries.visible_poll(poll_id, request.actor))
    return {"receipt": receipt}


@router.get("/polls/{uuid:poll_id}/turnout", response=dict[str, Any], summary="How many have voted")
def turnout(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Return the numbers that pass by as a signal while the vote goes on."""
    return live.turnout_json(queries.visible_poll(poll_id, request.actor))


@router.get("/polls/{uuid:poll_id}/result", response=PollResultOut, summary="What came out")
def result(request: HouseRequest, poll_id: UUID) -> dict[str, Any]:
    """Return the count: to the desk when it is closed, to everybody when it is published."""
    poll = queries.visible_poll(poll_id, request.actor)
    require(permissions.may_see_result(request.actor, poll))
    counts = [asdict(bar) for bar in results.bars(poll)]
    facts = {
        name: poll.result[name] for name in ("outcome", "blank", "cast", "base", "needed", "tie", "by_chair", "people")
    }
    return facts | {
        "id": str(poll.pk),
        "question": poll.question,
        "kind": poll.kind,
        "secrecy": poll.secrecy,
        "state": poll.state,
        "round": poll.round,
        "rule": rule_in_words(poll),
        "words": results.words(poll),
        "counts": counts,
        "opinions": queries.opinions(poll),
        "lines": bool(permissions.may_see_lines(request.actor, poll)),
    }


@router.get("/polls/{uuid:poll_id}/ballots", response=list[BallotLineOut], summary="Ballot by ballot")
def ballots(request: HouseRequest, poll_id: UUID) -> list[dict[str, Any]]:
    """Return the published lines: anybody who may see them can count again."""
    poll = queries.visible_poll(poll_id, request.actor)
    require(permissions.may_see_lines(request.actor, poll))
    return [asdict(line) for line in queries.published_lines(poll)]


@router.get("/polls/{uuid:poll_id}/roll", response=list[VoterOut], summary="Who may vote, and who has")
def roll(request: HouseRequest, poll_id: UUID) -> list[dict[str, Any]]:
    """Return the frozen roll; before opening, the roll as it would be now."""
    poll = queries.visible_poll(poll_id, request.actor)
    require(permissions.may_see_roll(request.actor, poll))
    return live.roll_json(poll)
