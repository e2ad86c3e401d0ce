"""What a form may offer: units to give to, people of a unit."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from giaoban.kernel.actor import Actor
from giaoban.people import queries as people
from giaoban.people.models import Role, Unit, User


def assignable_units(by: Actor) -> QuerySet[Unit]:
    """Return the open units to which the person may give tasks, the own ones among them."""
    covered = set(by.heads | by.in_charge | by.units)
    covered |= by.scopes.get(Role.LEADER, frozenset()) | by.scopes.get(Role.OFFICE_SECRETARY, frozenset())
    return people.open_units().filter(pk__in=covered).order_by("place", "name")


def people_below(unit_id: UUID) -> QuerySet[User]:
    """Return the people of a unit and of everything below it: to whom its head hands a task."""
    units = people.with_descendants({unit_id}, people.children_by_parent())
    return people.members_of(units).order_by("full_name")


def units_below(unit_id: UUID) -> QuerySet[Unit]:
    """Return the unit itself and the open units below it."""
    units = people.with_descendants({unit_id}, people.children_by_parent())
    return people.open_units().filter(Q(pk__in=units)).order_by("place", "name")


def is_of(person_id: UUID, unit_ids: set[UUID]) -> bool:
    """Tell whether the person holds a position in one of the units."""
    return people.members_of(unit_ids).filter(pk=person_id).exists()


def names_of(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of these people."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "full_name"))
