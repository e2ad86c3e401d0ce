"""What a person does with messages: reads them, says which ones are wanted."""

from collections.abc import Mapping, Sequence
from datetime import time
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.ledger.record import record
from giaoban.notify import queries
from giaoban.notify.actions.send import wake_inboxes
from giaoban.notify.models import Delivery, Preference


@transaction.atomic
def mark_read(*, delivery_id: UUID, by: Actor) -> Delivery:
    """A person opens one message of the own inbox. Reading is nobody else's business: the book says nothing.

    Repeat: the first reading counts.
    """
    delivery = queries.inbox_of(by).filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound
    if delivery.read_at is None:
        delivery.read_at = clock.now()
        delivery.save(update_fields=["read_at"])
        wake_inboxes([by.person_id])
    return delivery


@transaction.atomic
def mark_all_read(*, by: Actor) -> int:
    """A person puts all messages of the own inbox behind; return how many were new.

    Repeat: nothing is left to change.
    """
    count = queries.inbox_of(by).filter(read_at=None).update(read_at=clock.now())
    if count:
        wake_inboxes([by.person_id])
    return count


@transaction.atomic
def set_preferences(
    *,
    muted: Mapping[str, Sequence[str]],
    quiet_from: time | None,
    quiet_to: time | None,
    digest_at: time | None,
    by: Actor,
) -> Preference:
    """A person chooses channels by kind of message, quiet hours, and one digest a day. Urgent ones always come.

    Repeat: the same wishes again change nothing.
    """
    if (quiet_from is None) != (quiet_to is None):
        raise Invalid("notify.quiet_needs_both", fields={"quiet_to": "notify.quiet_needs_both"})
    allowed = queries.topics_in_use()
    kept = {topic: sorted(set(chosen) & allowed[topic]) for topic, chosen in muted.items() if topic in allowed}
    wish = queries.wish_of(by.person_id)
    wished = ({t: c for t, c in kept.items() if c}, quiet_from, quiet_to, digest_at)
    if wished == (wish.muted, wish.quiet_from, wish.quiet_to, wish.digest_at) and not wish._state.adding:  # noqa: SLF001 - Django's documented flag
        return wish
    wish.muted, wish.quiet_from, wish.quiet_to, wish.digest_at = wished
    wish.save()
    record("notify.preferences_set", by=by, subject=wish, topics=[(by.person_id, "inbox")])
    return wish
