"""The whole room of a meeting, for who comes in."""

from collections import defaultdict

from giaoban.documents import live as notes
from giaoban.ledger.streams import Puts
from giaoban.meetings.live import parts, values
from giaoban.meetings.models import Conclusion, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.room import DESK, EVERYBODY, MEMBERS


def snapshot(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    """Return everything of the meeting that these audiences of several people may see."""
    items = room.items_of(meeting)
    state: Puts = {"meeting": values.meeting_json(meeting, items)}
    owners = parts.owned(meeting, items)
    state |= parts.agenda(items, owners) | parts.attendance(meeting, None)
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
    return {key: value for key, value in state.items() if value is not None}


def _papers(meeting: Meeting, owners: parts.Owned, audiences: frozenset[str]) -> Puts:
    shown = parts.papers(owners)
    if MEMBERS in audiences:
        return shown
    return {key: shown[key] for key in shown.keys() & {f"paper/{one}" for one in room.papers_for_guests(meeting.pk)}}


def own(meeting: Meeting) -> dict[str, Puts]:
    """Return by audience what one person or unit alone has: a private note, the own site, notes shared with them."""
    found: dict[str, Puts] = defaultdict(dict)
    for note in meeting.private_notes.all():
        found[f"user:{note.user_id}"]["note"] = values.note_json(note)
    for site in room.sites(meeting):
        found[f"site:{site.pk}"][f"mysite/{site.pk}"] = values.unit_json(site)
    owners = parts.owned(meeting, room.items_of(meeting))
    for audience, puts in notes.notes_by_audience([paper.pk for mine in owners.values() for paper in mine]).items():
        if audience != MEMBERS:
            found[audience] |= puts
    return found
