"""What a running meeting keeps beside its items: changes of the plan, and everybody's own notes."""

from typing import ClassVar

from django.db import models

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models.meeting import Meeting
from giaoban.people.models import User


class PlanChange(models.Model):
    """The desk changed the plan to come out in time (LIVE-2): done → undone.

    ``before`` and ``after`` are the values of the fields that it changed: ``{"items": {id: {"minutes": 15}},
    "extended_minutes": 0}``; undoing puts back those that nobody has changed since.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="plan_changes")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    words = models.TextField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.words[:80]


class PrivateNote(models.Model):
    """What one person wrote down for themselves in one meeting; nobody else ever reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="private_notes")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "user"], name="meetings_private_note_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.meeting_id}"
