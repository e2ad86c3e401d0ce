"""Who speaks: the wish to speak, its place, its clock (LIVE-4, LIVE-5)."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import AgendaItem, Meeting, MinutesLine
from giaoban.people.models import Unit, User

OPEN = ("requested", "called", "speaking", "paused")  # waits or holds the floor
HELD = ("speaking", "paused")  # the clock has been started and not stopped for good


def usual_minutes() -> int:
    """Return how long one may speak where the chair has said nothing else (R-45-13)."""
    return int(settings.SPEAKING_MINUTES)


class Floor(models.Model):
    """How one meeting gives the floor: the rule of the queue, the minutes of a turn, which lists take names."""

    class Rule(models.TextChoices):
        TIME = "time", _("Theo thời điểm đăng ký")
        UNITS = "units", _("Luân phiên giữa các đơn vị")
        LEAST = "least", _("Người phát biểu ít được mời trước")

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="floor")
    rule = models.CharField(max_length=6, choices=Rule.choices, default=Rule.TIME)
    minutes = models.PositiveSmallIntegerField(default=usual_minutes)
    takes_speeches = models.BooleanField(default=True)
    takes_questions = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.rule}"


class Turn(models.Model):
    """One person's turn: requested → called → speaking ⇄ paused → ended | withdrawn | passed over.

    The speaker is a person, and may speak from a site (a unit with its people in one room); who has no
    account is named. One turn speaks at a time and one is called to be ready: constraints keep it, and
    that a person has one open request an item and kind. ``place``: put there by hand, before the rule.
    ``used`` counts the runs before the present one, ``since`` begins the present one. An answer is a
    turn that points to its ``question``. ``spoken_before``: this year's seconds when asking, for the rule.
    """

    class Kind(models.TextChoices):
        SPEECH = "speech", _("Phát biểu")
        QUESTION = "question", _("Chất vấn")
        ANSWER = "answer", _("Trả lời chất vấn")

    class State(models.TextChoices):
        REQUESTED = "requested", _("Chờ mời")
        CALLED = "called", _("Mời chuẩn bị")
        SPEAKING = "speaking", _("Đang phát biểu")
        PAUSED = "paused", pgettext_lazy("trạng thái", "Tạm dừng")
        ENDED = "ended", _("Đã phát biểu")
        WITHDRAWN = "withdrawn", _("Đã rút")
        PASSED_OVER = "passed_over", _("Chưa phát biểu")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turns")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="turns")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SPEECH)
    topic = models.CharField(max_length=500, blank=True)
    speaker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="turns")
    name = models.CharField(max_length=160)  # as it was then; of somebody without account, the only one
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    question = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    state = models.CharField(max_length=12, choices=State.choices, default=State.REQUESTED)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    from_mark = models.BooleanField(default=False)  # came by the mark «speak» before the meeting (PRE-12)
    requested_at = models.DateTimeField(default=clock.now)
    called_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    used = models.DurationField(default=timedelta)
    granted_seconds = models.PositiveIntegerField(default=0)
    extended_seconds = models.PositiveIntegerField(default=0)
    spoken_before = models.DurationField(default=timedelta)
    reason = models.CharField(max_length=300, blank=True)  # why the desk removed it or passed it over
    remainder = models.OneToOneField(
        MinutesLine, null=True, blank=True, on_delete=models.SET_NULL, related_name="turn"
    )  # what was handed in in writing
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # who asked for it

    class Meta:
        ordering: ClassVar = ["requested_at", "id"]
        indexes: ClassVar = [models.Index(fields=["speaker", "started_at"], name="floor_turn_speaker")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="speaking"), name="floor_one_speaks"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="called"), name="floor_one_is_called"),
            models.UniqueConstraint(
                fields=["item", "kind", "speaker"],
                condition=Q(state__in=OPEN) & ~Q(kind="answer"),
                name="floor_one_request",
            ),
            models.UniqueConstraint(
                fields=["meeting", "kind", "speaker"],
                condition=Q(state__in=OPEN, item=None) & ~Q(kind="answer"),
                name="floor_one_general_request",
            ),
            models.CheckConstraint(
                condition=Q(state="speaking", since__isnull=False) | (~Q(state="speaking") & Q(since=None)),
                name="floor_clock_runs_while_speaking",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.topic}" if self.topic else self.name

    @property
    def allowed_seconds(self) -> int:
        """How long the turn may last, extensions included."""
        return self.granted_seconds + self.extended_seconds
