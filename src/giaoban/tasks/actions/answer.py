"""Answering a reminder in one tap, signed in or by the single-use link of the letter."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, NotFound
from giaoban.tasks import queries
from giaoban.tasks.actions.judge import ask_extension
from giaoban.tasks.actions.work import accept, hand_in, report_progress
from giaoban.tasks.links import Link, Reply, later_day
from giaoban.tasks.models import LinkAnswer, Task

WORDS: Final[dict[Reply, Promise | str]] = {
    Reply.PROGRESS: _("Đang thực hiện (trả lời lời nhắc)."),
    Reply.TIME: _("Cần thêm thời gian để hoàn thành (trả lời lời nhắc)."),
    Reply.DONE: _("Đã hoàn thành (trả lời lời nhắc)."),
}


@transaction.atomic
def answer_reminder(*, task_id: UUID, reply: Reply, by: Actor, text: str = "", wanted_on: date | None = None) -> Task:
    """The doer answers a reminder in one tap: taken, in progress, more time, done. Words are added where none are said.

    Repeat: each answer is the verb it stands for, and repeats as that verb does; a wish that waits is kept.
    """
    task = queries.lock_task(task_id, by)
    words = text.strip() or str(WORDS.get(reply, ""))
    if reply == Reply.TAKEN:
        return accept(task_id=task_id, by=by)
    if reply == Reply.PROGRESS:
        return report_progress(task_id=task_id, progress=task.progress, text=words, by=by)
    if reply == Reply.TIME:
        return ask_extension(task_id=task_id, wanted_on=wanted_on or later_day(task), reason=words, by=by).task
    return hand_in(task_id=task_id, text=words, by=by)


@transaction.atomic
def answer_by_link(*, link: Link, by: Actor, text: str = "", wanted_on: date | None = None) -> tuple[LinkAnswer, bool]:
    """The doer answers from a letter without signing in; tell whether this press did it. The book says «by link».

    When: the link is not older than its days, and the person may still do it. Repeat: a link works once; a second
    press changes nothing and gives what the first one did.
    """
    if not by.is_person(link.user_id):
        raise NotFound
    queries.lock_task(link.task_id, by)
    used = LinkAnswer.objects.filter(mark=link.mark).first()
    if used:
        return used, False
    if link.has_expired:
        raise Conflict("tasks.link_expired")
    used = LinkAnswer.objects.create(
        mark=link.mark, task_id=link.task_id, user_id=link.user_id, answer=link.reply, at=clock.now()
    )
    answer_reminder(task_id=link.task_id, reply=link.reply, by=by, text=text, wanted_on=wanted_on)
    return used, True
