"""What the room sees of a meeting, one function per key. Keys, their values, and who gets them:

``meeting`` and ``agenda/<item>`` everyone in the room; the title of a secret item is its placeholder.
``paper/<document>`` everyone; a secret paper shows that it exists and is handed out, nothing else.
``attendance`` (the counts) and ``attendance/<person>`` everyone: who is there is no secret in a meeting.
``conclusion/<id>`` everyone once it is final; while it is a draft, ``draft/<id>`` for chair and secretary.
``line/<id>`` (lines for the minutes) chair and secretary.
``can/all`` and ``can/desk`` (chair and secretary): what each of them may do now, and why not.
``stage`` belongs to ``floor``.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from giaoban.documents.models import Document, Version
from giaoban.ledger.streams import RESET, Change, Puts
from giaoban.meetings.models import (
    AgendaItem,
    AttendanceMark,
    AttendanceRound,
    Conclusion,
    Mark,
    Meeting,
    MinutesLine,
)
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.meetings.queries.room import DESK, EVERYBODY, Expected

SECRET = "…"  # noqa: S105 - what stands in place of the title of a state secret


def stream(meeting_id: UUID) -> str:
    """Return the name of the meeting's numbered stream."""
    return f"meeting:{meeting_id}"


def person_json(user: Any) -> dict[str, Any] | None:
    """Return a person as lists show them."""
    return None if user is None else {"id": str(user.pk), "name": user.full_name}


def unit_json(unit: Any) -> dict[str, Any] | None:
    """Return a unit as lists show it."""
    return None if unit is None else {"id": str(unit.pk), "name": unit.short_name}


def _at(instant: Any) -> str | None:
    return instant.isoformat() if instant else None


def meeting_json(meeting: Meeting, items: list[AgendaItem] | None = None) -> dict[str, Any]:
    """Return the head of the room: state, running item, times, and what the one button does next."""
    step = room.next_step(meeting, items)
    return {
        "id": str(meeting.pk),
        "title": meeting.title,
        "kind": meeting.kind.name,
        "form": meeting.form,
        "state": meeting.state,
        "location": meeting.location,
        "chair": person_json(meeting.chair),
        "secretary": person_json(meeting.secretary),
        "starts_at": _at(meeting.starts_at),
        "ends_at": _at(meeting.ends_at),
        "started_at": _at(meeting.started_at),
        "closed_at": _at(meeting.closed_at),
        "item": str(meeting.current_item_id) if meeting.current_item_id else None,
        "next": {"do": step.do, "item": str(step.item.pk) if step.item else None},
        "papers": [str(paper.pk) for paper in room.papers_by_owner([meeting.pk]).get(meeting.pk, [])],
    }


def item_json(item: AgendaItem, papers: list[Document] | None = None, marks: list[str] | None = None) -> dict[str, Any]:
    """Return one item with its plan and clock; ``used_seconds`` counts the runs before the present one."""
    if papers is None:
        papers = room.papers_by_owner([item.pk]).get(item.pk, [])
    if marks is None:
        marks = list(item.marks.values_list("kind", flat=True))
    return {
        "id": str(item.pk),
        "place": item.place,
        "title": SECRET if item.is_secret else item.title,
        "secret": item.is_secret,
        "presenter": person_json(item.presenter),
        "unit": unit_json(item.preparing_unit),
        "minutes": item.minutes,
        "wanted": item.wanted,
        "consent": item.is_consent,
        "carried": item.is_carry_over,
        "state": item.state,
        "started_at": _at(item.started_at),
        "ended_at": _at(item.ended_at),
        "used_seconds": item.used_seconds,
        "papers": [str(paper.pk) for paper in papers],
        "marks": {kind: marks.count(kind) for kind in Mark.Kind.values},
    }


def paper_json(document: Document, version: Version | None = None) -> dict[str, Any]:
    """Return one paper: its newest version, how many pages can be shown. Ask without version to look it up."""
    if document.is_secret:
        return {"id": str(document.pk), "secret": True, "title": SECRET, "pages": 0, "state": "secret"}
    newest = version or room.newest_versions([document.pk]).get(document.pk)
    return {
        "id": str(document.pk),
        "secret": False,
        "title": document.title,
        "owner": str(document.owner_id),
        "version": newest.number if newest else 0,
        "state": newest.state if newest else "converting",
        "pages": newest.page_count if newest else 0,
        "scan": bool(newest and newest.is_scan),
    }


