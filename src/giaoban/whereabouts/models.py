"""One table that makes many modules one software: this person is there, from–to, because of that."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from giaoban.kernel.ids import new_id
from giaoban.people.models import User


class Stay(models.Model):
    """A person is somewhere from–to (half-open) because of a fact of another app (kind and id).

    Written by the owner of the fact in the same transaction; one row per person and fact.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="stays")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    kind = models.CharField(max_length=40)  # "meetings.meeting", "leave.request" …
    subject_id = models.UUIDField()
    label = models.CharField(max_length=200)
    is_away = models.BooleanField(default=False)  # not reachable for work: leave, trip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="whereabouts_span"),
            models.UniqueConstraint(fields=["user", "kind", "subject_id"], name="whereabouts_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "ends", "starts"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.label}"
