"""Duties that come back: setting one up, giving its tasks by the clock, ending it."""

import logging
from datetime import date
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import queries as people
from giaoban.people.models import Unit
from giaoban.tasks import deadlines, permissions, queries, recurring
from giaoban.tasks.actions.give import assign
from giaoban.tasks.models import Duty, DutyRound

log = logging.getLogger(__name__)
MOST_LEAD = 60  # working days


@transaction.atomic
def set_up_duty(
    *,
    title: str,
    lead_unit_id: UUID,
    every: str,
    first_due_on: date,
    by: Actor,
    assignee_id: UUID | None = None,
    lead_days: int = 5,
    product: str = "",
    content: str = "",
    duty_id: UUID | None = None,
) -> Duty:
    """Somebody who gives a unit work sets up a duty that comes back.

    Repeat: the same id is the duty that is there already; another duty under its id is a conflict.
    """
    require(permissions.may_assign(by, lead_unit_id, assignee_id))
    unit = lock_one(Unit.objects.filter(pk=lead_unit_id, closed_on=None))  # the second click waits here
    there = Duty.objects.filter(pk=duty_id).first() if duty_id else None
    if there:
        wanted = (by.person_id, lead_unit_id, assignee_id, title.strip()[:300], every, first_due_on)
        if wanted == (there.assigner_id, there.lead_unit_id, there.assignee_id, *_rhythm(there)):
            return there
        raise Conflict("tasks.duty_is_there")
    faults: dict[str, str] = {}
    if not title.strip():
        faults["title"] = "tasks.title_needed"
    if unit is None:
        faults["lead_unit_id"] = "tasks.unknown_unit"
    if assignee_id and not people.members().filter(pk=assignee_id, is_active=True).exists():
        faults["assignee_id"] = "tasks.unknown_person"
    if fault := deadlines.fault_of(first_due_on):
        faults["first_due_on"] = fault
    if every not in Duty.Every.values or not 0 <= lead_days <= MOST_LEAD:
        faults["every"] = "tasks.bad_rhythm"
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)
    duty = Duty.objects.create(
        **({"pk": duty_id} if duty_id else {}),
        title=title.strip()[:300],
        content=content,
        product=product[:300],
        lead_unit_id=lead_unit_id,
        assignee_id=assignee_id,
        assigner_id=by.person_id,
        every=every,
        first_due_on=first_due_on,
        lead_days=lead_days,
        made_at=clock.now(),
    )
    record("tasks.duty_set_up", by=by, subject=duty, topics=[(by.person_id, "tasks")])
    return duty


def _rhythm(duty: Duty) -> tuple[str, str, date]:
    return duty.title, duty.every, duty.first_due_on


@transaction.atomic
def end_duty(*, duty_id: UUID, by: Actor) -> Duty:
    """The giver, or who leads the unit, ends a duty; tasks that were given stay.

    Repeat: an ended duty stays ended.
    """
    found = queries.visible_duties(by).filter(pk=duty_id)
    if not found.exists():
        raise NotFound
    duty = lock_one(Duty.objects.filter(pk=duty_id))
    if duty is None:
        raise NotFound
    require(permissions.may_end_duty(by, duty))
    if duty.ended_at is None:
        duty.ended_at = clock.now()
        duty.save(update_fields=["ended_at"])
        record("tasks.duty_ended", by=by, subject=duty, topics=[(by.person_id, "tasks")])
    return duty


def give_duties() -> int:
    """Give what every running duty owes by now, in working hours; return how many tasks were given.

    When: whoever set the duty up could give it today; a duty that rests for that is told of by ``resting``.
    Repeat: each time of a duty is a row of its own, so it is given once. After days off the times whose deadline has
    gone by are passed over, the others are given. A fault with one duty does not keep it from the others.
    """
    if not recurring.is_time_to_give(clock.now(), people.work_calendar()):
        return 0
    given = 0
    for duty_id in queries.running_duties().values_list("pk", flat=True):
        try:
            given += _give(duty_id)
        except Exception:  # the next hour tries again, and the others are given in this one
            log.exception("duty %s could not be given", duty_id)
    return given


@transaction.atomic
def _give(duty_id: UUID) -> int:
    duty = lock_one(queries.running_duties().filter(pk=duty_id))
    if duty is None or not (allowed := permissions.may_still_give(duty)):
        return 0
    calendar, today = people.work_calendar(), clock.today()
    had = set(duty.rounds.values_list("falls_on", flat=True))
    given = 0
    for day in recurring.reached(duty, today, calendar):
        if day in had:
            continue
        deadline = recurring.deadline_of(day, calendar)
        row = DutyRound.objects.create(duty=duty, falls_on=day)
        if deadline < today:
            continue
        row.task = assign(
            title=duty.title,
            lead_unit_id=duty.lead_unit_id,
            assignee_id=_doer(duty),
            content=duty.content,
            product=duty.product,
            deadline_on=deadline,
            is_routine=True,
            assigner_id=duty.assigner_id,
            by=SYSTEM,
            allowed=allowed,
        )
        row.save(update_fields=["task"])
        given += 1
    return given


def _doer(duty: Duty) -> UUID | None:
    """Return the person of the duty while the account is open, else nobody: the head answers for it."""
    active = duty.assignee_id and people.members().filter(pk=duty.assignee_id, is_active=True).exists()
    return duty.assignee_id if active else None
