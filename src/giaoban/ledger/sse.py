"""From a tail to one browser: server-sent events on bare ASGI, in front of Django.

Nothing here knows meetings or people: the caller has decided who may listen to what.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http.request import split_domain_port, validate_host

from giaoban.kernel.messages import sentence
from giaoban.ledger import lane, streams, tails
from giaoban.ledger.tails import Listener, Message, Send, frame

Scope = Any
Receive = Callable[[], Awaitable[Message]]

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
RETRY = b"retry: 1500\n\n"  # milliseconds before the browser comes back


def header(scope: Scope, name: bytes) -> str:
    """Return a request header, empty when it was not sent."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return ""


def query(scope: Scope, name: str) -> str:
    """Return a field of the query string, empty when it is not there."""
    text: bytes = scope["query_string"]
    return parse_qs(str(text.decode("latin-1"))).get(name, [""])[0]


async def body(receive: Receive, longest: int) -> bytes:
    """Return the body of a request; nothing of one that is longer than it may be."""
    read = b""
    while len(read) <= longest:
        message = await receive()
        read += message.get("body", b"")
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            break
    return read if len(read) <= longest else b""


def wants_json(scope: Scope) -> bool:
    """Tell whether the caller polls instead of listening (a proxy in between may hold streams back)."""
    accept = header(scope, b"accept")
    return "application/json" in accept and "text/event-stream" not in accept


def after(scope: Scope) -> int | None:
    """Return the last number the caller has. What the browser resends by itself is newer than the address."""
    for text in (header(scope, b"last-event-id"), query(scope, "after")):
        if text.isascii() and text.isdigit() and len(text) < 19:  # noqa: PLR2004 - fits a bigint
            return int(text)
    return None


def from_here(scope: Scope) -> bool:
    """Tell whether the request comes from our own pages, or from no page at all."""
    host = header(scope, b"host")
    if not _is_ours(host, tuple(settings.ALLOWED_HOSTS) or ("localhost",)):
        return False
    if header(scope, b"sec-fetch-site") in {"cross-site", "same-site"}:
        return False
    origin = header(scope, b"origin")
    return not origin or origin.split("://")[-1] == host or origin in settings.CSRF_TRUSTED_ORIGINS


@lru_cache(maxsize=256)
def _is_ours(host: str, allowed: tuple[str, ...]) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)


async def answer(send: Send, status: int, content: Any) -> None:
    """Send one JSON answer."""
    await answer_encoded(send, status, encoded(content))


def encoded(content: Any) -> bytes:
    """Return a value as the API sends it."""
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


async def answer_encoded(send: Send, status: int, body: bytes) -> None:
    """Send one JSON answer that is written already."""
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def refuse(send: Send, status: int, code: str, **details: Any) -> None:
    """Say no in the shape of every other part of the API."""
    await answer(send, status, {"code": code, "message": sentence(code, details), "details": details})


async def missed_as_json(send: Send, name: str, since: int | None, audiences: frozenset[str]) -> None:
    """Answer at once with what was missed: the way through proxies that hold streams back."""
    await answer(send, 200, await lane.ask(_missed, name, since, audiences))


def _missed(name: str, since: int | None, audiences: frozenset[str]) -> dict[str, Any]:
    head = streams.head(name)
    start = head if since is None else since
    rows = streams.missed(name, start, audiences, tails.MISSED_MAX) if start <= head else None
    if rows is None or any(streams.RESET in row.puts for row in rows):
        return {"seq": head, "reset": True, "events": []}
    seq = max([head, *(row.seq for row in rows)])
    return {"seq": seq, "reset": False, "events": [{"seq": row.seq, "puts": row.puts} for row in rows]}


async def stream_room(receive: Receive, send: Send, name: str, since: int | None, listener: Listener) -> None:
    """Serve one listener of a numbered room until it goes or is sent away."""
    await open_stream(send, listener)
    tail = tails.join(name, listener)  # listen first, catch up second: nothing falls between
    try:
        await tail.ready.wait()
        listener.since = tail.seq if since is None else since
        missed = await tail.missed(listener.since, listener.audiences)
        if missed is None:
            listener.live = True
            listener.write(frame("reset", {}))
            listener.finish()
        else:
            listener.go_live(missed)
        await until_gone(receive)
    finally:
        listener.closed = True
        tails.leave(tail, listener)


async def open_stream(send: Send, listener: Listener) -> None:
    """Send the head of a stream and remember how to cut its connection."""
    listener.abort = aborter(send)
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": RETRY, "more_body": True})


async def until_gone(receive: Receive) -> None:
    """Wait until the browser is gone or the answer has ended: uvicorn reports both as a disconnect."""
    while (await receive())["type"] != "http.disconnect":
        pass


def aborter(send: Send) -> Callable[[], None]:
    """Return what cuts the connection now.

    Uvicorn's ``send`` is a method of the request, which knows its transport: aborting it frees the
    buffers of a reader that does not read. Under another server the request's task is cancelled.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        return transport.abort  # type: ignore[no-any-return]
    task = asyncio.current_task()
    return task.cancel if task is not None else (lambda: None)  # type: ignore[return-value]


class Calls:
    """Unnumbered calls to the pages of people: «something changed, look again» (topics)."""

    def __init__(self) -> None:
        self.listeners: dict[str, set[Listener]] = {}

    def join(self, person: str, listener: Listener) -> None:
        """Listen to one person's topics."""
        self.listeners.setdefault(person, set()).add(listener)

    def leave(self, person: str, listener: Listener) -> None:
        """Listen no longer."""
        mine = self.listeners.get(person, set())
        mine.discard(listener)
        if not mine:
            self.listeners.pop(person, None)

    def heard(self, name: str) -> None:
        """Take a call «me:<person>:<topic>» of the bus; on the loop's thread only."""
        _, person, topic = name.split(":", 2)
        chunk = frame("topic", {"topics": [topic]})
        for listener in tuple(self.listeners.get(person, ())):
            if not listener.owed and (topic in listener.audiences or "*" in listener.audiences):
                listener.write(chunk)

    def beat(self) -> None:
        """Give a sign of life to everybody."""
        now = asyncio.get_running_loop().time()
        for listener in self.everybody():
            listener.sign_of_life(b": beat\n\n", now)

    def everybody(self) -> Iterable[Listener]:
        """Return all who listen."""
        return [listener for mine in self.listeners.values() for listener in mine]


calls = Calls()


async def stream_calls(receive: Receive, send: Send, person: str, topics: Iterable[str]) -> None:
    """Serve one page of a person until it goes."""
    listener = Listener(send, topics)
    await open_stream(send, listener)
    listener.live = True
    calls.join(person, listener)
    try:
        listener.write(frame("hello", {}))  # a page that was cut off looks again when it hears this
        await until_gone(receive)
    finally:
        listener.closed = True
        calls.leave(person, listener)
