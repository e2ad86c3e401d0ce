"""Backup → restore → doctor by the commands of the house: on SQLite, and on PostgreSQL when the suite runs there."""

import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.live.databases import Databases

ROOT = Path(__file__).parents[2]
KEPT = Path("files/originals/ab/cd/tep")
ARCHIVE = "co-quan.tar.gz"


@dataclass(frozen=True)
class Installation:
    """A folder of data and its database, used by commands alone."""

    data: Path
    database: str

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run one command of the house here."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIAOBAN_")}
        env |= {"GIAOBAN_DATA": str(self.data), "PYTHONPATH": str(ROOT / "src"), "GIAOBAN_URL": "http://localhost:8000"}
        if self.database:
            env["GIAOBAN_DATABASE"] = self.database
        return subprocess.run(
            [sys.executable, "-m", "giaoban", *words], env=env, capture_output=True, text=True, check=False, timeout=180
        )

    def must(self, *words: str) -> str:
        """Run it; it must work."""
        done = self.run(*words)
        assert done.returncode == 0, (words, done.stdout[-1500:], done.stderr[-1500:])
        return done.stdout

    def rows(self) -> str:
        """Return what the database says about people and the audit book."""
        code = (
            "from giaoban.people.models import User; from giaoban.ledger.models import Entry;"
            "print(sorted(User.objects.values_list('username', 'password')),"
            " list(Entry.objects.order_by('pk').values_list('pk', 'action')))"
        )
        return self.must("shell", "-v", "0", "-c", code)


@pytest.fixture(scope="module")
def databases() -> Databases:
    """The database server of this run."""
    return Databases(os.environ.get("GIAOBAN_DATABASE", ""))


@pytest.fixture(scope="module")
def old(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An agency that works, with a file and an archive of everything."""
    name = f"giaoban_restore_{os.getpid()}_old"
    place = Installation(tmp_path_factory.mktemp("old"), databases.create(name))
    place.must("migrate")
    place.must("found", "--name", "Cục Hải quan thành phố Hà Nội", "--symbol", "HQHN")
    (place.data / KEPT).parent.mkdir(parents=True)
    (place.data / KEPT).write_bytes(b"%PDF-1.7 from the meeting")
    place.must("backup", str(place.data / ARCHIVE))
    yield place
    databases.drop(name)


@pytest.fixture
def new(databases: Databases, tmp_path: Path) -> Iterator[Installation]:
    """An empty place."""
    name = f"giaoban_restore_{os.getpid()}_new"
    data = tmp_path / "new"
    data.mkdir()
    yield Installation(data, databases.create(name))
    databases.drop(name)


def test_what_was_backed_up_is_there_again_and_the_doctor_is_content(old, new):
    new.must("restore", str(old.data / ARCHIVE))
    assert new.rows() == old.rows()
    assert (new.data / KEPT).read_bytes() == b"%PDF-1.7 from the meeting"
    assert (new.data / "secret.key").read_bytes() == (old.data / "secret.key").read_bytes()
    said = new.run("doctor").stdout
    assert not re.search(r"^✗.*(CSDL|cơ sở dữ liệu|tệp)", said, re.MULTILINE | re.IGNORECASE), said


def test_an_archive_is_only_put_where_nothing_is(old):
    refused = old.run("restore", str(old.data / ARCHIVE))
    assert refused.returncode != 0
    assert "đã có dữ liệu" in refused.stderr


def test_an_archive_that_was_touched_is_refused_with_the_name_of_the_file(old, new, tmp_path):
    with tarfile.open(old.data / ARCHIVE) as whole:
        whole.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open" / KEPT).write_bytes(b"something else")
    touched = tmp_path / "touched.tar.gz"
    with tarfile.open(touched, "w:gz") as again:
        for file in sorted((tmp_path / "open").iterdir()):
            again.add(file, file.name)
    refused = new.run("restore", str(touched))
    assert refused.returncode != 0
    assert str(KEPT) in refused.stderr
    assert "đã bị thay đổi" in refused.stderr
