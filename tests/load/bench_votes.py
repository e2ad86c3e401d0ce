"""A burst of 1,000 ballots, one in five sent twice: until all are answered, against a bare «ok» in the same minute.

The server is a real process over its own database; each ballot is on the disk before it is answered. Two floors
answer the same requests without reading or writing anything: «ok» behind the same HTTP server, and «ok» by raw
sockets. «cpu»: processor time of the server's process for the burst, which a busy machine changes least.
"""

import contextlib
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

from tests.live.databases import Databases
from tests.live.server import ROOT, Server, free_port

AGAIN = 5  # one in so many sends the ballot twice
ROUNDS = 3


def ballots(server: Server, port: int, poll: str) -> list[list[str]]:
    """Return what each member sends, as text on the wire."""
    lots = []
    for number, (name, session) in enumerate(sorted(server.cast.items())):
        if not name.startswith("tai"):
            continue
        code = hashlib.sha256(f"{name}{poll}".encode()).hexdigest()
        body = json.dumps({"choice": ("agree", "disagree", "abstain")[number % 3], "commitment": code})
        request = (
            f"POST /api/polls/{poll}/ballots HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={session}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {name}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        lots.append([request] * (2 if number % AGAIN == 0 else 1))
    return lots


def burst(port: int, lots: list[list[str]]) -> dict[str, Any]:
    """Send everything at once and return what came of it."""
    process = subprocess.run(
        [sys.executable, "-m", "tests.load.voters", str(port)],
        cwd=ROOT, input="".join(json.dumps(lot) + "\n" for lot in lots), capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": "."}, timeout=300,
    )  # fmt: skip
    told = json.loads(process.stdout)
    times = sorted(spent for spent, _ in told["answers"])
    at = lambda share: round(times[min(int(len(times) * share), len(times) - 1)] * 1000)  # noqa: E731
    bad = [text for _, text in told["answers"] if not text.startswith("200")]
    return {
        "all ms": round(told["all"] * 1000),
        "p50 ms": at(0.5),
        "p95 ms": at(0.95),
        "answers": len(times),
        "bad": bad,
    }


RAW = ("-m", "tests.load.echo")
BARE = ("-m", "uvicorn", "tests.load.bare:application", "--no-access-log", "--log-level", "warning")


def on_the_floor(lots: list[list[str]], command: tuple[str, ...]) -> dict[str, Any]:
    """A bare «ok»."""
    port = free_port()
    more = [str(port)] if command == RAW else ["--port", str(port), "--backlog", "16384"]
    with subprocess.Popen([sys.executable, *command, *more], cwd=ROOT, stdout=subprocess.DEVNULL) as floor:
        _wait_for(port)
        began = processor_time(floor.pid)
        found = burst(port, lots)
        found["cpu ms"] = processor_time(floor.pid) - began
        floor.kill()
    return found


def _wait_for(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(port)


def processor_time(pid: int) -> int:
    """Return the processor time of a process, in milliseconds."""
    facts = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(facts[11]) + int(facts[12])) * 1000 // os.sysconf("SC_CLK_TCK")


def bench(members: int, folder: Path, database: str, secrecy: str) -> list[dict[str, Any]]:
    """Hold some votes one after the other; the first is with cold caches, as after a restart."""
    server = Server(folder, database).prepare(members).start()
    rows = []
    try:
        assert server.ask("an", "POST", f"{server.room}/start", {})[0] == 200
        for number in range(ROUNDS):
            rules = {"question": f"Lần {number + 1}", "secrecy": secrecy}
            poll = server.ask("binh", "POST", f"{server.room}/polls", rules)[1]["id"]
            assert server.ask("an", "POST", f"/api/polls/{poll}/open", {})[0] == 200
            lots = ballots(server, server.port, poll)
            first = on_the_floor(lots, BARE)
            assert server.process
            busy = processor_time(server.process.pid)
            ours = burst(server.port, lots)
            ours["cpu ms"] = processor_time(server.process.pid) - busy
            second, raw = on_the_floor(lots, BARE), on_the_floor(lots, RAW)
            status, closed = server.ask("an", "POST", f"/api/polls/{poll}/close", {})
            assert (status, ours["bad"]) == (200, [])
            assert closed["turnout"]["cast"] == members
            rows.append({"secrecy": secrecy, "round": number + 1, "ours": ours, "floor": [first, second], "raw": raw})
    finally:
        server.kill()
    return rows


def main() -> None:
    """Print a table and keep the figures."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    kind = "postgres" if databases.postgres else "sqlite"
    members = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    rows = []
    print(f"{members} members, one in {AGAIN} twice, {kind}")
    print("| all answered ms | p50 / p95 ms | cpu ms | bare «ok»: all ms, cpu ms | ratio | raw")
    for secrecy in ("open", "secret"):
        name = f"giaoban_votes_{os.getpid()}_{secrecy}"
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = bench(members, Path(folder), databases.create(name), secrecy)
            finally:
                databases.drop(name)
        for row in found:
            ours, floor = row["ours"], row["floor"]
            ratio = round(2 * ours["all ms"] / sum(one["all ms"] for one in floor), 1)
            print(
                f"{secrecy} {row['round']} | {ours['all ms']} | {ours['p50 ms']} / {ours['p95 ms']} | {ours['cpu ms']}"
                f" | {[one['all ms'] for one in floor]}, {[one['cpu ms'] for one in floor]} | {ratio}"
                f" | {row['raw']['all ms']}",
                flush=True,
            )
        rows += found
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    facts = {"bench": "votes", "members": members, "database": kind, "load": os.getloadavg(), "rows": rows}
    (out / f"votes-{kind}.json").write_text(json.dumps(facts, indent=1), "utf8")


if __name__ == "__main__":
    main()
