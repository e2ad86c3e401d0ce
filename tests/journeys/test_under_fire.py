"""Processes are killed at any moment while people work: what was acknowledged is there, once."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.journeys.conftest import Person, System, environment, running
from tests.journeys.job import hold_a_meeting

pytestmark = pytest.mark.journey
PARTS = ("giaoban.config.asgi", "giaoban worker", "soffice.bin")
SHOTS_AT_EACH = 4  # of a part: the supervisor starts one that keeps dying more and more slowly
PATIENCE = 180  # seconds an act is sent again before the system counts as dead
BUSY = {502, 503, 504}


class Stubborn(Person):
    """Somebody who presses again when nothing came back, as people and browsers do."""

    again = 0

    def send_again(self, send):
        """Send until something comes back."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                reply = send()
                if reply.status_code not in BUSY or time.monotonic() > until:
                    return reply
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
            self.again += 1
            time.sleep(0.2)

    def fetch(self, path, **query):
        return self.send_again(lambda: self.http.get(path, params=query))

    def post(self, path, json=None, *, expect=(200, 201, 204), **more):
        for file in more.get("files", {}).values():
            file[1].seek(0)
        reply = self.send_again(lambda: self._post(path, json, more))
        assert reply.status_code in expect, (path, reply.status_code, reply.text[:500])
        return reply.json() if reply.content else None

    def _post(self, path, json, more):
        for file in more.get("files", {}).values():
            file[1].seek(0)
        return self.http.post(path, json=json, **more) if json is not None else self.http.post(path, **more)


def shoot(system: System, until: threading.Event, dice: random.Random) -> list[str]:
    """Kill one part after another, at any moment, until told to stop; return what was hit."""
    hit: list[str] = []
    while not until.wait(dice.uniform(0.2, 1.5)):  # often: on a quick machine the whole job takes ten seconds
        parts = [part for part in parts_of(system.process.pid) if hit.count(part[1]) < SHOTS_AT_EACH]
        if parts:
            pid, name = dice.choice(parts)
            os.kill(pid, signal.SIGKILL)
            hit.append(name)
    return hit


def parts_of(parent: int) -> list[tuple[int, str]]:
    """Return the processes below this one that are a part of the system."""
    found = []
    rows = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    table = [line.split(None, 2) for line in rows.splitlines()[1:]]
    below = {parent}
    for _ in range(6):
        below |= {int(pid) for pid, ppid, _ in table if int(ppid) in below}
    for pid, _, args in table:
        for part in PARTS:
            if part in args and int(pid) in below - {parent}:
                found += [(int(pid), part)]
    return found


def giaoban(data: Path, *words: str) -> None:
    """Run one command of the house over these data."""
    subprocess.run([sys.executable, "-m", "giaoban", *words], env=environment(data), check=True, capture_output=True)


def rows_of(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, sorted; sessions and pulses of the running system aside."""
    with closing(sqlite3.connect(f"file:{data / 'giaoban.db'}?mode=ro", uri=True)) as base:
        names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(base.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names if "fts" not in name}


def test_nothing_acknowledged_is_lost_under_fire(tmp_path_factory):
    data = tmp_path_factory.mktemp("fire")
    end, dice = threading.Event(), random.Random(20261128)
    with running(data, "--demo") as system:
        names = ("vanphong", "cuctruong", "gsql.truong", "noibai.truong", "noibai.pho1")
        people = {name: Stubborn(system.address, name) for name in names}
        hit: list[str] = []
        gun = threading.Thread(target=lambda: hit.extend(shoot(system, end, dice)))
        gun.start()
        try:
            done = hold_a_meeting(people)
        finally:
            end.set()
            gun.join()
        for person in people.values():
            person.http.close()
        assert len(hit) >= 5, hit
        assert sum(person.again for person in people.values()) > 0
        everything_once(system, done)
    archive = tmp_path_factory.mktemp("archive") / "agency.tar.gz"
    giaoban(data, "backup", str(archive))
    restored = tmp_path_factory.mktemp("restored")
    giaoban(restored, "restore", str(archive))
    assert rows_of(restored) == rows_of(data)
    with running(restored) as system:
        everything_once(system, done)


def everything_once(system: System, done: dict[str, str]) -> None:
    """Look at what was done, with the eyes of the secretary."""
    secretary = Stubborn(system.address, "vanphong")
    meeting = secretary.get(f"/api/meetings/{done['meeting']}")
    assert meeting["state"] == "concluded"
    assert [item["title"] for item in meeting["items"]] == ["Vướng mắc về C/O điện tử", "Đường truyền dự phòng"]
    assert {paper["id"] for paper in meeting["items"][0]["papers"]} == {done["paper"], done["answer"]}
    assert len(secretary.get(f"/api/meetings/{done['meeting']}/conclusions")) == 1
    assert secretary.get(f"/api/tasks/{done['task']}")["state"] == "confirmed"
    minutes = secretary.fetch(f"/api/meetings/{done['meeting']}/minutes.pdf")
    assert minutes.content.startswith(b"%PDF")
    secretary.http.close()
