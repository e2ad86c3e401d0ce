"""The word index on SQLite: FTS5 over the folded columns, kept by triggers."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "search_words"

_COLUMNS = "folded_title, folded_text"
_CREATE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
    {_COLUMNS}, content='search_indexed', content_rowid='id', tokenize="unicode61 remove_diacritics 0", prefix='2 3'
)
"""
_REMOVE = (
    f"INSERT INTO {TABLE}({TABLE}, rowid, {_COLUMNS}) VALUES ('delete', old.id, old.folded_title, old.folded_text);"  # noqa: S608 - constants
)
_ADD = f"INSERT INTO {TABLE}(rowid, {_COLUMNS}) VALUES (new.id, new.folded_title, new.folded_text);"  # noqa: S608
TRIGGERS = {
    "search_indexed_added": f"AFTER INSERT ON search_indexed BEGIN {_ADD} END",
    "search_indexed_gone": f"AFTER DELETE ON search_indexed BEGIN {_REMOVE} END",
    "search_indexed_changed": f"AFTER UPDATE ON search_indexed BEGIN {_REMOVE} {_ADD} END",
}

# bm25 is smaller for better; a hit in the title weighs ten times one in the text
MATCH = f"""
SELECT i.id, bm25({TABLE}, 10.0, 1.0) AS rank FROM {TABLE} JOIN search_indexed i ON i.id = {TABLE}.rowid
WHERE {TABLE} MATCH %s {{where}} ORDER BY rank, i.at DESC LIMIT %s OFFSET %s
"""  # noqa: S608


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the index and the triggers that keep it; harmless when they are there."""
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        for name, body in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Remove index and triggers."""
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def expression(words: list[str], phrases: list[list[str]]) -> str:
    """Return the FTS5 question: every word and every phrase; the last word may be the beginning of one."""
    parts = [f'"{word}"' for word in words[:-1]] + [f'"{word}"*' for word in words[-1:]]
    parts += ['"{}"'.format(" ".join(phrase)) for phrase in phrases]
    return " AND ".join(parts)


COUNT = f"""
SELECT count(*) FROM {TABLE} JOIN search_indexed i ON i.id = {TABLE}.rowid WHERE {TABLE} MATCH %s AND i.kind = %s
"""  # noqa: S608


def any_of(words: list[str]) -> str:
    """Return the FTS5 question: any of the words."""
    return " OR ".join(f'"{word}"' for word in words)
