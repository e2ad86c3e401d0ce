"""The word index on PostgreSQL: a generated tsvector over the folded columns with a GIN index; titles by themselves."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from giaoban.search.asking import Term

_CREATE = (
    # the gap keeps a phrase from running out of the title into the text;
    # a row of more than a megabyte of words cannot be indexed: its beginning is;
    # signs go first, else the parser takes «c/o» for a path and «134/2026» for a file
    """
    ALTER TABLE search_indexed ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', regexp_replace(folded_title, '[^[:alnum:]]+', ' ', 'g') || ' zgapz'), 'A')
        || setweight(to_tsvector('simple', regexp_replace(left(folded_text, 400000), '[^[:alnum:]]+', ' ', 'g')), 'D')
    ) STORED
    """,
    "CREATE INDEX IF NOT EXISTS search_indexed_words ON search_indexed USING gin (words)",
)
_DROP = ("DROP INDEX IF EXISTS search_indexed_words", "ALTER TABLE search_indexed DROP COLUMN IF EXISTS words")

MATCH = """
SELECT i.id, -ts_rank('{{0.1, 0.2, 0.4, 1.0}}', i.words, q.question) AS rank
FROM search_indexed i, to_tsquery('simple', %s) AS q(question)
WHERE i.words @@ q.question {where} ORDER BY rank, i.at DESC LIMIT %s OFFSET %s
"""

# a thing's title stands on each of its pages: here it stands once
_TITLE = "to_tsvector('simple', regexp_replace(i.folded_title, '[^[:alnum:]]+', ' ', 'g'))"
_CREATE_TITLES = f"""
CREATE INDEX IF NOT EXISTS search_indexed_titles ON search_indexed USING gin (({_TITLE.replace("i.", "")}))
WHERE part = 0
"""
_DROP_TITLES = "DROP INDEX IF EXISTS search_indexed_titles"

# in the order of the index itself: what was indexed last comes first
NEWEST = """
SELECT i.id FROM search_indexed i {join} WHERE i.words @@ to_tsquery('simple', %s) AND i.id < %s {where}
ORDER BY i.id DESC LIMIT %s
"""
NEWEST_TITLES = f"""
SELECT i.id FROM search_indexed i {{join}}
WHERE {_TITLE} @@ to_tsquery('simple', %s) AND i.part = 0 AND i.id < %s {{where}}
ORDER BY i.id DESC LIMIT %s
"""  # noqa: S608 - constants
JOIN_WORDS = JOIN_TITLES = ""


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the column and its index; harmless when they are there."""
    with connection.cursor() as cursor:
        for statement in _CREATE:
            cursor.execute(statement)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Remove column and index."""
    with connection.cursor() as cursor:
        for statement in _DROP:
            cursor.execute(statement)


def install_titles(connection: BaseDatabaseWrapper) -> None:
    """Create the index of titles; harmless when it is there."""
    with connection.cursor() as cursor:
        cursor.execute(_CREATE_TITLES)


def uninstall_titles(connection: BaseDatabaseWrapper) -> None:
    """Remove the index of titles."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP_TITLES)


def expression(asked: Iterable[tuple[Term, ...]]) -> str:
    """Return the tsquery: all terms of one of the askings, each in one of its ways."""
    return " | ".join("(" + " & ".join(_said(term) for term in terms) + ")" for terms in asked)


def _said(term: Term) -> str:
    ways = ["(" + " <-> ".join(f"'{word}'" for word in way) + ")" for way in term.ways]
    if term.begun:
        ways[0] = f"'{term.typed[0]}':*"
    return "(" + " | ".join(ways) + ")"


COUNT = "SELECT count(*) FROM search_indexed i WHERE i.words @@ to_tsquery('simple', %s) AND i.kind = %s"
