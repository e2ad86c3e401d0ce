"""Giving a task: assigning it, handing it over within the unit, splitting it down to sub-units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.kernel.folding import fold
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import YES, Verdict, no, require
from giaoban.people import queries as people
from giaoban.people.models import Unit
from giaoban.tasks import deadlines, permissions, queries
from giaoban.tasks.actions.told import note, tell
from giaoban.tasks.models import Coordinator, Task, TaskNote

State = Task.State
MOST_EFFORT = 200  # working days


class Source(NamedTuple):
    """What a task came from, or the meeting around it: kind, id, and the words to show."""

    kind: str
    id: UUID
    label: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a task that is split: for a sub-unit, or for a person of the unit."""

    unit_id: UUID
    title: str
    assignee_id: UUID | None = None
    deadline_on: date | None = None


@transaction.atomic
def assign(
    *,
    title: str,
    lead_unit_id: UUID,
    by: Actor,
    content: str = "",
    assignee_id: UUID | None = None,
    coordinators: Sequence[UUID] = (),
    coordinating_people: Sequence[UUID] = (),
    deadline_on: date | None = None,
    product: str = "",
    authority: str = "",
    responsibility: str = "",
    urgency: str = Task.Urgency.NORMAL,
    origin: tuple[str, UUID, str] | None = None,
    context: tuple[str, UUID] | tuple[str, UUID, str] | None = None,
    series_id: UUID | None = None,
    assigner_id: UUID | None = None,
    is_routine: bool = False,
    effort_days: int | None = None,
    allowed: Verdict | None = None,
) -> Task:
    """Somebody gives a unit, and in it a person, a duty with its six clear facts.

    Without ``assignee_id`` the unit's head answers for it. When it comes from a thing of another app, that
    app hands over its own rule's verdict as ``allowed`` and may name the real giver as ``assigner_id``.
    Repeat: the same origin and unit gives the task that is already there.
    """
    require(allowed if allowed is not None else permissions.may_assign(by, lead_unit_id, assignee_id))
    source, around = Source(*origin) if origin else None, Source(*context) if context else None
    unit = lock_one(Unit.objects.filter(pk=lead_unit_id, closed_on=None))
    _check(title, unit, assignee_id, deadline_on, effort_days)
    if source and (there := _already(source, lead_unit_id)):
        return there
    head = people.head_of(lead_unit_id) if assignee_id is None else None
    task = Task.objects.create(
        title=title.strip()[:300],
        content=content,
        folded=fold(f"{title} {content}"),
        product=product[:300],
        authority=authority[:300],
        responsibility=responsibility[:300],
        urgency=urgency,
        assigner_id=_assigner(by, assigner_id, allowed),
        assignee_id=assignee_id or (head.pk if head else None),
        lead_unit_id=lead_unit_id,
        **_named("origin", source),
        **_named("context", around),
        series_id=series_id,
        assigned_at=clock.now(),
        deadline_on=deadline_on,
        original_deadline_on=deadline_on,
        is_routine=is_routine,
        effort_days=effort_days,
    )
    _let_help(task, coordinators, coordinating_people)
    tell("tasks.assigned", task, by.in_place_of(assigner_id), urgency=urgency, deadline=_day(deadline_on))
    return task


def _named(part: str, thing: Source | None) -> dict[str, Any]:
    """Return the columns that name where a task came from, or the meeting around it."""
    if thing is None:
        return {}
    return {f"{part}_kind": thing.kind, f"{part}_id": thing.id, f"{part}_label": thing.label[:300]}


def _day(deadline_on: date | None) -> str:
    return f"{deadline_on:%d/%m/%Y}" if deadline_on else "–"


