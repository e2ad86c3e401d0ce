"""Messages to people, what became of them, and what each person wishes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import User


class Delivery(models.Model):
    """One message to one person by one channel: waiting → sent | failed | dropped. Unique, so never twice.

    ``key`` is the dedupe key: the audit entry and notice, or (reminder, subject, date). The text is
    composed in the reader's language when the row is written.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"

    class Channel(models.TextChoices):
        INBOX = "inbox", _("Trong ứng dụng")
        EMAIL = "email", _("Thư điện tử")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    because = models.CharField(max_length=300, blank=True)  # why this message came
    url = models.CharField(max_length=300, blank=True)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "user", "channel"], name="notify_delivery_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-created_at"], condition=Q(channel="inbox"), name="notify_inbox_newest"),
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="notify_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} → {self.user_id}: {self.title}"


class OutgoingMail(models.Model):
    """An e-mail as it left, or would have left: the outbox page shows it when no SMTP server is set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.OneToOneField(Delivery, null=True, on_delete=models.SET_NULL, related_name="mail")
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    raw = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now, db_index=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class Preference(models.Model):
    """What a person wishes: channels by kind of message, quiet hours, one digest a day."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="notify_preference")
    muted = models.JSONField(default=dict)  # {"tasks": ["email"], …}: topic → channels not wanted
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    digest_at = models.TimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.user_id)
