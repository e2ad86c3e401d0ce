"""Shapes of approvals in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Schema

from giaoban.approvals.models import Step


class WaitingOut(Schema):
    """Something that waits for my yes; ``for_person`` names whose authority decides it."""

    id: UUID
    kind: str
    subject: UUID
    label: str
    asked_by: str
    asked_at: datetime
    for_person: str

    @staticmethod
    def of(step: Step) -> "WaitingOut":
        """Return the shape of a step whose turn it is."""
        approval = step.approval
        return WaitingOut(
            id=approval.pk,
            kind=approval.kind,
            subject=approval.subject_id,
            label=approval.label,
            asked_by=approval.asked_by.full_name,
            asked_at=approval.asked_at,
            for_person=step.approver.full_name,
        )


class DecisionIn(Schema):
    """Yes, or back with a reason."""

    approve: bool
    comment: str = ""


class DecidedOut(Schema):
    """What became of it."""

    id: UUID
    state: str
