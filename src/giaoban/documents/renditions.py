"""What is made of a version and kept beside it: its PDF, pictures of its pages, copies with the reader's name.

All of it can be made again; nothing here is the truth.
"""

import json
from pathlib import Path
from typing import Any, Final

from giaoban.documents import pdf
from giaoban.documents.models import Version
from giaoban.documents.sniff import TYPES
from giaoban.documents.storage import original_key, rendition_key, storage, workshop

THUMBNAIL: Final = 200
SCREEN: Final = 1240
WIDTHS: Final = (THUMBNAIL, 480, 800, SCREEN, 1654, 2480)
FONT: Final = Path(__file__).parent / "fonts" / "LiberationSans-Regular.ttf"
EMPTY_FONT: Final = Path(__file__).parent / "fonts" / "glyphless.ttf"


def pdf_key(version: Version) -> str:
    """Return the key of the PDF that was made of a version."""
    return rendition_key(version.id, "document.pdf")


def pdf_path(version: Version) -> Path:
    """Return the PDF to read: the made one, or the original where that is a harmless PDF."""
    if storage().exists(pdf_key(version)):
        return storage().path(pdf_key(version))
    if version.content_type != TYPES["pdf"].media:
        raise FileNotFoundError(pdf_key(version))
    return storage().path(original_key(version.sha256))


def layered_key(version: Version, revision: int) -> str:
    """Return the key of the PDF with words over its scanned pages."""
    return rendition_key(version.id, f"layered-{revision}.pdf")


def layer_line(number: int, turn: int, skew: float, words: list[list[Any]]) -> str:
    """Return one page of words as the file that the layer is made of has it."""
    return json.dumps({"page": number, "turn": turn, "skew": skew, "words": words}, ensure_ascii=False) + "\n"


def reading_pdf(version: Version, revision: int | None = None) -> Path:
    """Return the PDF that readers get: with words over its scanned pages as soon as they are known.

    A reader that fetches it in parts names the ``revision`` it began with: parts of two files make none.
    """
    wanted = version.revision if revision is None else revision
    key = layered_key(version, wanted)
    return storage().path(key) if wanted and storage().exists(key) else pdf_path(version)


def nearest_width(asked: int) -> int:
    """Return the smallest width we make that is enough: few sizes are kept, however many are asked for."""
    return next((width for width in WIDTHS if width >= asked), WIDTHS[-1])


def page_image(version: Version, number: int, asked: int, *, careful: bool = False) -> Path:
    """Return a picture of a page, made when it is first asked for."""
    width, turn = nearest_width(asked), version.turn_of(number)
    key = rendition_key(version.id, f"pages/{number}-{width}-{turn}.webp")
    if not storage().exists(key):
        with workshop() as folder:
            out = folder / "page.webp"
            asked_of = {"page": number, "width": width, "turn": turn, "careful": careful}
            pdf.ask("image", path=str(pdf_path(version)), out=str(out), **asked_of)
            storage().write(key, out.read_bytes())
    return storage().path(key)


def printed_words(version: Version, number: int) -> list[list[Any]]:
    """Return the places of the words of a page that has its own text layer."""
    key = rendition_key(version.id, f"words/{number}-{version.turn_of(number)}.json")
    if not storage().exists(key):
        found = pdf.ask("words", path=str(pdf_path(version)), page=number, turn=version.turn_of(number))["words"]
        storage().write(key, json.dumps(found, ensure_ascii=False).encode())
    with storage().open(key) as kept:
        words: list[list[Any]] = json.load(kept)
    return words


def annotate_pdf(source: Path, notes: list[dict[str, Any]], folder: Path) -> Path:
    """Return a copy of a PDF with notes in it, in that folder: it is one person's and is not kept."""
    lines, out = folder / "notes.jsonl", folder / "annotated.pdf"
    lines.write_text("".join(json.dumps(note, ensure_ascii=False) + "\n" for note in notes), encoding="utf8")
    pdf.ask("annotate", path=str(source), out=str(out), notes=str(lines))
    return out


def marked_pdf(version: Version, whose: str, lines: list[str]) -> Path:
    """Return the PDF with the reader's name across each page; one copy a reader and day."""
    key = rendition_key(version.id, f"marked/{whose}-{version.revision}.pdf")
    if not storage().exists(key):
        with workshop() as folder:
            out = folder / "marked.pdf"
            pdf.ask("mark", path=str(reading_pdf(version)), out=str(out), lines=lines, font=str(FONT))
            storage().put(key, out)
    return storage().path(key)
