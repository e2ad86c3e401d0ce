"""How fast 100,000 paragraphs are searched, beside the database's own full-text question on the same index.

20,000 documents of five pages, each a paragraph as offices write (``office_words``), in the agency's library. Each
question is asked with other words each time, through ``search.queries.find``: reading the question, finding, weighing,
cutting to what the asker may see, text around and marks; that is, all but the page's frame. The floor is the bare
database in the same run, in turn: the same words, the best twenty by its own rank (SQLite FTS5 bm25, PostgreSQL
ts_rank). Figures: milliseconds by the clock, p50 and p95; sizes in MB.
"""

import json
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

from tests.live.databases import Databases
from tests.live.server import ROOT
from tests.load.bench_pages import a_place, papers_of
from tests.load.office_words import SEED, paragraphs

NAME = f"giaoban_search_{os.getpid()}"
DOCUMENTS, PAGES_EACH = 20_000, 5
TIMES, WARM = 40, 3
LIMIT = 100  # milliseconds at p95 on a quiet machine

COMMON = (
    "hải quan",
    "báo cáo",
    "đơn vị",
    "thực hiện",
    "quyết định",
    "công văn",
    "kiểm tra",
    "đồng chí theo dõi việc này",
)
PHRASES = (
    "kiểm tra sau thông quan", "thu ngân sách nhà nước", "quyền sở hữu trí tuệ", "giấy chứng nhận xuất xứ",
    "theo dõi việc này tại công văn", "trị giá tính thuế", "linh kiện điện tử", "đường truyền dự phòng",
)  # fmt: skip
GOODS = ("sợi tơ tằm", "đá ốp lát", "bo mạch in", "gỗ dán", "rượu vang", "mỹ phẩm", "sữa bột", "dược liệu")
PEOPLE = ("Quách Diệu Uyên", "Đinh Thế Khôi", "Lý Hải Giang", "Ngô Xuân Đạt", "Dương Ngọc Thủy", "Bùi Đức Long")


def fill() -> Any:
    """Write the library and its index; return who asks."""
    from giaoban.documents.models import Folder
    from giaoban.documents.queries import FOLDER
    from giaoban.kernel import clock
    from giaoban.people.models import Unit
    from giaoban.people.testing import binh
    from giaoban.search import actions
    from giaoban.search.kinds import KINDS, Entry

    keeper = binh()
    unit = Unit.objects.get(code="HQHN")
    root = Folder.objects.filter(user=None, parent=None).first() or Folder.objects.create(name="Thư viện")
    papers = papers_of(FOLDER, [root.pk] * DOCUMENTS, by=keeper, unit=unit, label="Văn bản")
    said, kind, now = paragraphs(DOCUMENTS * PAGES_EACH), KINDS["documents.document"], clock.now()
    rows = []
    for paper in papers:
        entries = [Entry(paper.title, text, now, part) for part, text in enumerate(("", *islice(said, PAGES_EACH)))]
        rows += [actions.row_of(kind, paper.pk, entry) for entry in entries]
    for start in range(0, len(rows), 10_000):
        actions.write(rows[start : start + 10_000])
    settle()
    return keeper


