"""The process that touches untrusted PDF and image files: one JSON question a line, one JSON answer a line.

It imports nothing of the house and has no secrets, a bounded memory, and no way to start other programs.
"""

import contextlib
import ctypes
import json
import resource
import sys
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

MEMORY: Final = 2 * 1024**3
KEPT_OPEN: Final = 4
MAX_SIDE: Final = 4096  # pixels of a page image
MAX_PIXELS: Final = 200_000_000  # of an image that becomes a page
A4: Final = (595.0, 842.0)
HARD: Final = frozenset({"JBIG2Decode", "JPXDecode"})
OUTLINE_MAX: Final = 2000
MAX_POINTS: Final = 100_000.0

_open: "OrderedDict[str, pdfium.PdfDocument]" = OrderedDict()


class Trouble(Exception):
    """A file that cannot be used; the text is the tail of a message key."""


def document(path: str) -> pdfium.PdfDocument:
    """Return the open document, keeping the last few open: pages of one paper are asked for in a row."""
    if path in _open:
        _open.move_to_end(path)
        return _open[path]
    try:
        found = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None) or raw.FPDF_GetLastError()
        raise Trouble("encrypted" if code == raw.FPDF_ERR_PASSWORD else "broken") from error
    if len(found) == 0:
        raise Trouble("broken")
    _open[path] = found
    while len(_open) > KEPT_OPEN:
        _open.popitem(last=False)[1].close()
    return found


def look(path: str, max_pages: int) -> dict[str, Any]:
    """Tell how many pages there are and their sizes, the outline, and whether anything in it is active."""
    pdf = document(path)
    if len(pdf) > max_pages:
        raise Trouble("too_many_pages")
    return {
        "pages": len(pdf),
        "sizes": [_size(pdf, index) for index in range(len(pdf))],
        "outline": list(_outline(pdf)),
        "active": bool(raw.FPDFDoc_GetAttachmentCount(pdf) or raw.FPDFDoc_GetJavaScriptActionCount(pdf)),
    }


def _size(pdf: pdfium.PdfDocument, index: int) -> tuple[float, float]:
    size = raw.FS_SIZEF()
    if not raw.FPDF_GetPageSizeByIndexF(pdf, index, size) or not (
        0 < size.width < MAX_POINTS and 0 < size.height < MAX_POINTS
    ):
        return A4
    return round(size.width, 1), round(size.height, 1)


def _outline(pdf: pdfium.PdfDocument) -> Iterator[dict[str, Any]]:
    with contextlib.suppress(pdfium.PdfiumError, ValueError):
        for count, mark in enumerate(pdf.get_toc(max_depth=4)):
            if count >= OUTLINE_MAX:
                return
            target = mark.get_dest()
            page = target.get_index() if target else None
            title = _clean(mark.get_title())[:200]
            if page is not None and title:
                yield {"title": title, "page": page + 1, "level": mark.level}