def attendance_json(
    a_round: AttendanceRound | None,
    marks: dict[UUID, AttendanceMark],
    expected: list[Expected],
) -> dict[str, Any]:
    """Return the head-count of the newest round."""
    there = [mark for mark in marks.values() if mark.state != AttendanceMark.State.ABSENT]
    present = {mark.user_id for mark in there if mark.left_at is None}
    return {
        "round": a_round.number if a_round else 0,
        "label": a_round.label if a_round else "",
        "open": bool(a_round and a_round.closed_at is None),
        "expected": len(expected),
        "on_site": sum(1 for mark in there if mark.state == AttendanceMark.State.ON_SITE),
        "online": sum(1 for mark in there if mark.state == AttendanceMark.State.ONLINE),
        "late": sum(1 for mark in there if mark.is_late),
        "left": sum(1 for mark in there if mark.left_at is not None),
        "missing": sum(1 for entry in expected if entry.user.pk not in present),
    }


def person_here_json(entry: Expected, mark: AttendanceMark | None, place: int) -> dict[str, Any]:
    """Return one line of the attendance list."""
    return {
        "id": str(entry.user.pk),
        "place": place,
        "name": entry.user.full_name,
        "position": entry.position,
        "unit": entry.unit.short_name if entry.unit else "",
        "capacity": entry.capacity,
        "site": unit_json(entry.site),
        "answer": entry.answer,
        "reason": (mark.reason if mark and mark.reason else entry.reason),
        "for": entry.in_place_of,
        "state": mark.state if mark else "",
        "method": mark.method if mark else "",
        "late": bool(mark and mark.is_late),
        "at": _at(mark.at) if mark else None,
        "left_at": _at(mark.left_at) if mark else None,
    }


def conclusion_json(conclusion: Conclusion) -> dict[str, Any]:
    """Return one conclusion."""
    return {
        "id": str(conclusion.pk),
        "item": str(conclusion.item_id) if conclusion.item_id else None,
        "place": conclusion.place,
        "content": conclusion.content,
        "state": conclusion.state,
        "lead_unit": unit_json(conclusion.lead_unit),
        "responsible": person_json(conclusion.responsible),
        "coordinating": [unit_json(row.unit) for row in conclusion.coordinating.all()],
        "deadline_on": conclusion.deadline_on.isoformat() if conclusion.deadline_on else None,
        "product": conclusion.product,
        "no_action": conclusion.no_action,
        "task": str(conclusion.task_id) if conclusion.task_id else None,
    }


def line_json(line: MinutesLine) -> dict[str, Any]:
    """Return one line for the minutes."""
    return {
        "id": str(line.pk),
        "item": str(line.item_id) if line.item_id else None,
        "kind": line.kind,
        "speaker": person_json(line.speaker),
        "text": line.text,
        "at": _at(line.at),
    }


# Changes: what an action hands to record(live=…).


def changes_for_meeting(meeting: Meeting, *more: Puts) -> list[Change]:
    """Return the change of the room's head, with further keys for everyone, and of what each may do now."""
    puts: Puts = {"meeting": meeting_json(meeting)}
    for other in more:
        puts |= other
    mine = abilities_by_audience(meeting)
    own_stream = stream(meeting.pk)
    return [
        Change(own_stream, {**puts, "can/all": mine[EVERYBODY]}),
        Change(own_stream, {"can/desk": mine[DESK]}, audience=DESK),
    ]


def changes_for_item(item: AgendaItem, *, with_meeting: bool = False) -> list[Change]:
    """Return the change of one item: added, changed, its papers or marks changed. Also its papers' keys."""
    papers = room.papers_by_owner([item.pk]).get(item.pk, [])
    versions = room.newest_versions([paper.pk for paper in papers])
    puts: Puts = {f"agenda/{item.pk}": item_json(item, papers)}
    puts |= {f"paper/{paper.pk}": paper_json(paper, versions.get(paper.pk)) for paper in papers}
    if with_meeting:
        puts["meeting"] = meeting_json(item.meeting)
    return [Change(stream(item.meeting_id), puts)]


def changes_for_paper(document: Document, meeting_id: UUID) -> list[Change]:
    """Return the change of one paper: a new version, converted, or withdrawn."""
    gone = document.withdrawn_at is not None
    return [Change(stream(meeting_id), {f"paper/{document.pk}": None if gone else paper_json(document)})]


def changes_for_agenda(meeting: Meeting, removed: Iterable[UUID] = ()) -> list[Change]:
    """Return the change of the whole agenda: order, additions, removals."""
    items, gone = room.items_of(meeting), list(removed)
    puts: Puts = {f"agenda/{item_id}": None for item_id in gone}
    puts |= {f"paper/{paper.pk}": None for papers in room.papers_by_owner(gone).values() for paper in papers}
    puts |= _agenda(meeting, items) | {"meeting": meeting_json(meeting, items)}
    return [Change(stream(meeting.pk), puts)]


