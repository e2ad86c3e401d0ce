"""What the giver decides: confirming, returning, more time, rest, the end."""

from datetime import date
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import Verdict, require
from giaoban.tasks import deadlines, permissions, queries
from giaoban.tasks.actions.told import note, tell
from giaoban.tasks.models import Extension, Task, TaskNote

State = Task.State
DAY = "%d/%m/%Y"


def _reason(text: str) -> str:
    if not text.strip():
        raise Invalid("tasks.reason_needed", fields={"reason": "tasks.reason_needed"})
    return text.strip()


@transaction.atomic
def return_work(*, task_id: UUID, reason: str, by: Actor) -> Task:
    """The assigner sends handed-in work back, saying why; the clock of the deadline runs again.

    Repeat: returning what was returned changes nothing.
    """
    task = queries.lock_task(task_id, by)
    if task.state == State.RETURNED and by.answers_for(task.assigner_id):
        return task
    require(permissions.may_judge(by, task))
    words = _reason(reason)
    task.state, task.done_on = State.RETURNED, None
    task.save(update_fields=["state", "done_on"])
    note(task, TaskNote.Kind.RETURN, words, by)
    tell("tasks.returned", task, by.in_place_of(task.assigner_id))
    return task


@transaction.atomic
def confirm(*, task_id: UUID, by: Actor, text: str = "", rating: int | None = None) -> Task:
    """The assigner confirms that the work is done; the day of the hand-in decides whether it was on time.

    Repeat: confirming twice changes nothing.
    """
    task = queries.lock_task(task_id, by)
    if task.state == State.CONFIRMED and by.answers_for(task.assigner_id):
        return task
    require(permissions.may_judge(by, task))
    task.state, task.confirmed_at, task.confirmed_by_id, task.rating = State.CONFIRMED, clock.now(), by.user_id, rating
    task.save(update_fields=["state", "confirmed_at", "confirmed_by", "rating"])
    Extension.objects.filter(task=task, state=Extension.State.ASKED).delete()
    if text.strip():
        note(task, TaskNote.Kind.CONFIRM, text, by)
    tell("tasks.confirmed", task, by.in_place_of(task.assigner_id))
    return task


@transaction.atomic
def ask_extension(*, task_id: UUID, wanted_on: date, reason: str, by: Actor) -> Extension:
    """The assignee asks for a later deadline.

    Repeat: the same day again returns the wish that waits; another day is a conflict.
    """
    task = queries.lock_task(task_id, by)
    require(permissions.may_ask_extension(by, task))
    waiting = task.extensions.filter(state=Extension.State.ASKED).first()
    if waiting:
        if waiting.wanted_on == wanted_on:
            return waiting
        raise Conflict("tasks.extension_waits")
    _check_later(task, wanted_on)
    wish = Extension.objects.create(
        task=task, wanted_on=wanted_on, from_on=task.deadline_on, reason=_reason(reason), asked_by_id=by.person_id
    )
    tell("tasks.extension_asked", task, by.in_place_of(task.assignee_id), wanted=wanted_on.strftime(DAY))
    return wish


def _check_later(task: Task, wanted_on: date) -> None:
    if task.deadline_on and wanted_on <= task.deadline_on:
        code = "tasks.later_deadline_needed"
        raise Invalid(code, deadline=task.deadline_on.strftime(DAY), fields={"wanted_on": code})
    if fault := deadlines.fault_of(wanted_on):
        raise Invalid(fault, fields={"wanted_on": fault})


def _wish(extension_id: UUID, by: Actor) -> tuple[Extension, Task]:
    wish = Extension.objects.filter(pk=extension_id).first()
    if wish is None:
        raise NotFound
    task = queries.lock_task(wish.task_id, by)
    wish.refresh_from_db()
    require(permissions.may_decide_extension(by, task))
    return wish, task


def _decide(wish: Extension, state: str, answer: str, by: Actor) -> None:
    wish.state, wish.answer, wish.decided_by_id, wish.decided_at = state, answer[:300], by.user_id, clock.now()
    wish.save(update_fields=["state", "answer", "decided_by", "decided_at"])


