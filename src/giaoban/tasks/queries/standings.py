"""Where every open task stands this morning, as the rules of reminding ask: a fixed number of queries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.people import queries as people
from giaoban.people.models import Appointment, LeaderInCharge, Position
from giaoban.tasks.models import ChecklistItem, Extension, ReminderPolicy, Task, TaskNote
from giaoban.tasks.opened import opened
from giaoban.tasks.policy import Policy, Standing, policy_of
from giaoban.whereabouts import queries as whereabouts

State, Kind = Task.State, TaskNote.Kind
WORKED_ON: Final = (State.NEW, State.RECEIVED, State.IN_PROGRESS, State.RETURNED)
WATCHED: Final = (*WORKED_ON, State.REPORTED)
HISTORY: Final = timedelta(days=365)
ENOUGH: Final = 5  # finished tasks from which a person's share on time says something
EVERYTHING: Final = Q()
AHEAD: Final = timedelta(days=120)  # how far absences are looked up


def policy_versions() -> QuerySet[ReminderPolicy]:
    """Return every version of the rules, newest first."""
    return ReminderPolicy.objects.select_related("set_by").order_by("-number")


def policy_in_force() -> Policy:
    """Return the rules of reminding that hold now."""
    newest = ReminderPolicy.objects.order_by("-number").values_list("data", flat=True).first()
    return Policy() if newest is None else policy_of(newest)


@dataclass(frozen=True, slots=True)
class Chain:
    """Who answers above the doer: heads and leaders in charge by unit, holders of somebody's authority, absences."""

    heads: Mapping[UUID, UUID] = field(default_factory=dict)
    leaders: Mapping[UUID, UUID] = field(default_factory=dict)
    holders: Mapping[UUID, list[UUID]] = field(default_factory=dict)
    away: Mapping[UUID, tuple[tuple[date, date], ...]] = field(default_factory=dict)

    def doers_of(self, task: Task, today: date) -> list[UUID]:
        """Return whoever works on the task today: the assignee or the head, or who holds their authority meanwhile."""
        doer = task.assignee_id or self.heads.get(task.lead_unit_id)
        if doer is None:
            return []
        return self.holders.get(doer, []) if self.stood_in_for(doer, today) else [doer]

    def stood_in_for(self, doer: UUID, today: date) -> bool:
        """Tell whether the person is away today and somebody holds the person's authority."""
        return doer in self.holders and any(first <= today <= last for first, last in self.away.get(doer, ()))


def chain_of(today: date) -> Chain:
    """Read who answers for what today, and who is away."""
    holders: dict[UUID, list[UUID]] = {}
    for giver, holder in people.delegations_in_force().values_list("giver_id", "holder_id"):
        holders.setdefault(giver, []).append(holder)
    return Chain(heads=heads(), leaders=leaders(), holders=holders, away=absences(today, today + AHEAD))


def heads() -> dict[UUID, UUID]:
    """Return the head of each unit."""
    rows = Appointment.objects.filter(people.in_force(), position__authority=Position.Authority.HEAD)
    return dict(rows.values_list("unit_id", "user_id"))


def leaders() -> dict[UUID, UUID]:
    """Return the leader in charge of each unit."""
    return dict(LeaderInCharge.objects.filter(people.in_force()).values_list("unit_id", "leader_id"))


def absences(first: date, last: date) -> dict[UUID, tuple[tuple[date, date], ...]]:
    """Return the stretches of whole days on which people are away from work, between these days."""
    starts = timezone.make_aware(datetime.combine(first, time.min))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    found: dict[UUID, list[tuple[date, date]]] = {}
    for user_id, begins, finishes in whereabouts.absences(starts, ends):
        stretch = whole_days(begins, finishes)
        if stretch:
            found.setdefault(user_id, []).append(stretch)
    return {user_id: tuple(sorted(stretches)) for user_id, stretches in found.items()}


