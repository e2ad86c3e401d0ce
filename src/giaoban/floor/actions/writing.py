"""How a change of the floor is written down: lines for the minutes, the book, every screen.

The lines are Vietnamese whatever the reader's language: they become the agency's record.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from giaoban.floor import live
from giaoban.floor.models import Turn
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import changes_for_script, line_json, stream
from giaoban.meetings.models import AgendaItem, Meeting, MinutesLine
from giaoban.meetings.queries.room import DESK

Kind = Turn.Kind


def write_down(
    action: str,
    turn: Turn,
    by: Actor,
    *,
    also: Iterable[Turn] = (),
    lines: Iterable[MinutesLine] = (),
    more: Puts | None = None,
    data: dict[str, Any] | None = None,
) -> Turn:
    """Record what happened to a turn: the queue and every turn that moved, with lines for the desk."""
    meeting = turn.meeting
    changes = live.changes_for_turns(meeting, [turn, *also], more)
    changes += changes_for_script(meeting)
    changes += [Change(stream(meeting.pk), {f"line/{line.pk}": line_json(line)}, audience=DESK) for line in lines]
    record(action, by=hat(by, meeting), subject=meeting, data=facts(turn) | (data or {}), live=changes)
    return turn


def only_in_the_book(action: str, turn: Turn, by: Actor) -> None:
    """Record a step of a longer act; the screens learn the whole of it at once from its last step."""
    record(action, by=hat(by, turn.meeting), subject=turn.meeting, data=facts(turn))


def facts(turn: Turn) -> dict[str, Any]:
    """Return what the book says of a turn: who, never on what."""
    return {"turn": str(turn.pk), "kind": turn.kind, "speaker": turn.name}


def hat(by: Actor, meeting: Meeting) -> Actor:
    """Return the actor in whose place the act is done: own hat first, else the chair's, else the secretary's."""
    if by.is_person(meeting.chair_id) or by.is_person(meeting.secretary_id):
        return by
    chair = by.in_place_of(meeting.chair_id)
    return chair if chair.acting_for_id else by.in_place_of(meeting.secretary_id)


def note(turn: Turn, text: str, kind: str = MinutesLine.Kind.EVENT, by: Actor | None = None) -> MinutesLine:
    """Write a line for the minutes under the turn's item, in the speaker's name."""
    now = clock.now()
    named = text if turn.speaker_id else f"{called(turn)}: {text[:1].lower()}{text[1:]}"
    return MinutesLine.objects.create(
        meeting=turn.meeting,
        item=turn.item,
        kind=kind,
        speaker=turn.speaker,
        text=named,
        at=now,
        by_id=by.person_id if by else None,
        changed_at=now,
    )


def note_end(turn: Turn) -> MinutesLine:
    """Write who spoke, how long, and on what."""
    how_long = f"trong {length(turn.used)}" if turn.used else "(nêu bằng văn bản)"
    return note(turn, f"{_deed(turn)} {how_long}{_topic(turn)}")


def called(turn: Turn) -> str:
    """Return how the minutes name a speaker without account: the person, and the site."""
    site = turn.site.short_name if turn.site else ""
    return f"{turn.name} (điểm cầu {site})" if site and site != turn.name else turn.name


def length(spent: timedelta) -> str:
    """Return a length of time as it is read out: «4 phút 35 giây»."""
    minutes, seconds = divmod(round(spent.total_seconds()), 60)
    if not minutes:
        return f"{seconds} giây"
    return f"{minutes} phút {seconds:02d} giây" if seconds else f"{minutes} phút"


def is_secret(item: AgendaItem | None) -> bool:
    """Tell whether nothing of what is said may stand in the system."""
    return item is not None and item.is_secret


def _deed(turn: Turn) -> str:
    if turn.kind == Kind.QUESTION and turn.asked:
        return f"Chất vấn đồng chí {turn.asked.full_name}"
    if turn.kind == Kind.ANSWER and turn.question:
        return f"Trả lời chất vấn của đồng chí {turn.question.name}"
    from_site = f" từ điểm cầu {turn.site.short_name}" if turn.site and turn.speaker_id else ""
    return f"Phát biểu{from_site}"


def _topic(turn: Turn) -> str:
    topic = turn.topic.strip().rstrip(".")
    return f"; nội dung: {topic}." if topic else "."
