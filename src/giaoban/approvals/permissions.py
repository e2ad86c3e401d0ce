"""Who may decide."""

from giaoban.approvals.models import Approval, Step
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no


def may_decide(by: Actor, step: Step | None) -> Verdict:
    """The approver whose turn it is, or a delegate (ORG-7), may decide; nobody says yes to the own request by proxy."""
    if step is None:
        return no("approvals.already_decided")
    if by.is_person(step.approver_id):
        return YES
    if not by.answers_for(step.approver_id):
        return no("approvals.not_an_approver")
    return no("approvals.own_request") if by.answers_for(step.approval.asked_by_id) else YES


def may_withdraw(by: Actor, approval: Approval) -> Verdict:
    """Only the one who asked may take it back."""
    return YES if by.answers_for(approval.asked_by_id) else no("approvals.only_the_asker")
