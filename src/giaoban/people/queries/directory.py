"""The list of people, cut as the reader asks; and what a person's rights rest on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, UUIDField

from giaoban.kernel.actor import Actor
from giaoban.kernel.folding import fold
from giaoban.people.models import Appointment, AttendeeGroup, Role, RoleGrant, User
from giaoban.people.queries.hats import children_by_parent, in_force, with_descendants

SORTS = ("name", "unit", "position", "username")


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the reader of the directory asks for."""

    q: str = ""
    unit_id: UUID | None = None
    with_below: bool = True
    position_id: UUID | None = None
    role: str = ""
    state: str = "active"
    sort: str = "name"


def directory(asked: PeopleFilter) -> QuerySet[User]:
    """Return the people asked for, each with unit and position of the main appointment as columns."""
    main = Appointment.objects.filter(in_force(), user=OuterRef("pk")).order_by("-is_main", "position__rank")
    people: QuerySet[User] = User.objects.filter(site=None, is_guest=False).annotate(
        unit_pk=Subquery(main.values("unit_id")[:1], output_field=UUIDField()),
        unit_name=Subquery(main.values("unit__short_name")[:1]),
        unit_place=Subquery(main.values("unit__place")[:1]),
        position_name=Subquery(main.values("position__name")[:1]),
        position_rank=Subquery(main.values("position__rank")[:1]),
    )
    people = _cut(people, asked)
    down, sort = asked.sort.startswith("-"), asked.sort.lstrip("-")
    first = {"unit": ("unit_place", "unit_name", "position_rank"), "position": ("position_rank", "unit_place")}
    keys = (*first.get(sort, ()), *(["username"] if sort == "username" else []), "sort_name", "full_name", "pk")
    return people.order_by(*(F(key).desc(nulls_last=True) if down else F(key).asc(nulls_last=True) for key in keys))


def _cut(people: QuerySet[User], asked: PeopleFilter) -> QuerySet[User]:
    if asked.state != "all":
        people = people.filter(is_active=asked.state != "inactive")
    for word in fold(asked.q).split():
        people = people.filter(
            Q(folded_name__contains=word)
            | Q(username__icontains=word)
            | Q(employee_code__icontains=word)
            | Q(phone__icontains=word)
        )
    held = Appointment.objects.filter(in_force())
    if asked.unit_id:
        below = with_descendants({asked.unit_id}, children_by_parent()) if asked.with_below else {asked.unit_id}
        people = people.filter(pk__in=held.filter(unit_id__in=below).values("user_id"))
    if asked.position_id:
        people = people.filter(pk__in=held.filter(position_id=asked.position_id).values("user_id"))
    if asked.role:
        people = people.filter(pk__in=RoleGrant.objects.filter(in_force(), role=asked.role).values("user_id"))
    return people


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a person works and which roles the person holds today: what decides who may keep the account."""

    units: frozenset[UUID]
    roles: frozenset[str]


def scope_of(user_id: UUID) -> Scope:
    """Return the units and roles of a person today; a person whose hats are all past counts by the last unit."""
    held = Appointment.objects.filter(user_id=user_id)
    units = frozenset(held.filter(in_force()).values_list("unit_id", flat=True))
    if not units:
        units = frozenset(held.order_by("-ends_on").values_list("unit_id", flat=True)[:1])
    roles = RoleGrant.objects.filter(in_force(), user_id=user_id).values_list("role", flat=True)
    return Scope(units, frozenset(roles))


def roles_of(user_ids: "list[UUID]") -> dict[UUID, list[RoleGrant]]:
    """Return today's roles of several people, in one query."""
    found: dict[UUID, list[RoleGrant]] = {}
    for grant in RoleGrant.objects.filter(in_force(), user_id__in=user_ids).select_related("unit", "user"):
        found.setdefault(grant.user_id, []).append(grant)
    return found


def administrators(on: date | None = None) -> QuerySet[User]:
    """Return the people who administer the whole system and can still sign in."""
    grants = RoleGrant.objects.filter(in_force(on), role=Role.SYSTEM_ADMIN)
    return User.objects.filter(pk__in=grants.values("user_id"), is_active=True)


def visible_groups(by: Actor) -> QuerySet[AttendeeGroup]:
    """Return the groups that the person may invite: every signed-in person may see them (ORG-8)."""
    groups = AttendeeGroup.objects.select_related("unit", "chair", "secretary")
    return groups if by.user_id else groups.none()
