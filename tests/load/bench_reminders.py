"""How long the reminder run takes: 5,000 open tasks, 550 people, a Monday after ten days without the server.

Figures: milliseconds of the question (what is due), of the whole run (digests and letters written), of the run after
it that finds nothing new, and the queries of each. Asked again with a fifth of the tasks: the question must take as
many queries; the run takes more only by its batches of a hundred people.
"""

import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a script: scripts/bench

from tests.live.databases import Databases
from tests.live.server import ROOT

NAME = f"giaoban_reminders_{os.getpid()}"
PEOPLE, UNITS, TASKS, FEW = 550, 30, 5_000, 1_000
MONDAY = datetime.fromisoformat("2026-03-23T07:30:00+07:00")
DONE_EACH = 8  # finished tasks a person, from which the own punctuality is read


def a_place(folder: Path, databases: Databases) -> None:
    """Set the house up over a database of its own."""
    database = databases.create(NAME)
    os.environ.update(
        {"GIAOBAN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "giaoban.config.settings"}
        | ({"GIAOBAN_DATABASE": database} if database else {})
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def people() -> list[tuple[Any, Any]]:
    """Write the units and the people, the first of each unit its head; return (person, unit)."""
    from giaoban.people import names
    from giaoban.people.models import Appointment, Position, User
    from giaoban.people.testing import LONG_AGO, a_unit, an, the_agency

    an()
    units = [a_unit(f"DV{n:02}", parent=the_agency()) for n in range(UNITS)]
    users = [
        User(username=f"nd{n}", **names.name_fields(f"Nguyễn Văn {n}"), email=f"nd{n}@haiquan.example")
        for n in range(PEOPLE)
    ]
    User.objects.bulk_create(users, batch_size=200)
    head, _ = Position.objects.get_or_create(name="Trưởng đơn vị", defaults={"authority": "head", "rank": 10})
    member, _ = Position.objects.get_or_create(name="Công chức", defaults={"authority": "member", "rank": 90})
    placed = [(user, units[n % UNITS]) for n, user in enumerate(users)]
    Appointment.objects.bulk_create(
        [
            Appointment(user=user, unit=unit, position=head if n < UNITS else member, starts_on=LONG_AGO)
            for n, (user, unit) in enumerate(placed)
        ],
        batch_size=200,
    )
    return placed


def open_tasks(placed: list[tuple[Any, Any]], count: int) -> None:
    """Write so many open tasks, due from twenty days ago to twenty days ahead."""
    from giaoban.people.testing import an
    from giaoban.tasks.models import Task, TaskNote

    day, giver = MONDAY.date(), an()
    rows = []
    for n in range(count):
        user, unit = placed[n * 7 % len(placed)]
        due = day + timedelta(days=n % 41 - 20)
        rows.append(
            Task(
                title=f"Việc {n}", assigner=giver, assignee=user, lead_unit=unit, deadline_on=due,
                original_deadline_on=due, assigned_at=MONDAY - timedelta(days=40),
                state=("new", "received", "in_progress", "in_progress")[n % 4], progress=n % 4 * 25,
            )
        )  # fmt: skip
    Task.objects.bulk_create(rows, batch_size=500)
    at = MONDAY - timedelta(days=1)
    TaskNote.objects.bulk_create(
        [TaskNote(task=row, kind="progress", text="Đang làm", by=row.assignee, at=at) for row in rows[::9]],
        batch_size=500,
    )


def finished_tasks(placed: list[tuple[Any, Any]]) -> None:
    """Write what everybody finished before, some in time and some late: the own history."""
    from giaoban.people.testing import an
    from giaoban.tasks.models import Task

    day, giver = MONDAY.date(), an()
    done = [
        Task(
            title="Việc đã xong", assigner=giver, assignee=user, lead_unit=unit, state="confirmed",
            deadline_on=day - timedelta(days=30 + n), original_deadline_on=day - timedelta(days=30 + n),
            done_on=day - timedelta(days=29 + n if (place + n) % 3 else 33 + n),
            assigned_at=MONDAY - timedelta(days=90),
        )
        for place, (user, unit) in enumerate(placed)
        for n in range(DONE_EACH)
    ]  # fmt: skip
    Task.objects.bulk_create(done, batch_size=500)


def measured(ask: Callable[[], Any]) -> dict[str, float]:
    """Ask once; return what it took, in milliseconds and queries, and what it answered."""
    from django.db import connection

    seen: list[str] = []
    began = time.perf_counter()
    with connection.execute_wrapper(lambda run, sql, *rest: (seen.append(sql), run(sql, *rest))[1]):
        answer = ask()
    took = (time.perf_counter() - began) * 1000
    return {"ms": round(took, 1), "queries": len(seen), "found": answer}


def rounds(placed: list[tuple[Any, Any]]) -> dict[str, dict[str, float]]:
    """Ask with few tasks, then with all; then let the run tell everybody, and run again."""
    from giaoban.kernel import clock
    from giaoban.notify import actions as notify
    from giaoban.tasks import ladder

    with clock.at(MONDAY):
        finished_tasks(placed)
        open_tasks(placed, FEW)
        found = {f"due, {FEW:,} tasks": measured(lambda: sum(1 for _ in ladder.due(MONDAY)))}
        open_tasks(placed, TASKS - FEW)
        found[f"due, {TASKS:,} tasks"] = measured(lambda: sum(1 for _ in ladder.due(MONDAY)))
        found["run after ten days off"] = measured(notify.remind)
    with clock.at(MONDAY + timedelta(minutes=15)):
        found["run a quarter of an hour later"] = measured(notify.remind)
    return found


def main() -> None:
    """Fill, run, print."""
    databases = Databases(os.environ.get("GIAOBAN_DATABASE", ""))
    with tempfile.TemporaryDirectory() as folder:
        a_place(Path(folder), databases)
        logging.disable(logging.ERROR)
        found = rounds(people())
        print(f"{PEOPLE} people, load {os.getloadavg()[0]:.1f}")
        print(f"{'':34}{'ms':>10}{'queries':>9}{'found':>8}")
        for what, row in found.items():
            print(f"{what:34}{row['ms']:>10}{row['queries']:>9}{row['found']:>8}")
        few, many = (row["queries"] for what, row in found.items() if what.startswith("due"))
        print("queries of the question do not grow" if few == many else f"QUERIES GROW: {few} → {many}")
        which = "postgres" if databases.postgres else "sqlite"
        out = ROOT / "var" / "bench"
        out.mkdir(parents=True, exist_ok=True)
        (out / f"reminders-{which}.json").write_text(json.dumps(found, indent=1), "utf8")
        from django.db import connections

        connections.close_all()
    databases.drop(NAME)


if __name__ == "__main__":
    main()
