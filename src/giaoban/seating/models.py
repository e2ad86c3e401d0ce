"""Halls with their seats, and who sits where in one meeting."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting
from giaoban.people.models import Unit, User


class Hall(models.Model):
    """The seats of one room: drawn → retired.

    ``seats`` is a list in the order in which seats are given, each ``{"id": "A1", "x": …, "y": …, "kind": …}`` on a
    floor of 1,000 by 700, the screen at the top; the kind is ``chair`` (one at most), ``desk`` or ``seat``.
    """

    class Shape(models.TextChoices):
        ROWS = "rows", _("Hàng ghế")
        U = "u", _("Chữ U")
        TABLE = "table", _("Bàn họp")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    shape = models.CharField(max_length=5, choices=Shape.choices, default=Shape.ROWS)
    seats = models.JSONField(default=list)
    changed_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """The seats by their labels."""
        return {seat["id"]: seat for seat in self.seats}


class Seating(models.Model):
    """The hall that a meeting sits in. ``seats`` is copied: a hall drawn anew moves nobody."""

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="seating")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    seats = models.JSONField(default=list)
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.hall}"


class Place(models.Model):
    """One person on one seat of one meeting: nobody has two, no seat holds two."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="places")
    seat = models.CharField(max_length=8)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="seating_one_on_a_seat"),
            models.UniqueConstraint(fields=["meeting", "user"], name="seating_one_seat_each"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.user_id}"
