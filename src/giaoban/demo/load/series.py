"""The weekly briefing as a series: its rule, a date for every week, the weeks that differed."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from giaoban.demo.content import briefings
from giaoban.demo.load.known import Known
from giaoban.demo.load.timeline import moment
from giaoban.kernel import clock
from giaoban.meetings import actions, recurrence
from giaoban.meetings.models import Series, SeriesDate


def load_series(known: Known, now: datetime) -> Series:
    """Start the series two weeks before its first date, and lay its dates to a year from now."""
    today = timezone.localtime(now).date()
    row = briefings.series(today)
    with clock.at(moment(row.starts_on - timedelta(days=14), 9)):
        series = actions.start_series(
            unit_id=known.unit_id(row.unit),
            starts_on=row.starts_on,
            values={
                "title": row.title,
                "kind_id": known.kinds[row.kind].pk,
                "form": row.form,
                "chair_id": known.user_id(row.chair),
                "secretary_id": known.user_id(row.secretary),
                "rule": row.rule,
                "time": row.start,
                "minutes": row.minutes,
                "location": row.location,
                "demands": row.demands,
                "contact": row.contact,
                "on_holiday": row.on_holiday,
            },
            items=[
                actions.UsualItem(
                    title=item.title,
                    minutes=item.minutes,
                    wanted=item.wanted,
                    preparing_unit_id=known.unit_id(item.unit),
                    asks_paper=item.asks_paper,
                )
                for item in row.items
            ],
            group_ids=[known.groups[row.group].pk],
            by=known.by("vanphong"),
        )
    with clock.at(now):
        actions.extend_series()
    _exceptions(series, row, now)
    return series


def _exceptions(series: Series, row: briefings.Series, now: datetime) -> None:
    """Write the dates as they came to be: the past follows what was really held."""
    today = timezone.localtime(now).date()
    series.dates.filter(original_start__lt=now).update(
        state=SeriesDate.State.PLANNED, reason="", starts_at=F("original_start")
    )
    for found in briefings.exceptions(today):
        original = recurrence.at(found.original_day, row.start)
        moved = found.moved_to is not None
        SeriesDate.objects.update_or_create(
            series=series,
            original_start=original,
            defaults={
                "starts_at": recurrence.at(found.moved_to or found.original_day, row.start),
                "state": SeriesDate.State.MOVED if moved else SeriesDate.State.SKIPPED,
                "reason": found.reason,
            },
        )
