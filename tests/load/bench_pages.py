"""How fast pages are made: today, a meeting of 12 items, 36 papers and 60 people, 5,000 tasks, 20,000 documents.

Each page is asked for by a signed-in person through the whole chain of the house, in this process: what the server
does, without the network. Figures: p50, p95 in milliseconds by the clock; cpu, the median of processor time in
milliseconds, which a busy machine changes least; queries, bytes. The floor is a page of the same frame with nothing in
it (my account), so what a page costs by itself can be read off.
"""

import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

from tests.live.databases import Databases
from tests.live.server import ROOT

NAME = f"giaoban_pages_{os.getpid()}"
TIMES = 30
WARM = 5
ITEMS, PAPERS_EACH, PEOPLE = 12, 3, 60
TASKS, DOCUMENTS = 5_000, 20_000
LIMIT = 100  # milliseconds that a page may take on a quiet machine
WORDS = (
    "kiểm tra sau thông quan", "thu ngân sách nhà nước", "gian lận thương mại", "vướng mắc mã số hàng hóa",
    "quản lý rủi ro", "đường truyền dự phòng", "giấy chứng nhận xuất xứ", "trị giá tính thuế", "kỷ luật, kỷ cương",
)  # fmt: skip


def a_place(folder: Path, databases: Databases, name: str = NAME) -> None:
    """Set the house up over a database of its own."""
    database = databases.create(name)
    os.environ.update(
        {"GIAOBAN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "giaoban.config.settings"}
        | ({"GIAOBAN_DATABASE": database} if database else {})
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill() -> tuple[Any, Any, Any]:
    """Write the agency: two meetings, the tasks, the documents and their index; return who looks, and the meetings."""
    from giaoban.meetings import actions
    from giaoban.meetings.models import Meeting
    from giaoban.people.models import Appointment, Unit, User
    from giaoban.people.testing import a_person, an, binh, by

    guests = tuple(a_person(f"kh{n}", f"Nguyễn Văn {n}") for n in range(PEOPLE - 1))
    unit = Unit.objects.get(code="HQHN")
    draft = a_full_draft(guests, days=16)
    meeting = a_full_draft(guests, days=9)
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    actions.approve_agenda(meeting_id=meeting.pk, by=by(an()))
    actions.publish(meeting_id=meeting.pk, by=by(binh()))
    print(f"meeting written, load {os.getloadavg()[0]:.1f}", flush=True)
    tasks_of(binh(), Appointment.objects.get(user=binh()).unit)
    library(binh(), unit)
    print("tasks and documents written", flush=True)
    return User.objects.get(username="kh0"), Meeting.objects.get(pk=meeting.pk), draft


def a_full_draft(guests: tuple[Any, ...], *, days: int) -> Any:
    """Write a draft with all its items, papers and people."""
    from giaoban.kernel import clock
    from giaoban.meetings.queries.agenda import ITEM
    from giaoban.meetings.testing import a_draft, an_item
    from giaoban.people.models import Unit
    from giaoban.people.testing import an, binh

    meeting = a_draft(guests=guests, starts_at=clock.now() + timedelta(days=days))
    unit = Unit.objects.get(code="HQHN")
    for number in range(ITEMS):
        item = an_item(meeting, f"Nội dung {number}: {WORDS[number % len(WORDS)]}", presenter_id=an().pk)
        papers_of(ITEM, [item.pk] * PAPERS_EACH, by=binh(), unit=unit, label="Báo cáo")
    return meeting


def papers_of(kind: str, owner_ids: list[Any], *, by: Any, unit: Any, label: str) -> list[Any]:
    """Write readable documents of these owners as rows."""
    from giaoban.documents.models import Document, Version

    titled = zip(owner_ids, cycle(WORDS), strict=False)
    made = [
        Document(owner_kind=kind, owner_id=owner, title=f"{label} {n}: {words}", created_by=by, unit=unit)
        for n, (owner, words) in enumerate(titled)
    ]
    Document.objects.bulk_create(made, batch_size=1000)
    Version.objects.bulk_create(
        [
            Version(
                document=row, number=1, filename="bao-cao.pdf", content_type="application/pdf", size=200_000,
                sha256=f"{row.pk.int:064x}"[-64:], state="ready", page_count=4, pages_done=4, created_by=by,
            )
            for row in made
        ],
        batch_size=1000,
    )  # fmt: skip
    return made


def tasks_of(assigner: Any, unit: Any) -> None:
    """Write the tasks as rows, late ones and early ones."""
    from giaoban.kernel import clock
    from giaoban.people.testing import an
    from giaoban.tasks.models import Task

    today = clock.today()
    days = [today + timedelta(days=n % 90 - 30) for n in range(TASKS)]
    Task.objects.bulk_create(
        [
            Task(
                title=f"Việc {n}: {WORDS[n % len(WORDS)]}", assigner=an(), assignee=assigner, lead_unit=unit,
                deadline_on=day, original_deadline_on=day, state="in_progress" if n % 3 else "received",
            )
            for n, day in enumerate(days)
        ],
        batch_size=1000,
    )  # fmt: skip


def library(by: Any, unit: Any) -> None:
    """Write the documents of the agency's library, with two pages each in the index of search."""
    from giaoban.documents.models import Folder
    from giaoban.documents.queries import FOLDER
    from giaoban.kernel import clock
    from giaoban.search.marking import same_length_fold
    from giaoban.search.models import Indexed

    root = Folder.objects.filter(user=None, parent=None).first() or Folder.objects.create(name="Thư viện")
    made = papers_of(FOLDER, [root.pk] * DOCUMENTS, by=by, unit=unit, label="Văn bản")
    text = " ".join(f"{word} của Cục Hải quan thành phố Hà Nội." for word in WORDS * 2)
    rows = []
    for number, document in enumerate(made):
        own = f"{WORDS[number % len(WORDS)]} số {number}. {text}"
        rows += [
            Indexed(
                kind="documents.document", subject_id=document.pk, part=part, title=document.title,
                text=own if part else "", folded_title=same_length_fold(document.title),
                folded_text=same_length_fold(own) if part else "", unit_id=unit.pk, at=clock.now(),
            )
            for part in (0, 1, 2)
        ]  # fmt: skip
    Indexed.objects.bulk_create(rows, batch_size=1000)


def timed(ask: Callable[[], Any]) -> dict[str, float]:
    """Ask for a page again and again; return what it took."""
    from django.db import connection

    from giaoban.config import memory

    for _ in range(WARM):
        answer = ask()
        assert answer.status_code == 200, answer.status_code
    seen: list[str] = []
    with connection.execute_wrapper(lambda run, sql, *rest: (seen.append(sql), run(sql, *rest))[1]):
        ask()
    took, worked = [], []
    for _ in range(TIMES):
        began, busy = time.perf_counter(), time.process_time()
        answer = ask()
        worked.append((time.process_time() - busy) * 1000)
        took.append((time.perf_counter() - began) * 1000)
        memory.tidy()  # between answers, as a serving process does
    took.sort()
    return {
        "p50": round(statistics.median(took), 1),
        "p95": round(took[int(len(took) * 0.95) - 1], 1),
        "cpu": round(statistics.median(worked), 1),
        "queries": len(seen),
        "kB": round(len(answer.content) / 1000, 1),
    }


def main() -> None:
    """Fill, ask, print."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    with tempfile.TemporaryDirectory() as folder:
        a_place(Path(folder), databases)
        from django.test import Client

        from giaoban.config import memory
        from giaoban.people.testing import binh

        logging.disable(logging.ERROR)
        reader, meeting, draft = fill()
        memory.settle()  # as a serving process does
        desk, guest = (Client(headers={"host": "localhost"}) for _ in range(2))
        desk.force_login(binh())
        guest.force_login(reader)
        pages: dict[str, Callable[[], Any]] = {
            "floor: my account": lambda: guest.get("/quan-tri/toi/"),
            "today, secretary": lambda: desk.get("/"),
            "today, guest": lambda: guest.get("/"),
            "meeting, secretary": lambda: desk.get(f"/cuoc-hop/{meeting.pk}/"),
            "meeting, guest": lambda: guest.get(f"/cuoc-hop/{meeting.pk}/"),
            "draft, secretary": lambda: desk.get(f"/cuoc-hop/{draft.pk}/"),
            f"tasks ({TASKS:,})": lambda: desk.get("/nhiem-vu/"),
            "tasks, filtered": lambda: desk.get("/nhiem-vu/?q=rui+ro&due=late"),
            f"search ({DOCUMENTS:,}), phrase": lambda: desk.get('/tim-kiem/?q="tri+gia+tinh+thue"'),
            f"search ({DOCUMENTS:,}), one rare": lambda: desk.get("/tim-kiem/?q=so+19999"),
            f"library ({DOCUMENTS:,})": lambda: desk.get("/tai-lieu/"),
        }
        found = {what: timed(ask) for what, ask in pages.items()}
        print(f"{'':34}{'p50':>8}{'p95':>8}{'cpu':>8}{'queries':>9}{'kB':>8}")
        for what, row in found.items():
            over = "  over" if row["p95"] > LIMIT else ""
            print(f"{what:34}{row['p50']:8}{row['p95']:8}{row['cpu']:8}{row['queries']:9.0f}{row['kB']:8}{over}")
        kept = ROOT / "var" / "bench"
        kept.mkdir(parents=True, exist_ok=True)
        which = "postgres" if databases.postgres else "sqlite"
        facts = {"times": TIMES, "load": os.getloadavg()[0], "pages": found}
        (kept / f"pages-{which}.json").write_text(json.dumps(facts, indent=1), "utf8")
        from django.db import connections

        connections.close_all()
    databases.drop(NAME)


if __name__ == "__main__":
    main()
