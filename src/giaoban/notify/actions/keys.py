"""Keys of a provider that live some hours and are renewed with one that works once: renewed by one worker at a time."""

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM
from giaoban.ledger.record import record
from giaoban.notify import queries, safekeeping
from giaoban.notify.channels import NeverDeliverable, NotDelivered, zalo
from giaoban.notify.models import ProviderKeys

log = logging.getLogger(__name__)
LEASE: Final = timedelta(minutes=1)  # longer than a provider is waited for
SOON: Final = 3  # seconds after which the other worker has the key
ZALO: Final = "zalo"


def renew_zalo_keys(*, stale: str) -> None:
    """Get the next keys of the Official Account, unless another worker has them already.

    No transaction is open while Zalo is asked: a lease in the row keeps the others away. What Zalo gave is written at
    once, for the key that was used works no more. Repeat: with other keys in force than ``stale`` nothing is asked.
    """
    refresh = _claim(stale)
    if not refresh:
        return
    try:
        given = zalo.ask_for_keys(refresh)
    except (NotDelivered, NeverDeliverable) as fault:
        _give_up(fault)
        raise
    with transaction.atomic():
        ProviderKeys.objects.filter(pk=ZALO).update(
            access=safekeeping.seal(given.access),
            refresh=safekeeping.seal(given.refresh),
            expires_at=clock.now() + timedelta(seconds=given.seconds),
            renewing_until=None,
            fault="",
        )


@transaction.atomic
def _claim(stale: str) -> str:
    """Return the key that works once, when this worker is to use it; nothing when the keys are fresh by now."""
    now, seed = clock.now(), queries.digest_of(settings.ZALO_REFRESH)
    row, _made = ProviderKeys.objects.get_or_create(name=ZALO)
    if settings.ZALO_REFRESH and row.seed != seed:  # the operator has asked Zalo anew
        begun = {"access": "", "refresh": safekeeping.seal(settings.ZALO_REFRESH), "seed": seed, "fault": ""}
        ProviderKeys.objects.filter(pk=ZALO).update(**begun, renewing_until=None, expires_at=None)
        row.refresh_from_db()
    if row.fault:
        raise NeverDeliverable(row.fault)
    in_force = queries.key_in_force(ZALO)
    if in_force and in_force != stale:
        return ""
    free = Q(renewing_until=None) | Q(renewing_until__lt=now)
    if not ProviderKeys.objects.filter(free, pk=ZALO).update(renewing_until=now + LEASE):
        raise NotDelivered("another worker renews the keys", SOON)
    return safekeeping.opened(row.refresh)


@transaction.atomic
def _give_up(fault: Exception) -> None:
    """A refusal for good is told to the administrators once; until they act nobody asks again."""
    lost = str(fault) if isinstance(fault, NeverDeliverable) else ""
    ProviderKeys.objects.filter(pk=ZALO).update(renewing_until=None, fault=lost[:200])
    if lost:
        log.warning("zalo refuses the key: %s", lost)
        record("notify.keys_lost", by=SYSTEM, subject=ProviderKeys.objects.get(pk=ZALO), data={"words": lost})
