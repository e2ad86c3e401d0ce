"""On which days a duty falls, and at which hours it is given: arithmetic over dates."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from giaoban.kernel import clock
from giaoban.kernel.workdays import WorkCalendar
from giaoban.tasks.models import Duty

MONTHS: Final = {Duty.Every.MONTH: 1, Duty.Every.QUARTER: 3, Duty.Every.YEAR: 12}
OPENS: Final = time(7, 30)  # when duties are given on working days, and until when
CLOSES: Final = time(17, 0)
MOST: Final = 2_000  # rounds that are looked at: forty years of weeks


def nth(first: date, every: str, number: int) -> date:
    """Return the day of the nth time; the 31st is the last day of shorter months."""
    if every == Duty.Every.WEEK:
        return first + timedelta(weeks=number)
    month = first.month - 1 + MONTHS[Duty.Every(every)] * number
    year, month = first.year + month // 12, month % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def is_time_to_give(now: datetime, calendar: WorkCalendar) -> bool:
    """Tell whether people are at work: nobody is given a task at midnight or on a day off."""
    here = clock.local(now)
    return calendar.works_on(here.date()) and OPENS <= here.time() < CLOSES


def deadline_of(day: date, calendar: WorkCalendar) -> date:
    """Return the day itself, or the working day before a day off."""
    return day if calendar.works_on(day) else calendar.before(day, 1)


def reached(duty: Duty, today: date, calendar: WorkCalendar) -> Iterator[date]:
    """Return the days of every time that should have been given by today, oldest first."""
    for number in range(MOST):
        day = nth(duty.first_due_on, duty.every, number)
        if calendar.before(deadline_of(day, calendar), duty.lead_days) > today:
            return
        yield day


def next_of(duty: Duty, today: date, calendar: WorkCalendar) -> date:
    """Return the next deadline from today on."""
    days = (deadline_of(nth(duty.first_due_on, duty.every, number), calendar) for number in range(MOST))
    return next(day for day in days if day >= today)
