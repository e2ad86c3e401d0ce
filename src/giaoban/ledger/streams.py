"""Numbered changes of live rooms: written in the transaction of their cause, read in order without gaps."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from giaoban.kernel import rows
from giaoban.kernel.clock import now
from giaoban.ledger.models import Stream, StreamEvent

Puts = dict[str, Any]

KEEP = timedelta(days=30)
RESET = "reset"  # a change of this key alone tells its audience to load the room anew: their rights changed

# One statement on both databases; the row stays locked until commit, so number order is commit order.
_NEXT = """
INSERT INTO ledger_stream (name, last_seq) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET last_seq = ledger_stream.last_seq + excluded.last_seq
RETURNING id, last_seq
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Whole values by key for one room; None deletes the key. ``audience``: all, chair, user:<id> …"""

    stream: str
    puts: Puts
    audience: str = field(default="all")


Caused = tuple[Change, int, datetime]  # a change, the number of the line of the book that caused it, and when


def append_all(changes: Iterable[Caused]) -> int:
    """Number changes in their order in the caller's transaction, a few statements a room; return the last number."""
    by_stream: dict[str, list[Caused]] = {}
    for caused in changes:
        by_stream.setdefault(caused[0].stream, []).append(caused)
    last = 0
    for name in sorted(by_stream):
        last = _append_to(name, by_stream[name])
    return last


def _append_to(name: str, changes: list[Caused]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [name, len(changes)])
        stream_id, last = cursor.fetchone()
    first = int(last) - len(changes) + 1
    numbered = enumerate(changes, start=first)
    rows.insert(
        StreamEvent,
        ("stream_id", "seq", "audience", "puts", "entry_id", "at"),
        [(stream_id, seq, change.audience, change.puts, entry_id, at) for seq, (change, entry_id, at) in numbered],
    )
    return int(last)


def head(name: str) -> int:
    """Return the number of the room's newest change, 0 before the first."""
    return Stream.objects.filter(name=name).values_list("last_seq", flat=True).first() or 0


def after(name: str, seq: int, audiences: Collection[str] | None = None) -> list[StreamEvent]:
    """Return the changes after ``seq`` in order, cut to the audiences when given."""
    events = StreamEvent.objects.filter(stream__name=name, seq__gt=seq).order_by("seq")
    if audiences is not None:
        events = events.filter(audience__in=audiences)
    return list(events)


def oldest(name: str) -> int | None:
    """Return the oldest number still kept, None when nothing is."""
    return StreamEvent.objects.filter(stream__name=name).order_by("seq").values_list("seq", flat=True).first()


def missed(name: str, since: int, audiences: Collection[str], limit: int) -> list[StreamEvent] | None:
    """Return what these audiences missed; None when it is no longer kept, or too much to tell."""
    kept_from = oldest(name)
    if kept_from is None:
        return [] if head(name) <= since else None
    if kept_from > since + 1:
        return None
    events = StreamEvent.objects.filter(stream__name=name, seq__gt=since, audience__in=audiences).order_by("seq")
    rows = list(events[: limit + 1])
    return rows if len(rows) <= limit else None


def prune() -> int:
    """Forget changes of long ago; who still asks for them is told to load the room anew."""
    deleted, _ = StreamEvent.objects.filter(at__lt=now() - KEEP).delete()
    return deleted


def apply(state: Puts, puts: Puts) -> None:
    """Apply one change to a state in place: the same eight lines as in the browser."""
    for key, value in puts.items():
        if value is None:
            state.pop(key, None)
        else:
            state[key] = value


def names(changes: Iterable[Change]) -> set[str]:
    """Return the rooms that the changes touch."""
    return {change.stream for change in changes}
