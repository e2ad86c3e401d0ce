"""Servers over SQLite, and over PostgreSQL when the suite runs there. One database is prepared and copied for each."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.databases import Databases
from tests.live.server import Server, free_port


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
