"""Who spoke how long at the demo agency: rows for the past, the real actions where a meeting is held."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from giaoban.demo.content.people import BY_SIGN_IN
from giaoban.demo.load.known import Known
from giaoban.floor import actions as floor
from giaoban.floor.models import Turn
from giaoban.kernel.actor import Actor
from giaoban.meetings.models import MinutesLine

SHORTEST, LONGEST = 70, 420  # seconds of a turn
GRANTED = 300
ABOUT = 90  # characters of what was said that stand as its topic


def turn_of(line: MinutesLine, sign_in: str, known: Known, chance: Random) -> Turn:
    """Return the turn behind a statement of the past."""
    spent = timedelta(seconds=chance.randint(SHORTEST, LONGEST))
    return Turn(
        meeting=line.meeting,
        item=line.item,
        topic=_about(line.text),
        speaker=line.speaker,
        name=line.speaker.full_name if line.speaker else "",
        unit=known.units[BY_SIGN_IN[sign_in].unit],
        state=Turn.State.ENDED,
        requested_at=line.at - timedelta(minutes=5),
        called_at=line.at,
        started_at=line.at,
        ended_at=line.at + spent,
        used=spent,
        granted_seconds=GRANTED,
        by=line.speaker,
    )


def give(meeting_id: UUID, item_id: UUID, speaker_id: UUID, text: str, desk: Actor) -> Turn:
    """Let somebody speak in a meeting that is held: the desk puts the name on the list and gives the floor."""
    turn = floor.ask_to_speak(
        meeting_id=meeting_id, item_id=item_id, speaker_id=speaker_id, topic=_about(text), by=desk
    )
    speaking = Turn.objects.filter(meeting=meeting_id, state=Turn.State.SPEAKING).values_list("pk", flat=True).first()
    return floor.give_floor(turn_id=turn.pk, instead_of=speaking, by=desk)


def ends_at(began: datetime, nth: int) -> datetime:
    """Return when a turn of a held meeting ends: two to four minutes later."""
    return began + timedelta(seconds=130 + 37 * (nth % 4))


def _about(text: str) -> str:
    first = text.split(". ", maxsplit=1)[0].strip().rstrip(".;")
    return first if len(first) <= ABOUT else f"{first[:ABOUT].rsplit(' ', 1)[0]}…"
