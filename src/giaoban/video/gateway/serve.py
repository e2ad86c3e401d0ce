"""The way in: «GET /api/meetings/<id>/video» is a person's stream of what moves, «POST» asks for something.

What is asked for is answered in the POST itself; the stream says who sends, whose microphone is open, and
that one has to come in again. Coming back with ``link`` within half a minute, one finds everything as it was.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from giaoban.kernel.actor import Actor
from giaoban.kernel.messages import sentence
from giaoban.ledger import lane, sse
from giaoban.ledger.tails import Listener, Send, frame
from giaoban.meetings.queries import room
from giaoban.people import gate
from giaoban.people.gate import Guest
from giaoban.video import permissions, queries
from giaoban.video.gateway import asking, rooms
from giaoban.video.gateway.link import Link
from giaoban.video.gateway.rooms import Gathering
from giaoban.video.node.admin import NodeRefused, Unreachable
from giaoban.video.queries import Card

ADDRESS: Final = re.compile(r"^/api/meetings/([0-9a-fA-F-]{32,36})/video$")
LONGEST: Final = 400 * 1024  # bytes of one message
RELAY_FOR: Final = 6 * 3600  # seconds that a word for the relay is good

WORK: Final[dict[str, Callable[[Link, dict[str, Any]], Awaitable[dict[str, Any]]]]] = {
    "unpublish": Link.unpublish,
    "watch": Link.watch,
    "answer": Link.answer,
    "layer": Link.layer,
    "trickle": Link.trickle,
    "restart": Link.restart,
}

log = logging.getLogger(__name__)


async def listen(scope: Any, receive: sse.Receive, send: Send) -> None:
    """Let a person in, and tell them what moves for as long as they listen."""
    if not sse.from_here(scope):
        await sse.refuse(send, 403, "kernel.foreign_page")
        return
    guest = await gate.guest_of(scope)
    if guest is None:
        await sse.refuse(send, 401, "kernel.sign_in")
        return
    meeting_id = _id(scope["path"])
    admitted = await lane.ask(_admit, guest.actor, meeting_id) if meeting_id else None
    if meeting_id is None or admitted is None:
        await sse.refuse(send, 404, "kernel.not_found")
        return
    listener = Listener(send)
    await sse.open_stream(send, listener)
    listener.live = True
    card, reason = admitted
    link = None if reason else await _come_in(guest, card, meeting_id, str(sse.after(scope)), listener)
    if link is None:
        if reason:
            _refuse(listener, reason)
        return
    try:
        await sse.until_gone(receive)
    finally:
        listener.closed = True
        if link.listener is listener:
            link.listener, link.left_at = None, asyncio.get_running_loop().time()


async def ask(scope: Any, receive: sse.Receive, send: Send) -> None:
    """Do one thing that a person in the room asks for."""
    if not sse.from_here(scope) or not sse.header(scope, b"content-type").startswith("application/json"):
        await sse.refuse(send, 403, "kernel.foreign_page")
        return
    guest = await gate.guest_of(scope)
    if guest is None:
        await sse.refuse(send, 401, "kernel.sign_in")
        return
    meeting_id = _id(scope["path"])
    found = rooms.find(meeting_id, guest.person) if meeting_id else None
    try:
        said = json.loads(await _body(receive))
        if not isinstance(said, dict):
            raise asking.Bad("message")
        if found is None or said.get("link") != found[1].id:
            await sse.refuse(send, 409, "video.link_is_gone")
            return
        answer = await _do(*found, said)
    except ValueError:
        await sse.refuse(send, 422, "video.bad_request")
    except Unreachable as why:
        log.warning("media server: %s", why, exc_info=True)
        await sse.refuse(send, 503, "video.unreachable")
    except NodeRefused as no:
        log.info("media server refuses: %s", no)
        await sse.refuse(send, 409, "video.link_is_gone", reason=no.code)
    else:
        await sse.answer(send, 200, answer)


async def _do(there: Gathering, link: Link, said: dict[str, Any]) -> dict[str, Any]:
    if said.get("do") == "publish":
        return await link.publish(said, lambda: there.may_speak(link.person))
    if said.get("do") == "leave":
        there.links.pop(link.person, None)
        await link.close()
        return {}
    work = WORK.get(str(said.get("do")))
    if work is None:
        raise asking.Bad("do")
    return await work(link, said)


def _admit(by: Actor, meeting_id: UUID) -> tuple[Card, str] | None:
    """Return how a person stands in the room, and why they may not be in with picture and sound; None: no such room."""
    meeting = room.rooms_of(by).filter(pk=meeting_id).first()
    if meeting is None:
        return None
    verdict = permissions.may_join(meeting, queries.participant_of(meeting, by.person_id))
    return queries.card(by, meeting), verdict.reason


async def _come_in(guest: Guest, card: Card, meeting_id: UUID, known: str, listener: Listener) -> Link | None:
    there = rooms.gathering(meeting_id)
    link = there.links.get(guest.person)
    resumed = link is not None and not link.closed and str(link.id) == known and not link.wire.lost.is_set()
    if not resumed:
        try:
            link = await there.enter(guest, card)
        except Unreachable:
            _refuse(listener, "video.unreachable")
            return None
        except NodeRefused as no:
            log.warning("media server refuses: %s", no)
            _refuse(listener, "video.full" if no.code == 432 else "video.unreachable")  # noqa: PLR2004 - its code
            return None
    assert link is not None  # noqa: S101 - resumed, or just made
    if link.listener is not None and link.listener is not listener:
        link.listener.finish()
    link.listener = listener
    await there.may_speak(link.person)
    facts = {
        "link": link.id,
        "me": str(link.person),
        "resumed": resumed,
        "relays": _relays(link.person),
        "feeds": list(link.feeds.values()),
        "voices": there.facts(),
    }
    link.tell("hello", facts)
    there.look()
    return link


def _refuse(listener: Listener, code: str) -> None:
    listener.write(frame("refused", {"code": code, "message": sentence(code)}))
    listener.finish()


def _relays(person: UUID) -> list[dict[str, Any]]:
    """Return the relays for who cannot reach the media server directly, with a word that is good for one meeting."""
    if not settings.TURN:
        return []
    name = f"{int(time.time()) + RELAY_FOR}:{person}"
    digest = hmac.new(settings.TURN_SECRET.encode(), name.encode(), hashlib.sha1).digest()
    return [{"urls": settings.TURN, "username": name, "credential": base64.b64encode(digest).decode()}]


async def _body(receive: sse.Receive) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LONGEST:
            raise asking.Bad("body")
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return b"".join(parts)


def _id(path: str) -> UUID | None:
    found = ADDRESS.match(path)
    try:
        return UUID(found.group(1)) if found else None
    except ValueError:
        return None
