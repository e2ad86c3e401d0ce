"""The tree of units as it stood on any day, and the locks under which it changes."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock
from giaoban.people.models import Appointment, LeaderInCharge, Position, Unit, UnitPeriod, User
from giaoban.people.queries.hats import in_force, with_descendants


@dataclass(slots=True)
class UnitRow:
    """One line of the tree on a day: the unit's name and place then, and who led it then."""

    unit_id: UUID
    name: str
    short_name: str
    kind: str
    level: str
    depth: int = 0
    people: int = 0
    heads: list[User] = field(default_factory=list)
    in_charge: User | None = None
    is_site: bool = False
    children: int = 0


def tree_on(day: date) -> list[UnitRow]:
    """Return the units of that day, parents before children: five queries whatever the size."""
    standing = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))
    periods = UnitPeriod.objects.filter(standing).select_related("kind", "unit").order_by("unit__place", "name")
    below: dict[UUID | None, list[UnitPeriod]] = {}
    there = set()
    for period in periods:
        there.add(period.unit_id)
        below.setdefault(period.parent_id, []).append(period)
    roots = below.get(None, []) + [p for parent, rows in below.items() if parent and parent not in there for p in rows]
    facts = _facts_on(day)
    return [row for root in roots for row in _walk(root, 0, below, facts)]


@dataclass(slots=True)
class _Facts:
    people: dict[UUID, int]
    heads: dict[UUID, list[User]]
    in_charge: dict[UUID, User]


def _facts_on(day: date) -> _Facts:
    held = Appointment.objects.filter(in_force(day), user__is_active=True)
    counted = held.order_by().values_list("unit_id").annotate(people=Count("user", distinct=True))
    heads: dict[UUID, list[User]] = {}
    for appointment in held.filter(position__authority=Position.Authority.HEAD).select_related("user"):
        heads.setdefault(appointment.unit_id, []).append(appointment.user)
    charged = LeaderInCharge.objects.filter(in_force(day)).select_related("leader")
    return _Facts(dict(counted), heads, {row.unit_id: row.leader for row in charged})


def _walk(period: UnitPeriod, depth: int, below: dict[UUID | None, list[UnitPeriod]], facts: _Facts) -> list[UnitRow]:
    children = below.get(period.unit_id, [])
    row = UnitRow(
        unit_id=period.unit_id,
        name=period.name,
        short_name=period.short_name,
        kind=period.kind.label,
        level=period.kind.level,
        depth=depth,
        people=facts.people.get(period.unit_id, 0),
        heads=facts.heads.get(period.unit_id, []),
        in_charge=facts.in_charge.get(period.unit_id),
        is_site=period.unit.is_site,
        children=len(children),
    )
    return [row] + [deeper for child in children for deeper in _walk(child, depth + 1, below, facts)]


def lock_unit(unit_id: UUID) -> Unit:
    """Lock and return one unit; NotFound when there is none."""
    found = lock(Unit.objects.filter(pk=unit_id))
    if not found:
        raise NotFound
    return found[0]


def lock_tree() -> dict[UUID, Unit]:
    """Lock every unit: two moves at once could each be harmless and together make a ring."""
    return {unit.pk: unit for unit in lock(Unit.objects.all())}


def cycle_if_moved(unit_id: UUID, parent_id: UUID, units: dict[UUID, Unit]) -> bool:
    """Tell whether the unit would hang below itself."""
    tree: dict[UUID | None, list[UUID]] = {}
    for unit in units.values():
        tree.setdefault(unit.parent_id, []).append(unit.pk)
    return parent_id in with_descendants({unit_id}, tree)
