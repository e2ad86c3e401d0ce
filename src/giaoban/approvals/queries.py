"""Reading approvals: what waits for whom."""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from giaoban.approvals.models import Approval, Step
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one


def waiting_for(by: Actor) -> QuerySet[Step]:
    """Return the steps whose turn it is and that this person may decide: the own, and by proxy those of others."""
    first_open = Step.objects.filter(approval=OuterRef("approval"), decision="").order_by("place").values("place")[:1]
    people = {by.user_id, *by.stands_in_for}
    by_proxy = Q(approver_id__in=by.stands_in_for) & ~Q(approval__asked_by_id__in=people)
    return (
        Step.objects.filter(Q(approver_id=by.user_id) | by_proxy, decision="", approval__state=Approval.State.WAITING)
        .filter(place=Subquery(first_open))
        .select_related("approval", "approval__asked_by", "approver")
        .order_by("approval__asked_at")
    )


def waiting_approval(kind: str, subject_id: UUID) -> Approval | None:
    """Return the approval that waits for one thing."""
    return Approval.objects.filter(kind=kind, subject_id=subject_id, state=Approval.State.WAITING).first()


def newest_approval(kind: str, subject_id: UUID) -> Approval | None:
    """Return the approval that waits for one thing, or the one that ended last."""
    return Approval.objects.filter(kind=kind, subject_id=subject_id).order_by("-asked_at", "-pk").first()


def last_word(approval: Approval) -> Step | None:
    """Return the step that was decided last, None before the first decision."""
    return approval.steps.exclude(decision="").order_by("-place").first()


def visible_approvals(by: Actor) -> QuerySet[Approval]:
    """Return the approvals that the person asked for or has a say in."""
    people = {by.user_id, *by.stands_in_for}
    mine = Step.objects.filter(approver_id__in=people).values("approval")
    found = Approval.objects.filter(Q(asked_by_id__in=people) | Q(pk__in=mine))
    return found.select_related("asked_by").order_by("-asked_at")


def lock_approval(approval_id: UUID) -> Approval:
    """Lock one approval for a decision."""
    found = lock_one(Approval.objects.filter(pk=approval_id))
    if found is None:
        raise NotFound
    return found
