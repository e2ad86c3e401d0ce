"""Who this is today: hats, delegation, leaders, members, the working calendar."""

from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q, QuerySet

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.folding import fold
from giaoban.kernel.workdays import WorkCalendar
from giaoban.people.models import (
    Appointment,
    DayRule,
    Delegation,
    LeaderInCharge,
    Position,
    Role,
    RoleGrant,
    Unit,
    User,
)


def in_force(on: date | None = None) -> Q:
    """Return the condition «holds on that day» for rows with starts_on / ends_on."""
    day = on or clock.today()
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def children_by_parent() -> dict[UUID | None, list[UUID]]:
    """Return the tree of units as parent → children, in one query."""
    tree: dict[UUID | None, list[UUID]] = {}
    for unit_id, parent_id in Unit.objects.values_list("id", "parent_id"):
        tree.setdefault(parent_id, []).append(unit_id)
    return tree


def with_descendants(roots: "set[UUID] | frozenset[UUID]", tree: dict[UUID | None, list[UUID]]) -> frozenset[UUID]:
    """Return the units and everything below them."""
    found: set[UUID] = set()
    waiting = list(roots)
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found.add(unit_id)
            waiting.extend(tree.get(unit_id, ()))
    return frozenset(found)


def actor_of(user: User, *, request_id: str = "", address: str = "") -> Actor:
    """Return the person as an actor with today's hats: five queries at most, whatever the person is."""
    if user.site_id:
        here = frozenset({user.site_id})
        return Actor(user_id=user.pk, label=user.full_name, units=here, request_id=request_id, address=address)
    appointments = list(Appointment.objects.filter(in_force(), user=user).values_list("unit_id", "position__authority"))
    granted: dict[str, set[UUID]] = {}
    for role, unit_id in RoleGrant.objects.filter(in_force(), user=user).values_list("role", "unit_id"):
        granted.setdefault(role, set()).add(unit_id)
    leading = {unit for unit, authority in appointments if authority != Position.Authority.MEMBER}
    in_charge = set(LeaderInCharge.objects.filter(in_force(), leader=user).values_list("unit_id", flat=True))
    tree = children_by_parent() if granted or leading or in_charge else {}
    return Actor(
        user_id=user.pk,
        label=user.full_name,
        scopes=MappingProxyType({role: with_descendants(units, tree) for role, units in granted.items()}),
        units=frozenset(unit for unit, _ in appointments),
        heads=with_descendants(leading, tree),
        in_charge=with_descendants(in_charge, tree),
        stands_in_for=frozenset(givers_of(user.pk)),
        request_id=request_id,
        address=address,
        is_guest=user.is_guest,
    )


def givers_of(holder_id: UUID) -> list[UUID]:
    """Return the people whose authority this person holds now by delegation (ORG-7)."""
    moment = clock.now()
    held = Delegation.objects.filter(holder_id=holder_id, starts_at__lte=moment, ends_at__gt=moment, ended_at=None)
    return list(held.values_list("giver_id", flat=True))


def holders_of(giver_id: UUID) -> list[UUID]:
    """Return the people who hold this person's authority now."""
    moment = clock.now()
    given = Delegation.objects.filter(giver_id=giver_id, starts_at__lte=moment, ends_at__gt=moment, ended_at=None)
    return list(given.values_list("holder_id", flat=True))


def delegations_in_force(*, giver_id: UUID | None = None, holder_id: UUID | None = None) -> QuerySet[Delegation]:
    """Return the delegations that somebody gave, or holds, now."""
    moment = clock.now()
    now = Delegation.objects.filter(starts_at__lte=moment, ends_at__gt=moment, ended_at=None)
    now = now.filter(giver_id=giver_id) if giver_id else now
    now = now.filter(holder_id=holder_id) if holder_id else now
    return now.select_related("giver", "holder")


def work_calendar() -> WorkCalendar:
    """Return the days on which the agency works."""
    rules = list(DayRule.objects.values_list("day", "kind"))
    return WorkCalendar(
        holidays=frozenset(day for day, kind in rules if kind == DayRule.Kind.HOLIDAY),
        swap_days=frozenset(day for day, kind in rules if kind == DayRule.Kind.SWAP_DAY),
    )


def root_unit() -> Unit | None:
    """Return the agency itself."""
    return Unit.objects.filter(parent=None, closed_on=None).order_by("place", "opened_on").first()


