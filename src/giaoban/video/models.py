"""What was decided about picture and sound. Who is connected at this moment stands nowhere: the gateway knows."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting
from giaoban.people.models import User


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
