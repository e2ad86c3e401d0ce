"""Who this is today: hats, delegation, leaders, members, the working calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
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
    return replace(actors_of([user])[0], request_id=request_id, address=address)


def actors_of(users: Sequence[User]) -> list[Actor]:
    """Return people as actors with today's hats, in their order: five queries at most, however many they are.

    The account of a site's screen has its site and nothing else.
    """
    hats: dict[UUID, _Hats] = {user.pk: _Hats() for user in users if not user.site_id}
    if hats:
        _read_hats(hats)
    some_lead = any(own.granted or own.leading or own.in_charge for own in hats.values())
    tree = children_by_parent() if some_lead else {}
    return [_screen(user) if user.site_id else _actor(user, hats[user.pk], tree) for user in users]


def actors_by_id(user_ids: Iterable[UUID]) -> dict[UUID, Actor]:
    """Return people whose accounts are open as actors with today's hats, in six queries at most."""
    users = list(User.objects.filter(pk__in=list(user_ids), is_active=True))
    return {actor.person_id: actor for actor in actors_of(users)}


@dataclass(slots=True)
class _Hats:
    """What the tables say of one person today."""

    units: set[UUID] = field(default_factory=set)
    leading: set[UUID] = field(default_factory=set)
    in_charge: set[UUID] = field(default_factory=set)
    givers: set[UUID] = field(default_factory=set)
    granted: dict[str, set[UUID]] = field(default_factory=dict)


def _read_hats(hats: dict[UUID, _Hats]) -> None:
    ids = list(hats)
    appointments = Appointment.objects.filter(in_force(), user__in=ids)
    for user_id, unit_id, authority in appointments.values_list("user_id", "unit_id", "position__authority"):
        hats[user_id].units.add(unit_id)
        if authority != Position.Authority.MEMBER:
            hats[user_id].leading.add(unit_id)
    grants = RoleGrant.objects.filter(in_force(), user__in=ids).values_list("user_id", "role", "unit_id")
    for user_id, role, unit_id in grants:
        hats[user_id].granted.setdefault(role, set()).add(unit_id)
    led = LeaderInCharge.objects.filter(in_force(), leader__in=ids).values_list("leader_id", "unit_id")
    for user_id, unit_id in led:
        hats[user_id].in_charge.add(unit_id)
    for holder_id, giver_id in _delegations_now().filter(holder__in=ids).values_list("holder_id", "giver_id"):
        hats[holder_id].givers.add(giver_id)


def _screen(user: User) -> Actor:
    return Actor(user_id=user.pk, label=user.full_name, units=frozenset({user.site_id} if user.site_id else ()))


def _actor(user: User, own: _Hats, tree: dict[UUID | None, list[UUID]]) -> Actor:
    return Actor(
        user_id=user.pk,
        label=user.full_name,
        scopes=MappingProxyType({role: with_descendants(units, tree) for role, units in own.granted.items()}),
        units=frozenset(own.units),
        heads=with_descendants(own.leading, tree),
        in_charge=with_descendants(own.in_charge, tree),
        stands_in_for=frozenset(own.givers),
        is_guest=user.is_guest,
    )


def _delegations_now() -> QuerySet[Delegation]:
    moment = clock.now()
    return Delegation.objects.filter(starts_at__lte=moment, ends_at__gt=moment, ended_at=None)


def givers_of(holder_id: UUID) -> list[UUID]:
    """Return the people whose authority this person holds now by delegation (ORG-7)."""
    return list(_delegations_now().filter(holder_id=holder_id).values_list("giver_id", flat=True))


def holders_of(giver_id: UUID) -> list[UUID]:
    """Return the people who hold this person's authority now."""
    return list(_delegations_now().filter(giver_id=giver_id).values_list("holder_id", flat=True))


def delegations_in_force(*, giver_id: UUID | None = None, holder_id: UUID | None = None) -> QuerySet[Delegation]:
    """Return the delegations that somebody gave, or holds, now."""
    now = _delegations_now()
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
