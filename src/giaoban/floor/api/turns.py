"""Who speaks, in the HTTP API. Every answer is the turn as the room sees it; what else moved arrives by its stream."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from giaoban.floor import actions, live, permissions, queries
from giaoban.floor.models import Floor, Turn
from giaoban.floor.schemas import (
    ExtendTurnIn,
    FloorOut,
    GiveFloorIn,
    GiveNextIn,
    MoveTurnIn,
    SpeakingRulesIn,
    TurnIn,
    TurnOut,
    TurnReasonIn,
    TurnTextIn,
)
from giaoban.kernel.actor import Actor
from giaoban.meetings.queries import room
from giaoban.people.middleware import HouseRequest

router = Router()


def _out(turn: Turn, by: Actor | None = None) -> dict[str, Any]:
    """Return a turn; what was handed in in writing is read by its author and by the desk."""
    text = ""
    if by is not None and turn.remainder is not None and permissions.may_read_written(by, turn):
        text = turn.remainder.text
    return live.turn_json(turn) | {"text": text}


@router.get("/meetings/{uuid:meeting_id}/turns", response=list[TurnOut], summary="Who waits, speaks, has spoken")
def turns(request: HouseRequest, meeting_id: UUID) -> list[dict[str, Any]]:
    """Return the meeting's turns: those who wait in the order in which they are called, then the others."""
    meeting = room.room(request.actor, meeting_id)
    rows = queries.turns_of(meeting)
    order = queries.order_of(meeting, queries.floor_of(meeting), rows)
    places = {turn_id: place for place, turn_id in enumerate(turn_id for ids in order.values() for turn_id in ids)}
    rows.sort(key=lambda turn: (places.get(turn.pk, len(places)), turn.requested_at))
    return [_out(turn) for turn in rows if turn.state != Turn.State.WITHDRAWN]


@router.post("/meetings/{uuid:meeting_id}/turns", response={201: TurnOut}, summary="Ask for the floor")
def ask(request: HouseRequest, meeting_id: UUID, data: TurnIn) -> Status[Any]:
    """Ask to speak, or to question somebody; the desk and a site name the speaker."""
    turn = actions.ask_to_speak(
        meeting_id=meeting_id,
        kind=data.kind,
        topic=data.topic,
        item_id=data.item,
        asked_id=data.asked,
        speaker_id=data.speaker,
        name=data.name,
        site_id=data.site,
        turn_id=data.id,
        by=request.actor,
    )
    return Status(201, _out(turn))


@router.post("/meetings/{uuid:meeting_id}/turns/next", response=TurnOut, summary="Give the floor to the next")
def give_next(request: HouseRequest, meeting_id: UUID, data: GiveNextIn) -> dict[str, Any]:
    """Give the floor to the next by the rule."""
    turn = actions.give_next(
        meeting_id=meeting_id, kind=data.kind, expect=data.expect, instead_of=data.instead_of, by=request.actor
    )
    return _out(turn)


@router.post("/meetings/{uuid:meeting_id}/floor", response=FloorOut, summary="Say how the floor is given")
def rules(request: HouseRequest, meeting_id: UUID, data: SpeakingRulesIn) -> Floor:
    """Set the rule of the queue, the minutes of a turn, which lists take names."""
    return actions.set_speaking_rules(
        meeting_id=meeting_id,
        rule=data.rule,
        minutes=data.minutes,
        speeches=data.speeches,
        questions=data.questions,
        by=request.actor,
    )


@router.get("/turns/{uuid:turn_id}", response=TurnOut, summary="One turn")
def turn(request: HouseRequest, turn_id: UUID) -> dict[str, Any]:
    """Return one turn; its author and the desk also read what was handed in in writing."""
    return _out(queries.visible_turn(turn_id, request.actor), request.actor)


@router.post("/turns/{uuid:turn_id}/call", response=TurnOut, summary="Call somebody to be ready")
def call(request: HouseRequest, turn_id: UUID) -> dict[str, Any]:
    """Call somebody to be ready; the clock stands still."""
    return _out(actions.call_turn(turn_id=turn_id, by=request.actor))


@router.post("/turns/{uuid:turn_id}/give", response=TurnOut, summary="Give the floor")
def give(request: HouseRequest, turn_id: UUID, data: GiveFloorIn | None = None) -> dict[str, Any]:
    """Give the floor; the clock runs from now on."""
    asked = data or GiveFloorIn()
    turn = actions.give_floor(turn_id=turn_id, instead_of=asked.instead_of, minutes=asked.minutes, by=request.actor)
    return _out(turn)


