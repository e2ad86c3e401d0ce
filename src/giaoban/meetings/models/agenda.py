"""The agenda: items, the papers asked for them, and what readers say before the meeting."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models.meeting import Meeting
from giaoban.people.models import Unit, User


class AgendaItem(models.Model):
    """One item of the agenda: waiting → running → done | skipped; running may be left and taken up again.

    Its papers are documents whose owner is the item (kind «meetings.item»). A secret item shows no
    title but its placeholder (R-MT-*). ``gathered``: the open tasks of earlier meetings it goes through (PRE-14).
    """

    class Wanted(models.TextChoices):
        INFORM = "inform", pgettext_lazy("để biết", "Thông tin")
        DISCUSS = "discuss", _("Thảo luận")
        DECIDE = "decide", _("Quyết định")

    class State(models.TextChoices):
        WAITING = "waiting", _("Chưa đến")
        RUNNING = "running", _("Đang diễn ra")
        DONE = "done", _("Đã xong")
        SKIPPED = "skipped", _("Bỏ qua")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    presenter = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    preparing_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=10)
    wanted = models.CharField(max_length=8, choices=Wanted.choices, default=Wanted.INFORM)
    is_secret = models.BooleanField(default=False)
    is_carry_over = models.BooleanField(default=False)
    is_consent = models.BooleanField(default=False)  # moved to the consent block (PRE-12)
    obstacle_id = models.UUIDField(null=True, blank=True, db_index=True)  # a branch's, gathered (OBS-4)
    carried_item = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(null=True, blank=True)  # of the present run
    used_seconds = models.PositiveIntegerField(default=0)  # of runs before the present one
    ended_at = models.DateTimeField(null=True, blank=True)
    in_writing = models.BooleanField(default=False)  # skipped in the room, to be settled in writing
    passed = models.JSONField(default=list, blank=True)  # steps of the script that the desk went past

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="running"), name="meetings_one_running_item"),
        ]

    def __str__(self) -> str:
        return self.title


class CarriedOver(models.Model):
    """What was carried into a meeting, once each (PRE-14): what is taken off by hand does not come back by itself.

    An unfinished item comes as an item; open tasks stand together under one, ``item``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="carried")
    source_id = models.UUIDField()  # an open task, an unfinished item of the last occurrence, an obstacle
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="gathered")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "source_id"], name="meetings_carried_once"),
        ]

    def __str__(self) -> str:
        return str(self.source_id)


class PaperRequest(models.Model):
    """A unit is asked for a paper (PRE-4): asked → submitted → accepted | returned → submitted again."""

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ đơn vị gửi")
        SUBMITTED = "submitted", _("Đã gửi, chờ Văn phòng")
        ACCEPTED = "accepted", _("Đã nhận")
        RETURNED = "returned", _("Trả lại")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="paper_requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_requests")
    what = models.CharField(max_length=300)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    reason = models.CharField(max_length=500, blank=True)  # why returned
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due_at"]

    def __str__(self) -> str:
        return self.what


class Remark(models.Model):
    """What the leader says on the very item or page when approving or returning an agenda (PRE-5): open → settled."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="remarks")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="remarks")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    page = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.text[:80]


class Mark(models.Model):
    """A member's mark on an item before the meeting (PRE-12). Changing it replaces the earlier one."""

    class Kind(models.TextChoices):
        AGREE = "agree", _("Đồng ý")
        OBJECTION = "objection", _("Có ý kiến khác")
        SPEAK = "speak", _("Đăng ký phát biểu")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="marks")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "user"], name="meetings_mark_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


class Opinion(models.Model):
    """A written opinion on an item or paper (PRE-8): draft (the author's own) → submitted (the chair sees it)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="opinions")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "user"], condition=Q(submitted_at=None), name="meetings_one_opinion_draft"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
