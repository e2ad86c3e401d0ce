"""Rules of series as dates, and as words. Pure: no database, no clock (invariant 3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from dateutil.rrule import rrulestr
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lunar_vn import convert_lunar_to_solar

from giaoban.kernel.workdays import WorkCalendar

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_WORDS: Final[tuple[Promise | str, ...]] = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)
NTH_WORDS: Final[Mapping[int, Promise | str]] = {
    1: gettext_lazy("đầu tiên"),
    2: gettext_lazy("thứ hai"),
    3: gettext_lazy("thứ ba"),
    4: gettext_lazy("thứ tư"),
    -1: gettext_lazy("cuối cùng"),
}
AHEAD: Final = timedelta(days=366)  # dates are rows a year ahead
TET_SPAN: Final = (-2, 5)  # days around the first day of Tết on which an office rests by custom

Every = Literal["week", "two_weeks", "month"]
OnHoliday = Literal["skip", "before", "after"]


def rule_of(every: Every, weekdays: Sequence[int], nth: int = 1) -> str:
    """Return the RRULE of a small form: every week, two weeks or month, on these weekdays (Monday is 0)."""
    days = ",".join(DAYS[day] for day in sorted(set(weekdays)))
    if every == "month":
        return f"FREQ=MONTHLY;BYDAY={','.join(f'{nth}{day}' for day in days.split(','))}"
    return f"FREQ=WEEKLY;{'INTERVAL=2;' if every == 'two_weeks' else ''}BYDAY={days}"


def form_of(rule: str) -> tuple[Every, list[int], int]:
    """Return what the small form shows of a rule: the reverse of ``rule_of``."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    days = parts["BYDAY"].split(",")
    every: Every = "month" if parts["FREQ"] == "MONTHLY" else "two_weeks" if parts.get("INTERVAL") == "2" else "week"
    nth = int(days[0][:-2] or 1)
    return every, [DAYS.index(day[-2:]) for day in days], nth


def words_of(rule: str) -> str:
    """Return a rule as people say it: «thứ Sáu hằng tuần»."""
    every, weekdays, nth = form_of(rule)
    days = ", ".join(str(DAY_WORDS[day]) for day in weekdays)
    if every == "month":
        return _("%(days)s %(nth)s của tháng") % {"days": days, "nth": NTH_WORDS[nth]}
    return (_("%(days)s hằng tuần") if every == "week" else _("%(days)s, hai tuần một lần")) % {"days": days}


def days_of(rule: str, starts_on: date, until: date) -> list[date]:
    """Return the days of a rule from ``starts_on`` to ``until``, both included."""
    begin = datetime.combine(starts_on, time())
    end = datetime.combine(until, time())
    return [moment.date() for moment in rrulestr(rule, dtstart=begin).between(begin, end, inc=True)]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of a series: where the rule puts it, where it is held (None: not at all), and why it differs."""

    day: date
    held_on: date | None
    reason: str = ""


def settle(
    days: Sequence[date],
    on_holiday: OnHoliday,
    calendar: WorkCalendar,
    names: Mapping[date, str],
) -> Iterator[Occurrence]:
    """Keep the days that are no holidays; skip the others or move them to the working day before or after.

    A day never moves onto or past its neighbours: an occurrence that would is skipped, so the series
    stays in order. A rule on Saturdays is the agency's wish; only holidays move it.
    """
    last: date | None = None
    for place, day in enumerate(days):
        if day not in calendar.holidays:
            last = day
            yield Occurrence(day, day)
            continue
        reason = names.get(day) or _("Ngày nghỉ lễ")
        following = days[place + 1] if place + 1 < len(days) else None
        moved = _moved(day, on_holiday, calendar)
        if moved is None or (last and moved <= last) or (following and moved >= following):
            yield Occurrence(day, None, reason)
            continue
        last = moved
        yield Occurrence(day, moved, reason)


def _moved(day: date, on_holiday: OnHoliday, calendar: WorkCalendar) -> date | None:
    if on_holiday == "skip":
        return None
    return calendar.before(day, 1) if on_holiday == "before" else calendar.after(day, 1)


def at(day: date, wall: time) -> datetime:
    """Return the instant at which a clock on the agency's wall shows that time on that day."""
    return timezone.make_aware(datetime.combine(day, wall))


def tet_of(year: int) -> date:
    """Return the first day of the lunar year that begins in that year."""
    first: date = convert_lunar_to_solar(1, 1, year)
    return first


def over_tet(days: Sequence[date], calendar: WorkCalendar) -> list[tuple[date, list[date]]]:
    """Return for each Tết the days of a series that fall near it while no holiday is entered for it yet."""
    found = []
    for year in sorted({day.year for day in days}):
        first = tet_of(year)
        span = [first + timedelta(days=n) for n in range(*TET_SPAN)]
        near = [day for day in days if day in span]
        if near and not calendar.holidays.intersection(span):
            found.append((first, near))
    return found
