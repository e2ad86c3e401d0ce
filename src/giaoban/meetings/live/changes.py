"""Changes of the room: what an action hands to ``record(live=…)``."""

from collections.abc import Iterable
from uuid import UUID

from giaoban.documents import live as notes
from giaoban.documents.models import Document
from giaoban.ledger.streams import RESET, Change, Puts
from giaoban.meetings.live import parts, values
from giaoban.meetings.live.values import stream
from giaoban.meetings.models import AgendaItem, Conclusion, Meeting, MinutesLine, PrivateNote
from giaoban.meetings.queries import room
from giaoban.meetings.queries.room import DESK, EVERYBODY, MEMBERS


def changes_for_meeting(meeting: Meeting, *more: Puts) -> list[Change]:
    """Return the change of the room's head, with further keys for everyone, and of what each may do now."""
    items = room.items_of(meeting)
    puts: Puts = {"meeting": values.meeting_json(meeting, items)}
    for other in more:
        puts |= other
    abilities = parts.abilities_by_audience(meeting)
    puts["can/all"] = abilities[EVERYBODY]
    own_stream = stream(meeting.pk)
    return [Change(own_stream, puts), Change(own_stream, parts.desk(meeting, items, abilities), audience=DESK)]


def changes_for_script(meeting: Meeting) -> list[Change]:
    """Return the change of what is due and what is open, for apps above whose rows move the script."""
    puts: Puts = {"script": values.script_json(meeting, room.items_of(meeting))}
    return [Change(stream(meeting.pk), puts, audience=DESK)]


def changes_for_guest_papers(meeting: Meeting) -> list[Change]:
    """Return the change of the list of papers that guests may read: the desk's."""
    return [Change(stream(meeting.pk), {"guestpapers": parts.guest_papers(meeting)}, audience=DESK)]


def changes_for_item(item: AgendaItem, *, with_meeting: bool = False) -> list[Change]:
    """Return the change of one item: added, changed, its papers or marks changed. Also its papers' keys."""
    papers = room.papers_by_owner([item.pk]).get(item.pk, [])
    versions = room.newest_versions([paper.pk for paper in papers])
    puts: Puts = {f"agenda/{item.pk}": values.item_json(item, papers)}
    if with_meeting:
        puts["meeting"] = values.meeting_json(item.meeting)
    shown: Puts = {f"paper/{paper.pk}": values.paper_json(paper, versions.get(paper.pk)) for paper in papers}
    return [Change(stream(item.meeting_id), puts), *_papers(item.meeting_id, shown)]


def _papers(meeting_id: UUID, shown: Puts) -> list[Change]:
    """Return the changes of these papers: guests hear of those alone that they may read."""
    open_keys = {f"paper/{document_id}" for document_id in room.papers_for_guests(meeting_id)}
    for_all: Puts = {key: value for key, value in shown.items() if value is None or key in open_keys}
    for_members: Puts = {key: value for key, value in shown.items() if key not in for_all}
    name = stream(meeting_id)
    changes = [Change(name, for_all)] if for_all else []
    return changes + ([Change(name, for_members, audience=MEMBERS)] if for_members else [])


def changes_for_paper(document: Document, meeting_id: UUID) -> list[Change]:
    """Return the changes of one paper: a new version, converted, withdrawn, opened to guests or closed to them."""
    key = f"paper/{document.pk}"
    marked = notes.changes_for_notes(document, stream(meeting_id))
    if document.withdrawn_at is not None:
        return [Change(stream(meeting_id), {key: None}), *marked]
    shown = _papers(meeting_id, {key: values.paper_json(document)})
    hidden = shown[0].audience == MEMBERS
    return [*([Change(stream(meeting_id), {key: None})] if hidden else []), *shown, *marked]


def changes_for_agenda(meeting: Meeting, removed: Iterable[UUID] = ()) -> list[Change]:
    """Return the change of the whole agenda: order, additions, removals, and of what is due then."""
    gone = list(removed)
    puts: Puts = {f"agenda/{item_id}": None for item_id in gone}
    left = [paper.pk for papers in room.papers_by_owner(gone).values() for paper in papers]
    puts |= {f"paper/{paper_id}": None for paper_id in left}
    items = room.items_of(meeting)
    owners = parts.owned(meeting, items)
    changes = changes_for_meeting(meeting, puts | parts.agenda(items, owners))
    forgotten = notes.changes_forgetting(left, stream(meeting.pk))
    return [*changes, *forgotten, *_papers(meeting.pk, parts.papers(owners))]


def changes_for_conclusion(conclusion: Conclusion, *, removed: bool = False) -> list[Change]:
    """Return the changes of one conclusion: a draft is the desk's, a final one everybody's."""
    name, value = stream(conclusion.meeting_id), values.conclusion_json(conclusion)
    final = conclusion.state == Conclusion.State.FINAL and not removed
    draft = conclusion.state == Conclusion.State.DRAFT and not removed
    mine: Puts = {f"draft/{conclusion.pk}": value if draft else None}
    return [
        Change(name, mine, audience=DESK),
        Change(name, {f"conclusion/{conclusion.pk}": value if final else None}),
    ]


def changes_for_line(line: MinutesLine) -> list[Change]:
    """Return the change of one line for the minutes."""
    value = None if line.removed_at else values.line_json(line)
    return [Change(stream(line.meeting_id), {f"line/{line.pk}": value}, audience=DESK)]


def changes_for_attendance(meeting: Meeting, user_ids: Iterable[UUID] | None = None) -> list[Change]:
    """Return the change of the head-count and of these people's lines; None: of everybody's."""
    return [Change(stream(meeting.pk), parts.attendance(meeting, user_ids))]


def changes_for_attendees(meeting: Meeting, removed: Iterable[UUID] = (), touched: Iterable[UUID] = ()) -> list[Change]:
    """Return the changes of the list of people: who left it loads the room anew and learns so; who came, too."""
    gone = list(removed)
    name = stream(meeting.pk)
    puts: Puts = {f"attendance/{user_id}": None for user_id in gone} | parts.attendance(meeting, None)
    sites = {site.pk: site for site in room.sites(meeting)}
    own = [
        Change(name, {f"mysite/{site_id}": values.unit_json(sites.get(site_id))}, audience=f"site:{site_id}")
        for site_id in sorted(room.site_ids_ever(meeting) | sites.keys())
    ]
    return [Change(name, puts), *own, *rights_changed(meeting.pk, [*gone, *touched])]


def changes_for_note(note: PrivateNote) -> list[Change]:
    """Return the change of somebody's own notes: nobody else hears of it."""
    return [Change(stream(note.meeting_id), {"note": values.note_json(note)}, audience=f"user:{note.user_id}")]


def rights_changed(meeting_id: UUID, user_ids: Iterable[UUID]) -> list[Change]:
    """Return the changes that make these people's browsers load the room anew."""
    name = stream(meeting_id)
    return [Change(name, {RESET: True}, audience=f"user:{user_id}") for user_id in user_ids]
