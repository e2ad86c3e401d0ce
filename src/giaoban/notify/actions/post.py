"""On the way out: a delivery is handed to its channel, tried again, laid aside, and sent again by a person."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.jobs import BACKOFF
from giaoban.ledger.models import Job
from giaoban.ledger.record import enqueue_all, record
from giaoban.notify import permissions, queries
from giaoban.notify.actions.devices import forget_address
from giaoban.notify.actions.keys import renew_zalo_keys
from giaoban.notify.actions.send import NO_ADDRESS, posting
from giaoban.notify.actions.spending import CAP_REACHED, reserve
from giaoban.notify.channels import (
    CHANNELS,
    Address,
    Channel,
    Gone,
    NeverDeliverable,
    NotDelivered,
    Sent,
    StaleKeys,
    Unsure,
)
from giaoban.notify.models import Delivery, OutgoingMail

State = Delivery.State
CUT_OFF: Final = "cut off while the provider was asked"
KEEP_LETTERS: Final = timedelta(days=60)
AGAIN: Final = frozenset({State.FAILED, State.HELD, State.UNSURE})  # what a person may send again


def post(job: Job) -> None:
    """Hand one delivery to its channel; while the channel is not set up it rests for the administrator.

    Repeat: what has left, or rests, is not touched; an address that has it is passed by. A passing fault puts the job
    back; the last one, or a refusal for good, is kept with the delivery.
    """
    delivery = Delivery.objects.filter(pk=job.args["delivery"]).select_related("mail", "user").first()
    if delivery is None or delivery.state not in {State.WAITING, State.FAILED, State.SENDING}:
        return
    channel = CHANNELS[delivery.channel]
    if delivery.state == State.SENDING and not _repeats_safely(channel, delivery):
        _note(delivery, state=State.UNSURE, error=CUT_OFF)  # the worker died while the provider was asked
        return
    if not channel.is_on():
        _note(delivery, state=State.HELD, error="")
        return
    waiting = [one for one in channel.addresses(delivery) if one.key not in delivery.reached]
    if not delivery.user.is_active or not (waiting or delivery.reached):
        _note(delivery, state=State.DROPPED, error=NO_ADDRESS, parcel={})
        return
    if channel.is_paid and not reserve(delivery=delivery, channel=channel):
        _note(delivery, state=State.HELD, error=CAP_REACHED)
        return
    faults = [fault for address in waiting if (fault := _hand_over(channel, delivery, address))]
    _settle(delivery, faults, is_last=job.tries > len(BACKOFF))


def _repeats_safely(channel: Channel, delivery: Delivery) -> bool:
    asked = delivery.charged_at or delivery.created_at
    return channel.repeats_safely_for == timedelta.max or clock.now() < asked + channel.repeats_safely_for


def _hand_over(channel: Channel, delivery: Delivery, address: Address) -> Exception | None:
    try:
        sent = _send(channel, delivery, address)
    except Gone as fault:
        forget_address(channel=channel.name, key=address.key)
        return fault
    except (NeverDeliverable, NotDelivered, Unsure) as fault:
        return fault
    delivery.reached = [*delivery.reached, address.key]
    _note(delivery, reached=delivery.reached, provider_id=sent.provider_id)
    return None


def _send(channel: Channel, delivery: Delivery, address: Address) -> Sent:
    """Ask; with keys that are too old, renew them and ask once more."""
    try:
        return channel.send(delivery, address)
    except StaleKeys:
        renew_zalo_keys(stale=queries.key_in_force(channel.name))
    try:
        return channel.send(delivery, address)
    except StaleKeys as fault:
        raise NotDelivered(str(fault)) from fault


def _settle(delivery: Delivery, faults: list[Exception], *, is_last: bool) -> None:
    """One address that has it is enough to call it sent, unless another may still get it."""
    passing = [fault for fault in faults if isinstance(fault, NotDelivered)]
    said = "; ".join(str(fault) for fault in faults)[:500]
    tries = F("tries") + 1
    unsure = any(isinstance(fault, Unsure) for fault in faults)
    given_back = {} if delivery.reached or unsure else {"price": 0, "charged_at": None}
    if passing and not is_last:
        _note(delivery, state=State.WAITING, error=said, tries=tries, **given_back)
        raise passing[0]
    if delivery.reached:
        with transaction.atomic():
            _note(delivery, state=State.SENT, sent_at=clock.now(), error="", tries=tries, parcel={})
            OutgoingMail.objects.filter(delivery=delivery).update(sent_at=clock.now())
    elif unsure:
        _note(delivery, state=State.UNSURE, error=said, tries=tries)
    elif faults and all(isinstance(fault, Gone) for fault in faults):
        _note(delivery, state=State.DROPPED, error=NO_ADDRESS, tries=tries, parcel={})
    else:
        _note(delivery, state=State.FAILED, error=said, tries=tries, **given_back)
    if passing:
        raise passing[0]


def _note(delivery: Delivery, **facts: Any) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(**facts)


@transaction.atomic
def retry(*, delivery_id: UUID, by: Actor) -> Delivery:
    """An administrator sends a failed or resting message again.

    Repeat: a message that waits already is not doubled; one that has left is a conflict.
    """
    require(permissions.may_retry(by))
    delivery = queries.visible_deliveries(by).filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound
    if delivery.state == State.WAITING:
        return delivery
    if delivery.state not in AGAIN:
        raise Conflict("notify.already_left")
    delivery.state, delivery.error, delivery.due_at = State.WAITING, "", clock.now()
    delivery.save(update_fields=["state", "error", "due_at"])
    job = posting(delivery)
    Job.objects.filter(unique_key=job.unique_key).update(unique_key=None, done_at=clock.now())
    enqueue_all([job])
    record("notify.retried", by=by, subject=delivery)
    return delivery


def prune() -> None:
    """Forget letters that left long ago; the delivery itself stays as the proof."""
    OutgoingMail.objects.filter(created_at__lt=clock.now() - KEEP_LETTERS).delete()
