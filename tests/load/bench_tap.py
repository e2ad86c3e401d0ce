"""The chair's tap until everybody's screen has it: 1,000 people in three classes of eyes, each in one process.

The tap is a real POST that goes to another item. Each class gets what it may see: the desk the script besides,
guests no papers. What counts is the change with the room's head, which everybody gets; the time is from the
moment the tap is sent until the last browser of the class has it.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

from tests.live.databases import Databases
from tests.live.server import ROOT, Server
from tests.load.bench_fan_out import figures, heard

TAPS = 20
EVERY = 1.0  # seconds between taps
DESK, GUESTS = 0.02, 0.1  # their shares
HEAD = '"meeting":{'  # in every change of the running item


@contextlib.contextmanager
def crowd(server: Server, names: list[str]) -> Any:
    """Let these people listen, in a process of their own."""
    command = [sys.executable, "-m", "tests.load.followers", str(server.port), str(len(names)), str(TAPS), HEAD]
    env = os.environ | {"PYTHONPATH": "."}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    for name in names:
        request = (
            f"GET {server.room}/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            f"Cookie: sessionid={server.cast[name]}\r\n\r\n"
        )
        process.stdin.write(json.dumps(request) + "\n")
    process.stdin.close()
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def bench(count: int, folder: Path, database: str) -> dict[str, Any]:
    """Measure one size."""
    server = Server(folder, database).prepare(count)
    desk, guests = int(count * DESK), int(count * GUESTS)
    command = [sys.executable, "-m", "tests.load.classes", str(desk), str(guests)]
    subprocess.run(command, env=server.environment, cwd=ROOT, check=True, timeout=120)
    server.start()
    people = sorted(name for name in server.cast if name.startswith("tai"))
    classes = {"desk": people[:desk], "guests": people[desk : desk + guests], "members": people[desk + guests :]}
    try:
        assert server.ask("an", "POST", f"{server.room}/start", {})[0] == 200
        state = server.ask("an", "GET", f"{server.room}/live")[1]["state"]
        items = [key.removeprefix("agenda/") for key in state if key.startswith("agenda/")]
        return {"people": count} | _taps(server, classes, items)
    finally:
        server.kill()


def _taps(server: Server, classes: dict[str, list[str]], items: list[str]) -> dict[str, Any]:
    times: dict[str, list[float]] = {name: [] for name in (*classes, "everybody", "the act alone")}
    with contextlib.ExitStack() as stack:
        far = {name: stack.enter_context(crowd(server, names)) for name, names in classes.items()}
        for process in far.values():
            heard(process)
        time.sleep(3)  # presence has told who came
        for number in range(TAPS):
            time.sleep(EVERY)
            began = time.monotonic()
            assert server.ask("an", "POST", f"{server.room}/item", {"item": items[number % len(items)]})[0] == 200
            times["the act alone"].append(time.monotonic() - began)
            last = {name: heard(process) for name, process in far.items()}
            assert not any(facts["lost"] for facts in last.values())
            for name, facts in last.items():
                times[name].append(facts["last"] - began)
            times["everybody"].append(max(facts["last"] for facts in last.values()) - began)
    return {name: figures(rows) for name, rows in times.items()}


def main() -> None:
    """Print a table and keep the figures."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    kind = "postgres" if databases.postgres else "sqlite"
    rows = []
    print("people | until the last screen has it, p50 / p95 ms: everybody | desk | members | guests | the act alone")
    for count in [int(size) for size in sys.argv[1:]] or [1_000]:
        name = f"giaoban_tap_{os.getpid()}_{count}"
        with tempfile.TemporaryDirectory() as folder:
            try:
                row = bench(count, Path(folder), databases.create(name))
            finally:
                databases.drop(name)
        cells = [
            f"{row[one]['p50']} / {row[one]['p95']}"
            for one in ("everybody", "desk", "members", "guests", "the act alone")
        ]
        print(f"{count:6} | {' | '.join(cells)}", flush=True)
        rows.append(row)
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    facts = {"bench": "tap", "database": kind, "load": os.getloadavg(), "rows": rows}
    (out / f"tap-{kind}.json").write_text(json.dumps(facts, indent=1), "utf8")


if __name__ == "__main__":
    main()
