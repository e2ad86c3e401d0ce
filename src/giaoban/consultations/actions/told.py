"""Writing down what happened to a consultation, and whose pages look again."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from giaoban.consultations import queries
from giaoban.consultations.models import Consultation
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.ledger.record import record


def tell(action: str, consultation: Consultation, by: Actor, *, people: Iterable[UUID] = (), **data: Any) -> None:
    """Record one happening; the pages of everybody concerned look again within a second."""
    near = queries.concerned(consultation) | set(people) | ({by.user_id} if by.user_id else set())
    topics = [(person, topic) for person in near for topic in ("consultations", "today")]
    facts = {"unit": consultation.unit.short_name, "due": day(consultation.due_on), **data}
    record(action, by=by, subject=consultation, data=facts, topics=topics)


def words(text: str, code: str, field: str = "reason") -> str:
    """Return what was written, or ask for it."""
    if not text.strip():
        raise Invalid(code, fields={field: code})
    return text.strip()


def day(value: date | None) -> str:
    """Return a date as sentences name it."""
    return f"{value:%d/%m/%Y}" if value else "–"
