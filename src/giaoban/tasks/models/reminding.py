"""The agency's rules of reminding, version by version, and the answers that came by a link."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import User
from giaoban.tasks.models.task import Task


class ReminderPolicy(models.Model):
    """One version of the rules of reminding; the one with the highest number holds. Never edited.

    ``data`` is a ``policy.Policy``; a rule that came later than the version has its default.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    data = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return _("Chính sách nhắc việc số %(number)s") % {"number": self.number}


class LinkAnswer(models.Model):
    """One link of a reminder's letter was used: the mark inside it is unique, so it works once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mark = models.CharField(max_length=32, unique=True)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="link_answers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.answer} {self.task_id}"
