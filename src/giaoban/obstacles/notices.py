"""Whom to tell of what happens to an obstacle, in which words. What is due by the clock is in ``reminding``."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.notice import Due, Happening, Notice, Reminder
from giaoban.obstacles import queries, reminding
from giaoban.obstacles.models import Obstacle
from giaoban.people import queries as people
from giaoban.people.models import Role, User
from giaoban.tasks import ladder

Whom = Callable[[Happening], Iterable[UUID]]


def _obstacle(entry: Happening) -> Obstacle:
    return queries.obstacle_of(UUID(entry.subject_id))


def _url(entry: Happening) -> str:
    return reverse("obstacles:obstacle", args=[entry.subject_id])


def _may_see(entry: Happening, user_id: UUID) -> bool:
    by = people.actor_of(User.objects.get(pk=user_id))
    return bool(queries.seen_among(by, [UUID(entry.subject_id)]))


def _branch(entry: Happening) -> set[UUID]:
    return queries.branch_people(_obstacle(entry))


def _office(entry: Happening) -> set[UUID]:
    return queries.holders(Role.OFFICE_SECRETARY, _obstacle(entry).branch_id)


def _answering(entry: Happening) -> set[UUID]:
    return queries.answering_people(_obstacle(entry))


def _with_helpers(entry: Happening) -> set[UUID]:
    return _answering(entry) | queries.helping_people(_obstacle(entry))


def _both(entry: Happening) -> set[UUID]:
    obstacle = _obstacle(entry)
    answering = _with_helpers(entry) if obstacle.division_id or obstacle.is_open else set()
    return queries.branch_people(obstacle) | answering


def _answered_by(entry: Happening) -> set[UUID]:
    obstacle = _obstacle(entry)
    return queries.leaders_of_units({obstacle.division_id}) if obstacle.division_id else set()


def _notice(action: str, to: Whom, title: Any, *, mail: bool = True, body: Any = "", urgent: bool = False) -> Notice:
    return Notice(
        action=action,
        to=to,
        title=title,
        body=body,
        url=_url,
        channels=("inbox", "email") if mail else ("inbox",),
        topic="obstacles",
        urgent=urgent,
        may_see=_may_see,
    )


def _flash(entry: Happening) -> Iterable[UUID]:
    return _office(entry) if entry.data.get("urgency") == Obstacle.Urgency.FLASH else ()


def _not_flash(entry: Happening) -> Iterable[UUID]:
    return () if entry.data.get("urgency") == Obstacle.Urgency.FLASH else _office(entry)


NOTICES: tuple[Notice, ...] = (
    _notice("obstacles.raised", _not_flash, _("{branch} nêu vướng mắc, chờ phân loại: {subject}")),
    _notice("obstacles.raised", _flash, _("HỎA TỐC – {branch} nêu vướng mắc: {subject}"), urgent=True),
    _notice(
        "obstacles.routed",
        _with_helpers,
        _("Vướng mắc của {branch} chuyển đến đơn vị đồng chí: {subject}"),
        body=_("Đơn vị trả lời: {division}. Hạn trả lời: {due}."),
    ),
    _notice("obstacles.routed", _branch, _("Vướng mắc đã chuyển {division}, hạn trả lời {due}: {subject}"), mail=False),
    _notice("obstacles.returned", _branch, _("Văn phòng trả lại để đơn vị tự giải quyết: {subject}")),
    _notice("obstacles.answered", _branch, _("Đã có trả lời, đề nghị xác nhận: {subject}")),
    _notice("obstacles.asked_on", _answering, _("{branch} hỏi thêm, hạn trả lời {due}: {subject}")),
    _notice("obstacles.escalated", _answering, _("Vướng mắc của {branch} trình {to}: {subject}")),
    _notice("obstacles.escalated", _branch, _("Vướng mắc được báo cáo lên {to}: {subject}"), mail=False),
    _notice("obstacles.placed", _both, _("Đưa vào chương trình “{meeting}” ngày {day}: {subject}"), mail=False),
    _notice("obstacles.concluded", _branch, _("Đã có kết luận tại giao ban, đề nghị xác nhận: {subject}")),
    _notice(
        "obstacles.conclusion_lost", _both, _("Kết luận được thu hồi, vướng mắc chờ trả lời: {subject}"), mail=False
    ),
    _notice("obstacles.resolved", _answered_by, _("{branch} xác nhận đã tháo gỡ: {subject}"), mail=False),
    _notice("obstacles.reopened", _with_helpers, _("{branch} mở lại vướng mắc: {subject}")),
    _notice("obstacles.withdrawn", _answered_by, _("{branch} rút vướng mắc: {subject}"), mail=False),
    _notice("obstacles.commented", _both, _("{actor} trao đổi về vướng mắc: {subject}"), mail=False),
)


def _in_digest(name: str, due: Callable[[datetime], Iterable[Due]]) -> Reminder:
    """Describe a reminder that comes with the agency's digest of the morning."""
    return Reminder(name, due, topics=("obstacles",), digest_at=ladder.digest_at)


REMINDERS: tuple[Reminder, ...] = (
    Reminder("obstacles.triage", reminding.to_triage, topics=("obstacles",)),
    _in_digest("obstacles.due", reminding.before_the_day),
    _in_digest("obstacles.overdue", reminding.after_the_day),
    _in_digest("obstacles.overdue_leader", reminding.to_the_leader),
    _in_digest("obstacles.confirm", reminding.to_confirm),
)
