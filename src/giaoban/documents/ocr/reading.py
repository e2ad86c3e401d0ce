"""What the reading machine says of a page: its words with their places, upright and level."""

import contextlib
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from giaoban.documents import pdf
from giaoban.documents.legible import is_legible
from giaoban.documents.ocr.engine import LETTERS, OcrFailure, run
from giaoban.documents.sandbox.letters import clean

ONE_COLUMN: Final = "4"
MANY_COLUMNS: Final = "3"
POOR: Final = 62.0  # of 100: below, the page may stand on its head
FAINT: Final = 40.0  # a line of which this little is certain is a stain, a stamp's edge, a scribble
UNSURE_MARK: Final = 60.0  # a lone dash or bar below this is a speck
TELLING: Final = 3  # letters from which a word is wider than high
WORD_LEVEL: Final = "5"
SURE_TURN: Final = 1.0  # Tesseract's own measure: below, it guesses


@dataclass(frozen=True, slots=True)
class Seen:
    """One word as the machine saw it, in pixels."""

    line: tuple[str, str, str]
    paragraph: tuple[str, str]
    left: int
    top: int
    width: int
    height: int
    sure: float
    word: str


@dataclass(slots=True)
class ReadPage:
    """One page read by machine. ``words`` are [line, x, y, width, height, word], fractions of the upright page."""

    text: str = ""
    words: list[list[Any]] = field(default_factory=list)
    turn: int = 0  # degrees clockwise by which the page was turned to stand upright
    skew: float = 0.0  # degrees, counter-clockwise, by which its lines slant
    sure: int = 0  # of 100
    upright: bool = True  # its words are wider than high: the machine also reads lines that run down the page


def read_page(path: Path, number: int, folder: Path) -> ReadPage:
    """Read one page; where the outcome is poor, look whether it lies on its side or stands on its head."""
    picture = folder / "page.pgm"
    found = _read(path, number, 0, picture)
    if found is None:
        return ReadPage()
    if found.upright and found.sure >= POOR and is_legible(found.text):
        return found
    turn = _turn_of(path, number, picture)
    if not turn:
        return found
    turned = _read(path, number, turn, picture)
    if turned is None or (turned.upright, turned.sure) <= (found.upright, found.sure):
        return found
    return turned


def _read(path: Path, number: int, turn: int, picture: Path) -> ReadPage | None:
    """Read the page turned by so many degrees; None for a blank one."""
    shape = pdf.ask("scan", path=str(path), page=number, turn=turn, out=str(picture))
    if shape["blank"]:
        return None
    layout = MANY_COLUMNS if shape["columns"] else ONE_COLUMN
    said = run(picture, "-l", LETTERS, "--psm", layout, "--dpi", str(shape["dots"]), "tsv")
    seen = _believed(_seen(said))
    return ReadPage(
        text=_text(seen),
        words=_placed(seen, shape),
        turn=turn,
        skew=-shape["slant"],
        sure=_sure(seen),
        upright=_is_upright(seen),
    )


def _is_upright(seen: list[Seen]) -> bool:
    words = [word for word in seen if len(word.word) >= TELLING]
    return sum(1 for word in words if word.height > word.width) <= len(words) / 2


def _turn_of(path: Path, number: int, picture: Path) -> int:
    """Ask which way is up; a page with too few letters to tell stays as it is."""
    with contextlib.suppress(OcrFailure):
        pdf.ask("scan", path=str(path), page=number, turn=0, out=str(picture))
        said = run(picture, "-l", "osd", "--psm", "0")
        facts = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
        if float(facts.get("Orientation confidence", 0)) >= SURE_TURN:
            return int(facts.get("Rotate", 0))
    return 0


def _seen(said: str) -> list[Seen]:
    rows = (line.split("\t") for line in said.splitlines()[1:])
    return [
        Seen(
            (row[2], row[3], row[4]), (row[2], row[3]), int(row[6]), int(row[7]), int(row[8]), int(row[9]),
            float(row[10]), row[11].strip(),
        )
        for row in rows
        if len(row) > 11 and row[0] == WORD_LEVEL and row[11].strip()  # noqa: PLR2004 - columns of the TSV
    ]  # fmt: skip


def _believed(seen: list[Seen]) -> list[Seen]:
    """Leave out lines that are stains, and specks that look like marks."""
    lines: dict[tuple[str, str, str], list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    return [
        word
        for line in lines.values()
        if _sure(line) >= FAINT
        for word in line
        if word.sure >= UNSURE_MARK or any(c.isalnum() for c in word.word)
    ]


def _sure(seen: list[Seen]) -> int:
    letters = sum(len(word.word) for word in seen)
    return round(sum(word.sure * len(word.word) for word in seen) / letters) if letters else 0


def _text(seen: list[Seen]) -> str:
    parts: list[str] = []
    before: Seen | None = None
    for word in seen:
        if before is not None:
            parts.append(" " if before.line == word.line else "\n" if before.paragraph == word.paragraph else "\n\n")
        parts.append(clean(word.word))
        before = word
    return "".join(parts)


def _placed(seen: list[Seen], shape: dict[str, Any]) -> list[list[Any]]:
    """Return the words' places on the page as it was before its lines were made level."""
    width, height = shape["width"], shape["height"]
    angle = math.radians(shape["slant"])
    cos, sin = math.cos(angle), math.sin(angle)
    numbers: dict[tuple[str, str, str], int] = {}
    placed: list[list[Any]] = []
    for word in seen:
        line = numbers.setdefault(word.line, len(numbers))
        across, down = word.left + word.width / 2 - width / 2, word.top + word.height / 2 - height / 2
        x = cos * across - sin * down + width / 2 - word.width / 2
        y = sin * across + cos * down + height / 2 - word.height / 2
        box = (x / width, y / height, word.width / width, word.height / height)
        placed.append([line, *(round(side, 5) for side in box), clean(word.word)])
    return placed
