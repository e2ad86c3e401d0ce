"""Whose authority a person holds today: for oneself, for others by delegation (ORG-7), over units by post and role."""

from typing import Final
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.people.models import Appointment, Position, Role, User
from giaoban.people.queries.hats import children_by_parent, heads_of, in_force, leaders_of, with_descendants

WATCHING: Final = (Role.LEADER, Role.OFFICE_SECRETARY, Role.INSPECTOR)


def people_of(by: Actor) -> set[UUID]:
    """Return the person and those whose authority the person holds now."""
    return {by.user_id, *by.stands_in_for} if by.user_id else set()


def watched_units(by: Actor) -> set[UUID]:
    """Return the units whose work the person follows, sub-units included.

    Those led or watched over by post or role, and those led by people whose authority the person holds.
    """
    units = set(by.heads | by.in_charge)
    for role in WATCHING:
        units |= by.scopes.get(role, frozenset())
    if by.stands_in_for:
        led = Appointment.objects.filter(in_force(), user_id__in=by.stands_in_for).exclude(
            position__authority=Position.Authority.MEMBER
        )
        units |= with_descendants(set(led.values_list("unit_id", flat=True)), children_by_parent())
    return units


def head_of(unit_id: UUID) -> User | None:
    """Return who answers for a unit today: its head, or a deputy where there is none."""
    return heads_of(unit_id).first() or leaders_of(unit_id).first()
