"""A duty that comes back: every week, month, quarter or year, until somebody ends it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import Unit, User
from giaoban.tasks.models.task import Task


class Duty(models.Model):
    """A task that is given again each time: running → ended.

    The first deadline names the day of the week or month; a deadline on a day off moves to the working day before.
    Each task is given so many working days before its deadline.
    """

    class Every(models.TextChoices):
        WEEK = "week", _("Hằng tuần")
        MONTH = "month", _("Hằng tháng")
        QUARTER = "quarter", _("Hằng quý")
        YEAR = "year", _("Hằng năm")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=300)
    content = models.TextField(blank=True)
    product = models.CharField(max_length=300, blank=True)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    assignee = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="duties")
    assigner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties_given")
    every = models.CharField(max_length=10, choices=Every.choices)
    first_due_on = models.DateField()
    lead_days = models.PositiveSmallIntegerField(default=5)  # working days between giving and deadline
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["title"]
        indexes: ClassVar = [
            models.Index(fields=["lead_unit"], condition=Q(ended_at=None), name="tasks_running_duties")
        ]

    def __str__(self) -> str:
        return self.title


class DutyRound(models.Model):
    """One time of a duty, by the day it falls on: given once, however often the clock asks.

    Without a task it was passed over: the house was off, and its deadline had gone by.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="rounds")
    falls_on = models.DateField()
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["falls_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "falls_on"], name="tasks_duty_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.falls_on}"
