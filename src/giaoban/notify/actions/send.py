"""From an audit entry to messages: who is told, by which channel, when; and letters on their way."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.notice import Attachment, Notice
from giaoban.ledger import bus
from giaoban.ledger.models import Entry, Job
from giaoban.ledger.record import enqueue_all
from giaoban.notify import mail, queries, quiet, registry
from giaoban.notify.models import Delivery, OutgoingMail, Preference
from giaoban.notify.terms import Terms
from giaoban.people.models import User

log = logging.getLogger(__name__)
Channel, State = Delivery.Channel, Delivery.State
NO_ADDRESS: Final = "no address"
_NEWS: Final = _("Có thông báo mới. Mở ứng dụng để đọc.")
BAD_ADDRESS: Final = "the address cannot be written on a letter"


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told, before it is cut to channels."""

    key: str
    action: str
    topic: str
    title: Promise | str
    url: str
    channels: Sequence[str]
    body: str = ""
    because: str = ""
    urgent: bool = False
    subject_kind: str = ""
    subject_id: str = ""
    attachments: Callable[[UUID], list[Attachment]] | None = None
    points: Sequence[mail.Point] = ()  # what the letter says in place of the body


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told: what they wish, and by which channels besides inbox and letter they can be reached."""

    user: User
    wish: Preference | None = None
    reach: Collection[str] = ()
    terms: Terms = field(default_factory=Terms)


def send(job: Job) -> None:
    """Tell everybody whom the notices of one audit entry name. A fault with one person does not keep it from the rest.

    Repeat: a message that was written stays as it is; the key (entry, notice, person, channel) is unique.
    """
    if job.entry is None:
        return
    faults: list[Exception] = []
    for number, notice in enumerate(registry.NOTICES.get(job.entry.action, ())):
        people = _recipients(job.entry, notice)
        wishes, terms = queries.wishes_of(user.pk for user in people), queries.terms()
        reach = queries.reach_of(people, terms)
        for user in people:
            try:
                with translation.override(user.language):
                    _tell_of(job.entry, number, notice, Reader(user, wishes.get(user.pk), reach[user.pk], terms))
            except Exception as fault:  # raised again below, when everybody else has been told
                log.exception("%s could not be told of entry %s", user.pk, job.entry.pk)
                faults.append(fault)
    if faults:
        raise faults[0]


def _recipients(entry: Entry, notice: Notice) -> list[User]:
    wanted = set(notice.to(entry))
    if not notice.tell_actor:
        wanted.discard(entry.actor_id)  # nobody is called None
    people = User.objects.filter(pk__in=wanted, is_active=True).order_by("pk")
    return [user for user in people if notice.may_see is None or notice.may_see(entry, user.pk)]


def _tell_of(entry: Entry, number: int, notice: Notice, reader: Reader) -> None:
    facts = {**entry.data, "actor": entry.actor_label, "subject": entry.subject_label}
    files = notice.attachments
    message = Message(
        key=f"{entry.pk}:{number}",
        action=entry.action,
        topic=registry.topic_of(notice),
        title=words(notice.title, facts),
        body=words(notice.body, facts),
        url=notice.url(entry),
        channels=reader.terms.offered(notice.channels, entry.action),
        urgent=notice.urgent,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        attachments=None if files is None else lambda user_id: files(entry, user_id),
    )
    tell(message, reader)


def words(text: Promise | str, facts: dict[str, Any]) -> str:
    """Fill the facts into a sentence; a fact that is missing leaves a gap."""
    return str(text).format_map(_Facts(facts))


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(slots=True)
class Ready:
    """What one message becomes, not yet written: deliveries, letters, and the jobs that post them."""

    deliveries: list[Delivery] = field(default_factory=list)
    letters: list[OutgoingMail] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)

    def add(self, other: "Ready") -> None:
        """Take in what else the same person gets."""
        self.deliveries += other.deliveries
        self.letters += other.letters
        self.jobs += other.jobs


def tell(message: Message, reader: Reader) -> None:
    """Write one person's deliveries, in the language that is active; letters leave after the commit."""
    there = Delivery.objects.filter(key=message.key, user=reader.user).values_list("channel", flat=True)
    write([make_ready(message, reader, but=set(there))])


