"""Reusable attendee groups (ORG-8)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import names, permissions, queries
from giaoban.people.actions import checks
from giaoban.people.models import AttendeeGroup, GroupMember, Unit, User


@transaction.atomic
def save_group(
    *,
    group_id: UUID | None = None,
    name: str,
    unit_id: UUID,
    chair_id: UUID | None = None,
    secretary_id: UUID | None = None,
    users: Sequence[UUID] = (),
    units: Sequence[UUID] = (),
    by: Actor,
) -> AttendeeGroup:
    """A unit's leader or administrator writes down who is usually invited together.

    Units stand for their head at the time of inviting. Repeat: the same content saves the same group.
    """
    unit = queries.lock_unit(unit_id)
    require(permissions.may_keep_group(by, unit.pk))
    checks.needed(name=name)
    if not users and not units:
        raise Invalid("people.group_empty", fields={"users": "people.group_empty"})
    group = _lock_group(group_id) if group_id else AttendeeGroup(unit=unit)
    if group_id:
        require(permissions.may_keep_group(by, group.unit_id))
    group.name, group.unit = names.tidy(name), unit
    checks.free_name(AttendeeGroup.objects.filter(unit=unit), "name", group.name, but=group.pk)
    group.chair_id, group.secretary_id = _person(chair_id), _person(secretary_id)
    group.is_active = True
    group.save()
    _write_members(group, users, units)
    record("people.group_saved", by=by, subject=group, data={"people": len(users), "units": len(units)})
    return group


@transaction.atomic
def retire_group(*, group_id: UUID, by: Actor) -> AttendeeGroup:
    """A group is no longer offered when inviting; meetings that used it keep their attendees.

    Repeat: a retired group stays retired.
    """
    group = _lock_group(group_id)
    require(permissions.may_keep_group(by, group.unit_id))
    if not group.is_active:
        return group
    group.is_active = False
    group.save(update_fields=["is_active"])
    record("people.group_retired", by=by, subject=group)
    return group


def _lock_group(group_id: UUID) -> AttendeeGroup:
    found = lock(AttendeeGroup.objects.filter(pk=group_id))
    if not found:
        raise NotFound
    return found[0]


def _person(user_id: UUID | None) -> UUID | None:
    if user_id is not None and not User.objects.filter(pk=user_id, is_active=True).exists():
        raise NotFound
    return user_id


def _write_members(group: AttendeeGroup, users: Sequence[UUID], units: Sequence[UUID]) -> None:
    """Write the members anew in their order; an unknown id is left out by asking the tables first."""
    known = set(User.objects.filter(pk__in=users, is_active=True).values_list("pk", flat=True))
    open_units = set(Unit.objects.filter(pk__in=units, closed_on=None).values_list("pk", flat=True))
    rows = [GroupMember(group=group, unit_id=pk) for pk in dict.fromkeys(units) if pk in open_units]
    rows += [GroupMember(group=group, user_id=pk) for pk in dict.fromkeys(users) if pk in known]
    for place, row in enumerate(rows, 1):
        row.place = place
    GroupMember.objects.filter(group=group).delete()
    GroupMember.objects.bulk_create(rows)
