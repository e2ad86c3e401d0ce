"""Meetings that come back (PRE-2): the rule, dates as rows a year ahead, exceptions, drafts from the usual agenda."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import permissions, queries, recurrence
from giaoban.meetings.actions.agenda import propose_item
from giaoban.meetings.actions.carry import carry_over
from giaoban.meetings.actions.gather import gather_obstacles
from giaoban.meetings.actions.invitations import invite_group
from giaoban.meetings.actions.papers import ask_for_paper
from giaoban.meetings.actions.schedule import schedule
from giaoban.meetings.models import Meeting, Series, SeriesDate, SeriesItem
from giaoban.people import queries as people
from giaoban.people.models import AttendeeGroup, UnitKind, User

ACTIONS = {
    "meetings.series_started": _("{actor} lập loạt họp “{subject}”"),
    "meetings.series_split": _("{actor} sửa loạt họp “{subject}” từ ngày {day}"),
    "meetings.series_ended": _("{actor} kết thúc loạt họp “{subject}” từ ngày {day}"),
    "meetings.series_date_skipped": _("{actor} bỏ kỳ {day} của “{subject}”: {reason}"),
    "meetings.series_date_moved": _("{actor} dời kỳ {day} của “{subject}” sang {starts}: {reason}"),
    "meetings.series_date_restored": _("{actor} khôi phục kỳ {day} của “{subject}”"),
}
CHANGEABLE: Final = frozenset({
    "title", "kind_id", "form", "chair_id", "secretary_id", "rule", "time", "minutes", "location", "demands",
    "contact", "until", "on_holiday", "is_drill", "draft_days", "cutoff_days",
})  # fmt: skip
State = SeriesDate.State


@dataclass(frozen=True, slots=True)
class UsualItem:
    """One item of the usual agenda, as a form or script gives it."""

    title: str
    minutes: int = 10
    wanted: str = "inform"
    preparing_unit_id: UUID | None = None
    presenter_id: UUID | None = None
    asks_paper: bool = False


@transaction.atomic
def start_series(
    *,
    unit_id: UUID,
    values: Mapping[str, Any],
    starts_on: date,
    by: Actor,
    items: Sequence[UsualItem] = (),
    group_ids: Iterable[UUID] = (),
    series_id: UUID | None = None,
) -> Series:
    """The Office, or a leader of the unit, sets up a meeting that comes back by a rule.

    ``values`` are the fields of ``CHANGEABLE``. Its dates are rows at once, a year ahead.
    Repeat: the same ``series_id`` returns the series that is already there.
    """
    require(permissions.may_schedule(by, unit_id))
    known = queries.visible_series(by).filter(pk=series_id).first() if series_id else None
    if known:
        return known
    series = Series(pk=series_id or new_id(), unit_id=unit_id, starts_on=starts_on)
    _fill(series, values)
    series.save(force_insert=True)
    series.groups.set(AttendeeGroup.objects.filter(pk__in=list(group_ids)))
    _set_items(series, items)
    lay_dates(series)
    record("meetings.series_started", by=by, subject=series)
    return series


@transaction.atomic
def change_series_from(
    *,
    series_id: UUID,
    day: date,
    values: Mapping[str, Any],
    by: Actor,
    items: Sequence[UsualItem] | None = None,
    group_ids: Iterable[UUID] | None = None,
) -> Series:
    """Whoever keeps the series changes it from a day on: it is split there and the past stays as it was (invariant 3).

    Meetings already made from it stay where they are. On a day before its first one, the series itself changes.
    """
    series = queries.lock_series(series_id, by)
    require(permissions.may_change_series(by, series))
    if day < clock.today():
        raise Invalid("meetings.series_from_the_past", fields={"day": "meetings.series_from_the_past"})
    successor = series if day <= series.starts_on else _split(series, day)
    _fill(successor, values)
    successor.save()
    if group_ids is not None:
        successor.groups.set(AttendeeGroup.objects.filter(pk__in=list(group_ids)))
    if items is not None:
        _set_items(successor, items)
    _forget_from(successor, day)
    lay_dates(successor)
    record("meetings.series_split", by=by, subject=successor, data={"day": f"{day:%d/%m/%Y}"})
    return successor


def _split(series: Series, day: date) -> Series:
    groups, items = list(series.groups.all()), list(series.items.all())
    successor = Series.objects.get(pk=series.pk)
    successor.pk, successor.follows, successor.starts_on = new_id(), series, day
    successor.save(force_insert=True)
    successor.groups.set(groups)
    for item in items:
        item.pk, item.series = new_id(), successor
    SeriesItem.objects.bulk_create(items)
    series.until, series.ended_at = day - timedelta(days=1), clock.now()
    series.save(update_fields=["until", "ended_at"])
    _forget_from(series, day)
    return successor


@transaction.atomic
def end_series(*, series_id: UUID, day: date, by: Actor) -> Series:
    """Whoever keeps the series ends it: from that day on no more dates. Meetings already made stay.

    Repeat: an ended series stays ended.
    """
    series = queries.lock_series(series_id, by)
    if series.ended_at:
        return series
    require(permissions.may_change_series(by, series))
    series.until, series.ended_at = max(series.starts_on, day - timedelta(days=1)), clock.now()
    series.save(update_fields=["until", "ended_at"])
    _forget_from(series, day)
    record("meetings.series_ended", by=by, subject=series, data={"day": f"{day:%d/%m/%Y}"})
    return series


@transaction.atomic
def skip_date(*, date_id: UUID, reason: str, by: Actor) -> SeriesDate:
    """Whoever keeps the series leaves one date out, with a reason. Repeat: a skipped date stays skipped."""
    series, row = _lock_date(date_id, by)
    if row.state == State.SKIPPED:
        return row
    row.state, row.reason = State.SKIPPED, _needed(reason)
    row.save(update_fields=["state", "reason"])
    return _said("meetings.series_date_skipped", series, row, by)


@transaction.atomic
def move_date(*, date_id: UUID, starts_at: datetime, reason: str, by: Actor) -> SeriesDate:
    """Whoever keeps the series holds one date at another time, with a reason. Repeat: the same time changes nothing."""
    series, row = _lock_date(date_id, by)
    if row.state == State.MOVED and row.starts_at == starts_at:
        return row
    if series.dates.exclude(pk=row.pk).exclude(state=State.SKIPPED).filter(starts_at=starts_at).exists():
        raise Conflict("meetings.series_date_taken")
    row.state, row.starts_at, row.reason = State.MOVED, starts_at, _needed(reason)
    row.save(update_fields=["state", "starts_at", "reason"])
    return _said("meetings.series_date_moved", series, row, by)


@transaction.atomic
def restore_date(*, date_id: UUID, by: Actor) -> SeriesDate:
    """Whoever keeps the series takes an exception back. Repeat: a planned date stays planned."""
    series, row = _lock_date(date_id, by)
    if row.state == State.PLANNED:
        return row
    row.state, row.starts_at, row.reason = State.PLANNED, row.original_start, ""
    row.save(update_fields=["state", "starts_at", "reason"])
    return _said("meetings.series_date_restored", series, row, by)


@transaction.atomic
def draft_from_series(*, date_id: UUID, by: Actor) -> Meeting:
    """Whoever keeps the series drafts the meeting of one date: usual agenda, groups, paper requests, what is left over.

    The chair is the leader in charge where the series is of one branch (ORG-3).
    Repeat: the date's meeting is returned when it is already there.
    """
    row = SeriesDate.objects.filter(pk=date_id).first()
    if row is None:
        raise NotFound
    series = queries.lock_series(row.series_id, by)
    known = Meeting.objects.filter(series=series, original_start=row.original_start).first()
    if known:
        return known
    require(permissions.may_change_series(by, series))
    if row.state == State.SKIPPED:
        raise Conflict("meetings.series_date_is_skipped")
    meeting = schedule(
        title=title_of(series, row.starts_at),
        kind_id=series.kind_id,
        unit_id=series.unit_id,
        starts_at=row.starts_at,
        ends_at=row.starts_at + timedelta(minutes=series.minutes),
        chair_id=_chair(series, clock.local(row.starts_at).date()),
        secretary_id=series.secretary_id,
        details={
            "form": series.form,
            "location": series.location,
            "demands": series.demands,
            "contact": series.contact,
            "is_drill": series.is_drill,
        },
        by=by,
    )
    meeting.series, meeting.original_start = series, row.original_start
    meeting.save(update_fields=["series", "original_start"])
    _usual_agenda(series, meeting, by)
    for group in series.groups.filter(is_active=True):
        invite_group(meeting_id=meeting.pk, group_id=group.pk, by=by)
    carry_over(meeting_id=meeting.pk, by=by)
    gather_obstacles(meeting_id=meeting.pk, by=by)
    return meeting


def title_of(series: Series, starts_at: datetime) -> str:
    """Return the title of one meeting: {tuần}, {tháng}, {ngày} and {năm} are filled in."""
    day = clock.local(starts_at).date()
    words = {
        "{tuần}": str(day.isocalendar().week),
        "{tháng}": str(day.month),
        "{ngày}": f"{day:%d/%m/%Y}",
        "{năm}": str(day.year),
    }
    title = series.title
    for mark, value in words.items():
        title = title.replace(mark, value)
    return title[:300]


def _chair(series: Series, day: date) -> UUID:
    if series.unit.kind.level == UnitKind.Level.BRANCH:
        leader = people.leader_in_charge(series.unit_id, day)
        if leader:
            return leader.pk
    return series.chair_id


def _usual_agenda(series: Series, meeting: Meeting, by: Actor) -> None:
    due_at = queries.papers_due_at(meeting)
    for usual in series.items.all():
        item = propose_item(
            meeting_id=meeting.pk,
            title=usual.title,
            details={
                "minutes": usual.minutes,
                "wanted": usual.wanted,
                "preparing_unit_id": usual.preparing_unit_id,
                "presenter_id": usual.presenter_id,
            },
            by=by,
        )
        if usual.asks_paper and usual.preparing_unit_id:
            ask_for_paper(
                item_id=item.pk,
                unit_id=usual.preparing_unit_id,
                what=usual.title,
                due_at=due_at,
                by=by,
            )


def draft_ahead() -> None:
    """Draft the next meetings of every series as many days ahead as it wishes. A scheduled job; once per date."""
    now = clock.now()
    for series in Series.objects.filter(ended_at=None).select_related("secretary", "unit", "unit__kind"):
        until = now + timedelta(days=series.draft_days)
        made = set(queries.drafted_on(series))
        rows = series.dates.exclude(state=State.SKIPPED).filter(starts_at__gt=now, starts_at__lte=until)
        for row in rows:
            if row.original_start not in made:
                draft_from_series(date_id=row.pk, by=_keeper(series.secretary))


def _keeper(secretary: User) -> Actor:
    """A draft that writes itself is written in the name of the series' secretary."""
    return people.actor_of(secretary)


