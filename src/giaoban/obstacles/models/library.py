"""The library of answers, open to the whole agency, and how long an answer may take."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from giaoban.kernel.ids import new_id
from giaoban.obstacles.models.obstacle import Obstacle
from giaoban.people.models import CatalogueEntry, Unit


class Precedent(models.Model):
    """A settled obstacle as everybody in the agency may read it: the question and the answer, without the branch.

    Written when the branch confirms, taken out when it reopens or keeps its case to itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obstacle = models.OneToOneField(Obstacle, on_delete=models.CASCADE, related_name="precedent")
    field = models.ForeignKey(CatalogueEntry, on_delete=models.PROTECT, related_name="+")
    division = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    question = models.TextField()
    answer = models.TextField()
    legal_basis = models.TextField(blank=True)
    level = models.CharField(max_length=10, choices=Obstacle.Level.choices)
    settled_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["-settled_on"]

    def __str__(self) -> str:
        return self.title


class AnswerTerm(models.Model):
    """How many working days a field's answer may take, alone and with coordinating divisions."""

    field = models.OneToOneField(CatalogueEntry, primary_key=True, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField(default=5)
    days_together = models.PositiveSmallIntegerField(default=10)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(days__gte=1) & Q(days_together__gte=models.F("days")), name="obstacles_term_makes_sense"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.days}/{self.days_together}"
