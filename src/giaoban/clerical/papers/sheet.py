"""A paper laid out: every word in its place, nothing about points and millimetres. Both renderers read this."""

import re
import unicodedata
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Final, Literal, TypeVar

T = TypeVar("T")

BREAKS: Final = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")  # no-break spaces are meant, and stay

MOST_ROWS_KEPT_TOGETHER: Final = 8
# Invisible direction marks could make a paper read differently from what is stored.
DIRECTION_MARKS: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; a ``heading`` is bold and stays with what follows."""

    runs: tuple[Run, ...]
    role: Literal["body", "heading"] = "body"
    type: Literal["paragraph"] = "paragraph"

    @property
    def leads(self) -> bool:
        """Tell whether this only announces what follows, so that a page must not end with it."""
        return self.role == "heading" or bool(self.runs and self.runs[-1].text.rstrip().endswith(":"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width, how its cells stand."""

    head: str
    share: int
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with lines; a head that comes back on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    type: Literal["table"] = "table"

    @property
    def is_short(self) -> bool:
        """Tell whether it is better kept whole than broken over two pages."""
        return len(self.rows) <= MOST_ROWS_KEPT_TOGETHER


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The upper part of the first page."""

    superior: str
    agency: str
    number: str = ""
    place: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature: the lines above it, and the name below."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A list on pages of its own, counted from 1 again."""

    title: str
    summary: tuple[str, ...]
    attached: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole paper. One signer: recipients left, signer right. Two: secretary left, chair right, recipients below."""

    head: Head | None  # an annex issued as a file of its own has none
    issuer: str
    title: str
    summary: tuple[str, ...]  # in phrases: when it takes several lines, it breaks between them first
    blocks: tuple[Block, ...]
    note: str = ""  # in brackets under the summary: «Kèm theo …»
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    line_spacing: float = 1.1  # of single: the law allows 1 to 1.5
    made_on: date
    subject: str


def plain(text: str) -> str:
    """Return the text as it can be printed: composed letters, one line, nothing invisible that acts."""
    spaced = BREAKS.sub(" ", unicodedata.normalize("NFC", text))
    return "".join(c for c in spaced if c not in DIRECTION_MARKS and _printable(c))


def cleaned(value: T) -> T:
    """Return the same sheet with every text made printable."""
    made: Any = value
    if isinstance(value, str):
        made = plain(value)
    elif isinstance(value, tuple):
        made = tuple(cleaned(part) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = type(value)(**{f.name: cleaned(getattr(value, f.name)) for f in fields(value)})
    return made  # type: ignore[no-any-return]


def _printable(char: str) -> bool:
    # Word refuses control characters, lone surrogates and non-characters
    return unicodedata.category(char) not in {"Cc", "Cs"} and ord(char) & 0xFFFE != 0xFFFE  # noqa: PLR2004