def extend_series() -> None:
    """Lay the dates of every running series a year ahead, holidays decided meanwhile included. A scheduled job."""
    for series_id in Series.objects.filter(ended_at=None).values_list("pk", flat=True):
        with transaction.atomic():
            lay_dates(Series.objects.get(pk=series_id))


def lay_dates(series: Series) -> None:
    """Write the dates of a series up to a year ahead. Exceptions made by people and dates with a meeting stay."""
    first = max(series.starts_on, clock.today())
    until = min(series.until or date.max, clock.today() + recurrence.AHEAD)
    if until < first:
        return
    days = recurrence.days_of(series.rule, series.starts_on, until)
    names = queries.holiday_names(series.starts_on, until)
    known = {row.original_start: row for row in series.dates.all()}
    held = set(queries.drafted_on(series))
    new: list[SeriesDate] = []
    for occurrence in recurrence.settle(days, series.on_holiday, people.work_calendar(), names):  # type: ignore[arg-type]
        row = _row(series, occurrence)
        old = known.get(row.original_start)
        if old is None and occurrence.day >= first:
            new.append(row)
        elif old and row.original_start not in held and occurrence.day >= first:
            _resettle(old, row, set(names.values()))
    SeriesDate.objects.bulk_create(new)


def _row(series: Series, occurrence: recurrence.Occurrence) -> SeriesDate:
    start = recurrence.at(occurrence.day, series.time)
    row = SeriesDate(series=series, original_start=start, starts_at=start)
    if occurrence.held_on is None:
        row.state, row.reason = State.SKIPPED, occurrence.reason
    elif occurrence.held_on != occurrence.day:
        row.state, row.reason = State.MOVED, occurrence.reason
        row.starts_at = recurrence.at(occurrence.held_on, series.time)
    return row


