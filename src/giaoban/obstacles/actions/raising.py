"""What a branch does with its own obstacle before anybody answers: writing, raising, taking back (OBS-1)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.folding import fold
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.obstacles import permissions, queries
from giaoban.obstacles.actions.told import line, tell, words
from giaoban.obstacles.models import Obstacle, ObstacleLine, YearCount
from giaoban.people.models import CatalogueEntry, Unit, UnitKind

State = Obstacle.State
TEXTS: Final = ("title", "facts", "legal_basis", "own_view", "proposal")
CHANGEABLE: Final = frozenset({*TEXTS, "field_id", "urgency", "wanted_on", "is_shared"})


@transaction.atomic
def draft(*, branch_id: UUID, facts: Mapping[str, Any], by: Actor, obstacle_id: UUID | None = None) -> Obstacle:
    """Somebody of a branch begins to write an obstacle down; the branch alone sees it.

    Repeat: the id that the browser made is the obstacle's; a second try with it changes nothing.
    """
    require(permissions.may_raise_for(by, branch_id))
    if obstacle_id and (there := Obstacle.objects.filter(pk=obstacle_id).first()):
        if there.branch_id != branch_id or there.author_id != by.user_id:
            raise Conflict("kernel.taken")
        return there
    if not Unit.objects.filter(pk=branch_id, closed_on=None, kind__level=UnitKind.Level.BRANCH).exists():
        raise Invalid("obstacles.branch_needed", fields={"branch": "obstacles.branch_needed"})
    obstacle = Obstacle(branch_id=branch_id, author_id=by.person_id, created_at=clock.now())
    if obstacle_id:
        obstacle.pk = obstacle_id
    _fill(obstacle, facts)
    obstacle.save(force_insert=True)
    tell("obstacles.drafted", obstacle, by)
    return obstacle


@transaction.atomic
def edit(*, obstacle_id: UUID, facts: Mapping[str, Any], by: Actor) -> Obstacle:
    """The branch rewrites an obstacle that nobody works on yet. Repeat: the same facts change nothing."""
    obstacle = queries.lock_obstacle(obstacle_id, by)
    require(permissions.may_edit(by, obstacle))
    before = {name: getattr(obstacle, name) for name in CHANGEABLE}
    _fill(obstacle, facts)
    changed = [name for name, value in before.items() if getattr(obstacle, name) != value]
    if not changed:
        return obstacle
    obstacle.save(update_fields=[*changed, "folded"])
    tell("obstacles.edited", obstacle, by)
    return obstacle


def _fill(obstacle: Obstacle, facts: Mapping[str, Any]) -> None:
    if unknown := facts.keys() - CHANGEABLE:
        raise LookupError(f"an obstacle has no changeable {sorted(unknown)}")
    old_day = obstacle.wanted_on
    for name, value in facts.items():
        setattr(obstacle, name, value.strip() if name in TEXTS else value)
    faults: dict[str, str] = {}
    if not obstacle.title:
        faults["title"] = "obstacles.title_needed"
    if not obstacle.facts:
        faults["facts"] = "obstacles.facts_needed"
    if not _is_field(obstacle.field_id):
        faults["field"] = "obstacles.field_needed"
    if obstacle.wanted_on and obstacle.wanted_on != old_day and obstacle.wanted_on < clock.today():
        faults["wanted_on"] = "obstacles.day_in_the_past"
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)
    obstacle.title = obstacle.title[:300]
    obstacle.folded = fold(f"{obstacle.number} {obstacle.title} {obstacle.facts}")


def _is_field(field_id: UUID | None) -> bool:
    fields = CatalogueEntry.objects.filter(catalogue=CatalogueEntry.Catalogue.OBSTACLE_FIELD, is_active=True)
    return field_id is not None and fields.filter(pk=field_id).exists()


@transaction.atomic
def raise_obstacle(*, obstacle_id: UUID, by: Actor) -> Obstacle:
    """The branch raises its draft, or once more what was given back; it gets its number and waits for the Office.

    Repeat: what is raised already stays as it is.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    if obstacle.state == State.RAISED and obstacle.raised_by_id == by.user_id:
        return obstacle
    require(permissions.may_raise(by, obstacle))
    obstacle.number = obstacle.number or _next_number()
    obstacle.raised_at, obstacle.raised_by_id = obstacle.raised_at or clock.now(), by.person_id
    obstacle.state, obstacle.settled_at = State.RAISED, None
    obstacle.folded = fold(f"{obstacle.number} {obstacle.title} {obstacle.facts}")
    obstacle.save()
    tell("obstacles.raised", obstacle, by, urgency=obstacle.urgency)
    return obstacle


def _next_number() -> str:
    year = clock.today().year
    YearCount.objects.get_or_create(year=year)
    count = lock_one(YearCount.objects.filter(pk=year))
    if count is None:
        raise LookupError(f"no count of {year}")
    count.last += 1
    count.save(update_fields=["last"])
    return f"VM-{count.last:04}/{year}"


@transaction.atomic
def withdraw(*, obstacle_id: UUID, reason: str, by: Actor) -> Obstacle:
    """The branch takes its obstacle back while nothing was concluded; it leaves the next briefing too.

    Repeat: withdrawing what was withdrawn changes nothing.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    if obstacle.state == State.WITHDRAWN:
        require(permissions.may_raise_for(by, obstacle.branch_id))
        return obstacle
    require(permissions.may_withdraw(by, obstacle))
    said = words(reason, "obstacles.reason_needed", "reason")
    obstacle.state, obstacle.settled_at = State.WITHDRAWN, clock.now()
    obstacle.save(update_fields=["state", "settled_at"])
    line(obstacle, ObstacleLine.Kind.WITHDRAW, said, by, unit_id=obstacle.branch_id)
    tell("obstacles.withdrawn", obstacle, by)
    return obstacle
