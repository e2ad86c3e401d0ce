"""Short messages under the agency's name (brandname), through an HTTP gateway that speaks as eSMS does.

The interface (docs/channels.md): POST of JSON with ApiKey, SecretKey, Brandname, SmsType 2 (customer care), Phone,
Content, IsUnicode, RequestId; an answer with CodeResult and SMSID. Another gateway speaks so by a small proxy.
"""

import json
from collections.abc import Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings

from giaoban.notify import outward, queries, short_text, telephone
from giaoban.notify.channels.channel import Address, NeverDeliverable, NotDelivered, Sent
from giaoban.notify.models import Delivery

MOST: Final = 2  # messages that one text may be charged as
TAKEN, DUPLICATE, NO_MONEY = "100", "124", "103"
LATER: Final = 3600  # seconds: somebody has to pay first


class ShortMessages:
    """SMS. The gateway knows a RequestId again for 24 hours: handed over twice, it is sent once."""

    name = "sms"
    is_paid = True
    repeats_safely_for = timedelta(hours=24)

    def is_set_up(self) -> bool:
        """Tell whether a gateway and its keys are named."""
        return bool(settings.SMS_URL and settings.SMS_KEY and settings.SMS_SECRET and settings.SMS_BRAND)

    def is_on(self) -> bool:
        """Tell whether the agency sends short messages."""
        return self.is_set_up() and queries.channel_policy(self.name).is_on

    def addresses(self, delivery: Delivery) -> Iterable[Address]:
        """Return the person's mobile."""
        number = telephone.mobile_of(delivery.user.phone)
        return [Address("sms", number)] if number else []

    def price(self, delivery: Delivery) -> int:
        """Return the price of one message, times those the text is charged as."""
        return queries.channel_policy(self.name).price * short_text.segments(self.text(delivery))

    def text(self, delivery: Delivery) -> str:
        """Return what is sent: the title and the first line of the rest, as much as fits."""
        rest = (delivery.body or delivery.because).strip().partition("\n")[0]
        said = f"{delivery.title}. {rest}".strip().removesuffix(".") + "."
        if not queries.channel_policy(self.name).with_accents:
            said = short_text.without_accents(said)
        return short_text.fitted(said, MOST)

    def send(self, delivery: Delivery, address: Address) -> Sent:
        """Hand the text to the gateway."""
        text = self.text(delivery)
        asked = {
            "ApiKey": settings.SMS_KEY,
            "SecretKey": settings.SMS_SECRET,
            "Brandname": settings.SMS_BRAND,
            "SmsType": "2",
            "Phone": address.to,
            "Content": text,
            "IsUnicode": "0" if text == short_text.without_accents(text) else "1",
            "RequestId": delivery.pk.hex,
        }
        body = json.dumps(asked).encode()
        try:
            reply = outward.post_to_provider(settings.SMS_URL, body, {"Content-Type": "application/json"})
        except OSError as fault:
            raise NotDelivered(str(fault) or type(fault).__name__) from fault
        return _understood(reply)


def _understood(reply: outward.Reply) -> Sent:
    said = reply.facts()
    code, words = str(said.get("CodeResult", "")), _words(said, reply)
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status == HTTPStatus.TOO_MANY_REQUESTS or not code:
        raise NotDelivered(words, reply.wait_seconds)
    if code in {TAKEN, DUPLICATE}:
        return Sent(str(said.get("SMSID", ""))[:100])
    if code == NO_MONEY:
        raise NotDelivered(words, LATER)
    raise NeverDeliverable(words)


def _words(said: dict[str, Any], reply: outward.Reply) -> str:
    return f"{said.get('CodeResult', reply.status)} {said.get('ErrorMessage', '')}".strip()[:200]
