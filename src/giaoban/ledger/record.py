"""The pen. Only ``actions`` modules may import it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import models, transaction

from giaoban.kernel import clock, rows
from giaoban.kernel.actor import Actor
from giaoban.ledger import bus, registry, streams
from giaoban.ledger.models import Entry, Job

LINE: Final = (
    "id", "at", "action", "actor_id", "actor_label", "acting_for_id", "acting_for_label",
    "subject_kind", "subject_id", "subject_label", "data", "request_id", "address",
)  # fmt: skip


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
    _must_be_known(action)
    entry = _entry(action, Deed(by, subject, data or {}, moved))
    entry.save(force_insert=True)
    streams.append_all((change, entry.pk, entry.at) for change in moved)
    _call_up(action, [entry.pk], moved, topics)
    return entry


@dataclass(frozen=True, slots=True)
class Deed:
    """One of many acts of one kind that are written down together."""

    by: Actor
    subject: models.Model
    data: dict[str, Any] = field(default_factory=dict)
    live: Sequence[streams.Change] = ()


def record_all(action: str, deeds: Sequence[Deed]) -> None:
    """Write down many acts of one kind that happened together, as ``record`` does each, in a few statements."""
    _must_be_known(action)
    ids, at = rows.reserve(Entry, len(deeds)), clock.now()
    rows.insert(Entry, LINE, [(number, at, *_line(action, deed)) for number, deed in zip(ids, deeds, strict=True)])
    moved = [(change, number, at) for number, deed in zip(ids, deeds, strict=True) for change in deed.live]
    streams.append_all(moved)
    _call_up(action, ids, [change for change, _number, _at in moved], ())


def _must_be_known(action: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"record({action!r}) needs a transaction")
    if action not in registry.ACTIONS:
        raise LookupError(f"{action!r} is not in any app's ACTIONS table")


def _call_up(
    action: str, ids: Sequence[int], moved: Sequence[streams.Change], topics: Iterable[tuple[Any, str]]
) -> None:
    """Put the reactions of these lines beside them, and wake who listens when all is committed."""
    names = registry.REACTIONS.get(action, ())
    Job.objects.bulk_create(Job(entry_id=number, name=name) for number in ids for name in names)
    wake = streams.names(moved) | {f"me:{user_id}:{topic}" for user_id, topic in topics}
    if names:
        wake.add("jobs")
    transaction.on_commit(lambda: bus.wake(wake), robust=True)


def _entry(action: str, deed: Deed) -> Entry:
    return Entry(**dict(zip(LINE[2:], _line(action, deed), strict=True)))


def _line(action: str, deed: Deed) -> tuple[Any, ...]:
    """Return what a line of the book says, in the order of ``LINE`` after its number and time."""
    by, subject = deed.by, deed.subject
    return (
        action,
        by.user_id,
        by.label[:200],
        by.acting_for_id,
        "",
        subject._meta.label_lower,  # noqa: SLF001 - Django names this attribute, and documents it
        str(subject.pk),
        str(subject)[:300],
        {**deed.data, "via": by.via} if by.via else deed.data,
        by.request_id,
        by.address,
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
