"""The tree of units, versioned by date (ORG-1)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from giaoban.kernel.ids import new_id


class UnitKind(models.Model):
    """What a unit is called: «Cục», «Phòng», «Chi cục» … Labels are data; ``level`` is what rules ask for."""

    class Level(models.TextChoices):
        AGENCY = "agency"
        LEADERSHIP = "leadership"
        DIVISION = "division"
        OFFICE = "office"
        BRANCH = "branch"
        TEAM = "team"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    label = models.CharField(max_length=80, unique=True)
    level = models.CharField(max_length=20, choices=Level.choices)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "label"]

    def __str__(self) -> str:
        return self.label


class Unit(models.Model):
    """A unit as it is today; ``UnitPeriod`` tells what it was called and where it stood before.

    Life: open → closed (merged into another, or dissolved). A closed unit stays readable.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.ForeignKey(UnitKind, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    place = models.PositiveIntegerField(default=0)
    symbol = models.CharField(max_length=40, blank=True)  # in document numbers: «HQHN»
    superior = models.CharField(max_length=200, blank=True)  # the agency above the root, for letterheads
    customs_code = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=80, blank=True)  # place line of letterheads: «Hà Nội»
    phone = models.CharField(max_length=40, blank=True)
    technician = models.CharField(max_length=120, blank=True)
    is_site = models.BooleanField(default=False)  # joins briefings as a remote site (điểm cầu)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    class Meta:
        ordering: ClassVar = ["place", "name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="people_unit_closes_after_opening",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="people_unit_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether the unit still works."""
        return self.closed_on is None


class UnitPeriod(models.Model):
    """What a unit was called, what kind it was and where it stood, from–to. The open period is today's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="periods")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.ForeignKey(UnitKind, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the first day it was no longer so
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit"], condition=Q(ends_on=None), name="people_one_open_period"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.starts_on:%d/%m/%Y} –)"
