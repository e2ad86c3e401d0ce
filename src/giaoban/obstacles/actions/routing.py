"""What the Office does with what branches raise: pass it on, give it back (OBS-2, PRE-11); and the terms."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.obstacles import permissions, queries
from giaoban.obstacles.actions.told import day, line, tell, words
from giaoban.obstacles.models import AnswerTerm, Coordination, Obstacle, ObstacleLine
from giaoban.people.models import CatalogueEntry, Unit

State = Obstacle.State
LONGEST = 60  # working days


@transaction.atomic
def route(
    *,
    obstacle_id: UUID,
    by: Actor,
    division_id: UUID | None = None,
    coordinating: Sequence[UUID] = (),
    due_on: date | None = None,
    in_writing: bool = False,
    note: str = "",
) -> Obstacle:
    """The Office passes an obstacle to the competent division, with helpers and a date.

    Without ``division_id`` the field's own division; without ``due_on`` the field's term in working days.
    ``in_writing``: settled without a meeting (R-45-04), so it does not gather into a briefing.
    Repeat: the same route changes nothing; another one moves it.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    require(permissions.may_route(by, obstacle))
    division = _division(division_id or obstacle.field.unit_id)
    helpers = sorted(set(coordinating) - {division.pk})
    due = due_on or queries.term_of(obstacle.field_id, together=bool(helpers))
    if due < clock.today():
        raise Invalid("obstacles.day_in_the_past", fields={"due_on": "obstacles.day_in_the_past"})
    if _is_routed_so(obstacle, division, helpers, due, in_writing=in_writing):
        return obstacle
    obstacle.state, obstacle.level, obstacle.division = State.ROUTED, Obstacle.Level.DIVISION, division
    obstacle.routed_at, obstacle.due_on, obstacle.in_writing = clock.now(), due, in_writing
    obstacle.first_due_on = obstacle.first_due_on or due
    obstacle.save()
    _let_help(obstacle, helpers)
    if note.strip():
        line(obstacle, ObstacleLine.Kind.ROUTE, note, by)
    tell("obstacles.routed", obstacle, by, division=division.short_name, due=day(due))
    return obstacle


def _division(division_id: UUID | None) -> Unit:
    found = Unit.objects.filter(pk=division_id, closed_on=None).first() if division_id else None
    if found is None:
        raise Invalid("obstacles.division_needed", fields={"division": "obstacles.division_needed"})
    return found


def _is_routed_so(obstacle: Obstacle, division: Unit, helpers: list[UUID], due: date, *, in_writing: bool) -> bool:
    there = (obstacle.state, obstacle.division_id, obstacle.due_on, obstacle.in_writing)
    helping = sorted(obstacle.coordinating.values_list("unit_id", flat=True))
    return there == (State.ROUTED, division.pk, due, in_writing) and helping == helpers


def _let_help(obstacle: Obstacle, units: list[UUID]) -> None:
    obstacle.coordinating.exclude(unit_id__in=units).delete()
    known = Unit.objects.filter(pk__in=units, closed_on=None).values_list("pk", flat=True)
    rows = [Coordination(obstacle=obstacle, unit_id=unit) for unit in known]
    Coordination.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def give_back(*, obstacle_id: UUID, reason: str, by: Actor) -> Obstacle:
    """The Office gives an obstacle back: it is within the branch's own competence (R-45-05).

    Repeat: what was given back stays so.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    if obstacle.state != State.RETURNED:
        require(permissions.may_return(by, obstacle))
        said = words(reason, "obstacles.reason_needed", "reason")
        obstacle.state, obstacle.settled_at = State.RETURNED, clock.now()
        obstacle.save(update_fields=["state", "settled_at"])
        line(obstacle, ObstacleLine.Kind.RETURN, said, by)
        tell("obstacles.returned", obstacle, by)
    return obstacle


@transaction.atomic
def set_term(*, field_id: UUID, days: int, days_together: int, by: Actor) -> AnswerTerm:
    """The Office sets how many working days a field's answer may take. Repeat: the same days change nothing."""
    require(permissions.may_keep_terms(by))
    field = CatalogueEntry.objects.filter(pk=field_id, catalogue=CatalogueEntry.Catalogue.OBSTACLE_FIELD).first()
    if field is None:
        raise Invalid("obstacles.field_needed", fields={"field": "obstacles.field_needed"})
    if not 1 <= days <= days_together <= LONGEST:
        raise Invalid("obstacles.bad_term", fields={"days": "obstacles.bad_term"})
    AnswerTerm.objects.get_or_create(field=field)
    term = lock_one(AnswerTerm.objects.filter(field=field))
    if term is None:
        raise LookupError(f"no term of {field}")
    if (term.days, term.days_together) != (days, days_together):
        term.days, term.days_together = days, days_together
        term.save(update_fields=["days", "days_together"])
        record("obstacles.term_set", by=by, subject=field, data={"days": days, "together": days_together})
    return term
