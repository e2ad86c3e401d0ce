"""The weekly form of a series, what units filled in, and the phases of going online (NET-7)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting, Series
from giaoban.people.models import Unit, User


class ReportRow(models.Model):
    """One line of the form that every unit of a series fills in each week: a figure, or a text without measure.

    A line that is dropped is kept for the reports that have it (``is_active``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="report_rows")
    place = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    measure = models.CharField(max_length=40, blank=True)  # «tờ khai», «tỷ đồng»; empty: the line is a text
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "label"], name="reports_row_once"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_number(self) -> bool:
        """Whether a figure is asked for."""
        return bool(self.measure)


class UnitReport(models.Model):
    """What one unit reports for one briefing: draft → filed; filing again before the meeting replaces it.

    ``values`` maps a row's id to what was filled in: figures as «1234.5», texts as they are.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="unit_reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="reports_one_per_meeting_and_unit"),
            models.CheckConstraint(
                condition=Q(filed_at=None, filed_by=None) | Q(filed_at__isnull=False, filed_by__isnull=False),
                name="reports_filed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short_name} – {self.meeting}"


class Phase(models.Model):
    """A phase of the rollout: some branches meet online from a day on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    starts_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "name"]

    def __str__(self) -> str:
        return self.name


class PhaseBranch(models.Model):
    """A branch in its phase, and the day on which each thing it needs was ready. A branch is in one phase only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="branches")
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="rollout")
    line_on = models.DateField(null=True, blank=True)
    room_on = models.DateField(null=True, blank=True)
    training_on = models.DateField(null=True, blank=True)
    trial_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["unit__place"]

    def __str__(self) -> str:
        return f"{self.unit.short_name}: {self.phase}"

    @property
    def ready_on(self) -> date | None:
        """The day on which the last thing was ready; None while one is missing."""
        days = [self.line_on, self.room_on, self.training_on, self.trial_on]
        return max(day for day in days if day) if all(days) else None

    @property
    def done(self) -> int:
        """How many of the four things are ready."""
        return sum(bool(day) for day in (self.line_on, self.room_on, self.training_on, self.trial_on))