def whole_days(starts: datetime, ends: datetime) -> tuple[date, date] | None:
    """Return the days whose working hours the stretch takes whole; None when it is shorter than a day."""
    begins, finishes = clock.local(starts), clock.local(ends)
    first = begins.date() if begins.time() <= time(9, 0) else begins.date() + timedelta(days=1)
    last = finishes.date() if finishes.time() >= time(16, 0) else finishes.date() - timedelta(days=1)
    return (first, last) if first <= last else None


def punctuality(until: date, since: date | None = None) -> dict[UUID, float]:
    """Return each person's share of tasks handed in on time in the year before; who finished too few is missing."""
    done = Task.objects.filter(
        done_on__gte=since or until - HISTORY, done_on__lt=until, deadline_on__isnull=False, assignee__isnull=False
    )
    rows = (
        done.order_by()
        .values_list("assignee_id")
        .annotate(finished=Count("pk"), on_time=Count("pk", filter=Q(done_on__lte=F("deadline_on"))))
    )
    return {person: on_time / finished for person, finished, on_time in rows if person and finished >= ENOUGH}


def standings(chain: Chain, today: date, only: Q = EVERYTHING) -> Iterator[tuple[Task, Standing]]:
    """Return the tasks that wait for somebody, with what the rules ask about each, oldest deadline first."""
    tasks = list(
        Task.objects.filter(only, state__in=WATCHED)
        .select_related("lead_unit", "assignee")
        .defer("content", "folded")
        .order_by("deadline_on", "assigned_at")
    )
    newest, ticked, asked = _newest_notes(), _ticked(), _asked()
    on_time = punctuality(today + timedelta(days=1))
    seen = opened([task.pk for task in tasks if task.state == State.NEW])
    for task in tasks:
        doer = task.assignee_id or chain.heads.get(task.lead_unit_id)
        stood_in_for = doer is not None and chain.stood_in_for(doer, today)
        moved = [at for at in (newest.get((task.pk, Kind.PROGRESS)), ticked.get(task.pk)) if at]
        handed_in = task.state == State.REPORTED
        yield (
            task,
            Standing(
                assigned_on=_day(task.assigned_at),
                deadline_on=task.deadline_on,
                is_handed_in=handed_in,
                is_urgent=task.urgency != Task.Urgency.NORMAL,
                is_opened=task.state != State.NEW or (doer, task.pk) in seen,
                progress=task.progress,
                effort_days=task.effort_days,
                progressed_on=max(map(_day, moved), default=None),
                returned_on=_maybe_day(newest.get((task.pk, Kind.RETURN))) if task.state == State.RETURNED else None,
                handed_in_on=task.done_on if handed_in else None,
                asks_time_since=_maybe_day(asked.get(task.pk)),
                punctuality=on_time.get(doer) if doer else None,
                away=() if doer is None or stood_in_for else chain.away.get(doer, ()),
            ),
        )


def _day(at: datetime) -> date:
    return clock.local(at).date()


def _maybe_day(at: datetime | None) -> date | None:
    return _day(at) if at else None


def _newest_notes() -> dict[tuple[UUID, str], datetime]:
    notes = TaskNote.objects.filter(task__state__in=WATCHED, kind__in=[Kind.PROGRESS, Kind.RETURN])
    rows = notes.order_by().values_list("task_id", "kind").annotate(Max("at"))
    return {(task_id, kind): at for task_id, kind, at in rows}


def _ticked() -> dict[UUID, datetime]:
    ticked = ChecklistItem.objects.filter(task__state__in=WATCHED, done_at__isnull=False)
    return dict(ticked.order_by().values_list("task_id").annotate(Max("done_at")))


def _asked() -> dict[UUID, datetime]:
    waiting = Extension.objects.filter(state=Extension.State.ASKED, task__state__in=WATCHED)
    return dict(waiting.values_list("task_id", "asked_at"))
