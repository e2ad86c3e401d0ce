"""Approval and its steps."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import User


class Approval(models.Model):
    """A request for a yes: waiting → approved | returned | withdrawn. At most one waits for one thing."""

    class State(models.TextChoices):
        WAITING = "waiting"
        APPROVED = "approved"
        RETURNED = "returned"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    label = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="approvals_asked")
    asked_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"], condition=Q(state="waiting"), name="approvals_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Step(models.Model):
    """One person's yes or no, in its place of the chain. A decision is never edited (invariant 10)."""

    class Decision(models.TextChoices):
        NONE = ""
        APPROVED = "approved"
        RETURNED = "returned"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    approver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="approval_steps")
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True, default=Decision.NONE)
    comment = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["approval", "place"], name="approvals_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.approval} · {self.place}"
