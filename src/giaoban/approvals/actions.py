"""Asking for a yes, saying yes, sending back. The owner's promise is kept in the same transaction."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from giaoban.approvals import permissions, queries
from giaoban.approvals.kinds import KINDS
from giaoban.approvals.models import Approval, Step
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.rules import require
from giaoban.ledger.record import record

ACTIONS = {
    "approvals.asked": _("{actor} trình duyệt “{subject}”"),
    "approvals.approved": _("{actor} đồng ý duyệt “{subject}”"),
    "approvals.returned": _("{actor} trả lại “{subject}”"),
    "approvals.withdrawn": _("{actor} rút lại đề nghị duyệt “{subject}”"),
}


@transaction.atomic
def ask(*, kind: str, subject_id: UUID, label: str, approvers: Sequence[UUID], by: Actor) -> Approval:
    """Somebody asks people, in this order, to approve a thing of a declared kind.

    Repeat: while one approval waits for the thing, it is returned unchanged.
    """
    if kind not in KINDS:
        raise LookupError(f"nobody promised what approval of {kind!r} means")
    if not approvers:
        raise Invalid("approvals.no_approver")
    waiting = queries.waiting_approval(kind, subject_id)
    if waiting:
        return waiting
    approval = Approval.objects.create(
        kind=kind, subject_id=subject_id, label=label[:300], asked_by_id=by.person_id, asked_at=clock.now()
    )
    Step.objects.bulk_create(
        Step(approval=approval, place=place, approver_id=approver) for place, approver in enumerate(approvers, 1)
    )
    record("approvals.asked", by=by, subject=approval, data={"kind": kind}, topics=[(approvers[0], "today")])
    return approval


@transaction.atomic
def decide(*, approval_id: UUID, approve: bool, comment: str = "", by: Actor) -> Approval:
    """The approver whose turn it is says yes, or sends it back with a reason.

    Repeat: the same word of the same person on an ended approval changes nothing; another word is a
    conflict. A decision is never edited.
    """
    approval = queries.lock_approval(approval_id)
    step = approval.steps.filter(decision="").first() if approval.state == "waiting" else None
    if step is None:
        if _said_already(approval, approve, comment, by):
            return approval
        raise Conflict("approvals.already_decided")
    require(permissions.may_decide(by, step))
    if not approve and not comment.strip():
        raise Invalid("approvals.reason_needed", fields={"comment": "approvals.reason_needed"})
    acting = by.in_place_of(step.approver_id)
    step.decision = Step.Decision.APPROVED if approve else Step.Decision.RETURNED
    step.comment, step.decided_by_id, step.decided_at = comment, by.user_id, clock.now()
    step.save(update_fields=["decision", "comment", "decided_by", "decided_at"])
    if approve and approval.steps.filter(decision="").exists():
        return _say(approval, "approvals.approved", acting)
    return _end(approval, approve=approve, comment=comment, acting=acting)


def _said_already(approval: Approval, approve: bool, comment: str, by: Actor) -> bool:
    """Tell whether this person ended the approval with just this word: their first answer was lost on the way."""
    last = queries.last_word(approval)
    word = Step.Decision.APPROVED if approve else Step.Decision.RETURNED
    return last is not None and (last.decided_by_id, last.decision, last.comment) == (by.user_id, word, comment)


def _end(approval: Approval, *, approve: bool, comment: str, acting: Actor) -> Approval:
    approval.state = Approval.State.APPROVED if approve else Approval.State.RETURNED
    approval.ended_at = clock.now()
    approval.save(update_fields=["state", "ended_at"])
    promise = KINDS[approval.kind]
    if approve:
        promise.on_approved(approval.subject_id, acting)
    else:
        promise.on_returned(approval.subject_id, acting, comment)
    return _say(approval, "approvals.approved" if approve else "approvals.returned", acting)


def _say(approval: Approval, action: str, acting: Actor) -> Approval:
    people = {approval.asked_by_id, *approval.steps.values_list("approver_id", flat=True)}
    record(
        action,
        by=acting,
        subject=approval,
        data={"kind": approval.kind},
        topics=[(p, "today") for p in people],
    )
    return approval


@transaction.atomic
def withdraw(*, approval_id: UUID, by: Actor) -> Approval:
    """The one who asked takes the request back; the thing itself is again what it was before.

    Repeat: withdrawing twice changes nothing.
    """
    approval = queries.lock_approval(approval_id)
    require(permissions.may_withdraw(by, approval))
    if approval.state == Approval.State.WITHDRAWN:
        return approval
    if approval.state != Approval.State.WAITING:
        raise Conflict("approvals.already_decided")
    acting = by.in_place_of(approval.asked_by_id)
    _take_back(approval)
    KINDS[approval.kind].on_withdrawn(approval.subject_id, acting)
    return _say(approval, "approvals.withdrawn", acting)


@transaction.atomic
def drop(*, kind: str, subject_id: UUID, by: Actor) -> bool:
    """The owner of a thing takes back what waits for it, by a verb that its own rule has allowed; tell if any did.

    Repeat: where nothing waits, nothing changes.
    """
    waiting = queries.waiting_approval(kind, subject_id)
    approval = queries.lock_approval(waiting.pk) if waiting else None
    if approval is None or approval.state != Approval.State.WAITING:
        return False
    _take_back(approval)
    _say(approval, "approvals.withdrawn", by)
    return True


def _take_back(approval: Approval) -> None:
    approval.state, approval.ended_at = Approval.State.WITHDRAWN, clock.now()
    approval.save(update_fields=["state", "ended_at"])
