"""Answering a reminder in one tap, signed in or by the single-use link of the letter."""

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, NotFound
from giaoban.tasks import permissions, queries
from giaoban.tasks.actions.judge import ask_extension
from giaoban.tasks.actions.work import accept, hand_in, report_progress
from giaoban.tasks.links import Link, Reply, later_day
from giaoban.tasks.models import Extension, LinkAnswer, Task, TaskNote

WORDS: Final[dict[Reply, Promise | str]] = {
    Reply.PROGRESS: _("Đang thực hiện (trả lời lời nhắc)."),
    Reply.TIME: _("Cần thêm thời gian để hoàn thành (trả lời lời nhắc)."),
    Reply.DONE: _("Đã hoàn thành (trả lời lời nhắc)."),
}


class Answered(NamedTuple):
    """What an answer came to: ``did`` is false where the same was said before, and nothing was written again."""

    task: Task
    did: bool


class Pressed(NamedTuple):
    """What the button behind a link came to: whether this press used the link up, and whether it wrote anything."""

    used: LinkAnswer
    is_first: bool
    did: bool


@transaction.atomic
def answer_reminder(
    *, task_id: UUID, reply: Reply, by: Actor, text: str = "", wanted_on: date | None = None
) -> Answered:
    """The doer answers a reminder in one tap: taken, in progress, more time, done. Words are added where none are said.

    Repeat: a tap that says what was said already (taken; in progress, today; a wish that waits; handed in) changes
    nothing and tells so. Own words or another day are an answer of their own, and repeat as their verb does.
    """
    task = queries.lock_task(task_id, by)
    chosen = wanted_on if wanted_on != later_day(task) else None
    if not text.strip() and chosen is None and _is_said(task, reply, by):
        return Answered(task, did=False)
    words = text.strip() or str(WORDS.get(reply, ""))
    if reply == Reply.TAKEN:
        return Answered(accept(task_id=task_id, by=by), did=True)
    if reply == Reply.PROGRESS:
        return Answered(report_progress(task_id=task_id, progress=task.progress, text=words, by=by), did=True)
    if reply == Reply.TIME:
        wish = ask_extension(task_id=task_id, wanted_on=wanted_on or later_day(task), reason=words, by=by)
        return Answered(wish.task, did=True)
    return Answered(hand_in(task_id=task_id, text=words, by=by), did=True)


def _is_said(task: Task, reply: Reply, by: Actor) -> bool:
    """Tell whether whoever works on the task has given this answer already."""
    verdict = permissions.may_report_progress(by, task)
    if verdict.reason == "tasks.only_the_assignee":
        return False
    if not verdict:
        return reply in {Reply.TAKEN, Reply.DONE} and task.state in {Task.State.REPORTED, Task.State.CONFIRMED}
    if reply == Reply.TAKEN:
        return task.state != Task.State.NEW
    if reply == Reply.TIME:
        return task.extensions.filter(state=Extension.State.ASKED).exists()
    return reply == Reply.PROGRESS and task.state == Task.State.IN_PROGRESS and _said_today(task, by)


def _said_today(task: Task, by: Actor) -> bool:
    newest = task.notes.filter(kind=TaskNote.Kind.PROGRESS).order_by("-at", "-id").first()
    return bool(
        newest
        and newest.by_id == by.user_id
        and newest.text == str(WORDS[Reply.PROGRESS])
        and clock.local(newest.at).date() == clock.today()
    )


@transaction.atomic
def answer_by_link(*, link: Link, by: Actor, text: str = "", wanted_on: date | None = None) -> Pressed:
    """The doer answers from a letter without signing in. The book says «by link».

    When: the link is not older than its days, the agency still allows links, and the person may still do it.
    Repeat: a link works once; a second press changes nothing and gives what the first one did.
    """
    if not by.is_person(link.user_id):
        raise NotFound
    queries.lock_task(link.task_id, by)
    used = LinkAnswer.objects.filter(mark=link.mark).first()
    if used:
        return Pressed(used, is_first=False, did=False)
    if not link.works_under(queries.policy_in_force()):
        raise Conflict("tasks.link_expired")
    used = LinkAnswer.objects.create(
        mark=link.mark, task_id=link.task_id, user_id=link.user_id, answer=link.reply, at=clock.now()
    )
    answered = answer_reminder(task_id=link.task_id, reply=link.reply, by=by, text=text, wanted_on=wanted_on)
    return Pressed(used, is_first=True, did=answered.did)
