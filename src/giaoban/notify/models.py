"""Messages to people, what became of them, and what each person wishes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import User


class Delivery(models.Model):
    """One message to one person by one channel: waiting → (sending →) sent | held | failed | unsure | dropped. Unique.

    ``key`` is the dedupe key: the audit entry and notice, or (reminder, subject, date). The text is
    composed in the reader's language when the row is written. ``held``: the channel is not set up, a letter can be
    read in the outbox; ``failed`` waits for a person to retry it; ``dropped`` has nowhere to go. ``sending`` is
    written before a provider that cannot know a message again is asked; found so after a crash it is ``unsure``.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        HELD = "held", _("Lưu ở hộp thư đi")
        FAILED = "failed", _("Gửi hỏng")
        UNSURE = "unsure", _("Không rõ đã gửi chưa")
        DROPPED = "dropped", _("Không gửi")

    class Channel(models.TextChoices):
        INBOX = "inbox", _("Trong ứng dụng")
        EMAIL = "email", _("Thư điện tử")
        PUSH = "push", _("Thông báo đẩy")
        ZALO = "zalo", "Zalo"
        SMS = "sms", _("Tin nhắn SMS")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    action = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    topic = models.CharField(max_length=40, blank=True)
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
    parcel = models.JSONField(default=dict)  # what the channel needs besides; empty again when it has left
    reached = models.JSONField(default=list)  # the addresses that have it: a retry passes them by
    provider_id = models.CharField(max_length=100, blank=True)
    price = models.PositiveIntegerField(default=0)  # đồng
    charged_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "user", "channel"], name="notify_delivery_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-created_at"], condition=Q(channel="inbox"), name="notify_inbox_newest"),
            models.Index(fields=["user"], condition=Q(channel="inbox", read_at=None), name="notify_unread"),
            models.Index(
                fields=["subject_id"], condition=Q(channel="inbox", read_at__isnull=False), name="notify_read_subject"
            ),
            models.Index(fields=["state", "-created_at"], condition=~Q(channel="inbox"), name="notify_left_states"),
            models.Index(fields=["channel", "charged_at"], condition=Q(price__gt=0), name="notify_charged"),
            models.Index(fields=["channel", "sent_at"], condition=~Q(channel="inbox"), name="notify_left_when"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} → {self.user_id}: {self.title}"


class Reminded(models.Model):
    """One reminder was given to one person: the key (name, subject, date, step, person) keeps it from coming twice.

    Several reminders gather in one message; ``key`` is the key of that message's deliveries, empty when the person
    takes this kind of message by no channel.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    on = models.DateField()
    step = models.PositiveSmallIntegerField(default=0)  # a higher one replaces those below it
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "subject_id", "on", "step", "user"], name="notify_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_id} → {self.user_id}"


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


class ChannelPolicy(models.Model):
    """What an administrator laid down for one channel: what always comes by it; what may cost how much."""

    name = models.CharField(max_length=10, primary_key=True, choices=Delivery.Channel.choices)
    required = models.JSONField(default=list)  # topics that nobody may switch off
    is_on = models.BooleanField(default=False)  # of channels that cost; the others are on when they are set up
    kinds = models.JSONField(default=list)  # of pressing message: nothing else goes by a channel that costs
    with_accents = models.BooleanField(default=False)
    price = models.PositiveIntegerField(default=0)  # đồng, for one message
    day_cap = models.PositiveIntegerField(default=0)
    month_cap = models.PositiveIntegerField(default=0)
    person_day_cap = models.PositiveIntegerField(default=0)
    person_month_cap = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict)  # which warnings went out, for which day and month

    def __str__(self) -> str:
        return str(self.get_name_display())


class ProviderKeys(models.Model):
    """The keys of a provider that renews them all the time: sealed, and renewed by one worker at a time."""

    name = models.CharField(max_length=10, primary_key=True, choices=Delivery.Channel.choices)
    access = models.TextField(blank=True)
    refresh = models.TextField(blank=True)  # works once
    expires_at = models.DateTimeField(null=True)
    renewing_until = models.DateTimeField(null=True)  # a worker is at it
    seed = models.CharField(max_length=64, blank=True)  # a digest of the key that the operator gave
    fault = models.CharField(max_length=200, blank=True)  # why only the operator can help

    def __str__(self) -> str:
        return str(self.get_name_display())


class Device(models.Model):
    """One browser that shows a person's messages. It belongs to the session that uses it now, and goes with it.

    A session that ends by itself overnight takes nothing away; signing out does, and so does somebody else who
    signs in there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    endpoint = models.CharField(max_length=1000)  # whoever knows it and the keys can push: it is shown to nobody
    digest = models.CharField(max_length=64, unique=True)  # of the endpoint
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    session = models.CharField(max_length=64)  # a digest: the session's own key opens the door
    made_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-seen_at"]

    def __str__(self) -> str:
        return self.name or str(_("Thiết bị chưa rõ tên"))


class Preference(models.Model):
    """What a person wishes: channels by kind of message, quiet hours, one digest a day."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="notify_preference")
    muted = models.JSONField(default=dict)  # {"tasks": ["email"], …}: topic → channels not wanted
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    digest_at = models.TimeField(null=True, blank=True)  # reminders come once a day, not before this time

    def __str__(self) -> str:
        return str(self.user_id)
