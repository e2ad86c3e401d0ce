"""The register of outgoing papers: which number went to what."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import User


class Register(models.Model):
    """The counter of one agency, one year and one type of paper (R-30-08). Its row lock puts numbers in order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    symbol = models.CharField(max_length=40)  # the agency's: «HQHN»
    year = models.PositiveSmallIntegerField()
    type_code = models.CharField(max_length=10, blank=True)  # empty: letters (công văn)
    carried_over = models.PositiveIntegerField(default=0)  # the last number of the paper book before this one
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-year", "symbol", "type_code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["symbol", "year", "type_code"], name="clerical_one_register"),
            models.CheckConstraint(
                condition=Q(last_number__gte=F("carried_over")), name="clerical_register_only_goes_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type_code or 'CV'}-{self.symbol}/{self.year}"


class IssuedNumber(models.Model):
    """A number that a paper got: issued → voided. It is never given again, and a paper holds one at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60)  # «15/TB-HQHN»
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    subject_label = models.CharField(max_length=300)
    issued_on = models.DateField()  # the day that stands on the paper
    issued_at = models.DateTimeField(default=clock.now)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["register", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "number"], name="clerical_number_once"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=Q(voided_at=None),
                name="clerical_one_number_for_one_paper",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="clerical_voided_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.label
