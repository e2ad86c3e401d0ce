"""Working on a task: taking it, saying how far it is, handing it in; its steps and its talk."""

from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.tasks import permissions, queries
from giaoban.tasks.actions.told import note, tell
from giaoban.tasks.models import ChecklistItem, Task, TaskNote

State = Task.State
FULL = 100  # per cent


@transaction.atomic
def accept(*, task_id: UUID, by: Actor) -> Task:
    """The assignee takes a new task.

    Repeat: accepting what was accepted, or is already being worked on, changes nothing.
    """
    task = queries.lock_task(task_id, by)
    require(permissions.may_accept(by, task))
    if task.state != State.NEW:
        return task
    task.state, task.received_at = State.RECEIVED, clock.now()
    task.save(update_fields=["state", "received_at"])
    tell("tasks.accepted", task, by.in_place_of(task.assignee_id))
    return task


@transaction.atomic
def report_progress(*, task_id: UUID, progress: int, by: Actor, text: str = "") -> Task:
    """The assignee says how far the work is, in per cent and words.

    When: it is not handed in. Repeat: the same figure without words changes nothing.
    """
    task = queries.lock_task(task_id, by)
    require(permissions.may_report_progress(by, task))
    if not 0 <= progress <= FULL:
        raise Invalid("tasks.progress_is_per_cent", fields={"progress": "tasks.progress_is_per_cent"})
    if task.state == State.IN_PROGRESS and task.progress == progress and not text.strip():
        return task
    task.state, task.progress, task.received_at = State.IN_PROGRESS, progress, task.received_at or clock.now()
    task.save(update_fields=["state", "progress", "received_at"])
    note(task, TaskNote.Kind.PROGRESS, text, by, progress)
    tell("tasks.progressed", task, by.in_place_of(task.assignee_id), progress=progress)
    return task


@transaction.atomic
def hand_in(*, task_id: UUID, text: str, by: Actor) -> Task:
    """The assignee reports the work as done; evidence lies with the task as documents («tasks.task»).

    When: every part that was handed down is confirmed. Repeat: the same report changes nothing; another one
    while the first waits to be confirmed is a conflict, because somebody may be reading the first.
    """
    task = queries.lock_task(task_id, by)
    if task.state == State.REPORTED and permissions.may_report_progress(by, task).reason == "tasks.already_handed_in":
        newest = task.notes.filter(kind=TaskNote.Kind.HAND_IN).order_by("-at", "-id").first()
        if newest and (newest.by_id, newest.text) == (by.user_id, text.strip()):
            return task
        raise Conflict("tasks.already_handed_in")
    require(permissions.may_hand_in(by, task))
    if not text.strip():
        raise Invalid("tasks.text_needed", fields={"text": "tasks.text_needed"})
    waiting = task.parts.exclude(state__in=[State.CONFIRMED, State.CANCELLED]).count()
    if waiting:
        raise Conflict("tasks.parts_are_open", count=waiting)
    task.state, task.progress = State.REPORTED, FULL
    task.reported_at, task.done_on = clock.now(), clock.today()
    task.received_at = task.received_at or task.reported_at
    task.save(update_fields=["state", "progress", "reported_at", "done_on", "received_at"])
    note(task, TaskNote.Kind.HAND_IN, text, by, FULL)
    tell("tasks.handed_in", task, by.in_place_of(task.assignee_id))
    return task


@transaction.atomic
def add_step(*, task_id: UUID, text: str, by: Actor) -> ChecklistItem:
    """Doer or giver adds a step to the list.

    Repeat: a step with the same words is there already.
    """
    task = queries.lock_task(task_id, by)
    require(permissions.may_keep_checklist(by, task))
    words = text.strip()[:300]
    if not words:
        raise Invalid("tasks.title_needed", fields={"text": "tasks.title_needed"})
    there = task.checklist.filter(text=words).first()
    if there:
        return there
    step = ChecklistItem.objects.create(task=task, text=words, place=task.checklist.count() + 1)
    tell("tasks.step_added", task, by)
    return step


@transaction.atomic
def tick_step(*, step_id: UUID, done: bool, by: Actor) -> ChecklistItem:
    """Doer or giver ticks a step off, or takes the tick back.

    Repeat: what is so already stays so.
    """
    step = ChecklistItem.objects.filter(pk=step_id).first()
    if step is None:
        raise NotFound
    task = queries.lock_task(step.task_id, by)
    require(permissions.may_keep_checklist(by, task))
    if (step.done_at is not None) == done:
        return step
    step.done_at = clock.now() if done else None
    step.save(update_fields=["done_at"])
    tell("tasks.step_ticked", task, by)
    return step


@transaction.atomic
def comment(*, task_id: UUID, text: str, by: Actor) -> TaskNote:
    """Somebody concerned writes to the task.

    Repeat: the same words by the same person as the newest line are that line.
    """
    task = queries.lock_task(task_id, by)
    require(permissions.may_comment(by, task))
    if not text.strip():
        raise Invalid("tasks.text_needed", fields={"text": "tasks.text_needed"})
    newest = task.notes.order_by("-at", "-id").first()
    if newest and newest.kind == TaskNote.Kind.COMMENT and (newest.by_id, newest.text) == (by.user_id, text.strip()):
        return newest
    line = note(task, TaskNote.Kind.COMMENT, text, by)
    tell("tasks.commented", task, by)
    return line