def _check(
    title: str, unit: Unit | None, assignee_id: UUID | None, deadline_on: date | None, effort_days: int | None
) -> None:
    faults: dict[str, str] = {}
    if not title.strip():
        faults["title"] = "tasks.title_needed"
    if unit is None:
        faults["lead_unit_id"] = "tasks.unknown_unit"
    if assignee_id and not people.members().filter(pk=assignee_id, is_active=True).exists():
        faults["assignee_id"] = "tasks.unknown_person"
    if fault := deadlines.fault_of(deadline_on):
        faults["deadline_on"] = fault
    if effort_days is not None and not 1 <= effort_days <= MOST_EFFORT:
        faults["effort_days"] = "tasks.effort_out_of_bounds"
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)


def _already(source: Source, lead_unit_id: UUID) -> Task | None:
    same = Task.objects.filter(origin_kind=source.kind, origin_id=source.id, lead_unit_id=lead_unit_id, parent=None)
    return same.exclude(state=State.CANCELLED).first()


def _assigner(by: Actor, assigner_id: UUID | None, allowed: Verdict | None) -> UUID:
    if assigner_id is None:
        return by.person_id
    if allowed is None and not by.answers_for(assigner_id):
        require(no("tasks.only_the_assigner"))
    return assigner_id


def _let_help(task: Task, units: Iterable[UUID], persons: Iterable[UUID]) -> None:
    rows = [Coordinator(task=task, unit_id=unit) for unit in sorted(set(units) - {task.lead_unit_id})]
    rows += [Coordinator(task=task, user_id=user) for user in sorted(set(persons) - {task.assignee_id})]
    Coordinator.objects.bulk_create(rows)


@transaction.atomic
def hand_over(*, task_id: UUID, assignee_id: UUID, by: Actor, reason: str = "") -> Task:
    """The head of the lead unit gives the task to another of the unit or its sub-units.

    When: it is being worked on. Repeat: the same person changes nothing.
    """
    task = queries.lock_task(task_id, by)
    require(permissions.may_hand_over(by, task))
    if task.assignee_id == assignee_id:
        return task
    units = people.with_descendants({task.lead_unit_id}, people.children_by_parent())
    person = people.members_of(units).filter(pk=assignee_id).first()
    if person is None:
        raise Invalid("tasks.not_of_the_unit", fields={"assignee_id": "tasks.not_of_the_unit"})
    task.assignee = person
    if task.state == State.RECEIVED:
        task.state, task.received_at = State.NEW, None
    task.save(update_fields=["assignee", "state", "received_at"])
    if reason.strip():
        note(task, TaskNote.Kind.SIDE, reason, by)
    tell("tasks.handed_over", task, by, person=person.full_name)
    return task


@transaction.atomic
def split(*, task_id: UUID, parts: Sequence[Part], by: Actor) -> list[Task]:
    """The head of the lead unit hands parts of the task down to sub-units or people of the unit.

    Each part is a task of its own with this head as giver. Repeat: a part with the same unit and title is
    not made twice.
    """
    task = queries.lock_task(task_id, by)
    require(permissions.may_split(by, task))
    if not parts:
        raise Invalid("tasks.parts_needed")
    below = people.with_descendants({task.lead_unit_id}, people.children_by_parent())
    if any(part.unit_id not in below for part in parts):
        raise Invalid("tasks.not_a_sub_unit")
    there = {(old.lead_unit_id, old.title): old for old in task.parts.all()}
    made = [there.get((part.unit_id, part.title.strip())) or _part(task, part, by) for part in parts]
    if task.state in {State.NEW, State.RECEIVED}:
        task.state, task.received_at = State.IN_PROGRESS, task.received_at or clock.now()
        task.save(update_fields=["state", "received_at"])
    tell("tasks.split", task, by, count=len(parts))
    return made


def _part(task: Task, part: Part, by: Actor) -> Task:
    made = assign(
        title=part.title,
        lead_unit_id=part.unit_id,
        assignee_id=part.assignee_id,
        deadline_on=part.deadline_on or task.deadline_on,
        product=task.product,
        urgency=task.urgency,
        context=(task.context_kind, task.context_id, task.context_label) if task.context_id else None,
        by=by,
        allowed=YES,
    )
    made.parent = task
    made.save(update_fields=["parent"])
    return made
