"""What stands under each key of the room: one function per value, a row in and JSON out. No decisions here."""

from typing import Any
from uuid import UUID

from giaoban.documents.models import Document, Version
from giaoban.meetings.models import (
    AgendaItem,
    AttendanceMark,
    AttendanceRound,
    Conclusion,
    Mark,
    Meeting,
    MinutesLine,
    PlanChange,
    PrivateNote,
    SiteCount,
)
from giaoban.meetings.queries import assistants_of, room, script
from giaoban.meetings.queries.room import Expected
from giaoban.meetings.script import Point, Step
from giaoban.people.models import Unit

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
    """Return the head of the room: state, running item, times, and which item comes next."""
    step = script.coming(meeting, room.items_of(meeting) if items is None else items)
    return {
        "id": str(meeting.pk),
        "title": meeting.title,
        "kind": meeting.kind.name,
        "form": meeting.form,
        "state": meeting.state,
        "location": meeting.location,
        "chair": person_json(meeting.chair),
        "secretary": person_json(meeting.secretary),
        "assistants": [person_json(user) for user in assistants_of(meeting)],
        "starts_at": _at(meeting.starts_at),
        "ends_at": _at(meeting.ends_at),
        "until": _at(meeting.until),
        "extended": meeting.extended_minutes,
        "max_minutes": meeting.kind.max_minutes,
        "started_at": _at(meeting.started_at),
        "closed_at": _at(meeting.closed_at),
        "item": str(meeting.current_item_id) if meeting.current_item_id else None,
        "next": {"do": step.do, "item": str(step.item.pk) if step.item else None},
        "consent_adopted_at": _at(meeting.consent_adopted_at),
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
        "obstacle": str(item.obstacle_id) if item.obstacle_id else None,
        "state": item.state,
        "in_writing": item.in_writing,
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
    rounds: list[AttendanceRound],
    marks: dict[UUID, dict[UUID, AttendanceMark]],
    expected: list[Expected],
) -> dict[str, Any]:
    """Return the head-count of the newest round, and how many each round found."""
    newest = rounds[-1] if rounds else None
    mine = list(marks.get(newest.pk, {}).values()) if newest else []
    there = [mark for mark in mine if mark.state != AttendanceMark.State.ABSENT]
    present = {mark.user_id for mark in there if mark.left_at is None}
    return {
        "round": newest.number if newest else 0,
        "label": newest.label if newest else "",
        "open": bool(newest and newest.closed_at is None),
        "expected": len(expected),
        "on_site": sum(1 for mark in there if mark.state == AttendanceMark.State.ON_SITE),
        "online": sum(1 for mark in there if mark.state == AttendanceMark.State.ONLINE),
        "late": sum(1 for mark in there if mark.is_late),
        "left": sum(1 for mark in there if mark.left_at is not None),
        "missing": sum(1 for entry in expected if entry.user.pk not in present),
        "rounds": [_round_json(one, list(marks.get(one.pk, {}).values())) for one in rounds],
    }


def _round_json(a_round: AttendanceRound, marks: list[AttendanceMark]) -> dict[str, Any]:
    there = sum(1 for mark in marks if mark.state != AttendanceMark.State.ABSENT)
    return {
        "number": a_round.number,
        "label": a_round.label,
        "opened_at": _at(a_round.opened_at),
        "closed_at": _at(a_round.closed_at),
        "present": there,
    }


def person_here_json(entry: Expected, marks: list[AttendanceMark | None], place: int) -> dict[str, Any]:
    """Return one line of the attendance list: the newest round, and what each earlier one found (``before``)."""
    mark = marks[-1] if marks else None
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
        "before": [_found(one) for one in marks[:-1]],
    }


def _found(mark: AttendanceMark | None) -> str:
    """Return how a round that is over had found a person: a state, «left», or nothing when not counted."""
    if mark is None:
        return ""
    return "left" if mark.left_at and mark.state != AttendanceMark.State.ABSENT else mark.state


def site_json(
    site: Unit, expected: list[Expected], marks: dict[UUID, AttendanceMark], count: SiteCount | None
) -> dict[str, Any]:
    """Return one site: who of the list sits there, and how many heads it counted."""
    people = [entry.user.pk for entry in expected if entry.site and entry.site.pk == site.pk]
    here = [marks[user_id] for user_id in people if user_id in marks]
    there = [mark for mark in here if mark.state != AttendanceMark.State.ABSENT and mark.left_at is None]
    return {
        "id": str(site.pk),
        "name": site.short_name,
        "expected": len(people),
        "present": len(there),
        "heads": count.heads if count else None,
        "at": _at(count.at) if count else None,
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
        "revision": conclusion.revision,
        "line": str(conclusion.line_id) if conclusion.line_id else None,
        "task": str(conclusion.task_id) if conclusion.task_id else None,
    }


def line_json(line: MinutesLine) -> dict[str, Any]:
    """Return one line for the minutes; ``place`` is its order, ``conclusion`` and ``task`` what was made of it."""
    made = next(iter(line.conclusions.all()), None)
    return {
        "id": str(line.pk),
        "item": str(line.item_id) if line.item_id else None,
        "kind": line.kind,
        "speaker": person_json(line.speaker),
        "text": line.text,
        "at": _at(line.at),
        "place": line.place,
        "revision": line.revision,
        "by": person_json(line.by),
        "conclusion": str(made.pk) if made else None,
        "task": str(line.task_id) if line.task_id else None,
    }


def script_json(meeting: Meeting, items: list[AgendaItem]) -> dict[str, Any]:
    """Return the steps that are due, the next first, and what is still open: for chair and secretaries."""
    steps, points = script.steps_and_points(meeting, items)
    numbers = {item.pk: number for number, item in enumerate(items, 1)}
    return {
        "steps": [_step_json(step, meeting, numbers) for step in steps],
        "open": [_point_json(point, numbers) for point in points],
    }


def _step_json(step: Step, meeting: Meeting, numbers: dict[UUID, int]) -> dict[str, Any]:
    item = step.item
    return {
        "key": step.key(meeting.current_item_id),
        "do": step.do,
        "subject": str(step.subject) if step.subject else None,
        "item": str(item.pk) if item else None,
        "number": numbers.get(item.pk) if item else None,
        "title": _title(item),
        "fields": step.fields,
    }


def _point_json(point: Point, numbers: dict[UUID, int]) -> dict[str, Any]:
    return {
        "kind": point.kind,
        "item": str(point.item.pk) if point.item else None,
        "number": numbers.get(point.item.pk) if point.item else None,
        "subject": str(point.subject) if point.subject else None,
        "words": point.words or _title(point.item),
    }


def _title(item: AgendaItem | None) -> str:
    if item is None:
        return ""
    return SECRET if item.is_secret else item.title


def replan_json(change: PlanChange) -> dict[str, Any]:
    """Return the last change of the plan that can be taken back."""
    return {"id": str(change.pk), "words": change.words, "at": _at(change.at)}


def note_json(note: PrivateNote) -> dict[str, Any]:
    """Return a person's own notes, for that person alone."""
    return {"text": note.text, "revision": note.revision, "at": _at(note.changed_at)}
