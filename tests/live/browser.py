"""A browser's end of a room over a real socket: loads, follows, loses its line, comes back."""

import asyncio
import json
from typing import Any

from tests.live.server import Server


class Far:
    """One follower: keeps a state by the eight lines, counts what came twice or out of order."""

    def __init__(self, server: Server, who: str) -> None:
        self.server, self.who = server, who
        self.seq, self.state = 0, {}
        self.seen: list[int] = []
        self.resets = 0

    def _request(self, path: str) -> bytes:
        cookie = f"sessionid={self.server.cast[self.who]}"
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nCookie: {cookie}\r\n\r\n".encode()

    async def load(self) -> None:
        """Load the whole room."""
        _, answer = await asyncio.to_thread(self.server.ask, self.who, "GET", f"{self.server.room}/live")
        self.seq, self.state = answer["seq"], answer["state"]

    async def follow(self, seconds: float) -> None:
        """Follow the room for a while, then lose the line."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        writer.write(self._request(f"{self.server.room}/events?after={self.seq}"))
        try:
            async with asyncio.timeout(seconds):
                await reader.readuntil(b"\r\n\r\n")
                text = b""
                while block := await reader.readline():
                    size = int(block, 16)
                    if not size:
                        break
                    text += (await reader.readexactly(size + 2))[:size]
                    *whole, text = text.split(b"\n\n")
                    for event in whole:
                        self._take(event.decode())
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.transport.abort()

    def _take(self, text: str) -> None:
        fields = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line and line[0] != ":")
        if fields.get("event") == "reset":
            self.resets += 1
        if fields.get("event") == "change":
            seq, puts = int(fields["id"]), json.loads(fields["data"])
            self.seen.append(seq)
            self.seq = seq
            self.apply(puts)

    def apply(self, puts: dict[str, Any]) -> None:
        """Apply one change."""
        for key, value in puts.items():
            if value is None:
                self.state.pop(key, None)
            else:
                self.state[key] = value
