"""Reading messages: a person's inbox, and what the administrator follows."""

from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from giaoban.kernel.actor import Actor
from giaoban.kernel.locks import lock_one
from giaoban.notify import registry
from giaoban.notify.models import Delivery, Device, OutgoingMail, Preference, Reminded
from giaoban.people.queries import is_system_admin

Channel = Delivery.Channel


def inbox_of(by: Actor) -> QuerySet[Delivery]:
    """Return the person's messages, newest first."""
    return Delivery.objects.filter(user_id=by.person_id, channel=Channel.INBOX)


def unread_count(user_id: UUID) -> int:
    """Return how many messages the person has not opened."""
    return Delivery.objects.filter(user_id=user_id, channel=Channel.INBOX, read_at=None).count()


def visible_deliveries(by: Actor) -> QuerySet[Delivery]:
    """Return everything that leaves the house, for those who administer the system; nothing for others."""
    if not is_system_admin(by):
        return Delivery.objects.none()
    return Delivery.objects.exclude(channel=Channel.INBOX).select_related("user", "mail").order_by("-created_at")


def inbox_twin(delivery: Delivery) -> UUID | None:
    """Return the message of the inbox that says the same: opening that one marks it read."""
    same = Delivery.objects.filter(key=delivery.key, user_id=delivery.user_id, channel=Channel.INBOX)
    return same.values_list("pk", flat=True).first()


def digest_of(secret: str) -> str:
    """Return what is kept of a session's key, and what an endpoint is looked up by."""
    return sha256(secret.encode()).hexdigest()


def devices_of(user_id: UUID) -> QuerySet[Device]:
    """Return the browsers that show this person's messages."""
    return Device.objects.filter(user_id=user_id)


def lock_device(**which: Any) -> Device | None:
    """Lock one browser's row."""
    return lock_one(Device.objects.filter(**which))


def reach_of(user_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Return by which channels, besides inbox and letter, each of these people can be reached now."""
    found: dict[UUID, set[str]] = {}
    if settings.PUSH:
        for user_id in Device.objects.filter(user_id__in=list(user_ids)).values_list("user_id", flat=True).distinct():
            found.setdefault(user_id, set()).add(Channel.PUSH)
    return found


def visible_mail(by: Actor) -> QuerySet[OutgoingMail]:
    """Return the letters, for those who administer the system."""
    if not is_system_admin(by):
        return OutgoingMail.objects.none()
    return OutgoingMail.objects.select_related("delivery__user")


def opened(subject_kind: str, subject_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], datetime]:
    """Return when each (person, subject) first opened a message about one of these subjects."""
    texts = {str(subject_id): subject_id for subject_id in subject_ids}
    read = Delivery.objects.filter(
        channel=Channel.INBOX, read_at__isnull=False, subject_kind=subject_kind, subject_id__in=texts
    )
    rows = read.order_by("-read_at").values_list("user_id", "subject_id", "read_at")
    return {(user_id, texts[text]): at for user_id, text, at in rows if at}


def given(name: str, starts: datetime, ends: datetime) -> tuple[int, int]:
    """Return how many messages with reminders of that name went out in the span, and how many reminders they held."""
    rows = Reminded.objects.filter(name__startswith=name, at__gte=starts, at__lt=ends).exclude(key="")  # muted
    counted: dict[str, int] = rows.aggregate(messages=Count("key", distinct=True), reminders=Count("pk"))
    return counted["messages"], counted["reminders"]


def wishes_of(user_ids: Iterable[UUID]) -> dict[UUID, Preference]:
    """Return what these people wish, in one query; who never chose is missing."""
    return Preference.objects.in_bulk(list(user_ids))


def wish_of(user_id: UUID) -> Preference:
    """Return what a person wishes, the defaults when they never chose."""
    return Preference.objects.filter(pk=user_id).first() or Preference(user_id=user_id)


def topics_in_use() -> dict[str, set[str]]:
    """Return every kind of message the house sends, with the channels it may take."""
    found: dict[str, set[str]] = {}
    for notices in registry.NOTICES.values():
        for notice in notices:
            found.setdefault(registry.topic_of(notice), set()).update(registry.offered(notice.channels))
    for reminder in registry.REMINDERS.values():
        found.setdefault(registry.topic_of_reminder(reminder), set()).update((Channel.INBOX, Channel.PUSH))
    return {topic: found[topic] for topic in sorted(found, key=registry.label_of)}
