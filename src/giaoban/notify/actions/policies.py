"""What an administrator lays down for a channel, and the message to oneself that tries it."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import enqueue_all, record
from giaoban.notify import mail, permissions, queries, registry
from giaoban.notify.actions.send import posting
from giaoban.notify.channels import CHANNELS
from giaoban.notify.models import ChannelPolicy, Delivery, OutgoingMail
from giaoban.people.models import User

MONEY: Final = ("price", "day_cap", "month_cap", "person_day_cap", "person_month_cap")
TEST: Final = "notify.tested"


@transaction.atomic
def set_channel_policy(
    *,
    channel: str,
    required: Sequence[str],
    by: Actor,
    is_on: bool = False,
    kinds: Sequence[str] = (),
    with_accents: bool = False,
    money: dict[str, int] | None = None,
) -> ChannelPolicy:
    """An administrator says what always comes by a channel; of one that costs: what may go by it, price and caps.

    Repeat: the same terms again change nothing.
    """
    require(permissions.may_set_channels(by))
    if channel not in CHANNELS:
        raise NotFound
    ChannelPolicy.objects.get_or_create(name=channel)
    policy = lock_one(ChannelPolicy.objects.filter(pk=channel))
    if policy is None:
        raise NotFound
    wanted: dict[str, Any] = {"required": sorted(set(required) & set(queries.topics_in_use()))}
    if CHANNELS[channel].is_paid:
        given = {name: int((money or {}).get(name, 0)) for name in MONEY}
        _check_money(given, is_on=is_on)
        known = sorted(set(kinds) & set(registry.KINDS))
        wanted |= {"is_on": is_on, "kinds": known, "with_accents": with_accents, **given}
    changed = {name: value for name, value in wanted.items() if getattr(policy, name) != value}
    if not changed:
        return policy
    before = {name: getattr(policy, name) for name in changed}
    for name, value in changed.items():
        setattr(policy, name, value)
    policy.told = {}  # other caps: their warnings may come again
    policy.save()
    record("notify.channel_set", by=by, subject=policy, data={"before": before, "after": changed})
    return policy


def _check_money(given: dict[str, int], *, is_on: bool) -> None:
    """A channel that costs is not switched on without a price and every cap."""
    wrong = {name: "notify.cap_needed" for name in MONEY if given[name] < 0 or (is_on and not given[name])}
    if not wrong and given["day_cap"] > given["month_cap"]:
        wrong = {"day_cap": "notify.day_above_month"}
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)


@transaction.atomic
def send_test(*, channel: str, by: Actor) -> Delivery:
    """An administrator sends a message to themselves, by one channel, at once.

    Repeat: each press is a message of its own, and costs what one costs.
    """
    require(permissions.may_set_channels(by))
    if channel not in CHANNELS:
        raise NotFound
    user = User.objects.get(pk=by.person_id)
    with translation.override(user.language):
        delivery = Delivery(
            key=f"test:{new_id()}",
            user=user,
            channel=channel,
            action=TEST,
            title=_("Thử kênh thông báo của Giao Ban"),
            body=_("Nếu đồng chí đọc được dòng này thì kênh đang hoạt động."),
            url=reverse("notify:channels"),
            is_urgent=True,
            due_at=clock.now(),
        )
        if channel == Delivery.Channel.EMAIL:
            if not mail.can_reach(user.email):
                raise Conflict("notify.no_address_of_yours")
            letter = OutgoingMail(delivery=delivery, to=user.email, subject=delivery.title)
            letter.raw = mail.build(delivery, user)
        elif not list(CHANNELS[channel].addresses(delivery)):
            raise Conflict("notify.no_address_of_yours")
    delivery.save()
    if channel == Delivery.Channel.EMAIL:
        letter.save()
    enqueue_all([posting(delivery)])
    record(TEST, by=by, subject=delivery, data={"channel": channel})
    return delivery
