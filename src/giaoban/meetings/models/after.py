"""What a meeting leaves: lines for the minutes, conclusions, the papers of the record."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models.agenda import AgendaItem
from giaoban.meetings.models.meeting import Meeting
from giaoban.people.models import Unit, User


def stamp(at: datetime) -> int:
    """Return where a line of that instant stands among the others: microseconds, so that there is room between two."""
    return int(at.timestamp() * 1_000_000)


def stamp_now() -> int:
    """Return the place of a line that is written now."""
    return stamp(clock.now())


class MinutesLine(models.Model):
    """One line for the minutes: an event that wrote itself, or what the secretary noted.

    Every text it ever had is a ``LineText``; ``revision`` counts them. ``place`` is its order among the
    lines: the instant at first, between two others once it was moved.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("Diễn biến")
        STATEMENT = "statement", _("Phát biểu")
        NOTE = "note", _("Ghi nhận")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes_lines")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    speaker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    place = models.BigIntegerField(default=stamp_now)
    task_id = models.UUIDField(null=True, blank=True)  # what was assigned straight from the line

    class Meta:
        ordering: ClassVar = ["place", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class LineText(models.Model):
    """One text that a line had, insert-only: what two people write at once is merged against the text both began from.

    ``edit_id`` is made by the browser for one saving, so that a second try changes nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(MinutesLine, on_delete=models.CASCADE, related_name="texts")
    revision = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    edit_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "revision"], name="meetings_line_revision_once"),
            models.UniqueConstraint(fields=["line", "edit_id"], name="meetings_line_edit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.revision}"


class Phrase(models.Model):
    """A sentence that secretaries write often: the agency's (no owner), or somebody's own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "text"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "text"], name="meetings_phrase_once"),
            models.UniqueConstraint(fields=["text"], condition=Q(owner=None), name="meetings_agency_phrase_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Conclusion(models.Model):
    """What was concluded: draft → final. Final needs a lead unit and a deadline, or «no action» (R-45-14)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        FINAL = "final", _("Chính thức")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conclusions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="conclusions")
    place = models.PositiveSmallIntegerField(default=0)
    content = models.TextField()
    lead_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deadline_on = models.DateField(null=True, blank=True)
    product = models.CharField(max_length=300, blank=True)
    no_action = models.BooleanField(default=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    task_id = models.UUIDField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    line = models.ForeignKey(  # the line of the minutes that it was made from
        MinutesLine, null=True, blank=True, on_delete=models.SET_NULL, related_name="conclusions"
    )

    class Meta:
        ordering: ClassVar = ["place", "at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="final") | Q(no_action=True) | Q(lead_unit__isnull=False, deadline_on__isnull=False),
                name="meetings_final_conclusion_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.content[:120]


class CoordinatingUnit(models.Model):
    """A unit that helps to carry out a conclusion."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conclusion = models.ForeignKey(Conclusion, on_delete=models.CASCADE, related_name="coordinating")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conclusion", "unit"], name="meetings_coordinating_once"),
        ]

    def __str__(self) -> str:
        return str(self.unit)


class RecordPaper(models.Model):
    """A paper of the record in legal form: draft → submitted → approved → issued; a change makes a new version.

    ``body`` is the editable content (the dataclass of ``clerical`` as JSON); the issued PDF is kept as
    a locked document with its hash.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Giấy mời")
        NOTICE = "notice", _("Thông báo kết luận")
        MINUTES = "minutes", _("Biên bản")

    class State(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        SUBMITTED = "submitted", pgettext_lazy("trạng thái", "Trình duyệt")
        APPROVED = "approved", _("Đã duyệt")
        ISSUED = "issued", _("Đã ban hành")
        SUPERSEDED = "superseded", _("Đã thay thế")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="record_papers")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    number = models.CharField(max_length=60, blank=True)  # «15/TB-HQHN»
    body = models.JSONField(default=dict)
    remark = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    due_on = models.DateField(null=True, blank=True)  # R-45-19: five working days after the meeting
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["kind", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "kind", "version"], name="meetings_record_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()
