"""Row locks, taken in one order, on every database."""

from typing import TypeVar

from django.db import connections
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def lock(rows: QuerySet[M]) -> list[M]:
    """Lock the rows until the transaction ends and return them in primary key order.

    PostgreSQL: ``FOR NO KEY UPDATE``, ascending, so two actions that want the same rows wait instead
    of deadlocking. SQLite: nothing to do, a transaction there is the only writer (IMMEDIATE).
    """
    ordered = rows.order_by("pk")
    if connections[ordered.db].vendor == "postgresql":
        ordered = ordered.select_for_update(no_key=True, of=("self",))
    return list(ordered)


def lock_one(rows: QuerySet[M]) -> M | None:
    """Lock and return the single row of the query, or None."""
    found = lock(rows[:1] if rows.query.is_sliced else rows)
    return found[0] if found else None
