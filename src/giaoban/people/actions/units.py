"""Units: created, renamed, moved, merged, closed; each with its day, so that history stays readable (ORG-1)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import names, permissions, queries
from giaoban.people.actions import checks
from giaoban.people.models import (
    Appointment,
    AttendeeGroup,
    LeaderInCharge,
    RoleGrant,
    Unit,
    UnitKind,
    UnitPeriod,
)

DETAILS = (
    "symbol", "superior", "customs_code", "address", "town", "phone", "technician", "is_site", "place",
)  # fmt: skip


@transaction.atomic
def create_unit(
    *,
    code: str,
    name: str,
    kind_id: UUID,
    parent_id: UUID | None,
    short_name: str = "",
    opened_on: date | None = None,
    details: dict[str, Any] | None = None,
    by: Actor,
) -> Unit:
    """An administrator sets up a unit below another.

    Repeat: a code is used once; the second time is refused.
    """
    require(permissions.may_keep_structure(by, parent_id))
    checks.needed(code=code, name=name)
    code, day = code.strip(), opened_on or clock.today()
    checks.not_future(day)
    if Unit.objects.filter(code__iexact=code).exists():
        raise Invalid("people.unit_code_taken", taken=code, fields={"code": "people.unit_code_taken"})
    parent = _open_unit(parent_id) if parent_id else None
    unit = Unit.objects.create(
        code=code,
        name=names.tidy(name),
        short_name=names.tidy(short_name or name)[:80],
        kind=_kind(kind_id),
        parent=parent,
        opened_on=day,
        **_only_details(details),
    )
    _open_period(unit, day, "")
    record("people.unit_created", by=by, subject=unit)
    return unit


@transaction.atomic
def change_unit(*, unit_id: UUID, details: dict[str, Any], by: Actor) -> Unit:
    """An administrator corrects what is no matter of history: address, telephone, symbol, site.

    Repeat: what is already so is not recorded again.
    """
    unit = queries.lock_unit(unit_id)
    require(permissions.may_keep_unit(by, unit.pk))
    changed = {name: value for name, value in _only_details(details).items() if getattr(unit, name) != value}
    if not changed:
        return unit
    old = {name: getattr(unit, name) for name in changed}
    for name, value in changed.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(changed))
    record("people.unit_changed", by=by, subject=unit, data={"old": old, "new": changed})
    return unit


@transaction.atomic
def rename_unit(
    *,
    unit_id: UUID,
    name: str,
    short_name: str = "",
    kind_id: UUID | None = None,
    on: date,
    reason: str = "",
    by: Actor,
) -> Unit:
    """An administrator gives the unit another name or kind from a day on; the old one stays in its history.

    Repeat: the same name from the same day changes nothing.
    """
    unit = queries.lock_unit(unit_id)
    require(permissions.may_keep_structure(by, unit.parent_id))
    checks.needed(name=name)
    _must_be_open(unit)
    old = unit.name
    wanted = (names.tidy(name), names.tidy(short_name or name)[:80], kind_id or unit.kind_id)
    if wanted == (unit.name, unit.short_name, unit.kind_id):
        return unit
    unit.name, unit.short_name, unit.kind = wanted[0], wanted[1], _kind(wanted[2])
    unit.save(update_fields=["name", "short_name", "kind"])
    _turn_period(unit, on, reason)
    record("people.unit_renamed", by=by, subject=unit, data={"old": old, "on": on.isoformat(), "reason": reason})
    return unit


@transaction.atomic
def move_unit(*, unit_id: UUID, parent_id: UUID, on: date, reason: str = "", by: Actor) -> Unit:
    """An administrator hangs the unit below another from a day on.

    When: the new parent does not lie below the unit itself.
    Repeat: moving to where it is changes nothing.
    """
    units = queries.lock_tree()
    unit, parent = units.get(unit_id), units.get(parent_id)
    if unit is None or parent is None:
        raise NotFound
    require(permissions.may_keep_structure(by, unit.parent_id))
    require(permissions.may_keep_structure(by, parent.pk))
    _must_be_open(unit, parent)
    if unit.parent_id is None:
        raise Conflict("people.unit_is_root")
    if queries.cycle_if_moved(unit.pk, parent.pk, units):
        raise Conflict("people.unit_cycle", unit=unit.name, parent=parent.name)
    if unit.parent_id == parent.pk:
        return unit
    unit.parent = parent
    unit.save(update_fields=["parent"])
    _turn_period(unit, on, reason)
    record(
        "people.unit_moved",
        by=by,
        subject=unit,
        data={"parent": parent.name, "on": on.isoformat(), "reason": reason},
    )
    return unit


@transaction.atomic
def merge_unit(*, unit_id: UUID, into_id: UUID, on: date, reason: str = "", by: Actor) -> Unit:
    """An administrator merges a unit into another: its units and people go over on that day, its history stays.

    Repeat: a unit that is already merged there stays as it is.
    """
    units = queries.lock_tree()
    unit, into = units.get(unit_id), units.get(into_id)
    if unit is None or into is None:
        raise NotFound
    require(permissions.may_keep_structure(by, unit.parent_id))
    require(permissions.may_keep_unit(by, into.pk))
    if unit.merged_into_id == into.pk:
        return unit
    _must_be_open(unit, into)
    if unit.parent_id is None:
        raise Conflict("people.unit_is_root")
    if queries.cycle_if_moved(unit.pk, into.pk, units):
        raise Conflict("people.merge_into_itself")
    for child in units.values():
        if child.parent_id == unit.pk and child.is_open:
            child.parent = into
            child.save(update_fields=["parent"])
            _turn_period(child, on, reason)
    moved = _move_people(unit, into, on)
    unit.merged_into = into
    _close(unit, on)
    record(
        "people.unit_merged",
        by=by,
        subject=unit,
        data={"into": into.name, "on": on.isoformat(), "reason": reason, "people": moved},
    )
    return unit


@transaction.atomic
def close_unit(*, unit_id: UUID, on: date, reason: str = "", by: Actor) -> Unit:
    """An administrator dissolves a unit that has no units and no people any more.

    Repeat: closing a closed unit changes nothing.
    """
    unit = queries.lock_unit(unit_id)
    require(permissions.may_keep_structure(by, unit.parent_id))
    if not unit.is_open:
        return unit
    if unit.parent_id is None:
        raise Conflict("people.unit_is_root")
    if children := Unit.objects.filter(parent=unit, closed_on=None).count():
        raise Conflict("people.unit_has_children", count=children)
    if people := _still_there(unit, on).count():
        raise Conflict("people.unit_has_people", count=people)
    _close(unit, on)
    record("people.unit_closed", by=by, subject=unit, data={"on": on.isoformat(), "reason": reason})
    return unit


def _still_there(unit: Unit, on: date) -> "Any":
    return Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), unit=unit)


def _move_people(unit: Unit, into: Unit, on: date) -> int:
    """End every appointment the day before and open the same one in the other unit."""
    held = list(_still_there(unit, on).select_related("position", "user"))
    for appointment in held:
        if appointment.starts_on >= on:
            appointment.unit = into
            checks.one_head(into, appointment.position, appointment.starts_on, appointment.ends_on)
            appointment.save(update_fields=["unit"])
            continue
        checks.one_head(into, appointment.position, on, appointment.ends_on)
        ends_on, is_main = appointment.ends_on, appointment.is_main
        appointment.ends_on = on - timedelta(days=1)
        appointment.save(update_fields=["ends_on"])
        same = Appointment.objects.filter(user=appointment.user, unit=into, position=appointment.position, ends_on=None)
        if not same.exists():
            Appointment.objects.create(
                user=appointment.user,
                unit=into,
                position=appointment.position,
                is_main=is_main,
                starts_on=on,
                ends_on=ends_on,
            )
    return len(held)


def _close(unit: Unit, on: date) -> None:
    checks.not_future(on)
    if on < unit.opened_on:
        raise Invalid("people.before_opening", day=f"{unit.opened_on:%d/%m/%Y}", fields={"on": "people.before_opening"})
    unit.closed_on = on
    unit.save(update_fields=["closed_on", "merged_into"])
    UnitPeriod.objects.filter(unit=unit, ends_on=None).update(ends_on=on)
    LeaderInCharge.objects.filter(unit=unit, ends_on=None).update(ends_on=on)
    RoleGrant.objects.filter(unit=unit, ends_on=None).update(ends_on=on)
    AttendeeGroup.objects.filter(unit=unit).update(is_active=False)


def _open_period(unit: Unit, day: date, reason: str) -> None:
    UnitPeriod.objects.create(
        unit=unit,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        parent=unit.parent,
        starts_on=day,
        reason=reason[:300],
    )


def _turn_period(unit: Unit, on: date, reason: str) -> None:
    """Close the running period and open the next; on its very first day a period is corrected instead."""
    checks.not_future(on)
    running = UnitPeriod.objects.get(unit=unit, ends_on=None)
    if on < running.starts_on:
        day = f"{running.starts_on:%d/%m/%Y}"
        raise Invalid("people.before_last_change", day=day, fields={"on": "people.before_last_change"})
    if on == running.starts_on:
        running.name, running.short_name, running.kind, running.parent = (
            unit.name, unit.short_name, unit.kind, unit.parent,
        )  # fmt: skip
        running.save(update_fields=["name", "short_name", "kind", "parent"])
        return
    running.ends_on = on
    running.save(update_fields=["ends_on"])
    _open_period(unit, on, reason)


def _kind(kind_id: UUID) -> UnitKind:
    kind = UnitKind.objects.filter(pk=kind_id).first()
    if kind is None:
        raise NotFound
    return kind


def _open_unit(unit_id: UUID) -> Unit:
    unit = queries.lock_unit(unit_id)
    _must_be_open(unit)
    return unit


def _must_be_open(*units: Unit) -> None:
    for unit in units:
        if not unit.is_open:
            raise Conflict("people.unit_closed", unit=unit.name)


def _only_details(details: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (details or {}).items() if name in DETAILS}
