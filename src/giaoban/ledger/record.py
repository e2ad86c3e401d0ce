"""The pen. Only ``actions`` modules may import it."""

from collections.abc import Iterable
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
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"record({action!r}) needs a transaction")
    if action not in registry.ACTIONS:
        raise LookupError(f"{action!r} is not in any app's ACTIONS table")
    entry = Entry.objects.create(
        action=action,
        actor_id=by.user_id,
        actor_label=by.label[:200],
        acting_for_id=by.acting_for_id,
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django names this attribute, and documents it
        subject_id=str(subject.pk),
        subject_label=str(subject)[:300],
        data=data or {},
        request_id=by.request_id,
        address=by.address,
    )
    moved = list(live)
    for change in moved:
        streams.append(change, entry)
    names = registry.REACTIONS.get(action, ())
    Job.objects.bulk_create(Job(entry=entry, name=name) for name in names)
    wake = streams.names(moved) | {f"me:{user_id}:{topic}" for user_id, topic in topics}
    if names:
        wake.add("jobs")
    transaction.on_commit(lambda: bus.wake(wake), robust=True)
    return entry


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
