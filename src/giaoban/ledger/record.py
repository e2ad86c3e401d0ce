"""The pen. Only ``actions`` modules may import it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.ledger import bus, registry, streams
from giaoban.ledger.models import Entry, Job


def record(
    action: str,
    *,
    by: Actor,
    subject: models.Model,
    data: dict[str, Any] | None = None,
    live: Iterable[streams.Change] = (),
    topics: Iterable[tuple[Any, str]] = (),
) -> Entry:
    """Write down what just happened, in the same transaction as the thing itself.

    One audit row always; one numbered event per live change; one job per reaction listed in
    config/wiring.py. ``topics`` are (user id, topic) pairs whose ordinary pages should look again.
    Nothing leaves the process before commit. Call it last in a verb: the stream lock is held shortest.
    """
    moved = list(live)
    return record_all(action, [Deed(by, subject, data or {}, moved)], topics=topics)[0]


@dataclass(frozen=True, slots=True)
class Deed:
    """One of many acts of one kind that are written down together."""

    by: Actor
    subject: models.Model
    data: dict[str, Any] = field(default_factory=dict)
    live: Sequence[streams.Change] = ()


def record_all(action: str, deeds: Sequence[Deed], *, topics: Iterable[tuple[Any, str]] = ()) -> list[Entry]:
    """Write down many acts of one kind that happened together, as ``record`` does each, in a few statements."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"record({action!r}) needs a transaction")
    if action not in registry.ACTIONS:
        raise LookupError(f"{action!r} is not in any app's ACTIONS table")
    entries = Entry.objects.bulk_create([_entry(action, deed) for deed in deeds], batch_size=100)
    streams.append_all((change, entry) for deed, entry in zip(deeds, entries, strict=True) for change in deed.live)
    names = registry.REACTIONS.get(action, ())
    Job.objects.bulk_create(Job(entry=entry, name=name) for entry in entries for name in names)
    wake = streams.names(change for deed in deeds for change in deed.live)
    wake |= {f"me:{user_id}:{topic}" for user_id, topic in topics}
    if names:
        wake.add("jobs")
    transaction.on_commit(lambda: bus.wake(wake), robust=True)
    return entries


def _entry(action: str, deed: Deed) -> Entry:
    by, subject = deed.by, deed.subject
    return Entry(
        action=action,
        actor_id=by.user_id,
        actor_label=by.label[:200],
        acting_for_id=by.acting_for_id,
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django names this attribute, and documents it
        subject_id=str(subject.pk),
        subject_label=str(subject)[:300],
        data={**deed.data, "via": by.via} if by.via else deed.data,
        request_id=by.request_id,
        address=by.address,
    )


def enqueue(
    name: str,
    *,
    args: dict[str, Any],
    lane: str = "main",
    priority: int = 0,
    unique_key: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Put a job beside the change, in its transaction. A key that is already waiting is not doubled."""
    job = Job(name=name, args=args, lane=lane, priority=priority, unique_key=unique_key, due_at=due_at or clock.now())
    enqueue_all([job])


def enqueue_all(waiting: list[Job]) -> None:
    """Put many jobs beside the change: a scan of a thousand pages is a thousand of them."""
    Job.objects.bulk_create(waiting, batch_size=500, ignore_conflicts=all(job.unique_key for job in waiting))
    transaction.on_commit(lambda: bus.wake({"jobs"}), robust=True)
