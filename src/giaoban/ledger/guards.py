"""Triggers that refuse to change or delete a written line of the audit book, on both databases.

SQLite drops triggers when Django rebuilds a table, so they are put back after every migration.
"""

from typing import Any

from django.conf import settings
from django.db import connections

TABLES = ("ledger_entry", "ledger_seal")

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb_l} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the audit book is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION giaoban_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit book is append-only'; END $$
"""
_POSTGRES = """
CREATE OR REPLACE TRIGGER {table}_no_{verb_l} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION giaoban_append_only()
"""


def install_guards(using: str = "default", *, force: bool = False, **_: Any) -> None:
    """Create the triggers. The test runner empties tables between tests, so there they are asked for by name."""
    if settings.TESTING and not force:
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        template = _POSTGRES if connection.vendor == "postgresql" else _SQLITE
        for table in TABLES:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(template.format(table=table, verb=verb, verb_l=verb.lower()))


def missing_guards(using: str = "default") -> list[str]:
    """Return the triggers that are not there: asked by ``giaoban doctor``."""
    connection = connections[using]
    wanted = {f"{table}_no_{verb}" for table in TABLES for verb in ("update", "delete")}
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {str(row[0]) for row in cursor.fetchall()}
    return sorted(wanted - there)
