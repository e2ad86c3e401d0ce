"""What the room sees of the floor. Keys, their values, and who gets them:

``stage`` everyone: the paper and page that is presented and by whom; no paper: the item itself.
``highlight/<id>`` everyone: what is drawn over the page that is shown.
``queue`` everyone: the rule, the minutes of a turn, which lists take names, and who waits in which order.
``turn/<id>`` everyone: who, on what, since when, how long; a turn that was withdrawn has no key.
``told/<turn>`` the speaker alone: the desk has taken the request off the list, and why.
Signals, never stored: ``pointer`` and ``view`` (where the presenter points, what part the presenter sees).

May somebody ask for the floor now? The meeting is called or runs, and the list in ``queue`` is open: the
rest is asked of the server. The desk's tools are there for those who have ``can/desk``.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from giaoban.floor import queries
from giaoban.floor.models import Highlight, Stage, Turn
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import person_json, stream, unit_json
from giaoban.meetings.models import Meeting

State = Turn.State
USER = "user:"


def stage_json(stage: Stage) -> dict[str, Any]:
    """Return what is on the big screen."""
    return {
        "paper": str(stage.document_id) if stage.document_id else None,
        "page": stage.page if stage.document_id else 1,
        "presenter": person_json(stage.presenter),
        "handed": person_json(stage.handed_to),
    }


def highlight_json(highlight: Highlight) -> dict[str, Any]:
    """Return one mark over the page."""
    return {
        "id": str(highlight.pk),
        "paper": str(highlight.document_id),
        "page": highlight.page,
        "kind": highlight.kind,
        "points": highlight.points,
    }


def turn_json(turn: Turn) -> dict[str, Any]:
    """Return one turn; ``used`` counts the seconds before ``since``."""
    return {
        "id": str(turn.pk),
        "item": str(turn.item_id) if turn.item_id else None,
        "kind": turn.kind,
        "topic": turn.topic,
        "speaker": str(turn.speaker_id) if turn.speaker_id else None,
        "name": turn.name,
        "unit": unit_json(turn.unit),
        "site": unit_json(turn.site),
        "asked": person_json(turn.asked),
        "question": str(turn.question_id) if turn.question_id else None,
        "state": turn.state,
        "at": _at(turn.requested_at),
        "since": _at(turn.since),
        "used": round(turn.used.total_seconds(), 3),
        "allowed": turn.allowed_seconds,
        "extended": turn.extended_seconds,
        "written": turn.remainder_id is not None,
        "reason": turn.reason if turn.state == State.PASSED_OVER else "",
    }


def _at(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def queue_json(meeting: Meeting, turns: Iterable[Turn] | None = None) -> dict[str, Any]:
    """Return the rule of the floor and who waits in which order."""
    rows = queries.turns_of(meeting) if turns is None else list(turns)
    floor = queries.floor_of(meeting)
    order = queries.order_of(meeting, floor, rows)
    placed = {turn.pk for turn in rows if turn.place is not None}
    return {
        "rule": floor.rule,
        "minutes": floor.minutes,
        "open": {Turn.Kind.SPEECH: floor.takes_speeches, Turn.Kind.QUESTION: floor.takes_questions},
        "placed": sum(1 for ids in order.values() for turn_id in ids if turn_id in placed),
        **{kind: [str(turn_id) for turn_id in ids] for kind, ids in order.items()},
    }


def puts_for(meeting: Meeting, turns: Iterable[Turn] = (), every: Iterable[Turn] | None = None) -> Puts:
    """Return the queue and these turns as everybody has them from now on. ``every``: all turns, if just read."""
    puts: Puts = {"queue": queue_json(meeting, every)}
    for turn in turns:
        puts[f"turn/{turn.pk}"] = None if turn.state == State.WITHDRAWN else turn_json(turn)
    return puts


def changes_for_turns(meeting: Meeting, turns: Iterable[Turn], more: Puts | None = None) -> list[Change]:
    """Return the changes of the queue and of these turns: for everyone, and for who is taken off the list."""
    rows = list(turns)
    name = stream(meeting.pk)
    told = [
        Change(name, {f"told/{turn.pk}": told_json(turn)}, audience=f"{USER}{turn.speaker_id}")
        for turn in rows
        if is_told(turn)
    ]
    return [Change(name, puts_for(meeting, rows) | (more or {})), *told]


def is_told(turn: Turn) -> bool:
    """Tell whether a request was taken off the list by the desk, with a reason its speaker should read."""
    return turn.state == State.WITHDRAWN and bool(turn.reason) and turn.speaker_id is not None


def told_json(turn: Turn) -> dict[str, Any]:
    """Return what somebody reads whose request was taken off the list."""
    return {"kind": turn.kind, "topic": turn.topic, "reason": turn.reason, "at": _at(turn.ended_at)}


def snapshot(meeting: Meeting, _audiences: frozenset[str]) -> Puts:
    """Return everything of the floor that all see."""
    turns = queries.turns_of(meeting)
    state: Puts = {"stage": stage_json(queries.stage_of(meeting)), "queue": queue_json(meeting, turns)}
    state |= {f"turn/{turn.pk}": turn_json(turn) for turn in turns if turn.state != State.WITHDRAWN}
    return state | {f"highlight/{one.pk}": highlight_json(one) for one in queries.highlights_of(meeting)}


def own(meeting: Meeting) -> dict[str, Puts]:
    """Return by audience what one person alone is told: how the desk answered the own request to speak."""
    found: dict[str, Puts] = {}
    for turn in queries.turns_of(meeting):
        if is_told(turn) and turn.speaker_id:
            found.setdefault(f"{USER}{turn.speaker_id}", {})[f"told/{turn.pk}"] = told_json(turn)
    return found
