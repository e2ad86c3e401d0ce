"""The four official figures (R-NV-02, TASK-3) and how old the overdue ones are. All of it is counted in SQL.

Counted: what was assigned, less routine work (R-NV-01), what rests and what was cancelled. Done means
confirmed. Late means that the hand-in, or today while nothing is handed in, lies after the deadline in
force. Each counted task is in exactly one of the four cells.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import BooleanField, Case, Count, DateField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.tasks.models import Task

State = Task.State
COUNTED: Final = Q(is_routine=False) & ~Q(state__in=[State.SUSPENDED, State.CANCELLED])

FIGURES: Final[dict[str, Promise | str]] = {
    "done_on_time": _("Hoàn thành đúng hạn"),
    "done_late": _("Hoàn thành quá hạn"),
    "open_in_time": _("Chưa hoàn thành, trong hạn"),
    "overdue": _("Chưa hoàn thành, quá hạn"),
}
AGES: Final[dict[str, tuple[int, int | None]]] = {
    "1-7": (1, 7),
    "8-30": (8, 30),
    "31-60": (31, 60),
    "61-120": (61, 120),
    "120+": (121, None),
}
BY: Final[dict[str, tuple[str, ...]]] = {
    "unit": ("lead_unit_id", "lead_unit__short_name"),
    "person": ("assignee_id", "assignee__full_name"),
    "meeting": ("context_id", "context_label"),
    "leader": ("assigner_id", "assigner__full_name"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The four cells of one group of tasks, and the overdue ones by age."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    overdue: int = 0
    ages: dict[str, int] = field(default_factory=dict)
    key: str = ""
    label: str = ""

    @property
    def total(self) -> int:
        """How many tasks are counted."""
        return self.done_on_time + self.done_late + self.open_in_time + self.overdue

    @property
    def done(self) -> int:
        """How many are done, late or not."""
        return self.done_on_time + self.done_late

    @property
    def on_time_share(self) -> int | None:
        """Per cent of the done ones that were on time; None when nothing is done."""
        return round(100 * self.done_on_time / self.done) if self.done else None


def with_lateness(tasks: QuerySet[Task], today: date | None = None) -> QuerySet[Task]:
    """Add ``late``: whether the hand-in, or today, lies after the deadline. No deadline: never late."""
    handed_on = Coalesce("done_on", Value(today or clock.today()), output_field=DateField())
    late = When(Q(deadline_on__isnull=False, deadline_on__lt=handed_on), then=Value(True))
    return tasks.annotate(late=Case(late, default=Value(False), output_field=BooleanField()))


LATE: Final = Q(late=True)  # of tasks with_lateness
CELLS: Final[dict[str, Q]] = {
    "done_on_time": Q(state=State.CONFIRMED, late=False),
    "done_late": Q(state=State.CONFIRMED, late=True),
    "open_in_time": ~Q(state=State.CONFIRMED) & Q(late=False),
    "overdue": ~Q(state=State.CONFIRMED) & Q(late=True),
}


def _of_age(age: str, today: date) -> Q:
    first, last = AGES[age]
    wanted = Q(deadline_on__lte=today - timedelta(days=first))
    return wanted & Q(deadline_on__gte=today - timedelta(days=last)) if last else wanted


def _counts(today: date) -> dict[str, Count]:
    cells = {name: Count("pk", filter=cell) for name, cell in CELLS.items()}
    ages = {f"age_{age}": Count("pk", filter=CELLS["overdue"] & _of_age(age, today)) for age in AGES}
    return cells | ages


def _figures(row: dict[str, Any], key: Any = "", label: Any = "") -> Figures:
    ages = {age: row[f"age_{age}"] for age in AGES}
    return Figures(**{name: row[name] for name in CELLS}, ages=ages, key=str(key or ""), label=str(label or ""))


def figures_of(tasks: QuerySet[Task]) -> Figures:
    """Return the figures of these tasks together, in one query."""
    today = clock.today()
    return _figures(with_lateness(tasks.filter(COUNTED), today).order_by().aggregate(**_counts(today)))


def figures_by(tasks: QuerySet[Task], what: str) -> list[Figures]:
    """Return the figures by unit, person, meeting or leader, the most overdue first, in one query."""
    today, (key, label) = clock.today(), BY[what]
    rows = with_lateness(tasks.filter(COUNTED), today).order_by().values(key, label).annotate(**_counts(today))
    return sorted((_figures(row, row[key], row[label]) for row in rows), key=lambda f: (-f.overdue, f.label))


def of_figure(tasks: QuerySet[Task], figure: str) -> QuerySet[Task]:
    """Return the tasks behind one cell."""
    return with_lateness(tasks.filter(COUNTED)).filter(CELLS[figure])


def of_age(tasks: QuerySet[Task], age: str) -> QuerySet[Task]:
    """Return the overdue tasks of one ageing class."""
    return of_figure(tasks, "overdue").filter(_of_age(age, clock.today()))


PERIODS: Final[dict[str, Promise | str]] = {
    "month": _("Tháng này"),
    "quarter": _("Quý này"),
    "year": _("Năm nay"),
    "last_year": _("Năm trước"),
    "all": _("Tất cả"),
}


def _span(name: str) -> tuple[date | None, date | None]:
    today = clock.today()
    if name == "month":
        return today.replace(day=1), today
    if name == "quarter":
        return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), today
    if name == "last_year":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return (None, None) if name == "all" else (date(today.year, 1, 1), today)


def given_in(tasks: QuerySet[Task], name: str) -> QuerySet[Task]:
    """Cut tasks to those given in a named period around today."""
    first, last = _span(name)
    if first is None or last is None:
        return tasks
    starts = timezone.make_aware(datetime.combine(first, time()))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    return tasks.filter(assigned_at__gte=starts, assigned_at__lt=ends)
