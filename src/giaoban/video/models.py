"""What was decided about picture and sound. Who is connected at this moment stands nowhere: the gateway knows."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting
from giaoban.people.models import Unit, User


class Conference(models.Model):
    """How one meeting uses picture and sound. ``discussion``: everybody may open the own microphone."""

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="conference")
    discussion = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.meeting_id)


class Participant(models.Model):
    """What the desk has decided about one person's microphone and presence; without a row the floor decides."""

    class Microphone(models.TextChoices):
        FLOOR = "floor", _("Theo lượt phát biểu")
        OPEN = "open", _("Được mở micrô")
        CLOSED = "closed", _("Bị tắt micrô")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    microphone = models.CharField(max_length=6, choices=Microphone.choices, default=Microphone.FLOOR)
    decided_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "user"], name="video_once_in_meeting")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.microphone}"


class Pairing(models.Model):
    """A screen asks to be a site's: shown → paired (``device`` is set) → taken (the screen is signed in). Old: nothing.

    ``digest`` is of the word that only the screen's own browser session holds.
    """

    HOLDS: ClassVar = timedelta(minutes=15)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=8, db_index=True)
    digest = models.CharField(max_length=64)
    device = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    shown_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.code[:4]} {self.code[4:]}"


class LineTest(models.Model):
    """What one test of a site's line found (NET-4): devices by ear and eye, rates in kbit/s, delay, loss in percent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="line_tests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    camera = models.BooleanField(default=False)
    microphone = models.BooleanField(default=False)
    loudspeaker = models.BooleanField(default=False)
    up = models.PositiveIntegerField(default=0)
    down = models.PositiveIntegerField(default=0)
    delay = models.PositiveIntegerField(default=0)  # milliseconds, there and back
    loss = models.FloatField(default=0)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.at:%d/%m %H:%M}"

    @property
    def faults(self) -> list[str]:
        """What is wrong, by message keys; nothing: the site is ready."""
        found = [
            ("video.no_camera", not self.camera),
            ("video.no_microphone", not self.microphone),
            ("video.no_loudspeaker", not self.loudspeaker),
            ("video.thin_line", self.up < UP_AT_LEAST or self.down < DOWN_AT_LEAST),
            ("video.long_delay", self.delay > DELAY_AT_MOST),
            ("video.much_loss", self.loss > LOSS_AT_MOST),
        ]
        return [key for key, is_so in found if is_so]


UP_AT_LEAST, DOWN_AT_LEAST = 700, 1_500  # kbit/s: one camera out; a speaker and the strip in
DELAY_AT_MOST, LOSS_AT_MOST = 300, 5.0


class Recording(models.Model):
    """A recording that the chair turned on: running → stopped → ready | failed; gone when its time is over (NET-6).

    ``chapters``: at which second of the recording which item began. The file lies in the house's store.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Đang ghi")
        STOPPED = "stopped", _("Đang ghép tệp")
        READY = "ready", _("Xem được")
        FAILED = "failed", _("Không ghép được")
        GONE = "gone", _("Đã hết thời hạn lưu")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="recordings")
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    stopped_at = models.DateTimeField(null=True, blank=True)
    chapters = models.JSONField(default=list)
    seconds = models.FloatField(default=0)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["started_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(state="running"), name="video_one_recording_runs"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.started_at:%d/%m %H:%M}"

    @property
    def key(self) -> str:
        """Where its file lies in the store."""
        return f"recordings/{self.pk}/video.mp4"
