"""Reading scans: how exact and how fast beside the bare engine, and what the agency feels of it meanwhile.

First three pages of the real scans, of which the text was typed by hand: ``ocr.read_page`` (drawing the page, making it
level, reading, places of words) and bare Tesseract ``vie`` on the same page at 300 dots, in turn, one thread each.
Exactness: share of characters that are as typed, line breaks aside, and without accents, as search sees them.

Then a whole system with the demo agency: the decree of 44 scanned pages is brought in, and it is told when its pages
can be found, how large what is made of it is, and how long pages of the web take meanwhile and without it.
``bench_ocr.py engine`` asks for the first part alone.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

import httpx

from giaoban.demo.content.papers import SHIPPED
from tests.journeys.conftest import PASSWORD, Person, running
from tests.live.server import ROOT
from tests.load.bench_papers import an_item, never_seen

DECREE = SHIPPED / "nghi-dinh-134-2026-scan-44-trang.pdf"
DIRECTIVE = SHIPPED / "chi-thi-02-2026-scan-5-trang.pdf"
TRUTH = ROOT / "src" / "giaoban" / "documents" / "tests" / "truth"
TYPED = (
    (DECREE, 2, "nghi-dinh-134-trang-2.txt"),
    (DECREE, 10, "nghi-dinh-134-trang-10.txt"),
    (DIRECTIVE, 1, "chi-thi-02-trang-1.txt"),
)
TIMES = 3
DOTS = 300
PATIENCE = 900  # seconds
LOOK = 0.5  # seconds between two looks
QUIET = 40  # pages asked for before


def exactness(got: str, typed: str) -> tuple[float, float]:
    """Return the share of characters that are right, as they are and without accents."""
    import unicodedata

    from giaoban.documents.tests.test_recognizing import distance
    from giaoban.kernel.folding import fold

    got, typed = (" ".join(unicodedata.normalize("NFC", text).split()) for text in (got, typed))
    return (
        1 - distance(got, typed) / len(typed),
        1 - distance(fold(got), fold(typed)) / len(typed),
    )


def bare(path: Path, number: int, folder: Path) -> tuple[str, float]:
    """Draw the page and have Tesseract read it, nothing else; return the text and the seconds, drawing included."""
    import pypdfium2

    began = time.perf_counter()
    with pypdfium2.PdfDocument(path) as pdf:
        picture = folder / "bare.pgm"
        pdf[number - 1].render(scale=DOTS / 72, grayscale=True).to_pil().save(picture)
    done = subprocess.run(
        ["tesseract", str(picture), "-", "-l", "vie", "--dpi", str(DOTS)],
        capture_output=True, check=True, env={"PATH": os.environ["PATH"], "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    return done.stdout.decode(), time.perf_counter() - began


def reading() -> float:
    """Return the processor time that Tesseract has taken so far: a busy machine changes it least."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def engine() -> list[dict[str, Any]]:
    """Read the typed pages both ways, in turn."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giaoban.config.settings")
    import django

    django.setup()
    from giaoban.documents import ocr

    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ocr.read_page(DIRECTIVE, 2, folder)  # the reading process has started
        for path, number, typed in TYPED:
            took: dict[str, list[float]] = {"house": [], "bare": []}
            worked: dict[str, list[float]] = {"house": [], "bare": []}
            for _ in range(TIMES):
                began, busy = time.perf_counter(), reading()
                found = ocr.read_page(path, number, folder).text
                took["house"].append(time.perf_counter() - began)
                worked["house"].append(reading() - busy)
                busy = reading()
                plain, seconds = bare(path, number, folder)
                took["bare"].append(seconds)
                worked["bare"].append(reading() - busy)
            truth = (TRUTH / typed).read_text("utf8")
            rows.append(
                {
                    "page": typed.removesuffix(".txt"),
                    "house exact": exactness(found, truth),
                    "bare exact": exactness(plain, truth),
                    "house s": statistics.median(took["house"]),
                    "bare s": statistics.median(took["bare"]),
                    "house cpu": statistics.median(worked["house"]),
                    "bare cpu": statistics.median(worked["bare"]),
                }
            )
    return rows


def show_engine(rows: list[dict[str, Any]]) -> None:
    """Print one table."""
    print(f"{'':26}{'exact':>8}{'folded':>8}{'s':>7}{'cpu':>7}{'bare exact':>12}{'folded':>8}{'s':>7}{'cpu':>7}")
    for row in rows:
        (ours, folded), (theirs, theirs_folded) = row["house exact"], row["bare exact"]
        print(
            f"{row['page']:26}{ours:8.2%}{folded:8.2%}{row['house s']:7.2f}{row['house cpu']:7.2f}"
            f"{theirs:12.2%}{theirs_folded:8.2%}{row['bare s']:7.2f}{row['bare cpu']:7.2f}"
        )
    by_clock, by_work = (sum(r[f"bare {u}"] for r in rows) / sum(r[f"house {u}"] for r in rows) for u in ("s", "cpu"))
    print(f"speed of the bare engine's: {by_clock:.2f} by the clock, {by_work:.2f} by processor time of Tesseract")


class Visitor:
    """Somebody with a browser's session, who asks for pages and notes how long each takes."""

    def __init__(self, base: str, name: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=60, follow_redirects=True)
        form = self.http.get("/tai-khoan/login/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert token, "the sign-in page has a form"
        said = {"csrfmiddlewaretoken": token[1], "login": name, "password": PASSWORD}
        reply = self.http.post("/tai-khoan/login/", data=said, headers={"Referer": f"{base}/"})
        assert "/tai-khoan/login" not in str(reply.url), reply.text[:500]
        self.took: list[float] = []

    def look(self, paths: list[str], go_on: Callable[[], bool]) -> dict[str, float]:
        """Ask for one page after the other, a little apart."""
        took: list[float] = []
        while go_on() or not took:
            for path in paths:
                began = time.perf_counter()
                assert self.http.get(path).status_code == 200
                took.append((time.perf_counter() - began) * 1000)
                time.sleep(0.2)
        took.sort()
        return {"pages": len(took), "p50": statistics.median(took), "p95": took[max(0, int(len(took) * 0.95) - 1)]}


def kept_files(data: Path) -> dict[Path, int]:
    """Return the files of these data that are no database, with their sizes."""
    files = (path for path in data.rglob("*") if path.is_file() and not path.name.startswith("giaoban."))
    return {path: path.stat().st_size for path in files}


def system(base: str, data: Path) -> dict[str, Any]:
    """Bring the decree in and look on until all of it can be found."""
    desk, visitor = Person(base, "vanphong"), Visitor(base, "vanphong")
    item = an_item(desk, "Nghị định quét 44 trang")
    meeting = next(row["id"] for row in desk.get("/api/meetings", when="upcoming")["items"] if row["state"] == "draft")
    paths = ["/", f"/cuoc-hop/{meeting}/"]
    count = iter(range(QUIET // len(paths)))
    found: dict[str, Any] = {"without": visitor.look(paths, lambda: next(count, None) is not None)}
    before, content = kept_files(data), never_seen(DECREE.read_bytes())
    began = time.monotonic()
    made = desk.post(
        "/api/documents",
        data={"id": str(uuid4()), "title": f"Nghị định quét {uuid4().hex[:6]}", "vouched": "true", "item": item},
        files={"file": (DECREE.name, content)},
    )
    over = threading.Event()
    looked: dict[str, Any] = {}
    look = threading.Thread(target=lambda: looked.update(visitor.look(paths, lambda: not over.is_set())))
    look.start()
    try:
        found |= watched(desk, made["id"], began)
    finally:
        over.set()
        look.join()
    found["meanwhile"] = looked
    time.sleep(5)  # the layer of words is laid when all has been read
    new = {path: size for path, size in kept_files(data).items() if path not in before and "original" not in str(path)}
    found["sizes"] = {"original": len(content)} | by_kind(new)
    desk.http.close()
    return found


def watched(desk: Person, document: str, began: float) -> dict[str, Any]:
    """Return when the first page, the half and the last could be found."""
    at: dict[int, float] = {}
    pages = 0
    while time.monotonic() - began < PATIENCE:
        paper = desk.get(f"/api/documents/{document}")
        pages = paper.get("pages") or 0
        if pages and paper["state"] == "ready":
            told = desk.get(f"/api/documents/{document}/text", version=1, first=1, last=pages)["pages"]
            now = time.monotonic() - began
            at |= {row["number"]: now for row in told if row["text"].strip() and row["number"] not in at}
            if len(at) == pages:
                break
        time.sleep(LOOK)
    assert at, "not a page was read"
    last = max(at)
    text = next(
        row["text"] for row in desk.get(f"/api/documents/{document}/text", version=1, first=last, last=last)["pages"]
    )
    words = " ".join(re.findall(r"\w{3,}", text)[:8])
    hits = desk.get("/api/search", q=words, kind="documents.document")["hits"]
    times = sorted(at.values())
    return {
        "pages": pages, "read": len(at), "first": times[0], "half": times[len(times) // 2], "last": times[-1],
        "last page found": any(hit["id"] == document and hit["part"] == last for hit in hits),
    }  # fmt: skip


def by_kind(files: dict[Path, int]) -> dict[str, int]:
    """Return the bytes of what was made, by the end of the name."""
    sizes: dict[str, int] = {}
    for path, size in files.items():
        sizes[path.suffix] = sizes.get(path.suffix, 0) + size
    return sizes


def show_system(found: dict[str, Any]) -> None:
    """Print what was seen."""
    print(
        f"\n{found['read']} of {found['pages']} pages can be found: the first after {found['first']:.0f} s, half after"
        f" {found['half']:.0f} s, all after {found['last']:.0f} s; the last is found: {found['last page found']}"
    )
    for what in ("without", "meanwhile"):
        row = found[what]
        print(f"pages of the web {what:10} p50 {row['p50']:.0f} ms, p95 {row['p95']:.0f} ms ({row['pages']} asked)")
    print("kB: " + ", ".join(f"{kind or 'other'} {size // 1000}" for kind, size in found["sizes"].items()))
    print(f"load {os.getloadavg()[0]:.1f}")


def main() -> None:
    """Read, print, keep."""
    rows = engine()
    show_engine(rows)
    facts: dict[str, Any] = {"engine": rows}
    if "engine" not in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), "--demo") as house:
            facts["system"] = system(house.address, Path(folder))
        show_system(facts["system"])
    kept = ROOT / "var" / "bench"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "ocr.json").write_text(json.dumps(facts, indent=1), "utf8")


if __name__ == "__main__":
    main()
