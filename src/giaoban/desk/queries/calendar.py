"""The calendar: days with their meetings, and the weekly sheet by leader (lịch công tác tuần)."""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.meetings.models import Attendee, Meeting
from giaoban.meetings.queries import today as meetings
from giaoban.people import queries as people
from giaoban.people.models import User

NOON: Final = 12  # what begins before is the morning's
WEEK: Final = 7


@dataclass(slots=True)
class Day:
    """One day of the calendar."""

    on: date
    is_today: bool
    works: bool
    in_month: bool = True
    meetings: list[Meeting] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """What one leader does in one half of a day."""

    meetings: list[tuple[Meeting, bool]] = field(default_factory=list)  # the meeting, whether the leader chairs it


@dataclass(slots=True)
class SheetRow:
    """One half of a day of the weekly sheet, with one cell for each leader."""

    day: Day
    is_morning: bool
    cells: list[Cell]


@dataclass(slots=True)
class Sheet:
    """The weekly sheet."""

    leaders: list[User]
    rows: list[SheetRow]


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and the Monday after."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=WEEK)


def span_of(view: str, day: date) -> tuple[date, date]:
    """Return the first day and the day after the last of what a view shows; a month is shown in whole weeks."""
    if view == "day":
        return day, day + timedelta(days=1)
    if view == "month":
        first = day.replace(day=1)
        last = first.replace(day=months.monthrange(first.year, first.month)[1])
        return week_of(first)[0], week_of(last)[1]
    return week_of(day)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def days_of(by: Actor, view: str, day: date, unit_id: UUID | None = None) -> list[Day]:
    """Return the days of a view with the meetings that the person may see."""
    first, end = span_of(view, day)
    work, today = people.work_calendar(), clock.today()
    count = (end - first).days
    days = {
        on: Day(on, on == today, work.works_on(on), view != "month" or on.month == day.month)
        for on in (first + timedelta(days=n) for n in range(count))
    }
    for meeting in meetings.in_span(by, _midnight(first), _midnight(end), unit_id):
        on = clock.local(meeting.starts_at).date()
        days[max(on, first)].meetings.append(meeting)
    return list(days.values())


def leaders() -> list[User]:
    """Return the leaders of the agency in order of rank: the columns of the weekly sheet."""
    root = people.root_unit()
    if root is None:
        return []
    rows = people.main_appointments(list(people.leaders_of(root.pk).values_list("pk", flat=True)))
    ranked = sorted(rows.values(), key=lambda row: (row.position.rank, row.user.full_name))
    return [row.user for row in ranked]


def sheet_of(by: Actor, day: date) -> Sheet:
    """Return the week by leader: a morning and an afternoon row for each day; free weekends are left out."""
    columns = leaders()
    rows = []
    for one in days_of(by, "week", day):
        if not one.works and not one.meetings:
            continue
        rows += [SheetRow(one, is_morning, _cells(one, columns, is_morning=is_morning)) for is_morning in (True, False)]
    return Sheet(columns, rows)


def _cells(day: Day, columns: Iterable[User], *, is_morning: bool) -> list[Cell]:
    half = [m for m in day.meetings if (clock.local(m.starts_at).hour < NOON) is is_morning]
    return [Cell([(m, m.chair_id == user.pk) for m in half if user.pk in _there(m)]) for user in columns]


def _there(meeting: Meeting) -> set[UUID]:
    there = {meeting.chair_id}
    for row in meeting.attendees.all():
        if row.capacity == Attendee.Capacity.INFORMED:
            continue
        stands_in = row.consent == Attendee.Consent.GIVEN and row.substitute_id
        there.add(row.substitute_id if stands_in and row.substitute_id else row.user_id)
    return there
