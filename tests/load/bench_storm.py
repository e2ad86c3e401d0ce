"""Storms: everybody comes within the same moment, and everybody comes back after the server was restarted.

Each arrival loads the whole room and opens its stream, as a browser does. «Back»: the server process is killed
and started again on the same port; browsers try again every 0.75 to 2.25 seconds with the number they had.
The server's start is part of that time and is said beside it.
"""

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

SIZE = 1_000


def heard(process: "subprocess.Popen[str]") -> dict[str, float]:
    """Return the next line of the arrivals."""
    assert process.stdout
    line = process.stdout.readline()
    assert line, "the arrivals have died"
    return json.loads(line)


def bench(count: int, folder: Path, database: str) -> dict[str, Any]:
    """Measure one size."""
    server = Server(folder, database).prepare(count).start()
    cookies = [key for name, key in server.cast.items() if name.startswith("tai")]
    command = [sys.executable, "-m", "tests.load.arrivals", str(server.port), server.room]
    env = os.environ | {"PYTHONPATH": "."}
    try:
        for verb in ("start", "next"):
            assert server.ask("an", "POST", f"{server.room}/{verb}", {})[0] == 200
        with subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as far:
            assert far.stdin
            far.stdin.write("".join(f"{cookie}\n" for cookie in cookies) + "go\n")
            far.stdin.flush()
            join = heard(far)
            time.sleep(2)
            server.kill()
            began = time.monotonic()
            server.start()
            start = round(time.monotonic() - began, 2)
            back = heard(far)
            status, here = server.ask("an", "GET", f"{server.room}/presence")
            assert status == 200
            far.kill()
    finally:
        server.kill()
    return {"people": count, "join": join, "back": back, "start s": start, "seen present": here["online"]}


def main() -> None:
    """Print a table and keep the figures."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    kind = "postgres" if databases.postgres else "sqlite"
    rows = []
    print("people | join: all s, p50, p95 | back after restart: all s, p50, p95 | of it the server's start s")
    for count in [int(size) for size in sys.argv[1:]] or [SIZE]:
        name = f"giaoban_storm_{os.getpid()}_{count}"
        with tempfile.TemporaryDirectory() as folder:
            try:
                row = bench(count, Path(folder), databases.create(name))
            finally:
                databases.drop(name)
        join, back = row["join"], row["back"]
        print(
            f"{count:6} | {join['all']}, {join['p50']}, {join['p95']} | {back['all']}, {back['p50']}, {back['p95']}"
            f" | {row['start s']}",
            flush=True,
        )
        rows.append(row)
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    facts = {"bench": "storm", "database": kind, "load": os.getloadavg(), "rows": rows}
    (out / f"storm-{kind}.json").write_text(json.dumps(facts, indent=1), "utf8")


if __name__ == "__main__":
    main()
