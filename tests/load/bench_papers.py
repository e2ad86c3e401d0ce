"""From upload to readable: the demo agency's papers, one after the other and all at once, through the whole system.

Counts from the moment the upload begins until a reader could open the first page. Text recognition of scans goes on
behind that and is told apart. Run against an agency that runs already: ``bench_papers.py http://localhost:8000``.
"""

import io
import json
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

from giaoban.demo.content import papers
from tests.journeys.conftest import Person, running
from tests.live.server import ROOT

PATIENCE = 300  # seconds
LOOK = 0.1  # seconds between two looks


def an_item(desk: Person, title: str) -> str:
    """Return a new item of the draft that the demo keeps ready."""
    rows = desk.get("/api/meetings", when="upcoming")["items"]
    draft = next(row["id"] for row in rows if row["state"] == "draft")
    made = desk.post(f"/api/meetings/{draft}/items", {"id": str(uuid4()), "title": title, "minutes": 5})
    return str(made["id"])


def never_seen(content: bytes) -> bytes:
    """Return the paper with other bytes: what was converted once would be readable at once."""
    if content.startswith(b"%PDF"):
        return content + f"\n% {uuid4()}\n".encode()
    package = io.BytesIO(content)
    with zipfile.ZipFile(package, "a") as opened:
        opened.comment = str(uuid4()).encode()
    return package.getvalue()


def readable(desk: Person, item: str, name: str) -> dict[str, Any]:
    """Bring one paper and wait until it can be read."""
    entry, content = papers.CATALOGUE[name], never_seen(papers.build(name))
    began = time.monotonic()
    made = desk.post(
        "/api/documents",
        data={"id": str(uuid4()), "title": f"{entry.title} {uuid4().hex[:6]}", "vouched": "true", "item": item},
        files={"file": (entry.filename, content)},
    )
    arrived = time.monotonic()
    paper = wait(desk, made["id"])
    ready = time.monotonic()
    return {
        "name": entry.filename,
        "kB": len(content) // 1000,
        "pages": paper.get("pages", 0),
        "state": paper["state"],
        "arrived": round(arrived - began, 2),
        "readable": round(ready - began, 2),
    }


def wait(desk: Person, document_id: str) -> dict[str, Any]:
    """Look again and again until the paper is no longer being converted."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        paper: dict[str, Any] = desk.get(f"/api/documents/{document_id}")
        if paper["state"] != "converting":
            return paper
        time.sleep(LOOK)
    return {"state": "late"}


def show(rows: Iterable[dict[str, Any]], head: str) -> None:
    """Print one table."""
    print(f"\n{head}\n{'':44}{'kB':>7}{'arrived s':>11}{'readable s':>12}  state")
    for row in rows:
        print(f"{row['name']:44}{row['kB']:7}{row['arrived']:11}{row['readable']:12}  {row['state']}")


def bench(base: str) -> None:
    """Bring them one by one, then all at once, then say it."""
    desk = Person(base, "vanphong")
    names = list(papers.CATALOGUE)
    item = an_item(desk, "Lần lượt từng tài liệu")
    alone = [readable(desk, item, name) for name in names]
    show(alone, f"one after the other (load {os.getloadavg()[0]:.1f})")
    item = an_item(desk, "Mọi tài liệu cùng lúc")
    with ThreadPoolExecutor(len(names)) as pool:
        together = list(pool.map(lambda name: readable(desk, item, name), names))
    show(together, f"all at once (load {os.getloadavg()[0]:.1f})")
    desk.http.close()
    kept = ROOT / "var" / "bench"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "papers.json").write_text(json.dumps({"alone": alone, "together": together}, indent=1), "utf8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        bench(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), "--demo") as system:
            bench(system.address)
