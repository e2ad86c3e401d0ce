"""The link by which guests come, and the guests."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting
from giaoban.people.models import User


class GuestLink(models.Model):
    """A link into one meeting's lobby: made → revoked or expired. The address is signed and is not stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guest_links")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    def is_good(self, now: datetime) -> bool:
        """Tell whether the link still opens the lobby."""
        return self.revoked_at is None and now < self.expires_at


class Guest(models.Model):
    """Somebody who came by a link: waiting → admitted → gone; or refused.

    Admitted, the guest is a person with an account of their own that opens this one meeting and nothing else.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang chờ")
        ADMITTED = "admitted", _("Đã vào phòng họp")
        REFUSED = "refused", _("Không được vào")
        GONE = "gone", _("Đã rời phòng họp")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    link = models.ForeignKey(GuestLink, on_delete=models.CASCADE, related_name="guests")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=160)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=64, blank=True)  # from where the guest knocked; a limit counts by it
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="guest")

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=("admitted", "gone")) | Q(user__isnull=False), name="guests_admitted_has_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"
