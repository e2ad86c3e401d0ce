"""A burst of 1,000 ballots, one in five sent twice: until all are answered, against a bare «ok» in the same minute.

The server is a real process over its own database; each ballot is on the disk before it is answered. The floor
answers the same requests without reading or writing anything.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
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


def on_the_floor(lots: list[list[str]]) -> dict[str, Any]:
    """A bare «ok»."""
    port = free_port()
    command = [sys.executable, "-m", "tests.load.echo", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as floor:
        assert floor.stdout
        assert floor.stdout.readline() == "ready\n"
        found = burst(port, lots)
        floor.kill()
    return found


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
            first = on_the_floor(lots)
            ours = burst(server.port, lots)
            second = on_the_floor(lots)
            status, closed = server.ask("an", "POST", f"/api/polls/{poll}/close", {})
            assert (status, ours["bad"]) == (200, [])
            assert closed["turnout"]["cast"] == members
            rows.append({"secrecy": secrecy, "round": number + 1, "ours": ours, "floor": [first, second]})
    finally:
        server.kill()
    return rows


def main() -> None:
    """Print a table and keep the figures."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    kind = "postgres" if databases.postgres else "sqlite"
    members = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    rows = []
    print(f"{members} members, one in {AGAIN} twice, {kind} | all answered ms | p50 / p95 ms | a second | floor all ms")
    for secrecy in ("open", "secret"):
        name = f"giaoban_votes_{os.getpid()}_{secrecy}"
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = bench(members, Path(folder), databases.create(name), secrecy)
            finally:
                databases.drop(name)
        for row in found:
            ours, floor = row["ours"], [one["all ms"] for one in row["floor"]]
            rate = round(1000 * ours["answers"] / ours["all ms"])
            print(
                f"{secrecy} {row['round']} | {ours['all ms']} | {ours['p50 ms']} / {ours['p95 ms']} | {rate} | {floor}",
                flush=True,
            )
        rows += found
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    facts = {"bench": "votes", "members": members, "database": kind, "load": os.getloadavg(), "rows": rows}
    (out / f"votes-{kind}.json").write_text(json.dumps(facts, indent=1), "utf8")


if __name__ == "__main__":
    main()
