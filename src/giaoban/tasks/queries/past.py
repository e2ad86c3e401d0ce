"""Where tasks stood on days that are past, from what is written: for trying rules of reminding on real months."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.ledger.queries import entries_of
from giaoban.tasks.models import ChecklistItem, Extension, Task, TaskNote
from giaoban.tasks.opened import opened
from giaoban.tasks.policy import Standing
from giaoban.tasks.queries.standings import Chain, punctuality

State, Kind = Task.State, TaskNote.Kind
SIDE_WAYS: Final = ("tasks.suspended", "tasks.resumed", "tasks.cancelled")


@dataclass(slots=True)
class Past:
    """One task with the moments that changed where it stood, each list in order of time."""

    task: Task
    notes: list[tuple[datetime, str, int]] = field(default_factory=list)  # progress, hand-in, return; per cent
    ticks: list[datetime] = field(default_factory=list)
    moves: list[tuple[datetime, date | None]] = field(default_factory=list)  # granted at, deadline until then
    asked: list[tuple[datetime, datetime | None]] = field(default_factory=list)  # a wish waited from–to
    side: list[tuple[datetime, str]] = field(default_factory=list)
    opened_at: datetime | None = None

    def on(self, at: datetime, chain: Chain, on_time: dict[UUID, float]) -> Standing | None:
        """Return where it stood then; None when it waited for nobody."""
        task, doer = self.task, self.task.assignee_id or chain.heads.get(self.task.lead_unit_id)
        confirmed = task.confirmed_at is not None and task.confirmed_at <= at
        if task.assigned_at > at or confirmed or self._rests(at):
            return None
        told = [note for note in self.notes if note[0] <= at]
        turns = [(when, kind) for when, kind, _ in told if kind in {Kind.HAND_IN, Kind.RETURN}]
        progress = [note for note in told if note[1] == Kind.PROGRESS]
        moved = [when for when, _, _ in progress] + self.ticks[: bisect_right(self.ticks, at)]
        handed_in = bool(turns) and turns[-1][1] == Kind.HAND_IN
        returned = turns[-1][0] if turns and not handed_in else None
        waits = next((since for since, until in self.asked if since <= at and (until is None or until > at)), None)
        known = [when for when in (task.received_at, self.opened_at) if when and when <= at]
        stood_in_for = doer is not None and chain.stood_in_for(doer, _day(at))
        return Standing(
            assigned_on=_day(task.assigned_at),
            deadline_on=self._deadline(at),
            is_handed_in=handed_in,
            is_urgent=task.urgency != Task.Urgency.NORMAL,
            is_opened=bool(known or told),
            progress=next((share for _when, kind, share in reversed(told) if kind != Kind.RETURN), 0),
            effort_days=task.effort_days,
            progressed_on=max(map(_day, moved), default=None),
            returned_on=_day(returned) if returned and (not progress or progress[-1][0] < returned) else None,
            handed_in_on=_day(turns[-1][0]) if handed_in else None,
            asks_time_since=_day(waits) if waits else None,
            punctuality=on_time.get(doer) if doer else None,
            away=() if doer is None or stood_in_for else chain.away.get(doer, ()),
        )

    def _rests(self, at: datetime) -> bool:
        told = [action for when, action in self.side if when <= at]
        return bool(told) and told[-1] != "tasks.resumed"

    def _deadline(self, at: datetime) -> date | None:
        return next((before for when, before in self.moves if when > at), self.task.deadline_on)


def _day(at: datetime) -> date:
    return clock.local(at).date()


def morning(day: date, minute: int) -> datetime:
    """Return the instant at which reminders go out on that day."""
    return timezone.make_aware(datetime.combine(day, time(*divmod(minute, 60))))


def pasts(first: date, last: date) -> list[Past]:
    """Return every task that could wait for somebody between these days, with its moments."""
    starts, ends = morning(first, 0), morning(last, 24 * 60 - 1)
    rows = Task.objects.filter(Q(confirmed_at=None) | Q(confirmed_at__gte=starts), assigned_at__lte=ends)
    rows = rows.select_related("lead_unit", "assignee").defer("content", "folded")
    found = {task.pk: Past(task) for task in rows.order_by("deadline_on", "assigned_at")}
    _read_notes(found, ends)
    _read_wishes(found)
    for entry in entries_of(SIDE_WAYS, "tasks.task"):
        if past := found.get(UUID(entry.subject_id)):
            past.side.append((entry.at, entry.action))
    seen = opened(list(found))
    for past in found.values():
        past.opened_at = seen.get((past.task.assignee_id, past.task.pk)) if past.task.assignee_id else None
    return list(found.values())


def _read_notes(found: dict[UUID, Past], ends: datetime) -> None:
    kinds = [Kind.PROGRESS, Kind.HAND_IN, Kind.RETURN]
    notes = TaskNote.objects.filter(kind__in=kinds, at__lte=ends).order_by("at", "id")
    for task_id, at, kind, progress in notes.values_list("task_id", "at", "kind", "progress"):
        if task_id in found:
            found[task_id].notes.append((at, kind, progress or 0))
    ticks = ChecklistItem.objects.filter(done_at__isnull=False).order_by("done_at")
    for task_id, done_at in ticks.values_list("task_id", "done_at"):
        if task_id in found and done_at:
            found[task_id].ticks.append(done_at)


def _read_wishes(found: dict[UUID, Past]) -> None:
    for wish in Extension.objects.order_by("asked_at"):
        if past := found.get(wish.task_id):
            past.asked.append((wish.asked_at, wish.decided_at))
            if wish.state == Extension.State.GRANTED and wish.decided_at:
                past.moves.append((wish.decided_at, wish.from_on))


def standings_on(day: date, minute: int, found: list[Past], chain: Chain) -> Iterator[tuple[Task, Standing]]:
    """Return where every task stood on that morning."""
    at, on_time = morning(day, minute), punctuality(day)
    for past in found:
        standing = past.on(at, chain, on_time)
        if standing:
            yield past.task, standing
