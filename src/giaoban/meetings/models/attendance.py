"""Who was really there (LIVE-1)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models.meeting import Meeting
from giaoban.people.models import Unit, User


class AttendanceRound(models.Model):
    """One head-count: open → closed. ``secret`` signs the QR code, which changes every half minute."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80, blank=True)
    secret = models.CharField(max_length=64)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_round_once"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(closed_at=None), name="meetings_one_open_round"),
        ]

    def __str__(self) -> str:
        return self.label or str(self.number)


class AttendanceMark(models.Model):
    """One person in one round. A person without a mark was not counted."""

    class State(models.TextChoices):
        ON_SITE = "on_site", _("Có mặt tại hội trường")
        ONLINE = "online", _("Có mặt trực tuyến")
        ABSENT = "absent", _("Vắng")

    class Method(models.TextChoices):
        SELF = "self", _("Tự điểm danh")
        QR = "qr", _("Quét mã QR")
        SECRETARY = "secretary", _("Thư ký điểm danh")
        SITE = "site", _("Điểm cầu điểm danh")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(AttendanceRound, on_delete=models.CASCADE, related_name="marks")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices)
    method = models.CharField(max_length=10, choices=Method.choices)
    site = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    is_late = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "user"], name="meetings_attendance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.state}"


class SiteCount(models.Model):
    """How many heads a site counted in one round: people of the list and those who are not on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(AttendanceRound, on_delete=models.CASCADE, related_name="site_counts")
    site = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    heads = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "site"], name="meetings_site_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id}: {self.heads}"