def make_ready(message: Message, reader: Reader, *, but: Collection[str] = ()) -> Ready:
    """Cut one person's message to channels and compose its letter, in the language that is active."""
    ready = Ready()
    taken = [c for c in message.channels if message.urgent or reader.terms.takes(reader.wish, message.topic, c)]
    for channel in sorted(set(taken) - set(but)):
        if channel == Channel.INBOX:
            row = _delivery(message, reader.user, Channel.INBOX, state=State.SENT, sent_at=clock.now())
            ready.deliveries.append(row)
        elif channel == Channel.EMAIL:
            _by_mail(ready, message, reader)
        elif channel in reader.reach:
            _outward(ready, message, reader, channel)
    return ready


@transaction.atomic
def write(ready: Sequence[Ready]) -> None:
    """Write what was made ready for many people in a few statements; bells ring and letters leave after the commit."""
    deliveries = [row for one in ready for row in one.deliveries]
    Delivery.objects.bulk_create(deliveries, batch_size=200)
    OutgoingMail.objects.bulk_create([row for one in ready for row in one.letters], batch_size=100)
    jobs = [row for one in ready for row in one.jobs]
    if jobs:
        enqueue_all(jobs)
    wake_inboxes({row.user_id for row in deliveries if row.channel == Channel.INBOX})


def _delivery(message: Message, user: User, channel: str, **more: Any) -> Delivery:
    return Delivery(
        key=message.key,
        user=user,
        channel=channel,
        action=message.action,
        topic=message.topic,
        subject_kind=message.subject_kind,
        subject_id=message.subject_id,
        title=" ".join(str(message.title).split())[:300],
        body=message.body,
        because=message.because[:300],
        url=message.url[:300],
        is_urgent=message.urgent,
        **more,
    )


def _leaves_at(message: Message, reader: Reader) -> datetime:
    now = clock.now()
    return now if message.urgent else quiet.after_quiet(reader.wish, now)


def _outward(ready: Ready, message: Message, reader: Reader, channel: str) -> None:
    """What leaves without a letter: of a secret matter it says only that there is news."""
    if registry.is_secret(message.subject_kind, message.subject_id):
        message = replace(message, title=_NEWS, body="", because="", points=())
    delivery = _delivery(message, reader.user, channel, due_at=_leaves_at(message, reader))
    answers = [answer for point in message.points for answer in point.answers] if len(message.points) == 1 else []
    delivery.parcel = {"answers": [{"label": str(a.label), "url": a.url} for a in answers]} if answers else {}
    ready.deliveries.append(delivery)
    ready.jobs.append(posting(delivery))


def _by_mail(ready: Ready, message: Message, reader: Reader) -> None:
    user = reader.user
    if not mail.can_reach(user.email):
        error = BAD_ADDRESS if user.email else NO_ADDRESS
        ready.deliveries.append(_delivery(message, user, Channel.EMAIL, state=State.DROPPED, error=error))
        return
    delivery = _delivery(message, user, Channel.EMAIL, due_at=_leaves_at(message, reader))
    files = message.attachments(user.pk) if message.attachments else []
    raw = mail.build(delivery, user, files, message.points)
    ready.deliveries.append(delivery)
    ready.letters.append(OutgoingMail(delivery=delivery, to=user.email, subject=delivery.title, raw=raw))
    ready.jobs.append(posting(delivery))


def posting(delivery: Delivery) -> Job:
    """Return the job that hands a delivery over; what a slow push service holds up is no letter."""
    return Job(
        name="notify.post",
        args={"delivery": str(delivery.pk)},
        lane="mail" if delivery.channel == Channel.EMAIL else "post",
        priority=int(delivery.is_urgent),
        unique_key=f"mail:{delivery.pk}",
        due_at=delivery.due_at,
    )


def wake_inboxes(user_ids: Iterable[UUID]) -> None:
    """Let the bells of these people look again after the commit."""
    names = {f"me:{user_id}:inbox" for user_id in user_ids}
    transaction.on_commit(lambda: bus.wake(names), robust=True)
