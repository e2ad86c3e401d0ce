"""Pages of a document in the HTTP API: text, words, comparisons."""

from typing import Any

from ninja import Schema


class PageText(Schema):
    """The text of one page."""

    number: int
    text: str


class TextOut(Schema):
    """The text of some pages; ``done`` tells how many pages have been read so far."""

    version: int
    pages: list[PageText]
    total: int
    done: int


class WordsOut(Schema):
    """Words of a page: [line, x, y, width, height, word], fractions of the page as it is shown.

    ``source``: text (printed as text), machine (read by machine, ``sure`` of 100), waiting, none.
    """

    page: int
    source: str
    sure: int = 100
    words: list[list[Any]]


class RecognitionOut(Schema):
    """One scanned page: waiting, done or failed, and why."""

    page: int
    state: str
    message: str


class ReadAgainIn(Schema):
    """Which pages to read by machine once more; none named: those that failed."""

    version: int | None = None
    pages: list[int] | None = None


class PageChangeOut(Schema):
    """What became of one page: same, changed, new or gone; words that came and went; whether it only looks other."""

    state: str
    page: int | None
    before: int | None
    added: int
    removed: int
    looks: bool


class ComparisonOut(Schema):
    """What became of every page between two versions. ``waiting``: pages that have no words yet."""

    old: int
    new: int
    machine_read: bool
    waiting: int
    same: int
    changed: int
    added: int
    gone: int
    pages: list[PageChangeOut]


class PieceOut(Schema):
    """Words in a row that are alike, or only in one version; boxes lie on page ``page`` of that version."""

    kind: str
    text: str
    page: int
    boxes: list[tuple[float, float, float, float]]


class PagePiecesOut(PageChangeOut):
    """One page of a comparison, word by word."""

    pieces: list[PieceOut]


class PageHitOut(Schema):
    """One place where the asked words stand."""

    page: int
    before: str
    match: str
    after: str
