"""Reading series: their dates, what was drafted from them, holidays by name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings import recurrence
from giaoban.meetings.models import Meeting, Series, SeriesDate
from giaoban.meetings.queries.meetings import led_units, office_units, selves
from giaoban.people import queries as people
from giaoban.people.models import DayRule
from giaoban.ui.dates import date_vn


def visible_series(by: Actor) -> QuerySet[Series]:
    """Return the series that the person prepares, chairs, or leads the unit of."""
    people_ids = selves(by)
    rule = Q(unit__in=office_units(by) | led_units(by)) | Q(chair__in=people_ids) | Q(secretary__in=people_ids)
    return Series.objects.filter(rule).select_related("kind", "unit", "chair", "secretary")


def lock_series(series_id: UUID, by: Actor) -> Series:
    """Lock a series that the person may see."""
    found = lock_one(visible_series(by).filter(pk=series_id))
    if found is None:
        raise NotFound
    return found


def lineage_of(series: Series) -> list[UUID]:
    """Return the series and those it follows after splits, newest first: one story for tasks and items."""
    parents = dict(Series.objects.exclude(follows=None).values_list("pk", "follows"))
    found = [series.pk]
    while (older := parents.get(found[-1])) and older not in found:
        found.append(older)
    return found


def drafted_on(series: Series) -> dict[datetime, Meeting]:
    """Return the meetings already made from the series, by their place in it."""
    made = Meeting.objects.filter(series=series, original_start__isnull=False).select_related("chair")
    return {meeting.original_start: meeting for meeting in made if meeting.original_start}


def holiday_names(first: date, last: date) -> dict[date, str]:
    """Return the holidays of a span by name."""
    rules = DayRule.objects.filter(kind=DayRule.Kind.HOLIDAY, day__range=(first, last))
    return dict(rules.values_list("day", "name"))


def next_dates(rows: "list[Series]") -> dict[UUID, SeriesDate]:
    """Return the next date of each series that is held, in one query."""
    coming = SeriesDate.objects.filter(series__in=rows, starts_at__gte=clock.now())
    found: dict[UUID, SeriesDate] = {}
    for row in coming.exclude(state=SeriesDate.State.SKIPPED).order_by("starts_at"):
        found.setdefault(row.series_id, row)
    return found


@dataclass(frozen=True, slots=True)
class Month:
    """The dates of a series in one month, each with the meeting made from it."""

    first: date
    dates: list[tuple[SeriesDate, Meeting | None]]


def dates_of(series: Series) -> list[Month]:
    """Return the dates of a series from a month ago on, month by month: two queries."""
    made = drafted_on(series)
    months: dict[date, list[tuple[SeriesDate, Meeting | None]]] = {}
    since = clock.now() - timedelta(days=31)
    for row in series.dates.filter(original_start__gte=since).order_by("original_start"):
        first = clock.local(row.original_start).date().replace(day=1)
        months.setdefault(first, []).append((row, made.get(row.original_start)))
    return [Month(first, dates) for first, dates in months.items()]


def tet_words(series: Series) -> list[str]:
    """Say what becomes of a series over Tết: what was skipped or moved, and what nobody has decided yet."""
    rows = list(series.dates.filter(original_start__gte=clock.now()).order_by("original_start"))
    said = []
    for first in {recurrence.tet_of(clock.local(row.original_start).year) for row in rows}:
        span = (first - timedelta(days=10), first + timedelta(days=15))
        for row in rows:
            day = clock.local(row.original_start).date()
            if span[0] <= day <= span[1] and row.state != SeriesDate.State.PLANNED:
                said.append((day, _exception(row)))
    planned = [clock.local(row.original_start).date() for row in rows if row.state == SeriesDate.State.PLANNED]
    for first, near in recurrence.over_tet(planned, people.work_calendar()):
        words = _(
            "Tết Nguyên đán %(year)s (mùng 1 là %(first)s) chưa nhập lịch nghỉ; các kỳ %(days)s có thể trùng Tết."
        )
        days = ", ".join(date_vn(day) for day in near)
        said.append((near[0], words % {"year": first.year, "first": date_vn(first), "days": days}))
    return [words for _day, words in sorted(said)]


def _exception(row: SeriesDate) -> str:
    facts = {"day": date_vn(row.original_start), "reason": row.reason, "to": date_vn(row.starts_at)}
    if row.state == SeriesDate.State.SKIPPED:
        return _("Kỳ %(day)s không họp: %(reason)s.") % facts
    return _("Kỳ %(day)s dời sang %(to)s: %(reason)s.") % facts