@router.post("/turns/{uuid:turn_id}/start", response=TurnOut, summary="Begin to speak")
def start(request: HouseRequest, turn_id: UUID) -> dict[str, Any]:
    """Begin: who has been called may, without waiting for the desk."""
    return _out(actions.give_floor(turn_id=turn_id, by=request.actor))


@router.post("/turns/{uuid:turn_id}/pause", response=TurnOut, summary="Stop the clock")
def pause(request: HouseRequest, turn_id: UUID) -> dict[str, Any]:
    """Stop the clock for a while."""
    return _out(actions.pause_turn(turn_id=turn_id, by=request.actor))


@router.post("/turns/{uuid:turn_id}/resume", response=TurnOut, summary="Let the clock go on")
def resume(request: HouseRequest, turn_id: UUID) -> dict[str, Any]:
    """Go on where the clock stood."""
    return _out(actions.resume_turn(turn_id=turn_id, by=request.actor))


@router.post("/turns/{uuid:turn_id}/extend", response=TurnOut, summary="Give more minutes")
def extend(request: HouseRequest, turn_id: UUID, data: ExtendTurnIn) -> dict[str, Any]:
    """Give more minutes. Each call adds."""
    return _out(actions.extend_turn(turn_id=turn_id, minutes=data.minutes, by=request.actor))


@router.post("/turns/{uuid:turn_id}/end", response=TurnOut, summary="End the turn")
def end(request: HouseRequest, turn_id: UUID) -> dict[str, Any]:
    """End the turn; the minutes get their line."""
    return _out(actions.end_turn(turn_id=turn_id, by=request.actor))


@router.post("/turns/{uuid:turn_id}/withdraw", response=TurnOut, summary="Take a request back")
def withdraw(request: HouseRequest, turn_id: UUID, data: TurnReasonIn | None = None) -> dict[str, Any]:
    """Take a request back; the desk takes it off the list, with a reason."""
    reason = data.reason if data else ""
    return _out(actions.withdraw_request(turn_id=turn_id, reason=reason, by=request.actor))


@router.post("/turns/{uuid:turn_id}/pass-over", response=TurnOut, summary="Pass over who does not speak")
def pass_over(request: HouseRequest, turn_id: UUID, data: TurnReasonIn | None = None) -> dict[str, Any]:
    """Pass over somebody who was called and does not speak."""
    reason = data.reason if data else ""
    return _out(actions.pass_over(turn_id=turn_id, reason=reason, by=request.actor))


@router.post("/turns/{uuid:turn_id}/take-back", response=TurnOut, summary="Take a slip of the finger back")
def take_back(request: HouseRequest, turn_id: UUID) -> dict[str, Any]:
    """Let who was called or given the floor by mistake wait again."""
    return _out(actions.take_back_floor(turn_id=turn_id, by=request.actor))


@router.post("/turns/{uuid:turn_id}/move", response=TurnOut, summary="Put a request at a place of its list")
def move(request: HouseRequest, turn_id: UUID, data: MoveTurnIn) -> dict[str, Any]:
    """Put a request at a place of its list, 0 in front."""
    return _out(actions.move_turn(turn_id=turn_id, place=data.place, by=request.actor))


@router.post("/turns/{uuid:turn_id}/remainder", response=TurnOut, summary="Hand in the rest in writing")
def remainder(request: HouseRequest, turn_id: UUID, data: TurnTextIn) -> dict[str, Any]:
    """Hand in in writing what time did not reach (R-45-13)."""
    return _out(actions.hand_in_remainder(turn_id=turn_id, text=data.text, by=request.actor), request.actor)


@router.post("/turns/{uuid:turn_id}/answer", response=TurnOut, summary="Let the person asked answer")
def answer(request: HouseRequest, turn_id: UUID, data: GiveFloorIn | None = None) -> dict[str, Any]:
    """Give the floor to the person asked, or to somebody in their place."""
    asked = data or GiveFloorIn()
    turn = actions.answer_question(
        turn_id=turn_id, speaker_id=asked.speaker, instead_of=asked.instead_of, by=request.actor
    )
    return _out(turn)


@router.post("/turns/{uuid:turn_id}/answer-in-writing", response=TurnOut, summary="Answer in writing")
def answer_in_writing(request: HouseRequest, turn_id: UUID, data: TurnTextIn) -> dict[str, Any]:
    """Answer a question in writing."""
    return _out(actions.answer_in_writing(turn_id=turn_id, text=data.text, by=request.actor), request.actor)
