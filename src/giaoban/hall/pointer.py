"""Pointing: «POST /api/meetings/<id>/pointer», a passing thing that is told on and never stored (LIVE-3).

Ten times a second while somebody points, so it comes down the bare lane: who is signed in, and whether
they may present, is remembered for some seconds; the rest is one signal of the bus. Without a place the
pointer goes off. ``view``: the part of the page that the presenter has zoomed to, for who follows it.
"""

import asyncio
import json
import re
from time import monotonic
from typing import Any, Final
from uuid import UUID

from giaoban.floor import permissions
from giaoban.ledger import bus, lane, sse
from giaoban.ledger.streams import Puts
from giaoban.ledger.tails import Send
from giaoban.meetings import live
from giaoban.people import gate
from giaoban.people.gate import Guest

ADDRESS: Final = re.compile(r"^/api/meetings/([0-9a-fA-F-]{32,36})/pointer$")
FRESH: Final = 5.0  # seconds a yes is good for
REFUSED: Final = 1.0  # seconds a no is: whom the stage is handed to points at once
ROOM: Final = 5_000  # answers kept
LONGEST: Final = 512  # bytes of one message
EVERY: Final = 0.06  # seconds between two signals of one person: what comes faster is dropped
WHOLE: Final = 10_000  # a page is so many units wide, and high
NAMES: Final = {"pointer": ("x", "y"), "view": ("x", "y", "w", "h")}

_known: dict[tuple[str, UUID], tuple[float, bool]] = {}
_last: dict[str, float] = {}


async def serve(scope: Any, receive: sse.Receive, send: Send) -> None:
    """Tell everybody in the room where the presenter points."""
    if not sse.from_here(scope) or not sse.header(scope, b"content-type").startswith("application/json"):
        await sse.refuse(send, 403, "kernel.foreign_page")
        return
    guest = await gate.guest_of(scope)
    if guest is None:
        await sse.refuse(send, 401, "kernel.sign_in")
        return
    meeting_id = _id(scope["path"])
    if meeting_id is None or not await _may(guest, meeting_id):
        await sse.refuse(send, 404, "kernel.not_found")
        return
    puts = _puts(await sse.body(receive, LONGEST), guest)
    if puts is None:
        await sse.refuse(send, 422, "kernel.bad_input")
        return
    if _in_time(guest, puts):
        payload = {"audience": "all", "puts": puts}
        await asyncio.to_thread(bus.signal, live.stream(meeting_id), payload)  # a bus may have to wait for a socket
    await send({"type": "http.response.start", "status": 204, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})


async def _may(guest: Guest, meeting_id: UUID) -> bool:
    """Return whether the person may present in this room, from memory when it was asked a moment ago."""
    name = (guest.key, meeting_id)
    known = _known.get(name)
    if known is not None and known[0] > monotonic():
        return known[1]
    found = await lane.ask(permissions.may_point, guest.actor, meeting_id)
    if len(_known) >= ROOM:
        _known.clear()
    _known[name] = (monotonic() + (FRESH if found else REFUSED), found)
    return found


def _in_time(guest: Guest, puts: Puts) -> bool:
    """Tell whether this signal is not too soon after the one before. Going off is never too soon."""
    now, kind = monotonic(), f"{guest.key}:{next(iter(puts))}"
    if None not in puts.values() and now - _last.get(kind, 0.0) < EVERY:
        return False
    if len(_last) >= ROOM:
        _last.clear()
    _last[kind] = now
    return True


def _puts(body: bytes, guest: Guest) -> Puts | None:
    """Return the keys of the signal; None when the message cannot be read."""
    try:
        said = json.loads(body)
        name = "view" if "view" in said else "pointer"
        place = said[name]
        if place is None:
            return {name: None}
        value: Puts = {field: _within(place[field]) for field in NAMES[name]}
        paper, page = str(UUID(said["paper"])), int(said["page"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return {name: value | {"paper": paper, "page": page, "by": guest.actor.label}}


def _within(number: Any) -> int:
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number <= WHOLE:
        raise ValueError(number)
    return round(number)


def _id(path: str) -> UUID | None:
    found = ADDRESS.match(path)
    try:
        return UUID(found.group(1)) if found else None
    except ValueError:
        return None
