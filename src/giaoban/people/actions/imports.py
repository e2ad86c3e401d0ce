"""Importing units and people: a file is kept, shown, and applied whole or not at all."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import permissions, queries
from giaoban.people.actions.units import change_unit, create_unit, move_unit, rename_unit
from giaoban.people.actions.users import assign_position, change_user, invite_user, leave_position
from giaoban.people.importing import table
from giaoban.people.importing.people import PersonWish
from giaoban.people.importing.plan import Plan, plan
from giaoban.people.importing.units import UnitWish, parent_id_of
from giaoban.people.models import ImportDraft, Unit, User

KEEP: Final = timedelta(days=7)


@transaction.atomic
def upload_import(*, filename: str, content: bytes, by: Actor) -> ImportDraft:
    """A system administrator uploads a table; it is kept for a week until applied or dropped.

    Repeat: each upload is a draft of its own. A file that is no table is refused before it is kept.
    """
    require(permissions.may_administer_system(by))
    table.read(content)
    ImportDraft.objects.filter(created_at__lt=clock.now() - KEEP).delete()
    draft = ImportDraft.objects.create(user_id=by.person_id, filename=filename[:200], content=content)
    record("people.import_uploaded", by=by, subject=draft)
    return draft


@transaction.atomic
def drop_import(*, draft_id: UUID, by: Actor) -> None:
    """A system administrator throws an uploaded table away.

    Repeat: what is gone stays gone.
    """
    require(permissions.may_administer_system(by))
    draft = ImportDraft.objects.filter(pk=draft_id, applied_at=None).first()
    if draft:
        record("people.import_dropped", by=by, subject=draft)
        draft.delete()


@transaction.atomic
def apply_import(*, draft_id: UUID, by: Actor) -> Plan:
    """A system administrator applies an uploaded table: all of it, or nothing.

    When: the table has no fault; it is compared anew under the lock, so what was shown may have changed.
    Repeat: a table is applied once; uploading it again finds everything unchanged.
    """
    require(permissions.may_administer_system(by))
    found = lock(ImportDraft.objects.filter(pk=draft_id))
    if not found:
        raise NotFound
    draft = found[0]
    if draft.applied_at is not None:
        raise Conflict("people.import_done")
    queries.lock_tree()
    wanted = plan(bytes(draft.content))
    if wanted.fault_count:
        raise Invalid("people.import_faults", count=wanted.fault_count)
    for unit in wanted.units:
        _apply_unit(unit, by)
    _apply_people(wanted.people, by)
    draft.applied_at = clock.now()
    draft.save(update_fields=["applied_at"])
    record("people.imported", by=by, subject=draft, data=wanted.counts)
    return wanted


def _apply_unit(wish: UnitWish, by: Actor) -> None:
    if wish.kind is None:
        return
    if wish.unit is None:
        create_unit(
            code=wish.code,
            name=wish.name,
            short_name=wish.short_name,
            kind_id=wish.kind.pk,
            parent_id=parent_id_of(wish),
            details=wish.details,
            by=by,
        )
        return
    today = clock.today()
    if wish.renames:
        rename_unit(
            unit_id=wish.unit.pk, name=wish.name, short_name=wish.short_name, kind_id=wish.kind.pk, on=today, by=by
        )
    parent_id = parent_id_of(wish) if wish.moves else None
    if parent_id is not None:
        move_unit(unit_id=wish.unit.pk, parent_id=parent_id, on=today, by=by)
    if wish.details:
        change_unit(unit_id=wish.unit.pk, details=wish.details, by=by)


def _apply_people(wishes: list[PersonWish], by: Actor) -> None:
    """Old positions end before new ones begin: two heads may change places in one file."""
    for wish in wishes:
        if wish.leaves and wish.appoints:
            day = wish.starts_on or clock.today()
            leave_position(appointment=wish.leaves, day=day, by=by)
    units = {code.casefold(): pk for code, pk in Unit.objects.values_list("code", "pk")}
    made: dict[str, User] = {}
    for wish in wishes:
        user = wish.user or made.get(wish.username)
        unit_id = units[wish.unit_code.casefold()]
        if user is None:
            made[wish.username] = _invite(wish, unit_id, by)
            continue
        if wish.line.differences:
            _change(wish, user, by)
        if wish.appoints and wish.position:
            assign_position(
                user_id=user.pk,
                unit_id=unit_id,
                position_id=wish.position.pk,
                starts_on=wish.starts_on,
                is_main=not wish.is_extra,
                by=by,
            )


def _invite(wish: PersonWish, unit_id: UUID, by: Actor) -> User:
    if wish.position is None:
        raise NotFound
    return invite_user(
        username=wish.username,
        full_name=wish.full_name,
        unit_id=unit_id,
        position_id=wish.position.pk,
        email=wish.fields.get("email", ""),
        starts_on=wish.starts_on,
        details=wish.fields,
        by=by,
    )


def _change(wish: PersonWish, user: User, by: Actor) -> None:
    details = {key: value for key, value in wish.fields.items() if key != "email"}
    change_user(user_id=user.pk, full_name=wish.full_name, email=wish.fields.get("email"), details=details, by=by)
