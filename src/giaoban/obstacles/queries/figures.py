"""How many obstacles there are, how old, how late, and how long they took (OBS-6, REP-3).

Counted: what was raised, less what was withdrawn or given back. Settled means confirmed by the branch. Days
are calendar days from the raising. Medians are taken from the rows: both databases give the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.obstacles.models import Obstacle
from giaoban.obstacles.models.obstacle import OPEN, WAITING

State = Obstacle.State
AGES: Final[dict[str, tuple[int, int | None]]] = {
    "0-7": (0, 7),
    "8-30": (8, 30),
    "31-60": (31, 60),
    "61-120": (61, 120),
    "120+": (121, None),
}
BY: Final[dict[str, tuple[str, str, Promise | str]]] = {
    "branch": ("branch_id", "branch__short_name", _("Đơn vị nêu")),
    "field": ("field_id", "field__name", _("Lĩnh vực")),
    "division": ("division_id", "division__short_name", _("Đơn vị trả lời")),
}
_SHOWN: Final = (
    "state", "raised_at", "settled_at", "answered_at", "due_on", "first_due_on", "level", "meeting_id", "in_writing",
    "times_reopened",
)  # fmt: skip


@dataclass(slots=True)
class Figures:
    """The figures of one group of obstacles."""

    key: str = ""
    label: str = ""
    raised: int = 0
    resolved: int = 0
    open: int = 0
    overdue: int = 0
    answered_in_time: int = 0
    answered: int = 0
    in_meeting: int = 0
    higher: int = 0
    reopened: int = 0
    days: list[int] = field(default_factory=list)
    ages: dict[str, int] = field(default_factory=lambda: dict.fromkeys(AGES, 0))

    @property
    def median_days(self) -> float | None:
        """How many days half of the settled ones took at most; None when nothing is settled."""
        return median(self.days) if self.days else None

    @property
    def in_time_share(self) -> int | None:
        """Per cent of the answers that came by their first date."""
        return round(100 * self.answered_in_time / self.answered) if self.answered else None

    @property
    def resolved_share(self) -> int | None:
        """Per cent of what was raised that is settled."""
        return round(100 * self.resolved / self.raised) if self.raised else None

    def add(self, row: dict[str, object], today: date) -> None:
        """Count one obstacle."""
        raised_on = _day(row["raised_at"]) or today
        self.raised += 1
        self.higher += row["level"] == Obstacle.Level.HIGHER
        self.reopened += bool(row["times_reopened"])
        self.in_meeting += bool(row["meeting_id"]) and not row["in_writing"]
        if answered_on := _day(row["answered_at"]):
            self.answered += 1
            first = row["first_due_on"]
            self.answered_in_time += isinstance(first, date) and answered_on <= first
        if row["state"] == State.RESOLVED:
            self.resolved += 1
            self.days.append(((_day(row["settled_at"]) or today) - raised_on).days)
        elif row["state"] in OPEN:
            self.open += 1
            self.ages[age_of((today - raised_on).days)] += 1
            due = row["due_on"]
            self.overdue += row["state"] in WAITING and isinstance(due, date) and due < today


def _day(instant: object) -> date | None:
    return clock.local(instant).date() if instant else None  # type: ignore[arg-type]


def age_of(days: int) -> str:
    """Return the ageing class of so many days."""
    return next(name for name, (first, last) in AGES.items() if days >= first and (last is None or days <= last))


def counted(found: QuerySet[Obstacle]) -> QuerySet[Obstacle]:
    """Leave out what was never raised, or ended without needing anybody."""
    return found.exclude(state__in=[State.DRAFT, State.WITHDRAWN, State.RETURNED])


def figures_of(found: QuerySet[Obstacle]) -> Figures:
    """Return the figures of these obstacles together, in one query."""
    total, today = Figures(), clock.today()
    for row in _rows(found):
        total.add(row, today)
    return total


def figures_by(found: QuerySet[Obstacle], what: str) -> list[Figures]:
    """Return the figures by branch, field or division, the most open ones first, in one query."""
    key, label, _words = BY[what]
    groups: dict[object, Figures] = {}
    today = clock.today()
    for row in _rows(found, key, label):
        group = groups.setdefault(row[key], Figures(str(row[key] or ""), str(row[label] or "")))
        group.add(row, today)
    return sorted(groups.values(), key=lambda g: (-g.overdue, -g.open, -g.raised, g.label))


def _rows(found: QuerySet[Obstacle], *more: str) -> Iterator[dict[str, object]]:
    yield from counted(found).order_by().values(*_SHOWN, *more).iterator(chunk_size=2000)


@dataclass(frozen=True, slots=True)
class Month:
    """What was raised and what was settled in one month."""

    first: date
    raised: int
    settled: int


def months_of(found: QuerySet[Obstacle], year: int) -> list[Month]:
    """Return the year month by month: raised and settled, each in the month in which it happened."""
    raised, settled = [0] * 12, [0] * 12
    for row in counted(found).order_by().values("raised_at", "settled_at", "state").iterator(chunk_size=2000):
        if (day := _day(row["raised_at"])) and day.year == year:
            raised[day.month - 1] += 1
        if row["state"] == State.RESOLVED and (day := _day(row["settled_at"])) and day.year == year:
            settled[day.month - 1] += 1
    return [Month(date(year, n + 1, 1), raised[n], settled[n]) for n in range(12)]


PERIODS: Final[dict[str, Promise | str]] = {
    "month": _("Tháng này"),
    "quarter": _("Quý này"),
    "year": _("Năm nay"),
    "last_year": _("Năm trước"),
    "twelve": _("12 tháng qua"),
    "all": _("Tất cả"),
}


def span_of(period: str) -> tuple[date | None, date | None]:
    """Return the first and last day of a period; None leaves that end open."""
    today = clock.today()
    if period == "month":
        return today.replace(day=1), today
    if period == "quarter":
        return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), today
    if period == "last_year":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    if period == "twelve":
        return today - timedelta(days=365), today
    return (None, None) if period == "all" else (date(today.year, 1, 1), today)
