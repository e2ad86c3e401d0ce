"""The live lane of a meeting: «GET /api/meetings/<id>/live», the room as it is, and «…/events», its changes.

Who may listen, and to which audiences, is asked of ``meetings`` by the same rules as every page.
"""

import asyncio
import logging
import re
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from uuid import UUID

from giaoban.hall import arriving
from giaoban.ledger import lane, sse, tails
from giaoban.ledger.tails import Listener, Send, frame
from giaoban.meetings import live
from giaoban.meetings.queries import room
from giaoban.people import gate
from giaoban.people.gate import Guest

ADDRESS: Final = re.compile(r"^/api/meetings/([0-9a-fA-F-]{32,36})/events$")
ARRIVAL: Final = re.compile(r"^/api/meetings/([0-9a-fA-F-]{32,36})/live$")
MOST: Final = 16  # open streams of one person in one process: tabs and devices
GLANCE: Final = 30.0  # seconds between looks whether everybody is still signed in
FRESH: Final = 10.0  # seconds an answer about rights is good for: a storm of reconnections costs one each
ROOM: Final = 20_000  # answers kept
FULL_LOOK: Final = 600.0  # seconds between looks whether one person still has the same rights here

SETTLE: Final = 0.5  # seconds: signing out says so before its session is gone

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
_known: dict[tuple[str, UUID], tuple[float, frozenset[str]]] = {}


async def serve(scope: Any, receive: sse.Receive, send: Send) -> None:
    """Let a person listen to a room."""
    if not sse.from_here(scope):
        await sse.refuse(send, 403, "kernel.foreign_page")
        return
    guest = await gate.guest_of(scope)
    if guest is None:
        await sse.refuse(send, 401, "kernel.sign_in")
        return
    meeting_id = _id(scope["path"])
    audiences = await _audiences(guest, meeting_id) if meeting_id else None
    if meeting_id is None or audiences is None:
        await sse.refuse(send, 404, "kernel.not_found")
        return
    name = live.stream(meeting_id)
    if sse.wants_json(scope):
        await sse.missed_as_json(send, name, sse.after(scope), audiences)
        return
    mine = _of(guest)
    if len(mine) >= 4 * MOST:
        await sse.refuse(send, 429, "kernel.too_many", seconds=30)
        return
    if len(mine) >= MOST:  # the newest is the one somebody looks at; old ones are mostly lines that dropped
        min(mine, key=lambda seat: seat.opened_at).listener.drop()
    listener = Listener(send, audiences)
    seat = Seat(guest, meeting_id, listener, opened_at=monotonic(), checked_at=monotonic())
    seats.add(seat)
    try:
        await sse.stream_room(receive, send, name, sse.after(scope), listener)
    finally:
        seats.discard(seat)


async def arrive(scope: Any, _receive: sse.Receive, send: Send) -> None:
    """Give a person the room as it is, and the number from which to follow it."""
    if not sse.from_here(scope):
        await sse.refuse(send, 403, "kernel.foreign_page")
        return
    guest = await gate.guest_of(scope)
    if guest is None:
        await sse.refuse(send, 401, "kernel.sign_in")
        return
    meeting_id = _id(scope["path"], ARRIVAL)
    audiences = await _audiences(guest, meeting_id) if meeting_id else None
    if meeting_id is None or audiences is None:
        await sse.refuse(send, 404, "kernel.not_found")
        return
    await sse.answer_encoded(send, 200, await lane.ask(arriving.snapshot, meeting_id, audiences))


async def _audiences(guest: Guest, meeting_id: UUID) -> frozenset[str] | None:
    """Return what the person hears in this room, from memory when it was asked a moment ago."""
    name = (guest.key, meeting_id)
    known = _known.get(name)
    if known is not None and known[0] > monotonic():
        return known[1]
    found = await lane.ask(room.audiences_of, guest.actor, meeting_id)
    if len(_known) >= ROOM:
        _known.clear()
    if found is not None:
        _known[name] = (monotonic() + FRESH, found)
    return found


def forget(audience: str) -> None:
    """Ask again for that person: a room has just said that the rights changed. On the loop's thread only."""
    for name in [name for name, (_, audiences) in _known.items() if audience in audiences]:
        del _known[name]


tails.on_reset = forget


def _of(guest: Guest) -> list[Seat]:
    return [seat for seat in seats if seat.guest.person == guest.person and not seat.listener.closed]


def _id(path: str, address: re.Pattern[str] = ADDRESS) -> UUID | None:
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
    forget(f"user:{person}")
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
    for seat in present:
        if seat.guest.key not in good:
            _send_away(seat)
        elif monotonic() - seat.checked_at > FULL_LOOK:
            seat.checked_at = monotonic()
            audiences = await lane.ask(room.audiences_now, seat.guest.person, seat.meeting_id)
            if audiences != seat.listener.audiences:
                _send_away(seat)


def _send_away(seat: Seat) -> None:
    """Tell the browser to load the room anew: it gets what it may see now, or learns that it has left."""
    seat.listener.write(frame("reset", {}))
    seat.listener.finish()
