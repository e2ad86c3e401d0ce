"""Who is connected to a room now (LIVE-7): read from the open streams, in memory, never from the database.

Every process knows its own seats. It tells the others who came and who left (``presence:<meeting>`` on the
bus), and now and then its whole list; a process that falls silent is forgotten. What changes is passed to
the room as a signal: ``here/<person>``. In a large hall the desk alone hears of each; everybody has the count.
"""

import asyncio
import os
from collections.abc import Callable, Iterable
from threading import Lock
from time import monotonic
from typing import Any, Final
from uuid import UUID, uuid4

from giaoban.ledger import bus, tails
from giaoban.meetings import live
from giaoban.meetings.queries.room import DESK, EVERYBODY

TURN: Final = 1.0  # seconds between two looks at the seats
GRACE: Final = 6.0  # seconds somebody whose line dropped is still here: a browser comes back within them
WHOLE: Final = 20.0  # seconds between two whole lists of one process
SILENT: Final = 65.0  # seconds after which another process is forgotten
SMALL_HALL: Final = 300  # people up to which everybody hears of everybody
CHUNK: Final = 150  # people in one call of the bus, whose messages are short
NAME: Final = "presence:"
_ME: Final = f"{os.getpid()}-{uuid4().hex[:8]}"


class Room:
    """Who is in one room: here by our own streams, elsewhere by those of other processes."""

    def __init__(self) -> None:
        self.seen: dict[UUID, float] = {}  # ours, and until when each counts
        self.told: set[UUID] = set()  # ours, as the other processes know them
        self.elsewhere: dict[str, tuple[float, set[UUID]]] = {}
        self.shown: set[UUID] = set()  # everybody, as the room knows them
        self.whole_at = float("-inf")

    def everybody(self, now: float) -> set[UUID]:
        """Return who is here now, wherever the stream ends."""
        found = {person for person, until in self.seen.items() if until > now}
        for heard_at, people in self.elsewhere.values():
            if now - heard_at < SILENT:
                found |= people
        return found


_rooms: dict[UUID, Room] = {}
_lock = Lock()  # the loop writes, threads that serve pages read


def here(meeting_id: UUID) -> set[UUID]:
    """Return who is connected to that room now."""
    with _lock:
        room = _rooms.get(meeting_id)
        return room.everybody(monotonic()) if room else set()


def look(seats: Iterable[tuple[UUID, UUID]], now: float | None = None) -> None:
    """Take the open streams as (meeting, person) and tell everybody what has changed since the last look."""
    at = monotonic() if now is None else now
    with _lock:
        for meeting_id, person in seats:
            _rooms.setdefault(meeting_id, Room()).seen[person] = at + GRACE
        rooms = list(_rooms.items())
    for meeting_id, room in rooms:
        _tell_others(meeting_id, room, at)
        _tell_room(meeting_id, room, at)
        with _lock:
            if not room.seen and not room.shown and not room.elsewhere:
                _rooms.pop(meeting_id, None)


def heard(name: str, payload: dict[str, Any] | None) -> None:
    """Take what another process says; on the loop's thread only."""
    if payload is None or payload["from"] == _ME:
        return
    people = {UUID(person) for person in payload["came"]}
    with _lock:
        room = _rooms.setdefault(UUID(name.removeprefix(NAME)), Room())
        _at, known = room.elsewhere.get(payload["from"], (0.0, set()))
        known = people if payload["first"] else known | people
        room.elsewhere[payload["from"]] = (monotonic(), known - {UUID(person) for person in payload["left"]})


async def watch(seats: Callable[[], Iterable[tuple[UUID, UUID]]]) -> None:
    """Look at the seats for as long as the server runs; ``seats`` returns them."""
    while True:
        await asyncio.sleep(TURN)
        look(seats())


def _tell_others(meeting_id: UUID, room: Room, now: float) -> None:
    with _lock:
        room.seen = {person: until for person, until in room.seen.items() if until > now}
        room.elsewhere = {key: value for key, value in room.elsewhere.items() if now - value[0] < SILENT}
        mine = set(room.seen)
    whole = now - room.whole_at >= WHOLE and bool(mine)
    came, left = (mine if whole else mine - room.told), room.told - mine
    room.told = mine
    if whole:
        room.whole_at = now
    if came or left:
        _say(meeting_id, sorted(map(str, came)), sorted(map(str, left)), whole=whole)


def _say(meeting_id: UUID, came: list[str], left: list[str], *, whole: bool) -> None:
    parts = max(-(-len(came) // CHUNK), -(-len(left) // CHUNK))
    for part in range(parts):
        span = slice(part * CHUNK, (part + 1) * CHUNK)
        payload = {"from": _ME, "first": whole and part == 0, "came": came[span], "left": left[span]}
        bus.signal(f"{NAME}{meeting_id}", payload)


def _tell_room(meeting_id: UUID, room: Room, now: float) -> None:
    with _lock:
        present = room.everybody(now)
    changed = present ^ room.shown
    room.shown = present
    tail = tails.tails.get(live.stream(meeting_id))
    if not changed or tail is None:
        return
    puts: dict[str, Any] = {f"here/{person}": True if person in present else None for person in sorted(changed)}
    count = {"online": len(present)}
    if len(present) <= SMALL_HALL:
        tail.signal({"audience": EVERYBODY, "puts": puts | count})
        return
    tail.signal({"audience": DESK, "puts": puts})
    tail.signal({"audience": EVERYBODY, "puts": count})
