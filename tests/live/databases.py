"""Databases for servers of one's own: a file on SQLite, CREATE DATABASE on PostgreSQL."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg


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
