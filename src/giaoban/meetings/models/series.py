"""Meetings that come back: the rule, every date as a row, the usual agenda (PRE-2, invariant 3)."""

import re
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import AttendeeGroup, Unit, User

MARK = re.compile(r"(?:\s*,)?\s*(?:tuần|tháng|ngày|năm)?\s*\{\w+\}", re.IGNORECASE)


class Series(models.Model):
    """A meeting that comes back by a rule: active → ended. Editing a running series splits it at a date."""

    class OnHoliday(models.TextChoices):
        SKIP = "skip", _("Bỏ qua")
        BEFORE = "before", _("Họp vào ngày làm việc liền trước")
        AFTER = "after", _("Họp vào ngày làm việc liền sau")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=300)  # «Giao ban tuần {tuần}»: {tuần}, {tháng}, {ngày} are filled in
    kind = models.ForeignKey("MeetingKind", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=10, default="on_site")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="series")
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    groups = models.ManyToManyField(AttendeeGroup, blank=True, related_name="series")
    rule = models.CharField(max_length=200)  # RFC 5545 RRULE: «FREQ=WEEKLY;BYDAY=FR»
    time = models.TimeField()  # on the agency's wall clock
    minutes = models.PositiveIntegerField(default=150)
    location = models.CharField(max_length=200, blank=True)
    demands = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    on_holiday = models.CharField(max_length=8, choices=OnHoliday.choices, default=OnHoliday.SKIP)
    is_drill = models.BooleanField(default=False)  # its meetings stay out of the statistics
    draft_days = models.PositiveSmallIntegerField(default=10)  # so many days ahead the next draft writes itself
    cutoff_days = models.PositiveSmallIntegerField(default=2)  # working days: later obstacles wait a week (OBS-4)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["title"]
        verbose_name_plural = "series"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("starts_on")), name="meetings_series_span"
            ),
        ]

    def __str__(self) -> str:
        """Return the title without what each meeting fills in: «Giao ban tuần {tuần} năm {năm}» is «Giao ban»."""
        return MARK.sub("", self.title).strip() or self.title


class SeriesDate(models.Model):
    """One date of a series: planned | moved | skipped; its meeting is drafted from it once."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Theo kế hoạch")
        MOVED = "moved", _("Đã dời")
        SKIPPED = "skipped", _("Không họp")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="dates")
    original_start = models.DateTimeField()
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "original_start"], name="meetings_series_date_once"),
            models.CheckConstraint(
                condition=Q(state="planned") | ~Q(reason=""), name="meetings_series_exception_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.starts_at:%d/%m/%Y}"


class SeriesItem(models.Model):
    """One item of a series' usual agenda."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    preparing_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    presenter = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=10)
    wanted = models.CharField(max_length=8, default="inform")
    asks_paper = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["place"]

    def __str__(self) -> str:
        return self.title
