"""Whom to tell of what happens to a task, in which words. What is due by the clock is in ``ladder``."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.notice import Happening, Notice, Reminder
from giaoban.people import queries as people
from giaoban.people.models import User
from giaoban.tasks import ladder, queries, resting
from giaoban.tasks.models import Task

Whom = Callable[[Happening], Iterable[UUID]]


def _task(entry: Happening) -> Task:
    return queries.task_of(UUID(entry.subject_id))


def _url(entry: Happening) -> str:
    return reverse("tasks:task", args=[entry.subject_id])


def _may_see(entry: Happening, user_id: UUID) -> bool:
    by = people.actor_of(User.objects.get(pk=user_id))
    return queries.visible_tasks(by).filter(pk=entry.subject_id).exists()


def _doer(entry: Happening) -> set[UUID]:
    task = _task(entry)
    if task.assignee_id is None:
        return set(people.leaders_of(task.lead_unit_id).values_list("pk", flat=True))
    return {task.assignee_id}


def _giver(entry: Happening) -> set[UUID]:
    giver = _task(entry).assigner_id
    return {giver, *people.holders_of(giver)}


def _both(entry: Happening) -> set[UUID]:
    task = _task(entry)
    helping = {c.user_id for c in task.coordinators.all() if c.user_id}
    return {task.assigner_id, *helping} | _doer(entry)


def _with_helpers(entry: Happening) -> set[UUID]:
    """Whoever works on it, who helps, and the head of the unit."""
    return queries.concerned(_task(entry)) - {_task(entry).assigner_id} | _doer(entry)


def _flash(entry: Happening) -> Iterable[UUID]:
    return _with_helpers(entry) if entry.data.get("urgency") == Task.Urgency.FLASH else ()


def _not_flash(entry: Happening) -> Iterable[UUID]:
    return () if entry.data.get("urgency") == Task.Urgency.FLASH else _with_helpers(entry)


def _notice(action: str, to: Whom, title: Any, *, mail: bool = True, body: Any = "", urgent: bool = False) -> Notice:
    return Notice(
        action=action,
        to=to,
        title=title,
        body=body,
        url=_url,
        channels=("inbox", "email") if mail else ("inbox",),
        topic="tasks",
        urgent=urgent,
        may_see=_may_see,
    )


_UNTIL = _("Thời hạn: {deadline}")

NOTICES: tuple[Notice, ...] = (
    _notice("tasks.assigned", _not_flash, _("{actor} giao nhiệm vụ: {subject}"), body=_UNTIL),
    _notice(
        "tasks.assigned",
        _flash,
        _("HỎA TỐC – {actor} giao nhiệm vụ: {subject}"),
        body=_UNTIL,
        urgent=True,
    ),
    _notice("tasks.accepted", _giver, _("{actor} đã nhận nhiệm vụ: {subject}"), mail=False),
    _notice("tasks.handed_in", _giver, _("{actor} báo cáo hoàn thành, chờ xác nhận: {subject}")),
    _notice("tasks.returned", _doer, _("{actor} trả lại nhiệm vụ: {subject}")),
    _notice("tasks.confirmed", _with_helpers, _("{actor} xác nhận hoàn thành: {subject}"), mail=False),
    _notice("tasks.extension_asked", _giver, _("{actor} đề nghị gia hạn đến {wanted}: {subject}")),
    _notice("tasks.extension_granted", _doer, _("{actor} đồng ý gia hạn đến {deadline}: {subject}")),
    _notice("tasks.extension_refused", _doer, _("{actor} không đồng ý gia hạn: {subject}")),
    _notice("tasks.handed_over", _doer, _("{actor} chuyển nhiệm vụ cho đồng chí: {subject}")),
    _notice("tasks.suspended", _with_helpers, _("{actor} tạm dừng nhiệm vụ: {subject}"), mail=False),
    _notice("tasks.resumed", _with_helpers, _("{actor} cho tiếp tục nhiệm vụ: {subject}"), mail=False),
    _notice("tasks.cancelled", _with_helpers, _("{actor} hủy nhiệm vụ: {subject}")),
    _notice("tasks.commented", _both, _("{actor} trao đổi về nhiệm vụ: {subject}"), mail=False),
)

REMINDERS: tuple[Reminder, ...] = (
    Reminder("tasks.remind", ladder.due, topics=("tasks",), digest_at=ladder.digest_at, page="tasks:reminders"),
    Reminder("tasks.duty", resting.due, topics=("tasks",), digest_at=ladder.digest_at, page="tasks:duties"),
)
