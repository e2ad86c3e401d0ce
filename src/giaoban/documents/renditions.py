"""What is made of a version and kept beside it: its PDF, pictures of its pages, copies with the reader's name.

All of it can be made again; nothing here is the truth.
"""

from pathlib import Path
from typing import Final

from giaoban.documents import pdf
from giaoban.documents.models import Version
from giaoban.documents.sniff import TYPES
from giaoban.documents.storage import original_key, rendition_key, storage, workshop

THUMBNAIL: Final = 200
SCREEN: Final = 1240
WIDTHS: Final = (THUMBNAIL, 480, 800, SCREEN, 1654, 2480)
FONT: Final = Path(__file__).parent / "fonts" / "LiberationSans-Regular.ttf"


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


def nearest_width(asked: int) -> int:
    """Return the smallest width we make that is enough: few sizes are kept, however many are asked for."""
    return next((width for width in WIDTHS if width >= asked), WIDTHS[-1])


def page_image(version: Version, number: int, asked: int, *, careful: bool = False) -> Path:
    """Return a picture of a page, made when it is first asked for."""
    width = nearest_width(asked)
    key = rendition_key(version.id, f"pages/{number}-{width}.webp")
    if not storage().exists(key):
        with workshop() as folder:
            out = folder / "page.webp"
            pdf.ask("image", path=str(pdf_path(version)), page=number, width=width, out=str(out), careful=careful)
            storage().write(key, out.read_bytes())
    return storage().path(key)


def marked_pdf(version: Version, whose: str, lines: list[str]) -> Path:
    """Return the PDF with the reader's name across each page; one copy a reader and day."""
    key = rendition_key(version.id, f"marked/{whose}.pdf")
    if not storage().exists(key):
        with workshop() as folder:
            out = folder / "marked.pdf"
            pdf.ask("mark", path=str(pdf_path(version)), out=str(out), lines=lines, font=str(FONT))
            storage().put(key, out)
    return storage().path(key)
