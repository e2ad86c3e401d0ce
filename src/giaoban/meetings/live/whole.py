"""The whole room of a meeting, for who comes in."""

from uuid import UUID

from giaoban.documents import live as notes
from giaoban.ledger.streams import Puts
from giaoban.meetings.live import parts, values
from giaoban.meetings.models import Conclusion, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.room import DESK, EVERYBODY, MEMBERS


def snapshot(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    """Return everything of the meeting that these audiences may see."""
    items = room.items_of(meeting)
    state: Puts = {"meeting": values.meeting_json(meeting, items)}
    owners = parts.owned(meeting, items)
    state |= parts.agenda(meeting, items, owners) | parts.attendance(meeting, None)
    state |= _papers(meeting, owners, audiences)
    state |= notes.notes_seen([paper.pk for mine in owners.values() for paper in mine], audiences)
    for conclusion in room.conclusions_of(meeting):
        if conclusion.state == Conclusion.State.FINAL:
            state[f"conclusion/{conclusion.pk}"] = values.conclusion_json(conclusion)
        elif DESK in audiences:
            state[f"draft/{conclusion.pk}"] = values.conclusion_json(conclusion)
    if EVERYBODY in audiences:
        state["can/all"] = parts.abilities_by_audience(meeting)[EVERYBODY]
    if DESK in audiences:
        state |= {f"line/{line.pk}": values.line_json(line) for line in room.lines_of(meeting)}
        state |= parts.desk(meeting, items)
    state |= parts.own_sites(meeting, audiences) | _own_notes(meeting, audiences)
    return {key: value for key, value in state.items() if value is not None}


def _papers(meeting: Meeting, owners: parts.Owned, audiences: frozenset[str]) -> Puts:
    shown = parts.papers(owners)
    if MEMBERS in audiences:
        return shown
    return {key: shown[key] for key in shown.keys() & {f"paper/{one}" for one in room.papers_for_guests(meeting.pk)}}


def _own_notes(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    user_id = next((UUID(name.removeprefix("user:")) for name in audiences if name.startswith("user:")), None)
    note = meeting.private_notes.filter(user=user_id).first() if user_id else None
    return {"note": values.note_json(note)} if note else {}
