"""Somebody in the room needs help."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting
from giaoban.people.models import Unit, User

OPEN = ("open", "coming")


class Call(models.Model):
    """One call: open → coming → closed; or taken back by who called.

    One person has one open call of a kind at a time: the constraint keeps it.
    """

    class Kind(models.TextChoices):
        TECHNICIAN = "technician", _("Kỹ thuật")
        PAPERS = "papers", _("Tài liệu")
        OTHER = "other", _("Việc khác")

    class State(models.TextChoices):
        OPEN = "open", _("Đang gọi")
        COMING = "coming", _("Đang đến")
        CLOSED = "closed", _("Đã xong")
        WITHDRAWN = "withdrawn", _("Đã rút")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="calls")
    caller = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    called_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["called_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "caller", "kind"], condition=Q(state__in=OPEN), name="calls_one_open_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.caller_id}: {self.kind}"
