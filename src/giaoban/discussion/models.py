"""What somebody wrote in the room, and to whom."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import AgendaItem, Meeting, MinutesLine
from giaoban.people.models import Unit, User


class Message(models.Model):
    """One message: sent → withdrawn by its author; or hidden by the desk, and shown again.

    The row stays, whatever happens to it: a meeting's record can be accounted for. ``line``: the line of
    the minutes that was made from it. Nothing is written while the running item is a state secret.
    """

    class To(models.TextChoices):
        ALL = "all", _("Cả phòng họp")
        CHAIR = "chair", _("Chủ trì")
        SECRETARY = "secretary", _("Thư ký")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="messages")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=10, choices=To.choices, default=To.ALL)
    text = models.TextField()
    sent_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(MinutesLine, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages")

    class Meta:
        ordering: ClassVar = ["sent_at", "id"]
        indexes: ClassVar = [models.Index(fields=["meeting", "sent_at"], name="discussion_message_order")]

    def __str__(self) -> str:
        return f"{self.author_id} → {self.to}"