def settle() -> None:
    """Leave the database as it is after a night: gathered and counted."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE search_indexed")
        else:
            cursor.execute("ANALYZE")


def questions() -> dict[str, Callable[[int], str]]:
    """Return the kinds of question, each another one for each number."""
    from giaoban.kernel.folding import fold

    def mistyped(number: int) -> str:
        words = GOODS[number % len(GOODS)].split() + PHRASES[number % len(PHRASES)].split()[:2]
        chance = random.Random(SEED + number)
        place = chance.choice([n for n, word in enumerate(words) if len(fold(word)) > 2])
        word = fold(words[place])
        words[place] = word[:-2] + word[-1] + word[-2]
        return " ".join(words)

    return {
        "rare word": lambda n: f"{1000 + n * 173} {GOODS[n % len(GOODS)]}",
        "person": lambda n: PEOPLE[n % len(PEOPLE)],
        "common word": lambda n: COMMON[n % len(COMMON)],
        "phrase": lambda n: f'"{PHRASES[n % len(PHRASES)]}"',
        "without accents": lambda n: fold(PHRASES[n % len(PHRASES)]),
        "many words": lambda n: f"{GOODS[n % len(GOODS)]} {PHRASES[n % 8]} {COMMON[n % 5]}",
        "one letter wrong": mistyped,
        "nothing like it": lambda n: f"xyzzy{n % 7} qwrtp plugh",
    }


def bare(asked: str) -> int:
    """Ask the database itself: the same words, its own rank, the best twenty."""
    from django.db import connection

    from giaoban.search.asking import question_of
    from giaoban.search.queries import _index

    index = _index()
    with connection.cursor() as cursor:
        cursor.execute(index.MATCH.format(where=""), [index.expression([question_of(asked).terms]), 20, 0])
        return len(cursor.fetchall())


def timed(ask: Callable[[str], Any], floor: Callable[[str], Any], said: Callable[[int], str]) -> dict[str, float]:
    """Ask and ask the floor in turn, another question each time."""
    took: dict[str, list[float]] = {"house": [], "floor": []}
    for number in range(WARM + TIMES):
        for name, way in (("house", ask), ("floor", floor)):
            began = time.perf_counter()
            way(said(number))
            if number >= WARM:
                took[name].append((time.perf_counter() - began) * 1000)
    return {
        f"{name} {figure}": round(value, 1)
        for name, found in took.items()
        for figure, value in (
            ("p50", statistics.median(found)),
            ("p95", sorted(found)[int(len(found) * 0.95) - 1]),
        )
    }


def sizes() -> dict[str, float]:
    """Return how large text and index are, in MB."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = {
                "texts": "SELECT sum(octet_length(text)) FROM search_indexed",
                "index": "SELECT pg_relation_size('search_indexed_words')",
                "word lists in the rows": "SELECT sum(pg_column_size(words)) FROM search_indexed",
                "titles": "SELECT pg_relation_size('search_indexed_titles')",
            }
        else:
            asked = {
                "texts": "SELECT sum(length(CAST(text AS BLOB))) FROM search_indexed",
                "index": "SELECT sum(length(block)) FROM search_words_data",
                "titles": "SELECT sum(length(block)) FROM search_titles_data",
            }
        found = {}
        for what, statement in asked.items():
            cursor.execute(statement)
            found[what] = round(float(cursor.fetchone()[0]) / 1e6, 1)
        return found


def main() -> None:
    """Fill, ask, print."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    with tempfile.TemporaryDirectory() as folder:
        a_place(Path(folder), databases, NAME)
        from giaoban.config import memory
        from giaoban.people.testing import by
        from giaoban.search import queries

        logging.disable(logging.ERROR)
        began = time.perf_counter()
        asker = by(fill())
        print(f"{DOCUMENTS * PAGES_EACH:,} paragraphs indexed in {time.perf_counter() - began:.0f} s", flush=True)
        memory.settle()  # as a serving process does
        found = {what: timed(lambda q: queries.find(asker, q), bare, said) for what, said in questions().items()}
        print(f"{'':22}{'p50':>8}{'p95':>8}{'floor p50':>11}{'floor p95':>11}")
        for what, row in found.items():
            over = "  over" if row["house p95"] > LIMIT else ""
            print(f"{what:22}{row['house p50']:8}{row['house p95']:8}{row['floor p50']:11}{row['floor p95']:11}{over}")
        size = sizes()
        print("MB: " + ", ".join(f"{what} {figure}" for what, figure in size.items()))
        kept = ROOT / "var" / "bench"
        kept.mkdir(parents=True, exist_ok=True)
        which = "postgres" if databases.postgres else "sqlite"
        facts = {"times": TIMES, "load": os.getloadavg()[0], "questions": found, "sizes": size}
        (kept / f"search-{which}.json").write_text(json.dumps(facts, indent=1), "utf8")
        from django.db import connections

        connections.close_all()
    databases.drop(NAME)


if __name__ == "__main__":
    main()
