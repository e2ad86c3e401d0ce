"""What happened at the demo agency, played in order of time, so that the audit book reads like a year."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count
from typing import Any

from django.db import models
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.ledger.models import Entry
from giaoban.people.models import User

Act = Callable[[], object]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the instant at which the agency's wall clock shows that time on that day."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@dataclass
class Timeline:
    """Acts and lines of the book by time. Nothing later than ``now`` ever happens."""

    now: datetime
    _rows: list[tuple[datetime, int, Act | Entry]] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=count)

    def act(self, at: datetime, act: Act) -> None:
        """Plan something to be done, with the clock standing at that moment."""
        self._put(at, act)

    def line(self, at: datetime, action: str, who: User, subject: models.Model, **data: Any) -> None:
        """Plan one line of the book about something whose rows are written already."""
        self._put(at, _entry(at, action, who, subject, data))

    def _put(self, at: datetime, row: Act | Entry) -> None:
        if at <= self.now:
            heapq.heappush(self._rows, (at, next(self._count), row))

    def play(self) -> int:
        """Let everything happen in order, also what is planned meanwhile; return how much did."""
        waiting: list[Entry] = []
        played = 0
        while self._rows:
            at, _, row = heapq.heappop(self._rows)
            played += 1
            if isinstance(row, Entry):
                waiting.append(row)
                continue
            Entry.objects.bulk_create(waiting)
            waiting = []
            with clock.at(at):
                row()
        Entry.objects.bulk_create(waiting)
        return played


def _entry(at: datetime, action: str, who: User, subject: models.Model, data: dict[str, Any]) -> Entry:
    return Entry(
        at=at,
        action=action,
        actor_id=who.pk,
        actor_label=who.full_name,
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django names this attribute, and documents it
        subject_id=str(subject.pk),
        subject_label=str(subject)[:300],
        data=data,
    )
