"""Writing down what happened to an obstacle, and whose pages look again."""

from datetime import date
from typing import Any
from uuid import UUID

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.ledger.record import record
from giaoban.obstacles import queries
from giaoban.obstacles.models import Obstacle, ObstacleLine


def tell(action: str, obstacle: Obstacle, by: Actor, **data: Any) -> None:
    """Record one happening; the pages of everybody concerned look again within a second."""
    people = queries.concerned(obstacle) | ({by.user_id} if by.user_id else set())
    topics = [(person, topic) for person in people for topic in ("obstacles", "today")]
    facts = {"number": obstacle.number, "branch": obstacle.branch.short_name, **data}
    record(action, by=by, subject=obstacle, data=facts, topics=topics)


def line(
    obstacle: Obstacle,
    kind: str,
    text: str,
    by: Actor,
    *,
    legal_basis: str = "",
    source: str = "",
    unit_id: UUID | None = None,
) -> ObstacleLine:
    """Add one line to the obstacle's story."""
    return ObstacleLine.objects.create(
        obstacle=obstacle,
        kind=kind,
        text=text.strip(),
        legal_basis=legal_basis.strip(),
        source=source.strip()[:200],
        by_id=by.user_id,
        unit_id=unit_id,
        at=clock.now(),
    )


def said_already(obstacle: Obstacle, kind: str, text: str, by: Actor) -> bool:
    """Tell whether this person's same words are the last line: a second try of what went through."""
    last = obstacle.lines.order_by("-at", "-pk").first()
    return bool(last and (last.kind, last.text, last.by_id) == (kind, text.strip(), by.user_id))


def words(text: str, code: str = "obstacles.text_needed", field: str = "text") -> str:
    """Return what was written, or ask for it."""
    if not text.strip():
        raise Invalid(code, fields={field: code})
    return text.strip()


def day(value: date | None) -> str:
    """Return a date as sentences name it."""
    return f"{value:%d/%m/%Y}" if value else "–"
