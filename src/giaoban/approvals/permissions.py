"""Who may decide."""

from giaoban.approvals.models import Approval, Step
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.rules import YES, Verdict, no


def may_decide(by: Actor, step: Step | None) -> Verdict:
    """The approver whose turn it is, or a delegate (ORG-7), may decide."""
    if step is None:
        return no("approvals.already_decided")
    return YES if by.answers_for(step.approver_id) else no("approvals.not_an_approver")


def may_withdraw(by: Actor, approval: Approval) -> Verdict:
    """Only the one who asked may take it back, or the house itself when the thing is no longer to be approved."""
    return YES if by == SYSTEM or by.answers_for(approval.asked_by_id) else no("approvals.only_the_asker")
