"""One slip (phiếu lấy ý kiến) for each person asked, every answer it got, and what became of each opinion."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.consultations.models.consultation import Consultation, Question
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import Unit, User


class OpinionSlip(models.Model):
    """One person is asked, for himself or as head of ``unit``; one slip a person, so nobody counts twice.

    ``substitute`` is whom the person asked to answer in his place. ``opinion`` is the answer that counts: the
    newest. ``user`` of a unit's slip is its head: at the time of writing, at the sending, and by the clock while
    it is not answered.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="slips")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    substitute = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opinion = models.OneToOneField("Opinion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)  # by the officer's own tap

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "user"], name="consultations_one_slip_a_person"),
            models.UniqueConstraint(
                fields=["consultation", "unit"], condition=Q(unit__isnull=False), name="consultations_one_slip_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=models.F("user")), name="consultations_another_substitutes"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "opinion"])]

    def __str__(self) -> str:
        return self.unit.short_name if self.unit else self.user.full_name

    @property
    def is_answered(self) -> bool:
        """Whether an answer came."""
        return self.opinion_id is not None


class Opinion(models.Model):
    """One answer to a slip, never edited: a change of mind is a further one. ``by`` may write on another's behalf."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slip = models.ForeignKey(OpinionSlip, on_delete=models.CASCADE, related_name="opinions")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_on_behalf = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slip", "number"], name="consultations_opinion_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slip} ({self.number})"


class OpinionLine(models.Model):
    """What an answer says to one question."""

    class Choice(models.TextChoices):
        AGREE = "agree", _("Đồng ý")
        DISAGREE = "disagree", _("Không đồng ý")
        OTHER = "other", _("Ý kiến khác")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="lines")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["question__place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opinion", "question"], name="consultations_one_line_a_question"),
            models.CheckConstraint(condition=~Q(choice="other") | ~Q(text=""), name="consultations_other_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()}: {self.text[:60]}"

    @property
    def needs_treatment(self) -> bool:
        """Whether the officer must say what becomes of it: a plain yes needs no word."""
        return self.choice != self.Choice.AGREE or bool(self.text)


class Treatment(models.Model):
    """What the officer makes of one opinion: taken in, in part, or explained (tiếp thu, giải trình)."""

    class Kind(models.TextChoices):
        TAKEN = "taken", _("Tiếp thu")
        PARTLY = "partly", _("Tiếp thu một phần")
        EXPLAINED = "explained", _("Giải trình")

    line = models.OneToOneField(OpinionLine, primary_key=True, on_delete=models.CASCADE, related_name="treatment")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind="taken") | ~Q(text=""), name="consultations_explained_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
