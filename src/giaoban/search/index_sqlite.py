"""The word index on SQLite: FTS5 over the folded columns, kept by triggers; titles once more by themselves."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from giaoban.search.asking import Term

TABLE = "search_words"
TITLES = "search_titles"

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

# a thing's title stands on each of its pages: here it stands once
_CREATE_TITLES = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {TITLES} USING fts5(
    folded_title, content='search_indexed', content_rowid='id', tokenize="unicode61 remove_diacritics 0", prefix='2 3'
)
"""
_REMOVE_TITLE = (
    f"INSERT INTO {TITLES}({TITLES}, rowid, folded_title) SELECT 'delete', old.id, old.folded_title WHERE old.part = 0;"
)
_ADD_TITLE = f"INSERT INTO {TITLES}(rowid, folded_title) SELECT new.id, new.folded_title WHERE new.part = 0;"
TITLE_TRIGGERS = {
    "search_title_added": f"AFTER INSERT ON search_indexed BEGIN {_ADD_TITLE} END",
    "search_title_gone": f"AFTER DELETE ON search_indexed BEGIN {_REMOVE_TITLE} END",
    "search_title_changed": f"AFTER UPDATE ON search_indexed BEGIN {_REMOVE_TITLE} {_ADD_TITLE} END",
}
_FILL_TITLES = f"""
INSERT INTO {TITLES}(rowid, folded_title) SELECT id, folded_title FROM search_indexed WHERE part = 0
"""  # noqa: S608

# bm25 is smaller for better; a hit in the title weighs ten times one in the text
MATCH = f"""
SELECT i.id, bm25({TABLE}, 10.0, 1.0) AS rank FROM {TABLE} JOIN search_indexed i ON i.id = {TABLE}.rowid
WHERE {TABLE} MATCH %s {{where}} ORDER BY rank, i.at DESC LIMIT %s OFFSET %s
"""  # noqa: S608

# in the order of the index itself: what was indexed last comes first, and the database stops when it has enough
NEWEST = f"""
SELECT {TABLE}.rowid FROM {TABLE} {{join}} WHERE {TABLE} MATCH %s AND {TABLE}.rowid < %s {{where}}
ORDER BY {TABLE}.rowid DESC LIMIT %s
"""  # noqa: S608
NEWEST_TITLES = f"""
SELECT {TITLES}.rowid FROM {TITLES} {{join}} WHERE {TITLES} MATCH %s AND {TITLES}.rowid < %s {{where}}
ORDER BY {TITLES}.rowid DESC LIMIT %s
"""  # noqa: S608
JOIN_WORDS = f"JOIN search_indexed i ON i.id = {TABLE}.rowid"
JOIN_TITLES = f"JOIN search_indexed i ON i.id = {TITLES}.rowid"


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the index and the triggers that keep it; harmless when they are there."""
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        for name, body in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")


def install_titles(connection: BaseDatabaseWrapper) -> None:
    """Create the index of titles, filled from what is there; harmless when it is."""
    if TITLES in connection.introspection.table_names():
        with connection.cursor() as cursor:
            for name, body in TITLE_TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
        return
    with connection.cursor() as cursor:
        cursor.execute(_CREATE_TITLES)
        cursor.execute(_FILL_TITLES)
        for name, body in TITLE_TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")


def uninstall_titles(connection: BaseDatabaseWrapper) -> None:
    """Remove the index of titles and its triggers."""
    with connection.cursor() as cursor:
        for name in TITLE_TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {TITLES}")


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Remove index and triggers."""
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def expression(asked: Iterable[tuple[Term, ...]]) -> str:
    """Return the FTS5 question: all terms of one of the askings, each in one of its ways."""
    return " OR ".join("(" + " AND ".join(_said(term) for term in terms) + ")" for terms in asked)


def _said(term: Term) -> str:
    ways = ['"{}"'.format(" ".join(way)) for way in term.ways]
    if term.begun:
        ways[0] += "*"
    return "(" + " OR ".join(ways) + ")" if len(ways) > 1 else ways[0]


COUNT = f"""
SELECT count(*) FROM {TABLE} JOIN search_indexed i ON i.id = {TABLE}.rowid WHERE {TABLE} MATCH %s AND i.kind = %s
"""  # noqa: S608
