"""Who sees an obstacle: the branch, those who answer, the Office, the leaders, inspectors. A draft: the branch."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.obstacles.models import Coordination, Obstacle
from giaoban.people import queries as people
from giaoban.people.models import Appointment, Position, Role, Unit, UnitKind, User

State = Obstacle.State
HOME_LEVELS = (UnitKind.Level.BRANCH, UnitKind.Level.DIVISION, UnitKind.Level.OFFICE)


@dataclass(frozen=True, slots=True)
class Hats:
    """What rules about obstacles ask of a person.

    ``homes``: the branch or division in which the person works, teams counted up; ``led``: branches and
    divisions that the person, or somebody whose authority is delegated to the person now, heads. Leaders of
    the whole agency lead no branch: what is the branch's own word stays the branch's.
    """

    homes: frozenset[UUID]
    led: frozenset[UUID]

    def works_in(self, unit_id: UUID | None) -> bool:
        """Tell whether the person belongs to that unit or leads it."""
        return unit_id in self.homes or unit_id in self.led


def hats_of(by: Actor) -> Hats:
    """Return the person's hats in two queries."""
    parents = {row[0]: row[1:] for row in Unit.objects.values_list("pk", "parent_id", "kind__level")}
    homes: set[UUID] = set()
    for unit_id in by.units:
        current: UUID | None = unit_id
        while current is not None and current in parents and current not in homes:
            parent, level = parents[current]
            if level in HOME_LEVELS:
                homes.add(current)
                break
            current = parent
    who = people.people_of(by)
    given = Appointment.objects.filter(people.in_force(), user_id__in=who, unit__kind__level__in=HOME_LEVELS).exclude(
        position__authority=Position.Authority.MEMBER
    )
    led = set(given.values_list("unit_id", flat=True))
    return Hats(frozenset(homes), frozenset(led))


def visible_obstacles(by: Actor, hats: Hats | None = None) -> QuerySet[Obstacle]:
    """Return the obstacles this person may know of; for everybody else they do not exist."""
    if by.user_id is None:
        return Obstacle.objects.none()
    hats = hats or hats_of(by)
    mine = hats.homes | hats.led
    watched = set(by.in_charge)
    for role in people.WATCHING:
        watched |= by.scopes.get(role, frozenset())
    helping = Coordination.objects.filter(unit_id__in=mine, obstacle=OuterRef("pk"))
    answering = Q(division_id__in=mine) | Q(Exists(helping)) | Q(branch_id__in=watched)
    return Obstacle.objects.filter(Q(branch_id__in=mine) | (answering & ~Q(state=State.DRAFT)))


def seen_among(by: Actor, obstacle_ids: Iterable[UUID]) -> set[UUID]:
    """Cut obstacle ids to those this person may see."""
    return set(visible_obstacles(by).filter(pk__in=list(obstacle_ids)).values_list("pk", flat=True))


def obstacle_of(obstacle_id: UUID) -> Obstacle:
    """Return one obstacle without asking who wants it: for the house itself (notices, doors)."""
    found = Obstacle.objects.filter(pk=obstacle_id).select_related("branch", "field", "division").first()
    if found is None:
        raise NotFound
    return found


def lock_obstacle(obstacle_id: UUID, by: Actor) -> Obstacle:
    """Lock one obstacle that this person may see."""
    if not visible_obstacles(by).filter(pk=obstacle_id).exists():
        raise NotFound
    return lock_any(obstacle_id)


def lock_any(obstacle_id: UUID) -> Obstacle:
    """Lock one obstacle, for an app whose own rule has allowed the act."""
    found = lock_one(Obstacle.objects.filter(pk=obstacle_id).select_related("branch", "field"))
    if found is None:
        raise NotFound
    return found


def leaders_of_units(unit_ids: Iterable[UUID]) -> set[UUID]:
    """Return the heads and deputies of units."""
    led = Appointment.objects.filter(people.in_force(), unit_id__in=list(unit_ids), user__is_active=True).exclude(
        position__authority=Position.Authority.MEMBER
    )
    return set(led.values_list("user_id", flat=True))


def branch_people(obstacle: Obstacle) -> set[UUID]:
    """Return who answers for the obstacle at the branch: who wrote and raised it, the head and deputies."""
    own = {obstacle.author_id, *({obstacle.raised_by_id} if obstacle.raised_by_id else set())}
    return own | leaders_of_units({obstacle.branch_id})


def answering_people(obstacle: Obstacle) -> set[UUID]:
    """Return who has to answer now: heads of the division, the leader in charge, the Office for the higher agency."""
    if obstacle.level == Obstacle.Level.DIVISION:
        return leaders_of_units({obstacle.division_id}) if obstacle.division_id else set()
    if obstacle.level == Obstacle.Level.LEADER:
        leader = people.leader_in_charge(obstacle.branch_id)
        return {leader.pk} if leader else holders(Role.LEADER, obstacle.branch_id)
    return holders(Role.OFFICE_SECRETARY, obstacle.branch_id)


def helping_people(obstacle: Obstacle) -> set[UUID]:
    """Return the heads of the coordinating divisions."""
    return leaders_of_units(obstacle.coordinating.values_list("unit_id", flat=True))


def holders(role: str, unit_id: UUID) -> set[UUID]:
    """Return the people who hold a role over a unit."""
    found: QuerySet[User] = people.holders_of_role(role, unit_id)
    return set(found.values_list("pk", flat=True))


def concerned(obstacle: Obstacle) -> set[UUID]:
    """Return the people on whose pages the obstacle stands."""
    if obstacle.state == State.DRAFT:
        return branch_people(obstacle)
    answering = leaders_of_units({obstacle.division_id}) if obstacle.division_id else set()
    leader = people.leader_in_charge(obstacle.branch_id)
    office = holders(Role.OFFICE_SECRETARY, obstacle.branch_id)
    return branch_people(obstacle) | answering | helping_people(obstacle) | office | ({leader.pk} if leader else set())
