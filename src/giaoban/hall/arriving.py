"""The snapshot for a crowd that comes at the same moment: made once for each class of viewers, not once a person.

Kept by the number of the newest change, so nobody is given an older room than the one there is. What single
persons have is read for all of them in one go and cut out by audience.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from time import monotonic
from typing import Final
from uuid import UUID

from giaoban.hall import queries
from giaoban.ledger import sse, streams
from giaoban.ledger.streams import Puts
from giaoban.meetings import live
from giaoban.meetings.models import Meeting

ROOMS: Final = 64  # kept; the one not asked for longest makes room
FRESH: Final = 5.0  # seconds: a guard only, every change of a room has a number


@dataclass(slots=True)
class _Shared:
    """What a class of viewers has: written as the inside of an object, and its keys."""

    inside: bytes
    keys: frozenset[str]


@dataclass(slots=True)
class _Room:
    seq: int
    made_at: float
    own: dict[str, Puts]
    shared: dict[frozenset[str], _Shared] = field(default_factory=dict)


_rooms: OrderedDict[UUID, _Room] = OrderedDict()
_making = threading.Lock()  # who comes while it is made waits for it instead of making it too


def snapshot(meeting_id: UUID, audiences: frozenset[str]) -> bytes:
    """Return the whole room as these audiences may see it, as JSON."""
    with _making:
        seq = streams.head(live.stream(meeting_id))
        room = _rooms.get(meeting_id)
        stale = room is None or room.seq != seq or monotonic() - room.made_at > FRESH
        classes = audiences & queries.CLASSES
        if room is None or stale or classes not in room.shared:
            meeting = Meeting.objects.get(pk=meeting_id)
            if room is None or stale:
                room = _rooms[meeting_id] = _Room(seq, monotonic(), queries.own(meeting))
            room.shared[classes] = _written(queries.shared(meeting, classes))
        _rooms.move_to_end(meeting_id)
        while len(_rooms) > ROOMS:
            _rooms.popitem(last=False)
    return _joined(room, room.shared[classes], audiences)


def forget() -> None:
    """Keep nothing."""
    with _making:
        _rooms.clear()


def _written(puts: Puts) -> _Shared:
    return _Shared(sse.encoded(puts)[1:-1], frozenset(puts))


def _joined(room: _Room, shared: _Shared, audiences: frozenset[str]) -> bytes:
    extra: Puts = {}
    for audience in audiences & room.own.keys():
        extra |= {key: value for key, value in room.own[audience].items() if key not in shared.keys}
    inside = [part for part in (shared.inside, sse.encoded(extra)[1:-1]) if part]
    return b'{"seq":%d,"state":{%b}}' % (room.seq, b",".join(inside))
