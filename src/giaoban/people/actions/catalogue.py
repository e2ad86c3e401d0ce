"""Catalogues: positions, unit kinds, document types and the like, working days (ORG-10)."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.kernel.workdays import FRIDAY
from giaoban.ledger.record import record
from giaoban.people import names, permissions
from giaoban.people.actions import checks
from giaoban.people.models import CatalogueEntry, DayRule, Position, Unit, UnitKind

M = TypeVar("M", bound=Model)


@transaction.atomic
def save_position(*, position_id: UUID | None = None, name: str, authority: str, rank: int, by: Actor) -> Position:
    """A system administrator keeps the catalogue of positions; people who hold one keep holding it.

    Repeat: the same content saves the same position.
    """
    require(permissions.may_administer_system(by))
    checks.needed(name=name)
    position = _lock(Position, position_id) if position_id else Position()
    position.name, position.rank = names.tidy(name), rank
    position.authority = Position.Authority(authority)
    checks.free_name(Position.objects.all(), "name", position.name, but=position.pk)
    position.save()
    record("people.position_saved", by=by, subject=position, data={"authority": authority, "rank": rank})
    return position


@transaction.atomic
def save_unit_kind(*, kind_id: UUID | None = None, label: str, level: str, place: int = 0, by: Actor) -> UnitKind:
    """A system administrator keeps what kinds of units are called; the level is what rules ask for.

    Repeat: the same content saves the same kind.
    """
    require(permissions.may_administer_system(by))
    checks.needed(label=label)
    kind = _lock(UnitKind, kind_id) if kind_id else UnitKind()
    kind.label, kind.place = names.tidy(label), place
    kind.level = UnitKind.Level(level)
    checks.free_name(UnitKind.objects.all(), "label", kind.label, but=kind.pk)
    kind.save()
    record("people.unit_kind_saved", by=by, subject=kind, data={"level": level})
    return kind


@transaction.atomic
def save_catalogue_entry(
    *,
    entry_id: UUID | None = None,
    catalogue: str,
    code: str,
    name: str,
    unit_id: UUID | None = None,
    place: int = 0,
    is_active: bool = True,
    by: Actor,
) -> CatalogueEntry:
    """A system administrator keeps a simple catalogue. Entries are retired, not deleted: papers name them.

    Repeat: the same content saves the same entry.
    """
    require(permissions.may_administer_system(by))
    checks.needed(code=code, name=name)
    entry = _lock(CatalogueEntry, entry_id) if entry_id else CatalogueEntry()
    entry.catalogue = CatalogueEntry.Catalogue(catalogue)
    entry.code, entry.name = code.strip(), names.tidy(name)
    entry.unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
    entry.place, entry.is_active = place, is_active
    checks.free_name(CatalogueEntry.objects.filter(catalogue=entry.catalogue), "code", entry.code, but=entry.pk)
    entry.save()
    record("people.catalogue_saved", by=by, subject=entry, data={"catalogue": catalogue, "active": is_active})
    return entry


@transaction.atomic
def set_day_rule(*, day: date, kind: str, name: str, basis: str = "", by: Actor) -> DayRule:
    """The Office writes down a holiday or a swap day of the year's decision (R-NP-13).

    Repeat: what is already so is not recorded again.
    """
    require(permissions.may_set_days(by))
    checks.needed(name=name)
    rule_kind = DayRule.Kind(kind)
    if rule_kind == DayRule.Kind.SWAP_DAY and day.weekday() <= FRIDAY:
        raise Invalid("people.day_not_weekend", fields={"day": "people.day_not_weekend"})
    rule = next(iter(lock(DayRule.objects.filter(pk=day))), None)
    wanted = (rule_kind, names.tidy(name), basis.strip()[:200])
    if rule and (rule.kind, rule.name, rule.basis) == wanted:
        return rule
    rule = rule or DayRule(day=day)
    rule.kind, rule.name, rule.basis = wanted
    rule.save()
    record("people.day_set", by=by, subject=rule, data={"kind": kind})
    return rule


@transaction.atomic
def remove_day_rule(*, day: date, by: Actor) -> None:
    """The Office takes a holiday or swap day back.

    Repeat: removing what is not there changes nothing.
    """
    require(permissions.may_set_days(by))
    rule = next(iter(lock(DayRule.objects.filter(pk=day))), None)
    if rule is None:
        return
    record("people.day_removed", by=by, subject=rule, data={"kind": rule.kind})
    rule.delete()


def _lock(model: type[M], pk: UUID) -> M:
    found = lock(model._default_manager.filter(pk=pk))  # noqa: SLF001 - Django documents this attribute
    if not found:
        raise NotFound
    return found[0]