def changes_for_conclusion(conclusion: Conclusion, *, removed: bool = False) -> list[Change]:
    """Return the changes of one conclusion: a draft is the desk's, a final one everybody's."""
    name, value = stream(conclusion.meeting_id), conclusion_json(conclusion)
    final = conclusion.state == Conclusion.State.FINAL and not removed
    draft = conclusion.state == Conclusion.State.DRAFT and not removed
    shared: Puts = {
        f"conclusion/{conclusion.pk}": value if final else None,
        "meeting": meeting_json(conclusion.meeting),
    }
    return [
        Change(name, {f"draft/{conclusion.pk}": value if draft else None}, audience=DESK),
        Change(name, shared),
    ]


def changes_for_line(line: MinutesLine) -> list[Change]:
    """Return the change of one line for the minutes."""
    value = None if line.removed_at else line_json(line)
    return [Change(stream(line.meeting_id), {f"line/{line.pk}": value}, audience=DESK)]


def changes_for_attendance(meeting: Meeting, user_ids: Iterable[UUID] | None = None) -> list[Change]:
    """Return the change of the head-count and of these people's lines; None: of everybody's."""
    return [Change(stream(meeting.pk), _attendance(meeting, user_ids))]


def changes_for_attendees(meeting: Meeting, removed: Iterable[UUID] = (), touched: Iterable[UUID] = ()) -> list[Change]:
    """Return the changes of the list of people: who left it loads the room anew and learns so; who came, too."""
    gone = list(removed)
    puts: Puts = {f"attendance/{user_id}": None for user_id in gone} | _attendance(meeting, None)
    name = stream(meeting.pk)
    return [Change(name, puts), *rights_changed(meeting.pk, [*gone, *touched])]


def rights_changed(meeting_id: UUID, user_ids: Iterable[UUID]) -> list[Change]:
    """Return the changes that make these people's browsers load the room anew."""
    name = stream(meeting_id)
    return [Change(name, {RESET: True}, audience=f"user:{user_id}") for user_id in user_ids]


# The whole, for who comes in.


def snapshot(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    """Return everything of the meeting that these audiences may see."""
    items = room.items_of(meeting)
    state: Puts = {"meeting": meeting_json(meeting, items)} | _agenda(meeting, items) | _attendance(meeting, None)
    conclusions = list(room.conclusions_of(meeting))
    for conclusion in conclusions:
        if conclusion.state == Conclusion.State.FINAL:
            state[f"conclusion/{conclusion.pk}"] = conclusion_json(conclusion)
        elif DESK in audiences:
            state[f"draft/{conclusion.pk}"] = conclusion_json(conclusion)
    if DESK in audiences:
        state |= {f"line/{line.pk}": line_json(line) for line in room.lines_of(meeting)}
    mine = abilities_by_audience(meeting)
    state |= {f"can/{name}": value for name, value in mine.items() if name in audiences}
    return state


def _agenda(meeting: Meeting, items: list[AgendaItem]) -> Puts:
    owners = room.papers_by_owner([meeting.pk, *(item.pk for item in items)])
    papers = [paper for mine in owners.values() for paper in mine]
    versions = room.newest_versions([paper.pk for paper in papers])
    marks: dict[UUID, list[str]] = {}
    for item_id, kind in Mark.objects.filter(item__meeting=meeting).values_list("item_id", "kind"):
        marks.setdefault(item_id, []).append(kind)
    puts: Puts = {
        f"agenda/{item.pk}": item_json(item, owners.get(item.pk, []), marks.get(item.pk, [])) for item in items
    }
    return puts | {f"paper/{paper.pk}": paper_json(paper, versions.get(paper.pk)) for paper in papers}


def _attendance(meeting: Meeting, user_ids: Iterable[UUID] | None) -> Puts:
    expected = room.expected_people(meeting)
    a_round = room.last_round(meeting)
    marks = room.marks_of(a_round)
    wanted = None if user_ids is None else set(user_ids)
    puts: Puts = {"attendance": attendance_json(a_round, marks, expected)}
    for place, entry in enumerate(expected):
        if wanted is None or entry.user.pk in wanted:
            puts[f"attendance/{entry.user.pk}"] = person_here_json(entry, marks.get(entry.user.pk), place)
    return puts


def abilities_by_audience(meeting: Meeting) -> dict[str, dict[str, str]]:
    """Return what everyone and the desk may do now: verb → message key, empty when allowed."""
    return {
        EVERYBODY: {"check_in": rules.round_open(meeting).reason},
        DESK: {verb: verdict.reason for verb, verdict in rules.desk_verbs(meeting).items()},
    }
