"""The live lane of a person: «GET /api/me/events», calls that something on an ordinary page changed."""

import re
from typing import Any, Final

from giaoban.ledger import sse
from giaoban.ledger.tails import Send
from giaoban.people import gate

ADDRESS: Final = re.compile(r"^/api/me/events$")
TOPIC: Final = re.compile(r"^[a-z_]{1,30}$")
MOST: Final = 24  # open pages of one person in one process

_open: dict[str, int] = {}


async def serve(scope: Any, receive: sse.Receive, send: Send) -> None:
    """Let a signed-in person listen to the topics named in the address; without names, to all."""
    if not sse.from_here(scope):
        await sse.refuse(send, 403, "kernel.foreign_page")
        return
    guest = await gate.guest_of(scope)
    if guest is None:
        await sse.refuse(send, 401, "kernel.sign_in")
        return
    person = str(guest.person)
    if _open.get(person, 0) >= MOST:
        await sse.refuse(send, 429, "kernel.too_many", seconds=30)
        return
    topics = [topic for topic in sse.query(scope, "topics").split(",") if TOPIC.match(topic)]
    _open[person] = _open.get(person, 0) + 1
    try:
        await sse.stream_calls(receive, send, person, topics or ["*"])
    finally:
        _open[person] -= 1
        if not _open[person]:
            del _open[person]
