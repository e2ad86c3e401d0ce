"""A line as a far branch has it: a network namespace whose only way out goes through this process.

Each packet waits its turn at so many bits a second, is lost at random (the same each time), and comes late. The
kernel's own shaping is not needed: both ends are TUN devices, and what goes between them is read and written here.

Run as ``python -m tests.journeys.link PORT``. It takes the namespace along when it ends, and it ends with whoever
started it, or after ``LONGEST``. Nothing but packets between its own two addresses ever passes.
"""

import asyncio
import contextlib
import ctypes
import fcntl
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
LONGEST: Final = 1_800  # seconds that a line lives, whatever happens to who asked for it
CLONE_NEWNET: Final = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI, PR_SET_PDEATHSIG = 0x400454CA, 1, 0x1000, 1
NET: Final = "198.18"  # RFC 2544: for measuring, in nobody's network
LARGEST: Final = 65_536
UDP: Final = 17


@dataclass(frozen=True, slots=True)
class Quality:
    """How the line is, each way. ``delay`` in seconds one way; ``queue``: how long a packet waits before it is dropped.

    ``udp``: the only UDP port of the far side of the house that passes; none said: all do.
    """

    bits: int = 256_000
    loss: float = 0.03
    delay: float = 0.12
    queue: float = 0.5
    seed: int = 5
    udp: int | None = None


class Way:
    """One direction."""

    def __init__(self, quality: Quality, seed: int) -> None:
        self.quality = quality
        self.free_at = 0.0  # when the last bit of what waits has left
        self.on_the_way: deque[tuple[float, bytes]] = deque()
        self._dice = random.Random(seed)

    def take(self, packet: bytes, now: float) -> bool:
        """Take a packet; False: the queue is full or it is lost."""
        begins = max(self.free_at, now)
        if begins - now > self.quality.queue:
            return False
        self.free_at = begins + len(packet) * 8 / self.quality.bits
        if self._dice.random() < self.quality.loss:
            return False
        self.on_the_way.append((self.free_at + self.quality.delay, packet))
        return True

    def arrived(self, now: float) -> Iterator[bytes]:
        """Give out what has arrived by now."""
        while self.on_the_way and self.on_the_way[0][0] <= now:
            yield self.on_the_way.popleft()[1]


@dataclass(frozen=True, slots=True)
class Link:
    """A line that is up: whose namespace it is, and the two addresses."""

    pid: int
    house: str
    far: str

    def command(self, *command: str) -> list[str]:
        """Return this command as run at the far end."""
        return ["nsenter", f"--net=/proc/{self.pid}/ns/net", "--", *command]

    def program(self, path: str, folder: Path) -> str:
        """Return a program that starts another at the far end: for whoever takes a path only."""
        script = folder / f"far-{Path(path).name}"
        script.write_text(f'#!/bin/sh\nexec {" ".join(self.command(path))} "$@"\n', "utf8")
        script.chmod(0o755)
        return str(script)


def needed() -> str:
    """Return why there can be no such line on this machine; empty: there can."""
    if os.geteuid() != 0:
        return "a network namespace needs root"
    if not os.access("/dev/net/tun", os.R_OK | os.W_OK):
        return "no /dev/net/tun"
    if missing := [name for name in ("ip", "nsenter", "unshare") if shutil.which(name) is None]:
        return f"no {', '.join(missing)}"
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this system gives no network namespaces"


