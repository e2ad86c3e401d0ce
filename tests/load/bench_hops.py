"""Two web processes over one PostgreSQL: what the hop costs from one to the other, by NOTIFY and by Redis.

Fan-out: 500 browsers at each process, a page turn is sent to the first; until the last at the first and the last
at the second has it. Votes: 1,000 members cast in the same instant, half of them at each process. Runs on PostgreSQL
only; one machine with SQLite has one web process.
"""

import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

from tests.live.databases import Databases
from tests.live.redis import Redis
from tests.live.server import ROOT, Server
from tests.load.bench_fan_out import EVENTS, EVERY, crowd, figures, heard, show_a_paper
from tests.load.bench_votes import ballots, burst

EACH = 500  # listeners and voters at one process
ROUNDS = 3


def requests(server: Server, names: list[str]) -> list[str]:
    return [
        f"GET {server.room}/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Cookie: sessionid={server.cast[name]}\r\n\r\n"
        for name in names
    ]


def fan_out(first: Server, second: Server) -> dict[str, Any]:
    """Turn pages at the first process."""
    people = sorted(name for name in first.cast if name.startswith("tai"))
    times: dict[str, list[float]] = {"act": [], "here": [], "there": []}
    with (
        crowd(first.port, EACH, requests(first, people[:EACH]), EVENTS) as here,
        crowd(second.port, EACH, requests(second, people[EACH:]), EVENTS) as there,
    ):
        for far in (here, there):
            heard(far)
        for number in range(EVENTS):
            time.sleep(EVERY)
            began = time.monotonic()
            status, said = first.ask("an", "POST", f"{first.room}/stage", {"page": 2 + number % 4})
            times["act"].append(time.monotonic() - began)
            assert status == 200, said
            for name, far in (("here", here), ("there", there)):
                facts = heard(far)
                assert facts["lost"] == 0
                times[name].append(facts["last"] - began)
    return {name: figures(rows) for name, rows in times.items()}


def votes(first: Server, second: Server) -> list[dict[str, Any]]:
    """Let half vote at each process, at the same instant."""
    rows = []
    for number in range(ROUNDS):
        rules = {"question": f"Lần {number + 1}", "secrecy": ("open", "secret")[number % 2]}
        poll = first.ask("binh", "POST", f"{first.room}/polls", rules)[1]["id"]
        assert first.ask("an", "POST", f"/api/polls/{poll}/open", {})[0] == 200
        lots = [ballots(server, server.port, poll)[half::2] for half, server in enumerate((first, second))]
        with ThreadPoolExecutor(2) as senders:
            found = list(senders.map(burst, (first.port, second.port), lots))
        status, closed = second.ask("an", "POST", f"/api/polls/{poll}/close", {})
        assert (status, closed["turnout"]["cast"], [one["bad"] for one in found]) == (200, 2 * EACH, [[], []])
        rows.append({"secrecy": rules["secrecy"], "all ms": [one["all ms"] for one in found]})
    return rows


def bench(databases: Databases, bus: str) -> dict[str, Any]:
    """Measure one carrier."""
    name = f"giaoban_hops_{os.getpid()}_{bus}"
    redis = Redis().start() if bus == "redis" else None
    with tempfile.TemporaryDirectory() as folder:
        settings = {"GIAOBAN_BUS": redis.address if redis else "postgres:"}
        first = Server(Path(folder), databases.create(name), settings=settings).prepare(2 * EACH)
        second = first.beside()
        try:
            first.start()
            second.start()
            for verb in ("start", "next"):
                assert first.ask("an", "POST", f"{first.room}/{verb}", {})[0] == 200
            show_a_paper(first)
            return {"bus": bus, "fan-out": fan_out(first, second), "votes": votes(first, second)}
        finally:
            for server in (first, second):
                server.kill()
            if redis:
                redis.kill()
            databases.drop(name)


def main() -> None:
    """Print a table and keep the figures."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    if not databases.postgres:
        print("on PostgreSQL only")
        return
    rows = [bench(databases, bus) for bus in ("postgres", "redis")]
    print(f"bus | page turn, {EACH} at each, p50 / p95 ms: act | last here | last there | votes, all answered ms")
    for row in rows:
        cells = [f"{row['fan-out'][one]['p50']} / {row['fan-out'][one]['p95']}" for one in ("act", "here", "there")]
        told = "; ".join(f"{one['secrecy']} {max(one['all ms'])}" for one in row["votes"])
        print(f"{row['bus']} | {' | '.join(cells)} | {told}", flush=True)
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    (out / "hops-postgres.json").write_text(json.dumps({"load": os.getloadavg(), "rows": rows}, indent=1), "utf8")


if __name__ == "__main__":
    main()