@transaction.atomic
def grant_extension(*, extension_id: UUID, by: Actor, until: date | None = None, answer: str = "") -> Extension:
    """The assigner moves the deadline to the day asked for, or to another; the first deadline is kept.

    Repeat: granting what was granted changes nothing; what was refused is a conflict.
    """
    wish, task = _wish(extension_id, by)
    if wish.state == Extension.State.GRANTED:
        return wish
    if wish.state == Extension.State.REFUSED:
        raise Conflict("tasks.extension_decided")
    day = until or wish.wanted_on
    _check_later(task, day)
    _decide(wish, Extension.State.GRANTED, answer, by)
    task.deadline_on = day
    task.save(update_fields=["deadline_on"])
    tell("tasks.extension_granted", task, by.in_place_of(task.assigner_id), deadline=day.strftime(DAY))
    return wish


@transaction.atomic
def refuse_extension(*, extension_id: UUID, by: Actor, answer: str) -> Extension:
    """The assigner keeps the deadline, saying why.

    Repeat: refusing what was refused changes nothing; what was granted is a conflict.
    """
    wish, task = _wish(extension_id, by)
    if wish.state == Extension.State.REFUSED:
        return wish
    if wish.state == Extension.State.GRANTED:
        raise Conflict("tasks.extension_decided")
    _decide(wish, Extension.State.REFUSED, _reason(answer), by)
    tell("tasks.extension_refused", task, by.in_place_of(task.assigner_id))
    return wish


@transaction.atomic
def suspend(*, task_id: UUID, reason: str, by: Actor) -> Task:
    """The assigner lets an open task rest: it leaves the figures until it is resumed.

    Repeat: suspending what rests changes nothing.
    """
    task = queries.lock_task(task_id, by)
    if task.state == State.SUSPENDED and by.answers_for(task.assigner_id):
        return task
    require(permissions.may_suspend(by, task))
    words = _reason(reason)
    task.state_before, task.state, task.closed_reason = task.state, State.SUSPENDED, words[:300]
    task.save(update_fields=["state", "state_before", "closed_reason"])
    note(task, TaskNote.Kind.SIDE, words, by)
    tell("tasks.suspended", task, by.in_place_of(task.assigner_id))
    return task


@transaction.atomic
def resume(*, task_id: UUID, by: Actor) -> Task:
    """The assigner wakes a resting task in the state in which it was left.

    Repeat: resuming what is open changes nothing.
    """
    task = queries.lock_task(task_id, by)
    if task.is_open and by.answers_for(task.assigner_id):
        return task
    require(permissions.may_resume(by, task))
    task.state, task.state_before, task.closed_reason = task.state_before or State.NEW, "", ""
    task.save(update_fields=["state", "state_before", "closed_reason"])
    tell("tasks.resumed", task, by.in_place_of(task.assigner_id))
    return task


@transaction.atomic
def cancel(*, task_id: UUID, reason: str, by: Actor, allowed: Verdict | None = None) -> Task:
    """The assigner takes an open task back for good, and its open parts with it.

    When the app that the task came from takes it back, its own rule is the permission: ``allowed``.
    Repeat: cancelling what is cancelled changes nothing.
    """
    task = queries.lock_task(task_id, by) if allowed is None else queries.lock_any(task_id)
    if task.state == State.CANCELLED and (allowed or by.answers_for(task.assigner_id)):
        return task
    require(permissions.may_cancel(by, task) if allowed is None else allowed)
    words = _reason(reason)
    for part in task.parts.exclude(state__in=[State.CONFIRMED, State.CANCELLED]):
        _cancel(part, words, by)
    return _cancel(task, words, by)


def _cancel(task: Task, words: str, by: Actor) -> Task:
    task.state, task.closed_reason = State.CANCELLED, words[:300]
    task.save(update_fields=["state", "closed_reason"])
    note(task, TaskNote.Kind.SIDE, words, by)
    tell("tasks.cancelled", task, by.in_place_of(task.assigner_id))
    return task
