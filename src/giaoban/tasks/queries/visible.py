"""Who sees a task: assignee, assigner, who helps, heads of the unit and above, the Office, leaders, inspectors."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.people import queries as people
from giaoban.people.models import Appointment, Position, User
from giaoban.tasks.models import Coordinator, Task


def visible_tasks(by: Actor) -> QuerySet[Task]:
    """Return the tasks this person may know of; for everybody else they do not exist."""
    if by.user_id is None:
        return Task.objects.none()
    me, units = people.people_of(by), people.watched_units(by)
    helping = Coordinator.objects.filter(Q(user_id__in=me) | Q(unit_id__in=by.heads), task=OuterRef("pk"))
    seen = Q(assignee_id__in=me) | Q(assigner_id__in=me) | Q(Exists(helping))
    if units:
        seen |= Q(lead_unit_id__in=units)
    return Task.objects.filter(seen)


def seen_among(by: Actor, task_ids: Iterable[UUID]) -> set[UUID]:
    """Cut task ids to those this person may see, in one query."""
    return set(visible_tasks(by).filter(pk__in=list(task_ids)).values_list("pk", flat=True))


def task_of(task_id: UUID) -> Task:
    """Return one task without asking who wants it: for the house itself (notices, doors)."""
    found = Task.objects.filter(pk=task_id).first()
    if found is None:
        raise NotFound
    return found


def lock_task(task_id: UUID, by: Actor) -> Task:
    """Lock one task that this person may see."""
    if not visible_tasks(by).filter(pk=task_id).exists():
        raise NotFound
    return lock_any(task_id)


def lock_any(task_id: UUID) -> Task:
    """Lock one task, for an app whose own rule has allowed the act."""
    found = lock_one(Task.objects.filter(pk=task_id).select_related("lead_unit"))
    if found is None:
        raise NotFound
    return found


def concerned(task: Task) -> set[UUID]:
    """Return the people on whose pages the task stands: doer, giver, who helps, heads of the units."""
    helping = list(task.coordinators.all())
    units = {task.lead_unit_id, *(c.unit_id for c in helping if c.unit_id)}
    heads = Appointment.objects.filter(people.in_force(), unit_id__in=units).exclude(
        position__authority=Position.Authority.MEMBER
    )
    found = {task.assigner_id, *heads.values_list("user_id", flat=True), *(c.user_id for c in helping if c.user_id)}
    return found | ({task.assignee_id} if task.assignee_id else set())


def actor_behind(user_id: UUID, *, request_id: str = "", address: str = "") -> Actor | None:
    """Return the person behind a link of a letter as an actor; None when the account is closed.

    The book keeps where the press came from, as of everybody who signed in: the link may have been passed on.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return replace(people.actor_of(user, request_id=request_id, address=address), via="link") if user else None
