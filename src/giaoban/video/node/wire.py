"""One connection of this process to the media server, over which the sessions of all participants go.

A WebSocket as RFC 6455 has it, to our own machine only: text frames, pings, and the end of the line.
"""

import asyncio
import base64
import hashlib
import json
import logging
import os
import secrets
from collections.abc import Callable
from typing import Any, Final

from giaoban.video.node.admin import NodeRefused, Unreachable
from giaoban.video.node.folder import Node

GUID: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG, CONTINUED = 1, 8, 9, 10, 0
LARGEST: Final = 4 << 20  # bytes of one message: an offer for sixty people is 100 kB
EVENT: Final = "-event"  # marks a request whose receipt is not yet its answer
PATIENCE: Final = 10.0  # seconds for an answer
SHORT, MIDDLE = 126, 127

log = logging.getLogger(__name__)

Heard = Callable[[dict[str, Any]], None]


class Wire:
    """The connection. ``heard`` by session gets what the media server says by itself."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.sessions: dict[int, Heard] = {}
        self.lost = asyncio.Event()
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> "Wire":
        """Connect and listen."""
        try:
            async with asyncio.timeout(PATIENCE):
                self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.node.port, limit=LARGEST)
                await self._shake_hands()
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            raise Unreachable(str(error)) from error
        self._task = asyncio.get_running_loop().create_task(self._listen())
        return self

    async def ask(self, what: str, *, event: bool = False, **more: Any) -> dict[str, Any]:
        """Send a request and wait for its answer; ``event``: the answer is the event after the receipt."""
        if self.lost.is_set():
            raise Unreachable("lost")
        name = secrets.token_hex(8) + (EVENT if event else "")
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[name] = answer
        message = {"janus": what, "transaction": name, "apisecret": self.node.api_secret, **more}
        try:
            self._write(TEXT, json.dumps(message, separators=(",", ":")).encode())
            async with asyncio.timeout(PATIENCE):
                said = await answer
        except (OSError, TimeoutError) as error:
            raise Unreachable(str(error) or what) from error
        finally:
            self._waiting.pop(name, None)
        if said["janus"] == "error":
            raise NodeRefused(said["error"]["code"], said["error"]["reason"])
        data = said.get("plugindata", {}).get("data", {})
        if code := data.get("error_code"):
            raise NodeRefused(code, data.get("error", ""))
        return said

    def close(self) -> None:
        """Hang up: the media server ends every session of this connection."""
        if self._task is not None:
            self._task.cancel()
        self._end()

    async def _shake_hands(self) -> None:
        key = base64.b64encode(os.urandom(16))
        self._writer.write(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: janus-protocol\r\n"
            b"Sec-WebSocket-Key: " + key + b"\r\n\r\n"
        )
        head = await self._reader.readuntil(b"\r\n\r\n")
        wanted = base64.b64encode(hashlib.sha1(key + GUID, usedforsecurity=False).digest())
        if not head.startswith(b"HTTP/1.1 101") or wanted not in head:
            raise Unreachable("somebody else is at this port")

    async def _listen(self) -> None:
        try:
            while True:
                kind, text = await self._message()
                if kind == CLOSE:
                    return
                if kind == PING:
                    self._write(PONG, text)
                elif kind == TEXT:
                    self._take(json.loads(text))
        except (OSError, asyncio.IncompleteReadError, ValueError):
            return
        finally:
            self._end()

    async def _message(self) -> tuple[int, bytes]:
        first, text = await self._frame()
        kind = first & 15
        while not first & 128:
            first, more = await self._frame()
            if first & 15 == CONTINUED:
                text += more
        return kind, text

    async def _frame(self) -> tuple[int, bytes]:
        first, size = await self._reader.readexactly(2)
        if size == SHORT:
            size = int.from_bytes(await self._reader.readexactly(2))
        elif size == MIDDLE:
            size = int.from_bytes(await self._reader.readexactly(8))
        if size > LARGEST:
            raise ValueError(size)
        return first, await self._reader.readexactly(size)

    def _take(self, said: dict[str, Any]) -> None:
        name = said.get("transaction", "")
        waiting = self._waiting.get(name)
        if waiting is not None and not waiting.done():
            if said["janus"] != "ack" or not name.endswith(EVENT):
                waiting.set_result(said)
            return
        heard = self.sessions.get(said.get("session_id", 0))
        if heard is None:
            return
        try:
            heard(said)
        except Exception:  # one participant's fault is nobody else's
            log.exception("media event")

    def _write(self, kind: int, text: bytes) -> None:
        size = len(text)
        if size < SHORT:
            head = bytes([128 | kind, 128 | size])
        elif size < 1 << 16:
            head = bytes([128 | kind, 128 | SHORT]) + size.to_bytes(2)
        else:
            head = bytes([128 | kind, 128 | MIDDLE]) + size.to_bytes(8)
        mask = os.urandom(4)
        whole = int.from_bytes((mask * (size // 4 + 1))[:size]) ^ int.from_bytes(text)
        self._writer.write(head + mask + whole.to_bytes(size))

    def _end(self) -> None:
        self.lost.set()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Unreachable("lost"))
        self._writer.close()
