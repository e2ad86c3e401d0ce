"""Reading messages: a person's inbox, and what the administrator follows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.locks import lock_one
from giaoban.notify import registry, safekeeping, telephone
from giaoban.notify.models import ChannelPolicy, Delivery, Device, OutgoingMail, Preference, ProviderKeys, Reminded
from giaoban.notify.terms import Terms
from giaoban.people.models import User
from giaoban.people.queries import is_system_admin

Channel = Delivery.Channel
ASIDE: Final = (Delivery.State.FAILED, Delivery.State.UNSURE)  # what waits for a person
KEY_MARGIN: Final = timedelta(minutes=2)


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


def channel_policy(name: str) -> ChannelPolicy:
    """Return what is laid down for a channel."""
    return ChannelPolicy.objects.filter(pk=name).first() or ChannelPolicy(name=name)


def terms() -> Terms:
    """Return what the agency has laid down for all channels, in one query."""
    rows = list(ChannelPolicy.objects.all())
    return Terms(
        kinds={row.name: frozenset(row.kinds) for row in rows if row.is_on},
        required={row.name: frozenset(row.required) for row in rows if row.required},
    )


@dataclass(frozen=True, slots=True)
class Spent:
    """What messages have cost today and this month, in đồng."""

    day: int
    month: int


def spent(name: str, now: datetime | None = None, *, but: UUID | None = None, user_id: UUID | None = None) -> Spent:
    """Return what a channel has cost, without one message; for one person when named."""
    midnight = _midnight(now)
    rows = Delivery.objects.filter(channel=name, price__gt=0, charged_at__gte=midnight.replace(day=1))
    if but:
        rows = rows.exclude(pk=but)
    if user_id:
        rows = rows.filter(user_id=user_id)
    found = rows.aggregate(day=Sum("price", filter=Q(charged_at__gte=midnight)), month=Sum("price"))
    return Spent(found["day"] or 0, found["month"] or 0)


def _midnight(now: datetime | None = None) -> datetime:
    return clock.local(now or clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)


def counts_of(name: str) -> dict[str, int]:
    """Return how many messages left by a channel today and this month, and how many lie aside."""
    midnight = _midnight()
    left = Delivery.objects.filter(channel=name, state=Delivery.State.SENT, sent_at__gte=midnight.replace(day=1))
    counted: dict[str, int] = left.aggregate(day=Count("pk", filter=Q(sent_at__gte=midnight)), month=Count("pk"))
    return counted | {"aside": Delivery.objects.filter(channel=name, state__in=ASIDE).count()}


def fault_of(name: str) -> str:
    """Return why a provider takes nothing until the operator helps."""
    return ProviderKeys.objects.filter(pk=name).values_list("fault", flat=True).first() or ""


def key_in_force(name: str) -> str:
    """Return a provider's key while it works, nothing shortly before it ends."""
    row = ProviderKeys.objects.filter(pk=name, expires_at__gt=clock.now() + KEY_MARGIN).first()
    return safekeeping.opened(row.access) if row else ""


def lock_device(**which: Any) -> Device | None:
    """Lock one browser's row."""
    return lock_one(Device.objects.filter(**which))


def reach_of(people: Collection[User], terms: Terms) -> dict[UUID, set[str]]:
    """Return by which channels, besides inbox and letter, each of these people can be reached now."""
    found: dict[UUID, set[str]] = {user.pk: set() for user in people}
    if settings.PUSH:
        for user_id in Device.objects.filter(user_id__in=list(found)).values_list("user_id", flat=True).distinct():
            found[user_id].add(Channel.PUSH)
    for user in people:
        if terms.kinds and telephone.mobile_of(user.phone):
            found[user.pk].update(terms.kinds)
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
    for channel, kinds in terms().kinds.items():
        for kind in kinds & registry.KINDS.keys():
            found.setdefault(registry.KINDS[kind].topic, set()).add(channel)
    return {topic: found[topic] for topic in sorted(found, key=registry.label_of)}
