"""The hash chain over the audit book (invariant 6): each line's digest covers the line before.

Sealing runs every minute, in one writer, so that writers of the book never wait for each other.
"""

import hashlib
import json
from collections.abc import Iterator

from django.db import transaction

from giaoban.kernel.locks import lock
from giaoban.ledger.models import Entry, Seal, Stream

FIRST = "0" * 64
BATCH = 2_000
_MUTEX = "seal"  # a stream row that nobody publishes to serves as the one writer's lock


def digest(entry: Entry, previous: str) -> str:
    """Return the SHA-256 of the entry's canonical JSON chained to the digest before."""
    content = json.dumps(
        [
            entry.pk,
            entry.at.isoformat(),
            entry.action,
            str(entry.actor_id or ""),
            entry.actor_label,
            str(entry.acting_for_id or ""),
            entry.subject_kind,
            entry.subject_id,
            entry.subject_label,
            entry.data,
            entry.request_id,
            entry.address,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


@transaction.atomic
def seal_waiting() -> int:
    """Chain up to one batch of entries that have no seal yet; return how many."""
    Stream.objects.get_or_create(name=_MUTEX)
    lock(Stream.objects.filter(name=_MUTEX))
    last = Seal.objects.order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, FIRST)
    seals = []
    for entry in Entry.objects.filter(seal=None).order_by("pk")[:BATCH]:
        number, previous = number + 1, digest(entry, previous)
        seals.append(Seal(number=number, entry=entry, digest=previous))
    Seal.objects.bulk_create(seals)
    return len(seals)


def seal_all() -> int:
    """Chain everything that waits."""
    total = 0
    while done := seal_waiting():
        total += done
    return total


def broken() -> Iterator[int]:
    """Yield the seal numbers whose entry was changed, or that are missing from the chain."""
    previous, expected = FIRST, 1
    for seal in Seal.objects.select_related("entry").order_by("number").iterator(chunk_size=BATCH):
        if seal.number != expected or seal.digest != digest(seal.entry, previous):
            yield seal.number
        previous, expected = seal.digest, seal.number + 1
