"""One duty with its six clear facts (6 rõ): person, work, time, responsibility, product, authority."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import Unit, User


class Task(models.Model):
    """One duty: new → received → in_progress → reported → confirmed, with returned between reported and again.

    Side states: suspended, cancelled. Lateness is computed, never stored; an extension keeps the first
    deadline. ``origin_kind`` and ``origin_id`` name what it came from, ``context_id`` the meeting around it.
    """

    class State(models.TextChoices):
        NEW = "new", _("Mới giao")
        RECEIVED = "received", _("Đã nhận")
        IN_PROGRESS = "in_progress", _("Đang thực hiện")
        REPORTED = "reported", _("Đã báo cáo")
        RETURNED = "returned", _("Bị trả lại")
        CONFIRMED = "confirmed", _("Đã xác nhận hoàn thành")
        SUSPENDED = "suspended", _("Tạm dừng")
        CANCELLED = "cancelled", _("Đã hủy")

    class Urgency(models.TextChoices):
        NORMAL = "normal", _("Thường")
        URGENT = "urgent", _("Khẩn")
        FLASH = "flash", _("Hỏa tốc")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=300)
    content = models.TextField(blank=True)
    product = models.CharField(max_length=300, blank=True)
    authority = models.CharField(max_length=300, blank=True)
    responsibility = models.CharField(max_length=300, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    assigner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tasks_assigned")
    assignee = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    origin_kind = models.CharField(max_length=40, blank=True)
    origin_id = models.UUIDField(null=True, blank=True)
    origin_label = models.CharField(max_length=300, blank=True)
    context_kind = models.CharField(max_length=40, blank=True)
    context_id = models.UUIDField(null=True, blank=True, db_index=True)
    series_id = models.UUIDField(null=True, blank=True, db_index=True)  # carried into this series until closed
    assigned_at = models.DateTimeField(default=clock.now)
    deadline_on = models.DateField(null=True, blank=True)
    original_deadline_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)  # the day of the hand-in that was confirmed
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=300, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    is_routine = models.BooleanField(default=False)  # R-NV-01: routine work is not counted

    class Meta:
        ordering: ClassVar = ["deadline_on", "assigned_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id", "lead_unit"],
                condition=~Q(origin_kind="") & Q(parent=None) & ~Q(state="cancelled"),
                name="tasks_one_per_origin_and_unit",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="tasks_progress_is_per_cent"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["assignee", "state"]),
            models.Index(fields=["lead_unit", "state"]),
            models.Index(fields=["assigner", "state"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it still waits for something to happen."""
        return self.state not in {self.State.CONFIRMED, self.State.CANCELLED, self.State.SUSPENDED}


class Coordinator(models.Model):
    """A unit or person who helps with a task and is told of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="coordinators")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "unit"], name="tasks_coordinating_unit_once"),
            models.UniqueConstraint(fields=["task", "user"], name="tasks_coordinating_person_once"),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.user)


class TaskNote(models.Model):
    """One line of a task's story: progress, hand-in, return, comment. Never edited."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Tiến độ")
        HAND_IN = "hand_in", _("Báo cáo hoàn thành")
        RETURN = "return", _("Trả lại")
        CONFIRM = "confirm", _("Xác nhận")
        COMMENT = "comment", _("Trao đổi")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    progress = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"


class Extension(models.Model):
    """A wish for a later deadline: asked → granted | refused. At most one waits."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="extensions")
    wanted_on = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=10, default="asked")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task"], condition=Q(state="asked"), name="tasks_one_extension_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.wanted_on:%d/%m/%Y}"


class ChecklistItem(models.Model):
    """One step of a task that can be ticked off."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["place"]

    def __str__(self) -> str:
        return self.text
