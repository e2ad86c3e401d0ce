"""Reading series: their dates, what was drafted from them, holidays by name."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings.models import Meeting, Series
from giaoban.meetings.queries.meetings import led_units, office_units, selves
from giaoban.people.models import DayRule


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