def _clean(text: str) -> str:
    kept = (c if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Cn"} else " " for c in text)
    return unicodedata.normalize("NFC", "".join(kept).replace("\xad", ""))


def text(path: str, first: int, last: int) -> dict[str, Any]:
    """Return the text of pages first…last (from 1), and whether a picture among them is hard for browsers."""
    pdf = document(path)
    found = [_read(pdf, number) for number in range(first, min(last, len(pdf)) + 1)]
    return {"pages": [words for words, _hard in found], "hard": any(hard for _words, hard in found)}


def _read(pdf: pdfium.PdfDocument, number: int) -> tuple[str, bool]:
    with contextlib.suppress(pdfium.PdfiumError):
        page = pdf[number - 1]
        try:
            return _text(page), _has_hard_pictures(page)
        finally:
            page.close()
    return "", False


def _text(page: pdfium.PdfPage) -> str:
    content = page.get_textpage()
    try:
        return _clean(content.get_text_bounded().replace("\r\n", "\n")).strip()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""
    finally:
        content.close()


def _has_hard_pictures(page: pdfium.PdfPage) -> bool:
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return any(name in HARD for picture in pictures for name in picture.get_filters())


def image(path: str, page: int, width: int, out: str, careful: bool) -> dict[str, Any]:
    """Write one page as WebP of that width. Careful: smaller file, four times slower."""
    pdf = document(path)
    if not 1 <= page <= len(pdf):
        raise Trouble("no_page")
    try:
        found = pdf[page - 1]
    except pdfium.PdfiumError as error:
        raise Trouble("broken_page") from error
    scale = min(width / found.get_width(), MAX_SIDE / max(found.get_width(), found.get_height()))
    picture = found.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    found.close()
    picture.save(out, "WEBP", quality=75, method=4 if careful else 0)
    return {"width": picture.width, "height": picture.height}


def harmless(path: str, out: str) -> dict[str, Any]:
    """Write the pages alone into a new file: scripts and embedded files stay behind."""
    source = document(path)
    clean = pdfium.PdfDocument.new()
    clean.import_pages(source)
    clean.save(out)
    clean.close()
    return {}


def mark(path: str, out: str, lines: list[str], font: str) -> dict[str, Any]:
    """Write a copy with the reader's name and the time across each page."""
    _open.pop(path, None)  # pages are changed below: never on the copy that others read
    pdf = pdfium.PdfDocument(path)
    with open(font, "rb") as file:  # noqa: PTH123 - this process imports as little as it can
        content = file.read()
    array = (ctypes.c_uint8 * len(content)).from_buffer_copy(content)
    loaded = raw.FPDFText_LoadFont(pdf, array, len(content), raw.FPDF_FONT_TRUETYPE, True)
    if not loaded:
        raise Trouble("no_font")
    for index in range(len(pdf)):
        with contextlib.suppress(pdfium.PdfiumError):
            page = pdf[index]
            _mark_page(pdf, page, loaded, lines)
            page.close()
    pdf.save(out)
    pdf.close()
    return {}


def _mark_page(pdf: pdfium.PdfDocument, page: pdfium.PdfPage, font: Any, lines: list[str]) -> None:
    """Three diagonal lines, light enough to read through, dark enough to survive a photocopy."""
    width, height = page.get_size()
    size = max(9.0, min(width, height) / 26)
    for row in range(3):
        for offset, line in enumerate(lines):
            thing = raw.FPDFPageObj_CreateTextObj(pdf, font, size)
            units = (line + "\x00").encode("utf-16-le")
            raw.FPDFText_SetText(thing, (raw.FPDF_WCHAR * (len(units) // 2)).from_buffer_copy(units))
            raw.FPDFPageObj_SetFillColor(thing, 90, 100, 120, 70)
            x, y = width * 0.12, height * (0.12 + 0.31 * row) - offset * size * 1.4
            raw.FPDFPageObj_Transform(thing, 0.866, 0.5, -0.5, 0.866, x, y)
            raw.FPDFPage_InsertObject(page, thing)
    raw.FPDFPage_GenerateContent(page)


def from_picture(path: str, out: str) -> dict[str, Any]:
    """Make a PDF of a photograph or a scan; each frame of a TIFF is a page."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses from twice this number on
    try:
        with Image.open(path) as source:
            frames = [ImageOps.exif_transpose(frame.copy()).convert("RGB") for frame in ImageSequence.Iterator(source)]
    except Image.DecompressionBombError as error:
        raise Trouble("bomb") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Trouble("broken") from error
    longest = max(max(frame.size) for frame in frames)
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=longest / 11.69, quality=85)
    return {"pages": len(frames)}


VERBS: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    "look": look,
    "text": text,
    "image": image,
    "harmless": harmless,
    "mark": mark,
    "from_picture": from_picture,
}


def answer(line: str) -> dict[str, Any]:
    """Answer one question; trouble with a file is an answer too."""
    question = json.loads(line)
    try:
        return VERBS[question.pop("do")](**question)
    except Trouble as trouble:
        return {"trouble": str(trouble)}
    except MemoryError:
        return {"trouble": "too_heavy"}
    except (pdfium.PdfiumError, OSError, ValueError) as error:
        return {"trouble": "broken", "because": type(error).__name__}


def main() -> None:
    """Answer until the other end closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
