"""The bad line that other journeys use is as bad as it says."""

import socket
import subprocess
import sys
import time

import pytest

from tests.journeys.link import Link, Quality, Way, line, needed

pytestmark = pytest.mark.journey
ASK = """
import select, socket, sys, time
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((sys.argv[1], int(sys.argv[2])))
count, size, pause = int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
trips = []
def hear(until):
    while select.select([sock], [], [], max(until - time.monotonic(), 0))[0]:
        trips.append(time.monotonic() - float(sock.recv(2000)))
begun = time.monotonic()
for n in range(count):
    sock.send(repr(time.monotonic()).encode().ljust(size))
    hear(begun + (n + 1) * pause)
hear(time.monotonic() + 1.5)
print(len(trips), min(trips), max(trips))
"""
ECHO = "import socket\ns = socket.socket(fileno=0)\nwhile True:\n s.sendto(*s.recvfrom(2000))"
OUTSIDE = "import socket; s = socket.socket(); s.settimeout(1); print(s.connect_ex(('192.0.2.9', 80)))"


def test_a_way_waits_loses_and_drops():
    way = Way(Quality(bits=80_000, loss=0, delay=0.1, queue=0.5), seed=1)
    taken = [way.take(b"x" * 1000, now=0) for _ in range(10)]  # each takes a tenth of a second
    assert taken == [True] * 6 + [False] * 4
    assert len(list(way.arrived(0.21))) == 1
    assert len(list(way.arrived(0.51))) == 3
    lossy = Way(Quality(bits=10**9, loss=0.03), seed=2)
    assert 15 < sum(not lossy.take(b"x", now=float(n)) for n in range(1000)) < 50


def asked(link: Link, port: int, count: int, size: int, pause: float) -> tuple[int, float, float]:
    facts = [sys.executable, "-c", ASK, link.house, str(port), str(count), str(size), str(pause)]
    said = subprocess.run(link.command(*facts), capture_output=True, check=True, timeout=60, text=True).stdout
    back, shortest, longest = said.split()
    return int(back), float(shortest), float(longest)


@pytest.mark.skipif(bool(needed()), reason=needed() or "there is one")
def test_the_line_is_late_thin_and_loses_and_leads_nowhere_else():
    with line(9) as link, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as echo:
        echo.bind((link.house, 0))
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import socket\ns = socket.socket(fileno=0)\nwhile True:\n s.sendto(*s.recvfrom(2000))",
            ],
            stdin=echo.fileno(),
        )
        try:
            port = echo.getsockname()[1]
            back, shortest, _longest = asked(link, port, 300, 60, 0.01)
            assert 265 < back < 295  # 3 % each way
            assert 0.24 <= shortest < 0.3
            begun = time.monotonic()
            back, _shortest, longest = asked(link, port, 300, 1000, 0.005)  # 1.6 Mbit/s: a sixth gets through
            took = time.monotonic() - begun
            assert back * 1028 * 8 / took < 256_000
            assert longest < 2.5  # the queues are short: waiting is half a second each way, the rest is a busy machine
            nowhere = subprocess.run(
                link.command(sys.executable, "-c", OUTSIDE), capture_output=True, check=True, text=True
            )
            assert nowhere.stdout.strip() != "0"
        finally:
            child.kill()
            child.wait()
