"""Who is invited and what they answered, and who helps the secretary."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models.meeting import Meeting
from giaoban.people.models import Unit, User


class Attendee(models.Model):
    """An invited person and the answer (PRE-7). A substitute needs the chair's consent (R-45-11)."""

    class Capacity(models.TextChoices):
        MEMBER = "member", _("Thành viên")
        INVITED = "invited", _("Khách mời")
        INFORMED = "informed", _("Để biết")
        GUEST = "guest", _("Khách dự qua đường dẫn")  # LIVE-11: without a vote

    class Answer(models.TextChoices):
        NONE = "", _("Chưa trả lời")
        ATTEND = "attend", _("Dự họp")
        ONLINE = "online", _("Dự trực tuyến")
        ABSENT = "absent", _("Vắng mặt")
        SUBSTITUTE = "substitute", _("Cử người dự thay")

    class Consent(models.TextChoices):
        NONE = "", _("Không áp dụng")
        ASKED = "asked", _("Chờ chủ trì đồng ý")
        GIVEN = "given", _("Chủ trì đồng ý")
        REFUSED = "refused", _("Chủ trì không đồng ý")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attends")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=160, blank=True)  # as it was when invited
    capacity = models.CharField(max_length=10, choices=Capacity.choices, default=Capacity.MEMBER)
    site = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default=Answer.NONE)
    reason = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    substitute = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="substitutes")
    consent = models.CharField(max_length=8, choices=Consent.choices, blank=True, default=Consent.NONE)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "user"], name="meetings_attendee_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}"


class SiteAnswer(models.Model):
    """A branch answers as a site: how many sit there, who looks after the line."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="site_answers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    heads = models.PositiveSmallIntegerField(default=0)
    technician = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="meetings_site_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.heads}"


class GuestPaper(models.Model):
    """A paper that the desk lets guests of the meeting read; every other one does not exist for them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guest_papers")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.document_id)


class AssistantSecretary(models.Model):
    """Somebody who keeps the record beside the secretary, with the same eyes and verbs: appointed → dismissed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="assistants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assists")
    appointed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField(default=clock.now)
    dismissed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["appointed_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(dismissed_at=None), name="meetings_assistant_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
