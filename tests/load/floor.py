"""The floor of the fan-out bench: raw sockets on uvloop, the same bytes to everybody, nothing else.

Run as ``python -m tests.load.floor PORT``: writes to all whatever length arrives as a line on standard
input, and prints the moment at which it began.
"""

import asyncio
import sys
import time

import uvloop

present: set[asyncio.Transport] = set()


class Door(asyncio.Protocol):
    """One socket of the floor."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        present.add(self.transport)

    def data_received(self, _data: bytes) -> None:
        self.transport.write(b"READY\n")

    def connection_lost(self, _why: Exception | None) -> None:
        present.discard(self.transport)


async def main(port: int) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_server(Door, "127.0.0.1", port, backlog=16_384)
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        chunk = b"\x1emark" + b"x" * (int(line) - 5)
        began = time.monotonic()
        for transport in present:
            transport.write(chunk)
        print(began, flush=True)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
