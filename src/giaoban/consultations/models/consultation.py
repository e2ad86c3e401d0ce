"""What is asked (lấy ý kiến bằng văn bản), by whom, until when, and how silence counts (SLIP-1)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import Unit, User

SHORTEST, LONGEST = 1, 60  # working days


class Consultation(models.Model):
    """A consultation: draft → submitted → approved → open → closed → signing → published.

    Who leads the asking unit opens a draft without asking a leader. ``signing``: the result notice waits for the
    leader's signature. Side states: back to draft when the leader returns it, cancelled while it is not closed.
    ``due_on`` is the last day on which an answer is in time, counted when it is sent; ``first_due_on`` is kept
    when it is extended. Nobody answers after that day, or after it is closed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SUBMITTED = "submitted", _("Chờ duyệt")
        APPROVED = "approved", _("Đã duyệt, chưa gửi")
        OPEN = "open", _("Đang lấy ý kiến")
        CLOSED = "closed", _("Đang tổng hợp")
        SIGNING = "signing", _("Chờ ký thông báo")
        PUBLISHED = "published", _("Đã thông báo kết quả")
        CANCELLED = "cancelled", _("Đã hủy")

    class Silence(models.TextChoices):
        NO_OPINION = "no_opinion", _("không có ý kiến")
        AGREE = "agree", _("đồng ý")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="consultations")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # in charge; signs nothing
    approver = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    working_days = models.PositiveSmallIntegerField(default=5)
    silence = models.CharField(max_length=10, choices=Silence.choices, default=Silence.NO_OPINION)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    remark = models.CharField(max_length=500, blank=True)  # why the leader returned it
    folded = models.TextField(blank=True)  # subject and text without accents: what the list's search asks
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    result_note = models.TextField(blank=True)  # what the notice says after the figures, in the officer's words
    number = models.CharField(max_length=60, blank=True)  # of the result notice: «15/TB-HQHN»
    notice = models.JSONField(null=True, blank=True)  # the issued notice as ``clerical`` keeps papers
    document_id = models.UUIDField(null=True, blank=True)  # its frozen PDF
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=["open", "closed", "signing", "published"])
                | Q(sent_at__isnull=False, due_on__isnull=False),
                name="consultations_sent_has_time_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "signing", "published"]) | Q(closed_at__isnull=False),
                name="consultations_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("first_due_on")), name="consultations_only_extended"
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=SHORTEST, working_days__lte=LONGEST),
                name="consultations_term_makes_sense",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["due_on", "state"]),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_past_due(self) -> bool:
        """Whether its day is over while nobody has closed it."""
        return self.state == self.State.OPEN and self.due_on is not None and clock.today() > self.due_on

    @property
    def takes_answers(self) -> bool:
        """Whether those asked may answer, or change what they answered, now."""
        return self.state == self.State.OPEN and not self.is_past_due

    @property
    def is_over(self) -> bool:
        """Whether no answer can come any more."""
        return self.state in OVER


BEFORE = frozenset({Consultation.State.DRAFT, Consultation.State.SUBMITTED, Consultation.State.APPROVED})
OVER = frozenset({Consultation.State.CLOSED, Consultation.State.SIGNING, Consultation.State.PUBLISHED})


class Question(models.Model):
    """One question of a consultation; there is at least one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "place"], name="consultations_question_place_once"),
        ]

    def __str__(self) -> str:
        return self.text
