"""The word index on PostgreSQL: a generated tsvector over the folded columns with a GIN index."""

from django.db.backends.base.base import BaseDatabaseWrapper

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


def expression(words: list[str], phrases: list[list[str]]) -> str:
    """Return the tsquery: every word and every phrase; the last word may be the beginning of one."""
    parts = [f"'{word}'" for word in words[:-1]] + [f"'{word}':*" for word in words[-1:]]
    parts += ["(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in phrases]
    return " & ".join(parts)


COUNT = "SELECT count(*) FROM search_indexed i WHERE i.words @@ to_tsquery('simple', %s) AND i.kind = %s"


def any_of(words: list[str]) -> str:
    """Return the tsquery: any of the words."""
    return " | ".join(f"'{word}'" for word in words)
