"""The ladder of reminders around a deadline, computed from the state whenever it is asked (invariant 11).

Three, one and no working days before it: the assignee. After it, from the next working day and every
third one: the assignee; one working day late: the head of the unit; five: the leader in charge and the
giver. A moved deadline has a ladder of its own; handed-in work has none.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.notice import Due
from giaoban.kernel.workdays import WorkCalendar
from giaoban.people import queries as people
from giaoban.people.models import Appointment, LeaderInCharge, Position
from giaoban.tasks.models import Task
from giaoban.tasks.permissions import WORKABLE

BEFORE: Final = (0, 1, 3)  # working days, nearest first
EVERY: Final = 3  # working days between reminders of an overdue task
HEAD_AFTER: Final = 1
LEADER_AFTER: Final = 5


def _open(upto: date) -> Iterator[Task]:
    found = Task.objects.filter(state__in=WORKABLE, deadline_on__isnull=False, deadline_on__lte=upto)
    yield from found.select_related("lead_unit").defer("content", "folded").iterator(chunk_size=500)


def _due(task: Task, user_id: UUID, on: date, title: str, because: str, *, mail: bool = True) -> Due:
    return Due(
        user_id=user_id,
        subject_kind="tasks.task",
        subject_id=task.pk,
        title=title,
        url=reverse("tasks:task", args=[task.pk]),
        because=because,
        channels=("inbox", "email") if mail else ("inbox",),
        on=on,
    )


def _day(task: Task) -> str:
    return f"{task.deadline_on:%d/%m/%Y}"


def before_the_deadline(now: datetime) -> Iterable[Due]:
    """Remind the assignee three, one and no working days before the deadline."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for task in _open(calendar.after(today, max(BEFORE))):
        deadline = task.deadline_on
        if deadline is None or deadline < today or task.assignee_id is None:
            continue
        steps = [(step, calendar.before(deadline, step)) for step in BEFORE]
        reached = next(((step, on) for step, on in steps if on <= today), None)
        if reached and clock.local(task.assigned_at).date() < today:
            step, on = reached
            yield _due(task, task.assignee_id, on, _before_words(task, step), _because_before(step), mail=step > 0)


def _before_words(task: Task, step: int) -> str:
    if step == 0:
        return _("Hôm nay đến hạn: %(task)s") % {"task": task.title}
    return _("Sắp đến hạn %(day)s: %(task)s") % {"day": _day(task), "task": task.title}


def _because_before(step: int) -> str:
    if step == 0:
        return _("Nhắc vào ngày đến hạn.")
    return _("Nhắc trước hạn %(days)s ngày làm việc.") % {"days": step}


def _late(now: datetime, least: int) -> Iterator[tuple[Task, int, WorkCalendar]]:
    calendar, today = people.work_calendar(), clock.local(now).date()
    for task in _open(today):
        late = calendar.between(task.deadline_on, today) if task.deadline_on else 0
        if late >= least:
            yield task, late, calendar


def after_the_deadline(now: datetime) -> Iterable[Due]:
    """Remind the assignee of what is overdue: on the next working day and then every third one."""
    for task, late, calendar in _late(now, 1):
        if task.assignee_id and task.deadline_on:
            step = 1 + (late - 1) // EVERY * EVERY
            because = _("Nhắc lại sau mỗi %(days)s ngày làm việc khi quá hạn.") % {"days": EVERY}
            yield _due(task, task.assignee_id, calendar.after(task.deadline_on, step), _late_words(task, late), because)


def _late_words(task: Task, late: int) -> str:
    return _("Quá hạn %(days)s ngày làm việc: %(task)s") % {"days": late, "task": task.title}


def to_the_head(now: datetime) -> Iterable[Due]:
    """Tell the head of the lead unit of a task that is one working day late, once for each deadline."""
    heads = _heads()
    for task, late, calendar in _late(now, HEAD_AFTER):
        head = heads.get(task.lead_unit_id)
        if head and head != task.assignee_id and task.deadline_on:
            because = _("Báo lãnh đạo đơn vị khi nhiệm vụ của đơn vị quá hạn.")
            on = calendar.after(task.deadline_on, HEAD_AFTER)
            yield _due(task, head, on, _unit_words(task, late), because)


def to_the_leader(now: datetime) -> Iterable[Due]:
    """Tell the leader in charge and the giver of a task that is five working days late, once for each deadline."""
    leaders = _leaders()
    for task, late, calendar in _late(now, LEADER_AFTER):
        for person in sorted({leaders.get(task.lead_unit_id), task.assigner_id} - {None, task.assignee_id}, key=str):
            if person and task.deadline_on:
                because = _("Báo lãnh đạo khi quá hạn từ %(days)s ngày làm việc.") % {"days": LEADER_AFTER}
                on = calendar.after(task.deadline_on, LEADER_AFTER)
                yield _due(task, person, on, _unit_words(task, late), because)


def _unit_words(task: Task, late: int) -> str:
    facts = {"unit": task.lead_unit.short_name, "days": late, "task": task.title}
    return _("%(unit)s quá hạn %(days)s ngày làm việc: %(task)s") % facts


def _heads() -> dict[UUID, UUID]:
    rows = Appointment.objects.filter(people.in_force(), position__authority=Position.Authority.HEAD)
    return dict(rows.values_list("unit_id", "user_id"))


def _leaders() -> dict[UUID, UUID]:
    return dict(LeaderInCharge.objects.filter(people.in_force()).values_list("unit_id", "leader_id"))
