"""Whom to tell of what waits for a yes, and of what was decided."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.approvals.kinds import KINDS
from giaoban.approvals.models import Approval, Step
from giaoban.kernel.notice import Happening, Notice, Reminder
from giaoban.people import queries as people


def _approval(entry: Happening) -> Approval | None:
    return Approval.objects.filter(pk=entry.subject_id).first()


def _next(entry: Happening) -> Iterable[UUID]:
    """Who must decide now, and whoever may decide with that person's authority (ORG-7)."""
    waiting = Step.objects.filter(
        approval_id=entry.subject_id, approval__state=Approval.State.WAITING, decision=""
    ).order_by("place")
    step = waiting.select_related("approval").first()
    if step is None:
        return ()
    asker = step.approval.asked_by_id
    by_proxy = set(people.holders_of(step.approver_id)) - {asker, *people.holders_of(asker)}
    return {step.approver_id} | by_proxy


def _asker(entry: Happening) -> Iterable[UUID]:
    approval = _approval(entry)
    return {approval.asked_by_id} if approval else ()


def _asker_at_the_end(entry: Happening) -> Iterable[UUID]:
    approval = _approval(entry)
    return _asker(entry) if approval and approval.state == Approval.State.APPROVED else ()


def _to_the_page(_entry: Happening) -> str:
    return reverse("approvals:waiting")


def _to_the_thing(entry: Happening) -> str:
    approval = _approval(entry)
    kind = KINDS.get(approval.kind) if approval else None
    return kind.url(approval.subject_id) if approval and kind else reverse("approvals:waiting")


def _still_waits(entry: Happening, user_id: UUID) -> bool:
    return user_id in set(_next(entry))


_WAITS = _("{actor} trình đồng chí duyệt: {subject}")
_MAILED = ("inbox", "email")

NOTICES: tuple[Notice, ...] = (
    Notice("approvals.asked", _next, _WAITS, _to_the_page, channels=_MAILED, may_see=_still_waits),
    Notice("approvals.approved", _next, _("Đến lượt đồng chí duyệt: {subject}"), _to_the_page, channels=_MAILED),
    Notice("approvals.approved", _asker_at_the_end, _("{actor} đã duyệt: {subject}"), _to_the_thing, channels=_MAILED),
    Notice("approvals.returned", _asker, _("{actor} trả lại: {subject}"), _to_the_thing, channels=_MAILED),
)
REMINDERS: tuple[Reminder, ...] = ()
