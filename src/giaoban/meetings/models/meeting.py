"""The meeting itself, and the kinds of meeting."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models.series import Series
from giaoban.people.models import Unit, User


class MeetingKind(models.Model):
    """One of the eight kinds of R-45-02 (or an agency's own), with its legal length and lead times as data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    max_minutes = models.PositiveIntegerField(default=240)  # R-45-03
    invitation_lead_days = models.PositiveSmallIntegerField(default=3)  # working days, R-45-07
    paper_lead_days = models.PositiveSmallIntegerField(default=3)  # working days, R-45-09
    attendance_rounds = models.PositiveSmallIntegerField(default=2)  # at the start, and before the last item (C5)
    is_periodic = models.BooleanField(default=False)
    has_sites = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["place", "name"]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """A meeting: draft → submitted → approved → published → running → closed → concluded.

    Submitted may go back to draft (returned with remarks). Side state: cancelled. Postponing keeps the
    state and moves the time. Concluded: the notice of conclusions was issued.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        SUBMITTED = "submitted", pgettext_lazy("trạng thái", "Trình duyệt")
        APPROVED = "approved", _("Đã duyệt")
        PUBLISHED = "published", _("Đã phát hành")
        RUNNING = "running", _("Đang họp")
        CLOSED = "closed", _("Đã kết thúc")
        CONCLUDED = "concluded", _("Đã có kết luận")
        CANCELLED = "cancelled", _("Đã hủy")

    class Form(models.TextChoices):
        ON_SITE = "on_site", _("Trực tiếp")
        ONLINE = "online", _("Trực tuyến")
        HYBRID = "hybrid", _("Trực tiếp và trực tuyến")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=300)
    kind = models.ForeignKey(MeetingKind, on_delete=models.PROTECT, related_name="meetings")
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.ON_SITE)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")  # who holds it
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    original_start = models.DateTimeField(null=True, blank=True)  # its place in the series
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    location = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="chairs")
    secretary = models.ForeignKey(User, on_delete=models.PROTECT, related_name="minutes_of")
    purpose = models.TextField(blank=True)
    demands = models.TextField(blank=True)  # what attendees are asked to prepare (R-45-08)
    contact = models.CharField(max_length=200, blank=True)
    is_ad_hoc = models.BooleanField(default=False)
    is_drill = models.BooleanField(default=False)  # stays out of the statistics
    marks_until = models.DateTimeField(null=True, blank=True)  # silent consent closes (PRE-12)
    marks_settled_at = models.DateTimeField(null=True, blank=True)
    consent_adopted_at = models.DateTimeField(null=True, blank=True)  # the consent block, in one act
    extended_minutes = models.PositiveSmallIntegerField(default=0)  # given while it ran; the plan stays what it was
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    state_reason = models.CharField(max_length=500, blank=True)  # why returned, postponed, cancelled
    calendar_sequence = models.PositiveIntegerField(default=0)  # RFC 5545 SEQUENCE of the invitation
    current_item = models.ForeignKey("AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meetings_ends_after_start"),
            models.UniqueConstraint(fields=["series", "original_start"], name="meetings_once_in_series"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """How long it is planned to be."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def until(self) -> datetime:
        """When it is to end now: as planned, sooner when it began sooner, and what was given while it ran."""
        soonest = min(self.started_at or self.starts_at, self.starts_at) + (self.ends_at - self.starts_at)
        return soonest + timedelta(minutes=self.extended_minutes)

    @property
    def is_editable(self) -> bool:
        """Whether the Office may still change agenda and papers without telling everybody."""
        return self.state == self.State.DRAFT
