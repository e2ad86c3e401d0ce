"""The clients of the fan-out bench, in a process of their own: many sockets, one event counted by all.

Run as ``python -m tests.load.followers PORT COUNT EVENTS [MARK] < requests``: standard input holds one request
a line (JSON string), used in turn; MARK is what an event that counts has in it. Prints one JSON line when all
are connected, and one for each event: seconds (CLOCK_MONOTONIC, shared by the machine) at which the last
follower had it, and at which half had.
"""

import asyncio
import json
import sys
import time

import uvloop

MARK = b"\x1emark"  # what the raw floor sends; the server's events carry «event: change»
CONNECT_AT_ONCE = 200


class Follower(asyncio.Protocol):
    """One socket. Counts the events that begin in what it receives."""

    def __init__(self, request: bytes, crowd: "Crowd") -> None:
        self.request, self.crowd, self.ready = request, crowd, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        if not self.ready and (b"retry:" in data or b"READY" in data):
            self.ready = True
            self.crowd.joined()
        self.crowd.count(data.count(self.crowd.mark) + data.count(MARK))

    def connection_lost(self, _why: Exception | None) -> None:
        self.crowd.lost += 1


class Crowd:
    """Everybody together."""

    def __init__(self, size: int, events: int, mark: bytes) -> None:
        self.size, self.events, self.mark = size, events, mark
        self.here = self.had = self.lost = 0
        self.half = 0.0
        self.over = asyncio.Event()
        self.all_here = asyncio.Event()

    def joined(self) -> None:
        self.here += 1
        if self.here == self.size:
            self.all_here.set()

    def count(self, events: int) -> None:
        for _ in range(events):
            self.had += 1
            place = self.had % self.size
            if place == self.size // 2:
                self.half = time.monotonic()
            if place == 0:
                say({"last": time.monotonic(), "half": self.half, "lost": self.lost})
                if self.had == self.size * self.events:
                    self.over.set()


def say(facts: dict[str, float]) -> None:
    print(json.dumps(facts), flush=True)


async def main(port: int, count: int, events: int, mark: str = "event: change") -> None:
    requests = [json.loads(line).encode() for line in sys.stdin]
    crowd = Crowd(count, events, mark.encode())
    loop = asyncio.get_running_loop()
    began = time.monotonic()
    doors = asyncio.Semaphore(CONNECT_AT_ONCE)

    async def connect(number: int) -> None:
        async with doors:
            request = requests[number % len(requests)]
            address = f"127.0.0.{1 + number // 20_000}"
            await loop.create_connection(lambda: Follower(request, crowd), address, port)

    await asyncio.gather(*(connect(number) for number in range(count)))
    await crowd.all_here.wait()
    say({"connected": time.monotonic() - began})
    await crowd.over.wait()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
