"""In which order those who wait are called. Pure: the same facts give the same order, and everybody is in it once.

The desk's own hand comes first: whom it has put at a place stays there, in front of the rule. Behind
them the rule of the meeting: by time; units in rotation; who has spoken least.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the rules ask of one request. ``unit`` and ``speaker`` may be nobody's: such a one stands alone."""

    id: UUID
    requested_at: datetime
    place: int | None = None
    unit: UUID | None = None
    speaker: UUID | None = None
    spoken_before: float = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn of this meeting that is over, or holds the floor: whose, and how many seconds."""

    unit: UUID | None
    speaker: UUID | None
    seconds: float


def in_order(waiting: Iterable[Waiting], rule: str, heard: Iterable[Heard]) -> list[UUID]:
    """Return the ids in the order in which they are called."""
    by_time = sorted(waiting, key=lambda one: (one.requested_at, one.id))
    placed = sorted((one for one in by_time if one.place is not None), key=lambda one: one.place or 0)
    rest = [one for one in by_time if one.place is None]
    if rule == "units":
        rest = _in_rotation(rest, [*(_whose(one) for one in heard), *(_whose(one) for one in placed)])
    elif rule == "least":
        spoken: Counter[UUID | None] = Counter()
        for one in heard:
            spoken[one.speaker] += one.seconds  # type: ignore[assignment] # seconds are counted like things
        spoken[None] = 0
        rest.sort(key=lambda one: (spoken[one.speaker], one.spoken_before))
    return [one.id for one in (*placed, *rest)]


def put(order: Sequence[K], who: K, place: int) -> list[K]:
    """Return the order with one of its members taken to a place; a place beyond the end is the end."""
    others = [one for one in order if one != who]
    place = max(0, min(place, len(others)))
    return [*others[:place], who, *others[place:]]


def _whose(one: Waiting | Heard) -> UUID | None:
    """Return what takes its turn in a rotation: the unit, or a person without one."""
    return one.unit or one.speaker


def _in_rotation(rest: list[Waiting], before: Iterable[UUID | None]) -> list[Waiting]:
    """Let each unit speak once before any speaks twice; within a round, by time."""
    rounds: defaultdict[UUID | None, int] = defaultdict(int)
    for whose in before:
        rounds[whose] += 1
    ranked = []
    for one in rest:
        whose = _whose(one) or one.id
        ranked.append((rounds[whose], one))
        rounds[whose] += 1
    ranked.sort(key=lambda pair: pair[0])  # stable: by time within a round
    return [one for _, one in ranked]
