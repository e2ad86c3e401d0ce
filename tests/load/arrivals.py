"""The clients of the storm bench, in a process of their own: each loads the room, then opens its stream.

Run as ``python -m tests.load.arrivals PORT ROOM``: one cookie a line on standard input, then «go». Prints one
JSON line when everybody's stream is open. When the lines drop everybody comes back with the number they had,
as a browser does, and a second line is printed when all are back.
"""

import asyncio
import json
import random
import re
import sys
import time

import uvloop

AT_ONCE = 400  # sockets that wait for an answer of theirs at the same time
BACK_WITHIN = 1.5  # seconds: a browser waits about so long before it comes back
SEQ = re.compile(rb'"seq": ?(\d+)')


class Arrival:
    """One browser."""

    def __init__(self, port: int, room: str, cookie: str) -> None:
        self.port, self.room, self.cookie = port, room, cookie
        self.seq = 0
        self.writer: asyncio.StreamWriter | None = None

    def _request(self, path: str, *, last: bool) -> bytes:
        close = "Connection: close\r\n" if last else ""
        return (
            f"GET {self.room}{path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: sessionid={self.cookie}\r\n{close}\r\n"
        ).encode()

    async def load(self) -> None:
        """Ask for the whole room; its number is where the stream begins."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        writer.write(self._request("/live", last=True))
        answer = await reader.read()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
        found = SEQ.search(answer)
        assert found
        self.seq = int(found[1])

    async def open(self) -> None:
        """Open the stream and stay."""
        reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(self._request(f"/events?after={self.seq}", last=False))
        head = await reader.readuntil(b"retry:")
        assert head.startswith(b"HTTP/1.1 200"), head[:200]
        self.reader = reader

    async def gone(self) -> None:
        """Wait until the line has dropped."""
        while await self.reader.read(65_536):
            pass

    async def come_back(self) -> float:
        """Try until the stream is open again; return how long this browser was without one."""
        began = time.monotonic()
        while True:
            await asyncio.sleep(BACK_WITHIN * random.uniform(0.5, 1.5))
            try:
                await self.open()
            except (OSError, asyncio.IncompleteReadError, AssertionError):
                continue
            return time.monotonic() - began


def say(facts: dict[str, float]) -> None:
    print(json.dumps(facts), flush=True)


def shares(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = lambda share: round(ordered[min(int(len(ordered) * share), len(ordered) - 1)], 2)  # noqa: E731
    return {"p50": at(0.5), "p95": at(0.95), "last": round(ordered[-1], 2)}


async def main(port: int, room: str) -> None:
    cookies = []
    while (line := sys.stdin.readline().strip()) != "go":
        cookies.append(line)
    crowd = [Arrival(port, room, cookie) for cookie in cookies]
    doors = asyncio.Semaphore(AT_ONCE)

    async def come(one: Arrival) -> tuple[float, float]:
        async with doors:
            began = time.monotonic()
            await one.load()
            loaded = time.monotonic()
            await one.open()
            return loaded - began, time.monotonic() - began

    began = time.monotonic()
    times = await asyncio.gather(*(come(one) for one in crowd))
    say({"all": round(time.monotonic() - began, 2)} | shares([whole for _, whole in times]))
    await asyncio.gather(*(one.gone() for one in crowd))
    lost = time.monotonic()
    away = await asyncio.gather(*(one.come_back() for one in crowd))
    say({"all": round(time.monotonic() - lost, 2)} | shares(away))
    await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2]))
