"""One change of a room to 1,000 and 10,000 browsers: until the last has it, against raw sockets in the same minute.

The server is a real process over its own database, the listeners are another process, and an act
is a real POST of the chair (a page of the stage). The product counts from the moment the POST is sent; «told»
is what remains of that without the act itself, as it takes alone. The floor counts from the first write.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

from tests.live.databases import Databases
from tests.live.server import ROOT, Server, free_port

EVENTS = 20
WARM = 3
EVERY = 0.7  # seconds between events
SIZE = 180  # bytes of one event on the wire: a page turn
PER_PERSON = 10  # streams of one person: below the limit of a process


@contextmanager
def crowd(port: int, count: int, requests: list[str], events: int) -> Iterator["subprocess.Popen[str]"]:
    """Start the followers and wait until all of them listen."""
    command = [sys.executable, "-m", "tests.load.followers", str(port), str(count), str(events)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert process.stdin
    process.stdin.write("".join(json.dumps(request) + "\n" for request in requests))
    process.stdin.close()
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def heard(process: "subprocess.Popen[str]") -> dict[str, float]:
    """Return the next line of the followers."""
    assert process.stdout
    line = process.stdout.readline()
    assert line, "the followers have died"
    return json.loads(line)


def figures(times: list[float]) -> dict[str, float]:
    ordered = sorted(times[WARM:])
    at = lambda share: ordered[min(int(len(ordered) * share), len(ordered) - 1)]  # noqa: E731
    return {"p50": round(at(0.5) * 1000, 1), "p95": round(at(0.95) * 1000, 1), "max": round(ordered[-1] * 1000, 1)}


def memory(pid: int) -> int:
    """Return the process's resident memory in kB."""
    text = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS"))


def on_the_floor(count: int, size: int) -> dict[str, float]:
    """Raw sockets."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.load.floor", str(port)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as floor:  # fmt: skip
        assert floor.stdin
        assert floor.stdout
        assert floor.stdout.readline() == "ready\n"
        with crowd(port, count, ["hello\n"], EVENTS) as far:
            heard(far)
            times = []
            for _ in range(EVENTS):
                time.sleep(EVERY)
                floor.stdin.write(f"{size}\n")
                floor.stdin.flush()
                began = float(floor.stdout.readline())
                times.append(heard(far)["last"] - began)
        floor.kill()
    return figures(times)


def on_the_server(server: Server, count: int) -> dict[str, float]:
    """The product: from the POST of one page turn until the last browser has it."""
    people = [name for name in server.cast if name.startswith("tai")]
    requests = [
        f"GET {server.room}/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Cookie: sessionid={server.cast[name]}\r\n\r\n"
        for name in people
    ]
    assert server.process
    quiet = _act_alone(server)
    before = memory(server.process.pid)
    with crowd(server.port, count, requests, EVENTS) as far:
        connected = heard(far)["connected"]
        grown = memory(server.process.pid) - before
        alone, times = [], []
        for number in range(EVENTS):
            time.sleep(EVERY)
            began = time.monotonic()
            status, said = server.ask("an", "POST", f"{server.room}/stage", {"page": 2 + number % 4})
            answered = time.monotonic()
            assert status == 200, said
            last = heard(far)
            assert last["lost"] == 0
            times.append(last["last"] - began)
            alone.append(answered - began)
    return figures(times) | {
        "act p50": round(statistics.median(alone) * 1000, 1),
        "told p50": round(statistics.median(times[WARM:]) * 1000 - quiet, 1),
        "connect s": round(connected, 1),
        "kB each": round(grown / count, 1),
    }


def _act_alone(server: Server) -> float:
    """Return what a page turn takes, in milliseconds, while nothing else happens: the middle of some."""
    took = []
    for number in range(WARM + 9):
        time.sleep(0.1)
        began = time.monotonic()
        assert server.ask("an", "POST", f"{server.room}/stage", {"page": 2 + number % 4})[0] == 200
        took.append(time.monotonic() - began)
    return statistics.median(took[WARM:]) * 1000


def show_a_paper(server: Server) -> None:
    """Put a paper on the stage, whose pages are turned."""
    _, room = server.ask("an", "GET", f"{server.room}/live")
    paper = next(key.split("/", 1)[1] for key in room["state"] if key.startswith("paper/"))
    status, said = server.ask("an", "POST", f"{server.room}/stage", {"document": paper, "page": 1})
    assert status == 200, said


def bench(count: int, folder: Path, database: str) -> dict[str, Any]:
    """Measure one size: floor, product, floor again, so that a busy machine is seen."""
    server = Server(folder, database).prepare(count // PER_PERSON).start()
    try:
        for verb in ("start", "next"):
            assert server.ask("an", "POST", f"{server.room}/{verb}", {})[0] == 200
        show_a_paper(server)
        first = on_the_floor(count, SIZE)
        ours = on_the_server(server, count)
        second = on_the_floor(count, SIZE)
    finally:
        server.kill()
    floor = (first["p50"] + second["p50"]) / 2
    ratios = {"ours / floor": round(ours["p50"] / floor, 2), "told / floor": round(ours["told p50"] / floor, 2)}
    return {"listeners": count, "floor": [first, second], "ours": ours} | ratios


def main() -> None:
    """Print a table and keep the figures."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    kind = "postgres" if databases.postgres else "sqlite"
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000]
    rows = []
    print(
        "listeners | floor p50 ms | until the last has it p50 / p95 ms | told p50 | the act"
        " | connect s | kB each | ratios"
    )
    for count in sizes:
        name = f"giaoban_bench_{os.getpid()}_{count}"
        with tempfile.TemporaryDirectory() as folder:
            try:
                row = bench(count, Path(folder), databases.create(name))
            finally:
                databases.drop(name)
        ours, floor = row["ours"], [one["p50"] for one in row["floor"]]
        print(
            f"{count:9} | {floor[0]} {floor[1]} | {ours['p50']} / {ours['p95']} | {ours['told p50']}"
            f" | {ours['act p50']} | {ours['connect s']} | {ours['kB each']}"
            f" | {row['ours / floor']}, {row['told / floor']}",
            flush=True,
        )
        rows.append(row)
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    facts = {"bench": "fan-out", "database": kind, "load": os.getloadavg(), "rows": rows}
    (out / f"fan-out-{kind}.json").write_text(json.dumps(facts, indent=1), "utf8")


if __name__ == "__main__":
    main()
