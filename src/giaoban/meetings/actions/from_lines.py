"""From a line of the minutes in one step: a conclusion, or a task straight away (LIVE-9, TASK-1)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import live
from giaoban.meetings.actions.conclusions import CONTEXT, Facts, guessed, write
from giaoban.meetings.models import Conclusion, MinutesLine
from giaoban.meetings.permissions import after as rules
from giaoban.meetings.queries import room
from giaoban.tasks import actions as tasks
from giaoban.tasks.models import Task

ACTIONS: dict[str, Promise | str] = {
    "meetings.line_assigned": _("{actor} giao một việc từ biên bản của cuộc họp «{subject}»"),
}
ORIGIN: Final = "meetings.line"
FACTS: Final = frozenset({
    "lead_unit_id", "assignee_id", "coordinators", "deadline_on", "product", "authority", "responsibility", "urgency",
})  # fmt: skip


@transaction.atomic
def conclude_line(*, line_id: UUID, by: Actor, text: str = "") -> Conclusion:
    """The desk makes a line a conclusion: its words, and the unit and day that they name.

    Repeat: a line becomes one conclusion; the one that is there is returned.
    """
    line = _line(line_id, by)
    require(rules.may_conclude(by, line.meeting))
    there = line.conclusions.first()
    if there:
        return there
    facts = guessed(Facts(text.strip() or line.text))
    return write(line.meeting, line.item_id, facts, by, line=line)


@transaction.atomic
def assign_line(*, line_id: UUID, title: str, facts: Mapping[str, Any], by: Actor) -> Task:
    """The desk makes a line a task that goes out at once, in the chair's name: the six clear facts (TASK-1).

    Repeat: a line gives one task; the one that is out is returned.
    """
    if unknown := facts.keys() - FACTS:
        raise LookupError(f"a task from a line has no {sorted(unknown)}")
    line = _line(line_id, by)
    meeting = line.meeting
    require(rules.may_conclude(by, meeting))
    there = Task.objects.filter(pk=line.task_id).exclude(state=Task.State.CANCELLED).first() if line.task_id else None
    if there:
        return there
    task = tasks.assign(
        title=title,
        content=line.text,
        origin=(ORIGIN, line.pk, meeting.title),
        context=(CONTEXT, meeting.pk, meeting.title),
        series_id=meeting.series_id,
        assigner_id=meeting.chair_id,
        allowed=rules.may_conclude(by, meeting),
        by=by,
        **facts,
    )
    line.task_id = task.pk
    line.save(update_fields=["task_id"])
    data = {"line": str(line.pk), "task": str(task.pk)}
    record("meetings.line_assigned", by=by, subject=meeting, data=data, live=live.changes_for_line(line))
    return task


def _line(line_id: UUID, by: Actor) -> MinutesLine:
    meeting_id = MinutesLine.objects.filter(pk=line_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = room.lock_room(meeting_id, by)
    line = MinutesLine.objects.select_related("speaker", "by").get(pk=line_id)
    line.meeting = meeting
    if line.removed_at:
        raise Conflict("meetings.line_is_gone")
    return line
