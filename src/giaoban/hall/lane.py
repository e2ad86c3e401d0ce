"""The live lane of a meeting: «GET /api/meetings/<id>/live», the room as it is, and «…/events», its changes.

Who may listen, and to which audiences, is asked of ``meetings`` by the same rules as every page.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any, Final, TypeVar
from uuid import UUID

from giaoban.hall import arriving
from giaoban.hall.arriving import Rights
from giaoban.ledger import lane, sse
from giaoban.ledger.tails import Listener, Send, frame
from giaoban.meetings import live
from giaoban.meetings.queries.entrance import entrance
from giaoban.people import gate, queries
from giaoban.people.gate import Guest

ADDRESS: Final = re.compile(r"^/api/meetings/([0-9a-fA-F-]{32,36})/events$")
ARRIVAL: Final = re.compile(r"^/api/meetings/([0-9a-fA-F-]{32,36})/live$")
MOST: Final = 16  # open streams of one person in one process: tabs and devices
GLANCE: Final = 30.0  # seconds between looks whether everybody is still signed in
KEPT: Final = 10.0  # seconds the rights with which somebody came are kept for the stream that follows
ROOM: Final = 20_000  # answers kept
FULL_LOOK: Final = 600.0  # seconds between looks whether one person still has the same rights here

SETTLE: Final = 0.5  # seconds: signing out says so before its session is gone

R = TypeVar("R")

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Seat:
    """One open stream: who, where, and when the rights were last looked at."""

    guest: Guest
    meeting_id: UUID
    listener: Listener
    opened_at: float
    checked_at: float


seats: set[Seat] = set()
_known: dict[tuple[str, UUID], tuple[float, Rights]] = {}


async def serve(scope: Any, receive: sse.Receive, send: Send) -> None:
    """Let a person listen to a room."""
    since = sse.after(scope)
    came = await _come_in(scope, send, ADDRESS, partial(_rights, since=since))
    if came is None:
        return
    guest, meeting_id, rights = came
    name = live.stream(meeting_id)
    if sse.wants_json(scope):
        await sse.missed_as_json(send, name, since, rights.audiences)
        return
    mine = _of(guest)
    if len(mine) >= 4 * MOST:
        await sse.refuse(send, 429, "kernel.too_many", seconds=30)
        return
    if len(mine) >= MOST:  # the newest is the one somebody looks at; old ones are mostly lines that dropped
        min(mine, key=lambda seat: seat.opened_at).listener.drop()
    listener = Listener(send, rights.audiences)
    seat = Seat(guest, meeting_id, listener, opened_at=monotonic(), checked_at=monotonic())
    seats.add(seat)
    try:
        await sse.stream_room(receive, send, name, rights.seq if since is None else since, listener)
    finally:
        seats.discard(seat)


async def arrive(scope: Any, _receive: sse.Receive, send: Send) -> None:
    """Give a person the room as it is, and the number from which to follow it."""
    came = await _come_in(scope, send, ARRIVAL, lambda guest, meeting_id: arriving.arrive(guest.actor, meeting_id))
    if came is None:
        return
    guest, meeting_id, arrived = came
    if len(_known) >= ROOM:
        _known.clear()
    _known[(guest.key, meeting_id)] = (monotonic() + KEPT, arrived)
    await sse.answer_encoded(send, 200, arrived.body)


async def _come_in(
    scope: Any, send: Send, address: re.Pattern[str], look: Callable[[Guest, UUID], Awaitable[R | None]]
) -> tuple[Guest, UUID, R] | None:
    """Return who comes, to which room, and what was found for them; None when they were sent away."""
    if not sse.from_here(scope):
        await sse.refuse(send, 403, "kernel.foreign_page")
        return None
    guest = await gate.guest_of(scope)
    if guest is None:
        await sse.refuse(send, 401, "kernel.sign_in")
        return None
    meeting_id = _id(scope["path"], address)
    found = await look(guest, meeting_id) if meeting_id else None
    if meeting_id is None or found is None:
        await sse.refuse(send, 404, "kernel.not_found")
        return None
    return guest, meeting_id, found


async def _rights(guest: Guest, meeting_id: UUID, since: int | None) -> Rights | None:
    """Return what the person hears.

    What was found when the room was loaded is good for a stream that begins no later than that: whatever has
    changed since is in the stream itself. Who begins later, or anew, is asked about again.
    """
    until, rights = _known.pop((guest.key, meeting_id), (0.0, None))
    if rights is not None and since is not None and since <= rights.seq and until > monotonic():
        return rights
    return await arriving.rights(guest.actor, meeting_id)


def _of(guest: Guest) -> list[Seat]:
    return [seat for seat in seats if seat.guest.person == guest.person and not seat.listener.closed]


def _id(path: str, address: re.Pattern[str]) -> UUID | None:
    found = address.match(path)
    try:
        return UUID(found.group(1)) if found else None
    except ValueError:
        return None


def taken() -> list[tuple[UUID, UUID]]:
    """Return who sits where, as (meeting, person): what presence is read from."""
    return [(seat.meeting_id, seat.guest.person) for seat in seats if not seat.listener.closed]


def doubt(person: str) -> None:
    """Look at one person's rights at the next turn: something about them changed. On the loop's thread only."""
    for seat in seats:
        if str(seat.guest.person) == person:
            seat.checked_at = 0.0
    _doubts.set()


_doubts = asyncio.Event()


async def watch() -> None:
    """Send away who signed out or lost the right to listen, for as long as the server runs."""
    while True:
        try:
            async with asyncio.timeout(GLANCE):
                await _doubts.wait()
        except TimeoutError:
            pass
        else:
            await asyncio.sleep(SETTLE)
        _doubts.clear()
        try:
            await _look()
        except Exception:  # the next glance tries again
            log.exception("rights of listeners")


async def _look() -> None:
    present = list(seats)
    good = await lane.ask(gate.still_signed_in, [seat.guest for seat in present])
    gate.renew(seat.guest for seat in present if seat.guest.key in good)
    due: list[Seat] = []
    for seat in present:
        if seat.guest.key not in good:
            _send_away(seat)
        elif monotonic() - seat.checked_at > FULL_LOOK:
            due.append(seat)
    for start in range(0, len(due), lane.TOGETHER):
        await _look_at_rights(due[start : start + lane.TOGETHER])


async def _look_at_rights(due: list[Seat]) -> None:
    """Send away who hears other things now than when the stream was opened."""
    now = await lane.ask(_audiences_now, [(seat.guest.person, seat.meeting_id) for seat in due])
    for seat, audiences in zip(due, now, strict=True):
        seat.checked_at = monotonic()
        if audiences != seat.listener.audiences:
            _send_away(seat)


def _audiences_now(places: Sequence[tuple[UUID, UUID]]) -> list[frozenset[str] | None]:
    """Return what these people hear in these rooms, with their hats looked up anew."""
    people = queries.actors_by_id({person for person, _ in places})
    doors = {meeting_id: entrance(meeting_id) for meeting_id in {meeting_id for _, meeting_id in places}}
    found: list[frozenset[str] | None] = []
    for person, meeting_id in places:
        by, door = people.get(person), doors[meeting_id]
        found.append(door.audiences(by) if by and door else None)
    return found


def _send_away(seat: Seat) -> None:
    """Tell the browser to load the room anew: it gets what it may see now, or learns that it has left."""
    gate.forget(str(seat.guest.person))  # first: who comes back at once must not be known by yesterday's hats
    seat.listener.write(frame("reset", {}))
    seat.listener.finish()
