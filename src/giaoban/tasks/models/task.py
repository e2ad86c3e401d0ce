"""One duty with its six clear facts (6 rõ): person, work, time, responsibility, product, authority."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import Unit, User


class Task(models.Model):
    """One duty: new → received → in_progress → reported → confirmed, with returned between reported and again.

    Side states: suspended, cancelled. Lateness is computed, never stored; an extension keeps the first
    deadline. ``origin_kind`` and ``origin_id`` name what it came from, ``context_id`` the meeting around it.
    ``done_on`` is the day of the newest hand-in, empty again when the work is returned: so a task that
    was handed in in time does not turn overdue while it waits to be confirmed.
    """

    class State(models.TextChoices):
        NEW = "new", _("Mới giao")
        RECEIVED = "received", _("Đã nhận")
        IN_PROGRESS = "in_progress", _("Đang thực hiện")
        REPORTED = "reported", _("Đã báo cáo")
        RETURNED = "returned", _("Bị trả lại")
        CONFIRMED = "confirmed", _("Đã xác nhận hoàn thành")
        SUSPENDED = "suspended", pgettext_lazy("trạng thái", "Tạm dừng")
        CANCELLED = "cancelled", _("Đã hủy")

    class Urgency(models.TextChoices):
        NORMAL = "normal", _("Thường")
        URGENT = "urgent", _("Khẩn")
        FLASH = "flash", _("Hỏa tốc")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=300)
    content = models.TextField(blank=True)
    folded = models.TextField(blank=True)  # title and content without accents: what the list's search asks
    product = models.CharField(max_length=300, blank=True)
    authority = models.CharField(max_length=300, blank=True)
    responsibility = models.CharField(max_length=300, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    state_before = models.CharField(max_length=12, blank=True)  # what a suspended task goes back to
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
    context_label = models.CharField(max_length=300, blank=True)
    series_id = models.UUIDField(null=True, blank=True, db_index=True)  # carried into this series until closed
    assigned_at = models.DateTimeField(default=clock.now)
    deadline_on = models.DateField(null=True, blank=True)
    original_deadline_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)  # the day of the newest hand-in
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_reason = models.CharField(max_length=300, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    effort_days = models.PositiveSmallIntegerField(null=True, blank=True)  # working days, as the giver estimates
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
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "confirmed"]) | Q(done_on__isnull=False),
                name="tasks_handed_in_has_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["assignee", "state"]),
            models.Index(fields=["lead_unit", "state"]),
            models.Index(fields=["assigner", "state"]),
            models.Index(fields=["deadline_on", "state"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def was_extended(self) -> bool:
        """Whether the deadline was moved after the task was given."""
        return self.deadline_on != self.original_deadline_on

    @property
    def is_overdue(self) -> bool:
        """Whether its deadline passed before it was handed in; done tasks are late instead."""
        return self.is_open and self.deadline_on is not None and (self.done_on or clock.today()) > self.deadline_on

    @property
    def days_left(self) -> int | None:
        """Calendar days until the deadline, negative after it; None without a deadline."""
        return None if self.deadline_on is None else (self.deadline_on - clock.today()).days

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
        SIDE = "side", _("Điều chỉnh")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    progress = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"


class Extension(models.Model):
    """A wish for a later deadline: asked → granted | refused. At most one waits."""

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ quyết định")
        GRANTED = "granted", pgettext_lazy("trạng thái", "Đồng ý")
        REFUSED = "refused", pgettext_lazy("trạng thái", "Không đồng ý")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="extensions")
    wanted_on = models.DateField()
    reason = models.TextField()
    from_on = models.DateField(null=True)  # the deadline when it was asked
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at"]
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
