"""One obstacle (vướng mắc) of a branch, who must answer it, and everything that was said on it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import CatalogueEntry, Unit, User


class Obstacle(models.Model):
    """An obstacle: draft → raised → routed → answered → resolved; or routed → escalated → answered.

    A briefing concludes on what is routed or escalated: concluded → resolved. The branch alone says that it
    is resolved (OBS-5); it asks on (answered → routed) or reopens (resolved, concluded → routed). Side
    states: returned (the branch's own competence, R-45-05), withdrawn. ``level`` says who has to answer.
    ``meeting_id`` and ``item_id`` name the briefing it is on, ``conclusion_id`` and ``task_id`` what came of it.
    ``first_due_on`` is kept when an obstacle is asked on or reopened and gets a new date.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        RAISED = "raised", _("Chờ phân loại")
        ROUTED = "routed", _("Chờ trả lời")
        ESCALATED = "escalated", _("Vượt thẩm quyền")
        ANSWERED = "answered", _("Đã trả lời")
        CONCLUDED = "concluded", _("Đã có kết luận")
        RESOLVED = "resolved", _("Đã tháo gỡ")
        RETURNED = "returned", _("Trả lại đơn vị")
        WITHDRAWN = "withdrawn", _("Đã rút")

    class Level(models.TextChoices):
        DIVISION = "division", _("Phòng tham mưu")
        LEADER = "leader", _("Lãnh đạo phụ trách")
        HIGHER = "higher", _("Cơ quan cấp trên")

    class Urgency(models.TextChoices):
        NORMAL = "normal", _("Thường")
        URGENT = "urgent", _("Khẩn")
        FLASH = "flash", _("Hỏa tốc")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, blank=True)  # «VM-0042/2026», given when it is raised
    branch = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obstacles")
    field = models.ForeignKey(CatalogueEntry, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    facts = models.TextField()
    legal_basis = models.TextField(blank=True)
    own_view = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    wanted_on = models.DateField(null=True, blank=True)
    folded = models.TextField(blank=True)  # number, title and facts without accents: what the list's search asks
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.DIVISION)
    division = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="obstacles_answered"
    )
    in_writing = models.BooleanField(default=False)  # settled in writing, no meeting needed (R-45-04)
    is_shared = models.BooleanField(default=True)  # its answer goes into the library of the whole agency
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    raised_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(null=True, blank=True)
    routed_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # the first answer, whoever gave it
    settled_at = models.DateTimeField(null=True, blank=True)  # resolved, returned or withdrawn
    times_reopened = models.PositiveSmallIntegerField(default=0)
    meeting_id = models.UUIDField(null=True, blank=True, db_index=True)
    item_id = models.UUIDField(null=True, blank=True, db_index=True)
    meeting_label = models.CharField(max_length=300, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    conclusion_id = models.UUIDField(null=True, blank=True)
    task_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-raised_at", "-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="obstacles_number_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(raised_at__isnull=False) | Q(state="withdrawn"),
                name="obstacles_raised_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["routed", "answered"]) | Q(division__isnull=False, due_on__isnull=False),
                name="obstacles_routed_has_division_and_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["branch", "state"]),
            models.Index(fields=["division", "state"]),
            models.Index(fields=["due_on", "state"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do about it."""
        return self.state in OPEN

    @property
    def waits_for_answer(self) -> bool:
        """Whether it is a division's, a leader's or the higher agency's turn."""
        return self.state in WAITING

    @property
    def is_overdue(self) -> bool:
        """Whether the answer is late; what waits for the branch is not."""
        return self.waits_for_answer and self.due_on is not None and clock.today() > self.due_on

    @property
    def days_open(self) -> int:
        """Calendar days from the raising to the end, or to today."""
        if self.raised_at is None:
            return 0
        end = clock.local(self.settled_at).date() if self.settled_at else clock.today()
        return (end - self.raised_on).days

    @property
    def raised_on(self) -> date:
        """The day on which it was raised; a draft counts from its making."""
        return clock.local(self.raised_at or self.created_at).date()


OPEN = frozenset({
    Obstacle.State.RAISED, Obstacle.State.ROUTED, Obstacle.State.ESCALATED, Obstacle.State.ANSWERED,
    Obstacle.State.CONCLUDED,
})  # fmt: skip
WAITING = frozenset({Obstacle.State.ROUTED, Obstacle.State.ESCALATED})


class Coordination(models.Model):
    """A division that helps the competent one to answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obstacle = models.ForeignKey(Obstacle, on_delete=models.CASCADE, related_name="coordinating")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["obstacle", "unit"], name="obstacles_coordinating_once"),
        ]

    def __str__(self) -> str:
        return self.unit.short_name


class ObstacleLine(models.Model):
    """One thing said on an obstacle, never edited. The newest answer or conclusion is the one that counts."""

    class Kind(models.TextChoices):
        ROUTE = "route", _("Ý kiến chuyển xử lý")
        ANSWER = "answer", _("Trả lời")
        ASK_ON = "ask_on", _("Hỏi thêm")
        ESCALATE = "escalate", _("Báo cáo vượt thẩm quyền")
        CONCLUDE = "conclude", _("Kết luận tại giao ban")
        CONFIRM = "confirm", _("Xác nhận")
        REOPEN = "reopen", _("Mở lại")
        RETURN = "return", _("Trả lại")
        WITHDRAW = "withdraw", _("Rút")
        COMMENT = "comment", _("Trao đổi")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    obstacle = models.ForeignKey(Obstacle, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    legal_basis = models.TextField(blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, blank=True)  # the higher agency's letter, the briefing
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class YearCount(models.Model):
    """The last number given to an obstacle in a year; the row is locked while one is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
