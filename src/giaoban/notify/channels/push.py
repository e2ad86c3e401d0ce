"""Web push as a channel: a small sealed message to each browser that the person has chosen."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from giaoban.notify import outward, queries, vapid, webpush
from giaoban.notify.channels.channel import Address, Gone, NeverDeliverable, NotDelivered, Sent
from giaoban.notify.models import Delivery

KEEP: Final = 24 * 3600  # seconds a push service keeps a message for a device that is off
KEEP_URGENT: Final = 4 * 3600
MOST_BYTES: Final = 2800  # of the sealed message; services promise to take 4,096
BODY: Final = 180  # characters: what a lock screen shows
ANSWERS: Final = 2  # buttons that browsers show


class Push:
    """Messages through the browser's push service (RFC 8030), sealed for the browser (RFC 8291), signed (RFC 8292).

    ``Topic`` lets a service replace a message that waits already, and the notice's tag lets the device replace one
    that is shown: handed over twice, it is seen once.
    """

    name = "push"
    is_paid = False
    repeats_safely_for = timedelta.max

    def is_on(self) -> bool:
        """Tell whether messages leave."""
        return self.is_set_up()

    def is_set_up(self) -> bool:
        """Tell whether the house pushes; it needs no account anywhere."""
        return bool(settings.PUSH)

    def addresses(self, delivery: Delivery) -> Iterable[Address]:
        """Return the person's browsers of this moment."""
        devices = queries.devices_of(delivery.user_id)
        return [Address(str(one.pk), one.endpoint, (one.p256dh, one.auth)) for one in devices]

    def price(self, _delivery: Delivery) -> int:
        """Push costs nothing."""
        return 0

    def send(self, delivery: Delivery, address: Address) -> Sent:
        """Seal the message for this browser and hand it to its push service."""
        sealed = webpush.seal(payload(delivery), *address.keys)
        headers = {
            "Authorization": vapid.authorization(address.to),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEEP_URGENT if delivery.is_urgent else KEEP),
            "Urgency": "high" if delivery.is_urgent else "normal",
            "Topic": urlsafe_b64encode(delivery.pk.bytes).decode().rstrip("="),
        }
        try:
            reply = outward.post(address.to, sealed, headers, allowed=settings.PUSH_SERVICES)
        except outward.Forbidden as fault:
            raise Gone(str(fault)) from fault
        except OSError as fault:
            raise NotDelivered(str(fault) or type(fault).__name__) from fault
        return _understood(reply)


def _understood(reply: outward.Reply) -> Sent:
    words = f"{reply.status} {reply.text[:200]}".strip()
    if reply.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise Gone(words)
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS or reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotDelivered(words, reply.wait_seconds)
    if reply.status >= HTTPStatus.MULTIPLE_CHOICES:
        raise NeverDeliverable(words)
    return Sent(reply.headers.get("location", "")[-100:])


def payload(delivery: Delivery) -> bytes:
    """Return what the browser shows: the title, a little of the text, where a tap leads, and the answers that fit."""
    inbox = queries.inbox_twin(delivery)
    facts: dict[str, Any] = {
        "tag": str(delivery.pk),
        "title": delivery.title[:120],
        "body": shorten(delivery.body or delivery.because),
        "url": reverse("notify:follow", args=[inbox]) if inbox else delivery.url,
        "urgent": delivery.is_urgent,
        "answers": delivery.parcel.get("answers", [])[:ANSWERS],
    }
    raw = _written(facts)
    while len(raw) > MOST_BYTES and facts["answers"]:
        facts["answers"] = facts["answers"][:-1]
        raw = _written(facts)
    return raw


def _written(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def shorten(text: str) -> str:
    """Cut a text at a word, for a small place."""
    flat = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return flat if len(flat) <= BODY else flat[: BODY - 1].rpartition(" ")[0] + "…"
