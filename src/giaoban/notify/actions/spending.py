"""Messages that cost: each is reserved against the caps before it leaves, and given back when it was refused."""

from typing import Final

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM
from giaoban.kernel.locks import lock_one
from giaoban.ledger.record import record
from giaoban.notify import queries
from giaoban.notify.channels import Channel
from giaoban.notify.models import ChannelPolicy, Delivery

WARN_AT: Final = 80  # percent
CAP_REACHED: Final = "the cap is reached"


@transaction.atomic
def reserve(*, delivery: Delivery, channel: Channel) -> bool:
    """Put a message's price down before its provider is asked; false when a cap would be passed.

    Repeat: the same message is counted once, whatever was put down for it before.
    """
    policy = lock_one(ChannelPolicy.objects.filter(pk=channel.name))
    if policy is None:
        return False
    price, now = channel.price(delivery), clock.now()
    spent = queries.spent(channel.name, now, but=delivery.pk)
    own = queries.spent(channel.name, now, but=delivery.pk, user_id=delivery.user_id)
    whole = spent.day + price > policy.day_cap or spent.month + price > policy.month_cap
    if whole or own.day + price > policy.person_day_cap or own.month + price > policy.person_month_cap:
        if whole:
            _tell(policy, spent, "full")
        return False
    charged = {"price": price, "charged_at": now, "state": Delivery.State.SENDING}
    Delivery.objects.filter(pk=delivery.pk).update(**charged)
    _tell(policy, queries.Spent(spent.day + price, spent.month + price), "warned")
    return True


def _tell(policy: ChannelPolicy, spent: queries.Spent, step: str) -> None:
    """Tell the administrators once a day and step, and once a month."""
    shares = {"day": _share(spent.day, policy.day_cap), "month": _share(spent.month, policy.month_cap)}
    today = f"{clock.today():%Y-%m-%d}"
    spans = {"day": today, "month": today[:7]}
    least = 0 if step == "full" else WARN_AT
    news = {f"{step}_{span}": key for span, key in spans.items() if shares[span] >= least}
    fresh = {name: key for name, key in news.items() if policy.told.get(name) != key}
    if step == "full" and policy.told.get("full_day") == today:
        return
    if not fresh:
        return
    policy.told = {**policy.told, **fresh}
    policy.save(update_fields=["told"])
    action = "notify.cap_reached" if step == "full" else "notify.cap_warned"
    record(action, by=SYSTEM, subject=policy, data=shares)


def _share(spent: int, cap: int) -> int:
    return 100 * spent // cap if cap else 100
