"""Servers over SQLite, and over PostgreSQL when the suite runs there. One database is prepared and copied for each."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.live.server import Server, free_port


@dataclass
class Databases:
    """Makes and drops PostgreSQL databases; on SQLite a file is copied and there is nothing to do."""

    given: str

    @property
    def postgres(self) -> bool:
        return self.given.startswith("postgres")

    def address(self, name: str) -> str:
        return urlsplit(self.given)._replace(path=f"/{name}").geturl() if self.postgres else ""

    def create(self, name: str, template: str = "template0") -> str:
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, *statements: str) -> None:
        if not self.postgres:
            return
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def databases() -> Databases:
    """The database server of this run."""
    return Databases(os.environ.get("GIAOBAN_DATABASE", ""))


@pytest.fixture(scope="session")
def prepared(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A database with a published meeting, never served: tests copy it."""
    name = f"giaoban_live_{os.getpid()}"
    made = Server(tmp_path_factory.mktemp("live"), databases.create(name))
    yield made.prepare()
    databases.drop(name)


@pytest.fixture
def server(prepared: Server, databases: Databases, tmp_path: Path) -> Iterator[Server]:
    """A running server with a published meeting."""
    template = f"giaoban_live_{os.getpid()}"
    shutil.copytree(prepared.folder, tmp_path / "data")
    database = databases.create(f"{template}_copy", template)
    made = Server(tmp_path / "data", database, free_port(), None, prepared.cast, prepared.meeting)
    try:
        yield made.start()
    finally:
        made.kill()
        databases.drop(f"{template}_copy")
