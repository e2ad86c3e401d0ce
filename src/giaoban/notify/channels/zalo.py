"""Zalo: template messages (ZNS) of the agency's Official Account to a telephone number.

What is said stands in a template that Zalo has approved; it has three parameters of ours: ``name``, ``content`` and
``time`` (docs/channels.md). The OA's key lives 25 hours and is renewed with a key that works once.
"""

import json
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django.conf import settings

from giaoban.kernel import clock
from giaoban.notify import outward, queries, telephone
from giaoban.notify.channels.channel import Address, NeverDeliverable, NotDelivered, Sent, StaleKeys, Unsure
from giaoban.notify.models import Delivery

CONTENT, NAME = 100, 30  # characters that a template's parameter takes
KEY_REFUSED: Final = -124
UNKNOWN: Final = -100
LATER: Final = {-115: 3600, -126: 3600, -133: 3600, -144: 6 * 3600, -147: 6 * 3600}  # money, night, the day's quota


@dataclass(frozen=True, slots=True)
class Keys:
    """What Zalo gives for a key that works once: the next one among it."""

    access: str
    refresh: str
    seconds: int


class Zalo:
    """ZNS. Zalo writes our tracking id down but does not refuse a second message that bears it."""

    name = "zalo"
    is_paid = True
    repeats_safely_for = timedelta(0)

    def is_set_up(self) -> bool:
        """Tell whether the application, its secret and the template are named."""
        return bool(settings.ZALO_APP and settings.ZALO_SECRET and settings.ZALO_TEMPLATE)

    def is_on(self) -> bool:
        """Tell whether the agency sends by Zalo."""
        return self.is_set_up() and queries.channel_policy(self.name).is_on

    def addresses(self, delivery: Delivery) -> Iterable[Address]:
        """Return the person's mobile: Zalo finds the account by it."""
        number = telephone.mobile_of(delivery.user.phone)
        return [Address("zalo", number)] if number else []

    def price(self, _delivery: Delivery) -> int:
        """Return the price of one message of the template."""
        return queries.channel_policy(self.name).price

    def send(self, delivery: Delivery, address: Address) -> Sent:
        """Hand the template's words to Zalo."""
        access = queries.key_in_force(self.name)
        if not access:
            raise StaleKeys("no key in force")
        asked = {
            "phone": address.to,
            "template_id": settings.ZALO_TEMPLATE,
            "template_data": {
                "name": delivery.user.full_name[:NAME],
                "content": delivery.title[:CONTENT],
                "time": f"{clock.local(delivery.created_at):%H:%M %d/%m/%Y}",
            },
            "tracking_id": delivery.pk.hex,
        }
        headers = {"Content-Type": "application/json", "access_token": access}
        try:
            reply = outward.post_to_provider(
                f"{settings.ZALO_URL}/message/template", json.dumps(asked).encode(), headers
            )
        except outward.NotConnected as fault:
            raise NotDelivered(str(fault)) from fault
        except OSError as fault:  # asked, and nobody knows what became of it
            raise Unsure(str(fault) or type(fault).__name__) from fault
        return _understood(reply)


def _understood(reply: outward.Reply) -> Sent:
    said = reply.facts()
    code = said.get("error")
    words = f"{code if code is not None else reply.status} {said.get('message', '')}".strip()[:200]
    if code == 0:
        return Sent(str(said.get("data", {}).get("msg_id", ""))[:100])
    if code == KEY_REFUSED:
        raise StaleKeys(words)
    if code in LATER:
        raise NotDelivered(words, LATER[code])
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise NotDelivered(words, reply.wait_seconds)
    if code is None or code == UNKNOWN or reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unsure(words)
    raise NeverDeliverable(words)


def ask_for_keys(refresh: str) -> Keys:
    """Exchange the key that works once. Raises NotDelivered (ask again) or NeverDeliverable (an administrator must)."""
    asked = {"refresh_token": refresh, "app_id": settings.ZALO_APP, "grant_type": "refresh_token"}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "secret_key": settings.ZALO_SECRET}
    try:
        body = urllib.parse.urlencode(asked).encode()
        reply = outward.post_to_provider(f"{settings.ZALO_OAUTH_URL}/v4/oa/access_token", body, headers)
    except OSError as fault:
        raise NotDelivered(str(fault) or type(fault).__name__) from fault
    said = reply.facts()
    if said.get("access_token") and said.get("refresh_token"):
        return Keys(said["access_token"], said["refresh_token"], int(said.get("expires_in") or 3600))
    words = f"{said.get('error', reply.status)} {said.get('error_name', '')}".strip()[:200]  # never the keys
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotDelivered(words)
    raise NeverDeliverable(words)
