"""Comparisons of versions: their pages are gathered, compared once, and the outcome kept beside the newer version."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from giaoban.documents import pdf, renditions
from giaoban.documents.comparing import PageChange, Piece, Sheet, Word, compare
from giaoban.documents.models import Recognition, Version
from giaoban.documents.storage import rendition_key, storage

AT_ONCE: Final = 20  # pages asked for together
FORM: Final = 1  # of the kept outcome: raised when the way of comparing changes


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of every page from one version to another."""

    old: Version
    new: Version
    rows: list[PageChange]

    def count(self, state: str) -> int:
        """Return how many pages are in that state."""
        return sum(1 for row in self.rows if row.state == state)

    @property
    def is_machine_read(self) -> bool:
        """Whether words of one of them were read by machine: small differences are then let pass."""
        return bool(self.old.scan_done or self.new.scan_done)

    @property
    def waiting(self) -> int:
        """How many pages have no words yet."""
        return self.old.scan_waiting + self.new.scan_waiting

    def row_of(self, page: int | None, before: int | None = None) -> PageChange | None:
        """Return what became of a page, by its number now or before."""
        return next((row for row in self.rows if (row.page == page if page else row.before == before)), None)


def between(old: Version, new: Version) -> Comparison:
    """Compare two readable versions of one document; the outcome is kept until more of their pages have been read."""
    name = f"compared/{FORM}-{old.id}-{old.scan_done}-{new.scan_done}.json"
    key = rendition_key(new.id, name)
    if storage().exists(key):
        with storage().open(key) as kept:
            return Comparison(old, new, [_row(held) for held in json.load(kept)])
    rows = compare(list(sheets(old)), list(sheets(new)))
    storage().write(key, json.dumps([_kept(row) for row in rows], ensure_ascii=False).encode())
    return Comparison(old, new, rows)


def sheets(version: Version) -> Iterator[Sheet]:
    """Yield the pages of a version with their words, wherever these come from."""
    path = str(renditions.pdf_path(version))
    rows = Recognition.objects.filter(page__version=version)
    read: dict[int, list[list[Any]]] = dict(rows.values_list("page__number", "words"))
    for first in range(1, version.page_count + 1, AT_ONCE):
        numbers = list(range(first, min(first + AT_ONCE, version.page_count + 1)))
        turns = [version.turn_of(number) for number in numbers]
        found = pdf.ask("sheets", path=path, first=first, turns=turns, but=[n for n in numbers if n in read])
        for number, words, spots in zip(numbers, found["words"], found["spots"], strict=True):
            held = read.get(number, words)
            yield Sheet(
                number,
                [Word(word, (x, y, width, height)) for _line, x, y, width, height, word in held],
                machine=number in read,
                spots=b64decode(spots),
            )


def _kept(row: PageChange) -> dict[str, Any]:
    pieces = [[piece.kind, piece.page, [[word.text, *word.box] for word in piece.words]] for piece in row.pieces]
    return {
        "state": row.state,
        "page": row.page,
        "before": row.before,
        "added": row.added,
        "removed": row.removed,
        "looks": row.looks,
        "pieces": pieces if row.state != "same" else [],
    }


def _row(held: dict[str, Any]) -> PageChange:
    pieces = [
        Piece(kind, [Word(text, (x, y, width, height)) for text, x, y, width, height in words], page)
        for kind, page, words in held.pop("pieces")
    ]
    return PageChange(**held, pieces=pieces)
