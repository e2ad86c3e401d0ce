"""The room for a crowd that comes at the same moment: made once for each class of viewers, not once a person.

Who comes while one lot is being answered waits, on the loop, for the next lot of the same room. A lot reads the
number of the newest change first and everything else after it, rights included: whatever is changed meanwhile,
a lost right as well, has a later number and is heard from the stream. What single persons have is read for all
in one go and cut out by audience.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Final
from uuid import UUID

from giaoban.hall import queries
from giaoban.kernel.actor import Actor
from giaoban.ledger import lane, sse, streams
from giaoban.ledger.streams import Puts
from giaoban.meetings import live
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.entrance import Entrance, entrance

ROOMS: Final = 64  # kept; the one not asked for longest makes room
FRESH: Final = 5.0  # seconds: a guard only, every change of a room has a number


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person hears in a room, and the number up to which that was surely so."""

    seq: int
    audiences: frozenset[str]


@dataclass(frozen=True, slots=True)
class Arrived(Rights):
    """The same with the whole room as these audiences may see it, as JSON."""

    body: bytes


@dataclass(slots=True)
class _Shared:
    """What a class of viewers has: written as the inside of an object, and its keys."""

    inside: bytes
    keys: frozenset[str]


@dataclass(slots=True)
class _Made:
    seq: int
    made_at: float
    own: dict[str, Puts]
    shared: dict[frozenset[str], _Shared] = field(default_factory=dict)


_Question = tuple[Actor, bool]  # who comes, and whether with the room or only to listen


class Room:
    """One room's door: the people who wait before it, and what was made for the last of them."""

    def __init__(self, meeting_id: UUID) -> None:
        self.door: lane.Gathered[_Question, Rights | None] = lane.Gathered(partial(self.answer, meeting_id))
        self._made: _Made | None = None

    def answer(self, meeting_id: UUID, questions: Sequence[_Question]) -> list[Rights | None]:
        """Answer one lot; a single thread at a time is in here."""
        seq = streams.head(live.stream(meeting_id))
        here = entrance(meeting_id)
        return [self._one(here, seq, by, whole=whole) for by, whole in questions]

    def _one(self, here: Entrance | None, seq: int, by: Actor, *, whole: bool) -> Rights | None:
        audiences = here.audiences(by) if here else None
        if here is None or audiences is None:
            return None
        if not whole:
            return Rights(seq, audiences)
        made = self._fresh(here.meeting, seq)
        classes = audiences & queries.CLASSES
        if classes not in made.shared:
            made.shared[classes] = _written(queries.shared(here.meeting, classes))
        return Arrived(seq, audiences, _joined(made, made.shared[classes], audiences))

    def _fresh(self, meeting: Meeting, seq: int) -> _Made:
        if self._made is None or self._made.seq != seq or monotonic() - self._made.made_at > FRESH:
            self._made = _Made(seq, monotonic(), queries.own(meeting))
        return self._made


_rooms: OrderedDict[UUID, Room] = OrderedDict()


async def rights(by: Actor, meeting_id: UUID) -> Rights | None:
    """Return what the person hears in that room now; None when it is not theirs to enter."""
    return await _room(meeting_id).door.ask((by, False))


async def arrive(by: Actor, meeting_id: UUID) -> Arrived | None:
    """Return the same with the whole room."""
    found = await _room(meeting_id).door.ask((by, True))
    return found if isinstance(found, Arrived) else None


def _room(meeting_id: UUID) -> Room:
    """Return the room's door; of too many the one not asked for longest is forgotten. On the loop's thread only."""
    found = _rooms.setdefault(meeting_id, Room(meeting_id))
    _rooms.move_to_end(meeting_id)
    while len(_rooms) > ROOMS and next(iter(_rooms.values())).door.idle:
        _rooms.popitem(last=False)
    return found


def forget() -> None:
    """Keep nothing."""
    _rooms.clear()


def _written(puts: Puts) -> _Shared:
    return _Shared(sse.encoded(puts)[1:-1], frozenset(puts))


def _joined(made: _Made, shared: _Shared, audiences: frozenset[str]) -> bytes:
    extra: Puts = {}
    for audience in audiences & made.own.keys():
        extra |= {key: value for key, value in made.own[audience].items() if key not in shared.keys}
    inside = [part for part in (shared.inside, sse.encoded(extra)[1:-1]) if part]
    return b'{"seq":%d,"state":{%b}}' % (made.seq, b",".join(inside))
