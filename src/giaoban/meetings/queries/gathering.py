"""Which branches a briefing hears, and until when their obstacles enter it (OBS-4)."""

from datetime import datetime, time
from typing import Final
from uuid import UUID

from django.utils import timezone

from giaoban.kernel import clock
from giaoban.meetings.models import Meeting, Series
from giaoban.obstacles import queries as obstacles
from giaoban.people import queries as people
from giaoban.people.models import UnitKind

CUTOFF_TIME: Final = time(16)


def branches_of_series(series: Series) -> frozenset[UUID]:
    """Return the branches heard in a series: the branch whose it is, else all below that have none of their own."""
    if series.unit.kind.level == UnitKind.Level.BRANCH:
        return frozenset({series.unit_id})
    below = people.with_descendants({series.unit_id}, people.children_by_parent())
    branches = set(obstacles.branches().filter(pk__in=below).values_list("pk", flat=True))
    own = Series.objects.filter(ended_at=None, kind__has_sites=True, unit_id__in=branches, is_drill=False)
    return frozenset(branches - set(own.values_list("unit_id", flat=True)))


def branches_heard(meeting: Meeting) -> frozenset[UUID]:
    """Return the branches whose obstacles a meeting of a series hears."""
    return branches_of_series(meeting.series) if meeting.series else frozenset()


def cutoff_of(meeting: Meeting) -> datetime:
    """Return until when obstacles enter a briefing by themselves: so many working days before, at four o'clock."""
    days = meeting.series.cutoff_days if meeting.series else 0
    day = people.work_calendar().before(clock.local(meeting.starts_at).date(), days)
    return timezone.make_aware(datetime.combine(day, CUTOFF_TIME))
