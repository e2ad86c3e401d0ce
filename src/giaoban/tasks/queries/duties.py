"""Duties that come back: who sees which."""

from django.db.models import Q, QuerySet

from giaoban.kernel.actor import Actor
from giaoban.people import queries as people
from giaoban.tasks.models import Duty


def visible_duties(by: Actor) -> QuerySet[Duty]:
    """Return the running duties of the own units, of those one watches, and those one gave or does."""
    if by.user_id is None:
        return Duty.objects.none()
    me = people.people_of(by)
    mine = Q(assigner_id__in=me) | Q(assignee_id__in=me) | Q(lead_unit_id__in=people.watched_units(by))
    return Duty.objects.filter(mine).select_related("lead_unit", "assignee", "assigner").order_by("title")


def running_duties() -> QuerySet[Duty]:
    """Return every duty that has not been ended, for the clock."""
    return Duty.objects.filter(ended_at=None).select_related("lead_unit__parent", "assigner").order_by("pk")
