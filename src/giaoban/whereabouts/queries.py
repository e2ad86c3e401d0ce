"""Reading where people are."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from giaoban.whereabouts.models import Stay


def stays_of(user_ids: Iterable[UUID], starts: datetime, ends: datetime) -> QuerySet[Stay]:
    """Return the stays that overlap the span [starts, ends)."""
    found = Stay.objects.filter(user_id__in=list(user_ids), starts__lt=ends, ends__gt=starts)
    return found.select_related("user").order_by("starts")


def away(user_ids: Iterable[UUID], at: datetime) -> QuerySet[Stay]:
    """Return the stays that keep people away from work at that moment."""
    return stays_of(user_ids, at, at).filter(starts__lte=at, is_away=True)


def clashes_with(
    user_ids: Iterable[UUID], starts: datetime, ends: datetime, *, but: UUID | None = None
) -> QuerySet[Stay]:
    """Return what these people already have in the span, except for one subject (PRE-10)."""
    found = stays_of(user_ids, starts, ends)
    return found.exclude(subject_id=but) if but else found


def absences(starts: datetime, ends: datetime) -> list[tuple[UUID, datetime, datetime]]:
    """Return (person, from, to) of everybody's stays away from work that overlap the span, the reason left out."""
    found = Stay.objects.filter(is_away=True, starts__lt=ends, ends__gt=starts).order_by("starts")
    return list(found.values_list("user_id", "starts", "ends"))