def _resettle(old: SeriesDate, row: SeriesDate, holidays: set[str]) -> None:
    """A holiday decided later moves a planned date; one taken back lets it return. People's own exceptions stay."""
    by_calendar = old.state == State.PLANNED or old.reason in holidays
    if by_calendar and (old.state, old.starts_at) != (row.state, row.starts_at):
        old.state, old.starts_at, old.reason = row.state, row.starts_at, row.reason
        old.save(update_fields=["state", "starts_at", "reason"])


def _forget_from(series: Series, day: date) -> None:
    held = list(queries.drafted_on(series))
    begin = recurrence.at(day, time())
    series.dates.filter(original_start__gte=begin).exclude(original_start__in=held).delete()


def _fill(series: Series, values: Mapping[str, Any]) -> None:
    if unknown := values.keys() - CHANGEABLE:
        raise LookupError(f"a series has no changeable {sorted(unknown)}")
    for name, value in values.items():
        setattr(series, name, value.strip() if isinstance(value, str) else value)
    if not series.title:
        raise Invalid("meetings.title_needed", fields={"title": "meetings.title_needed"})
    if series.until and series.until < series.starts_on:
        raise Invalid("meetings.series_too_short", fields={"until": "meetings.series_too_short"})


def _set_items(series: Series, items: Sequence[UsualItem]) -> None:
    series.items.all().delete()
    SeriesItem.objects.bulk_create(
        SeriesItem(
            series=series,
            place=place,
            title=item.title.strip(),
            minutes=item.minutes,
            wanted=item.wanted,
            preparing_unit_id=item.preparing_unit_id,
            presenter_id=item.presenter_id,
            asks_paper=item.asks_paper,
        )
        for place, item in enumerate(items, 1)
        if item.title.strip()
    )


def _lock_date(date_id: UUID, by: Actor) -> tuple[Series, SeriesDate]:
    row = SeriesDate.objects.filter(pk=date_id).first()
    if row is None:
        raise NotFound
    series = queries.lock_series(row.series_id, by)
    require(permissions.may_change_series(by, series))
    row.refresh_from_db()
    if row.original_start in queries.drafted_on(series):
        raise Conflict("meetings.series_date_has_meeting")
    return series, row


def _needed(reason: str) -> str:
    if not reason.strip():
        raise Invalid("meetings.reason_needed", fields={"reason": "meetings.reason_needed"})
    return reason.strip()[:300]


def _said(action: str, series: Series, row: SeriesDate, by: Actor) -> SeriesDate:
    data = {
        "day": f"{clock.local(row.original_start):%d/%m/%Y}",
        "starts": f"{clock.local(row.starts_at):%H:%M %d/%m/%Y}",
        "reason": row.reason,
    }
    record(action, by=by, subject=series, data=data)
    return row