@contextlib.contextmanager
def line(port: int, quality: Quality | None = None) -> Iterator[Link]:
    """Have such a line; the house's ``port`` is found at the far end at the same address, 127.0.0.1."""
    if why := needed():
        pytest.skip(why)
    command = [sys.executable, "-m", "tests.journeys.link", str(port), json.dumps(asdict(quality or Quality()))]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    try:
        said = process.stdout.readline()
        assert said, "the line did not come up"
        yield Link(process.pid, *json.loads(said))
    finally:
        process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def _device(name: str, own: str, other: str) -> int:
    """Make a TUN device in the namespace in which this thread is; it goes when the file is closed."""
    file = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(file, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    for words in (f"addr add {own} peer {other} dev {name}", f"link set {name} mtu 1400 up"):
        subprocess.run(["ip", *words.split()], check=True)
    return file


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(LARGEST):
            writer.write(chunk)
            await writer.drain()
    writer.close()


async def _forward(here: str, there: str, port: int) -> asyncio.Server:
    """Take connections at one address and carry them to the other."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(there, port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))

    return await asyncio.start_server(carry, here, port)


def _serve_house(address: str, port: int, up: threading.Event) -> None:
    """Carry connections at the house's end, in a thread that stays in the machine's own network."""

    async def serve() -> None:
        server = await _forward(address, "127.0.0.1", port)
        up.set()
        await server.serve_forever()

    asyncio.run(serve())


class Line:
    """Both ways between the two devices."""

    def __init__(self, quality: Quality, ends: tuple[int, int], addresses: tuple[str, str]) -> None:
        self.quality, self.ends = quality, ends
        self.allowed = {bytes(map(int, one.split("."))) for one in addresses}
        self.ways = (Way(quality, quality.seed), Way(quality, quality.seed + 1))
        self.loop = asyncio.get_running_loop()
        for place, end in enumerate(ends):
            self.loop.add_reader(end, self._read, place)

    def _read(self, place: int) -> None:
        with contextlib.suppress(BlockingIOError):
            while True:
                packet = os.read(self.ends[place], LARGEST)
                if self._passes(packet):
                    self.ways[place].take(packet, time.monotonic())

    def _passes(self, packet: bytes) -> bool:
        """Tell whether it is one between our two addresses, of a kind that this line lets through."""
        if packet[0] >> 4 != 4 or not {packet[12:16], packet[16:20]} <= self.allowed:
            return False
        if self.quality.udp is None or packet[9] != UDP:
            return True
        start = (packet[0] & 15) * 4
        return self.quality.udp in struct.unpack("!HH", packet[start : start + 4])

    async def run(self) -> None:
        """Hand over what has arrived, a thousand times a second at most."""
        while True:
            now = time.monotonic()
            for way, end in zip(self.ways, reversed(self.ends), strict=True):
                for packet in way.arrived(now):
                    with contextlib.suppress(OSError):
                        os.write(end, packet)
            waiting = [way.on_the_way[0][0] for way in self.ways if way.on_the_way]
            await asyncio.sleep(min(max(min(waiting, default=now + 0.005) - now, 0.001), 0.005))


async def _run(port: int, quality: Quality, house: int, addresses: tuple[str, str]) -> None:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    far = _device("far0", addresses[1], addresses[0])
    subprocess.run(["ip", "route", "add", "default", "via", addresses[0]], check=True)
    running = asyncio.ensure_future(Line(quality, (house, far), addresses).run())
    await _forward("127.0.0.1", addresses[0], port)
    print(json.dumps(addresses), flush=True)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.to_thread(sys.stdin.readline), LONGEST)
    running.cancel()


def main(port: int, quality: Quality) -> None:
    """Put up the line and hold it."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    number = os.getpid()
    addresses = tuple(f"{NET}.{number // 64 % 256}.{number % 64 * 4 + last}" for last in (1, 2))
    house = _device(f"house{number % 100_000}", *addresses)
    up = threading.Event()
    threading.Thread(target=_serve_house, args=(addresses[0], port, up), daemon=True).start()
    assert up.wait(10)
    if libc.unshare(CLONE_NEWNET):  # this thread alone: the other one stays in the machine's network
        raise OSError(ctypes.get_errno(), "unshare")
    asyncio.run(_run(port, quality, house, addresses))  # type: ignore[arg-type]
    os._exit(0)  # the other thread does not end by itself


if __name__ == "__main__":
    main(int(sys.argv[1]), Quality(**json.loads(sys.argv[2])))