def agency_name() -> str:
    """Return the short name of the agency itself."""
    names = Unit.objects.filter(parent=None, closed_on=None).order_by("place", "opened_on")
    return names.values_list("short_name", flat=True).first() or ""


def heads_of(unit_id: UUID, on: date | None = None) -> QuerySet[User]:
    """Return the head of a unit; when there is none, nobody (deputies are asked by ``leaders_of``)."""
    return User.objects.filter(
        id__in=Appointment.objects.filter(
            in_force(on), unit_id=unit_id, position__authority=Position.Authority.HEAD
        ).values("user_id"),
        is_active=True,
    )


def leaders_of(unit_id: UUID, on: date | None = None) -> QuerySet[User]:
    """Return the head and deputies of a unit, highest rank first."""
    found = Appointment.objects.filter(in_force(on), unit_id=unit_id).exclude(
        position__authority=Position.Authority.MEMBER
    )
    return User.objects.filter(id__in=found.values("user_id"), is_active=True)


def members_of(unit_ids: "set[UUID] | frozenset[UUID] | list[UUID]", on: date | None = None) -> QuerySet[User]:
    """Return everybody who holds a position in one of the units."""
    found = Appointment.objects.filter(in_force(on), unit_id__in=unit_ids)
    return User.objects.filter(id__in=found.values("user_id"), is_active=True)


def leader_in_charge(unit_id: UUID, on: date | None = None) -> User | None:
    """Return the leader in charge of a unit on a day (ORG-3)."""
    return User.objects.filter(
        id__in=LeaderInCharge.objects.filter(in_force(on), unit_id=unit_id).values("leader_id")
    ).first()


def holders_of_role(role: str, unit_id: UUID) -> QuerySet[User]:
    """Return the people who hold the role over that unit, granted there or above it."""
    above = {unit_id}
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    current = parents.get(unit_id)
    while current is not None and current not in above:
        above.add(current)
        current = parents.get(current)
    grants = RoleGrant.objects.filter(in_force(), role=role, unit_id__in=above)
    return User.objects.filter(id__in=grants.values("user_id"), is_active=True)


def open_units() -> QuerySet[Unit]:
    """Return the units that work today. The directory is open to everybody who signs in."""
    return Unit.objects.filter(closed_on=None).select_related("kind", "parent")


def find_units(asked: str) -> "list[Unit]":
    """Return the open units whose name or code holds every word asked for, with or without diacritics."""
    wanted = fold(asked).split()
    found = []
    for unit in open_units():
        text = fold(f"{unit.name} {unit.short_name} {unit.code} {unit.customs_code}")
        if all(word in text for word in wanted):
            found.append(unit)
    return found


def uuid_of(text: str) -> UUID | None:
    """Return the id that a text means, None when it means none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def unit_id_of(text: str) -> UUID | None:
    """Return the unit that an id or a code means; an unknown one means a unit that nobody is in."""
    if not text:
        return None
    known = Unit.objects.filter(code__iexact=text).values_list("pk", flat=True)
    return uuid_of(text) or known.first() or UUID(int=0)


def members() -> QuerySet[User]:
    """Return the people of the agency: who has an account, but neither guests of one meeting nor sites."""
    return User.objects.filter(is_guest=False, site=None)


def search_people(asked: str, *, inactive: bool = False) -> QuerySet[User]:
    """Return people by name, sign-in name or code, with or without diacritics; locked ones only when asked."""
    people = members() if inactive else members().filter(is_active=True)
    for word in fold(asked).split():
        people = people.filter(
            Q(folded_name__contains=word) | Q(username__icontains=word) | Q(employee_code__icontains=word)
        )
    return people.order_by("sort_name", "folded_name")


def main_appointments(user_ids: "list[UUID] | set[UUID]") -> dict[UUID, Appointment]:
    """Return each person's main appointment today, in one query."""
    rows = (
        Appointment.objects.filter(in_force(), user_id__in=user_ids)
        .select_related("unit__kind", "unit__parent", "position")
        .order_by("is_main", "-position__rank")
    )
    return {row.user_id: row for row in rows}


def post_names(user_id: UUID) -> tuple[str, str]:
    """Return the names of the person's position and unit in the main appointment today; empty without one."""
    posts = Appointment.objects.filter(in_force(), user_id=user_id).order_by("-is_main", "position__rank")
    return posts.values_list("position__name", "unit__name").first() or ("", "")


def is_system_admin(by: Actor) -> bool:
    """Tell whether the person administers the whole system."""
    return by.has_role(Role.SYSTEM_ADMIN)
