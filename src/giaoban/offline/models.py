"""What is taken along, and what was done there."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting
from giaoban.people.models import User


class Taken(models.Model):
    """One meeting on one device: held → withdrawn. The key is given once, to the session that took it along.

    It ends by itself with that session; the server keeps no key, so nobody can open a device's copy from here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=64)  # a digest: the session's own key opens the door
    device = models.CharField(max_length=80)
    taken_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    seen_at = models.DateTimeField(default=clock.now)  # when the device last asked
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-taken_at"]
        indexes: ClassVar = [models.Index(fields=["user", "withdrawn_at"], name="offline_taken_of_person")]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def name(self) -> str:
        """How the device is called in lists."""
        return self.device or str(_("Thiết bị chưa rõ tên"))


class Delivered(models.Model):
    """One act that was done without network and has arrived. Its id is made on the device: it arrives once."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=20)
    done_at = models.DateTimeField()  # as the device says
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.what} {self.id}"
