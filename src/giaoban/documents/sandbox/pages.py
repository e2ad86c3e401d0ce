"""Looking at a paper: its pages and outline, their text, the place of every word, their pictures."""

import contextlib
import ctypes
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from .letters import clean
from .opened import READ, SEEN, Trouble, fresh_page_with_fields, opened, page_of

MAX_SIDE: Final = 4096  # pixels of a page image
A4: Final = (595.0, 842.0)
HARD: Final = frozenset({"JBIG2Decode", "JPXDecode"})
OUTLINE_MAX: Final = 2000
MAX_POINTS: Final = 100_000.0
FINE: Final = 100_000  # steps of a page's width and height in which places are told
GRID: Final = 20  # cells a side, to measure how much of a page is picture
MOST_PICTURES: Final = 2000
SPOTS: Final = (48, 68)
MOST_LETTERS: Final = 60_000  # of one page whose places are told

_QUARTER: Final = 90


def look(path: str, max_pages: int) -> dict[str, Any]:
    """Tell how many pages there are and their sizes, the outline, and how many signature fields."""
    _refuse_too_many(path, max_pages)
    pdf = SEEN.take(path)
    return {
        "pages": len(pdf),
        "sizes": [_size(pdf, index) for index in range(len(pdf))],
        "outline": list(_outline(pdf)),
        "signatures": max(0, raw.FPDF_GetSignatureCount(pdf)),
    }


def _refuse_too_many(path: str, max_pages: int) -> None:
    """Ask before the pages are walked: a tree may claim a billion of them."""
    pdf = opened(path)
    many = len(pdf) > max_pages
    pdf.close()
    if many:
        raise Trouble("too_many_pages")


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
            title = clean(mark.get_title())[:200]
            if page is not None and title:
                yield {"title": title, "page": page + 1, "level": mark.level}


def text(path: str, first: int, last: int) -> dict[str, Any]:
    """Return of pages first…last the text, how much of each is picture, and whether one is hard to draw."""
    count = len(READ.take(path))
    found = [_read(path, number) for number in range(first, min(last, count) + 1)]
    return {
        "pages": [words for words, _cover, _hard in found],
        "cover": [cover for _words, cover, _hard in found],
        "hard": any(hard for _words, _cover, hard in found),
    }


def _read(path: str, number: int) -> tuple[str, float, bool]:
    with contextlib.suppress(pdfium.PdfiumError, Trouble):
        page = page_of(READ.take(path), number)
        try:
            pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            cover, hard = _pictures(page, pictures)
            has_fields = raw.FPDFPage_GetAnnotCount(page) > 0
            return _lines(path, number) if has_fields else _text(page), cover, hard
        finally:
            page.close()
    return "", 0.0, False


def _text(page: pdfium.PdfPage) -> str:
    content = page.get_textpage()
    try:
        return clean(content.get_text_bounded().replace("\r\n", "\n")).strip()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""
    finally:
        content.close()


def _pictures(page: pdfium.PdfPage, pictures: Iterator[pdfium.PdfObject]) -> tuple[float, bool]:
    """Return the share of the page under pictures, and whether browsers cannot draw one of them."""
    left, bottom, right, top = page.get_cropbox()
    cells: set[tuple[int, int]] = set()
    hard = False
    for count, picture in enumerate(pictures):
        if count >= MOST_PICTURES:
            break
        hard = hard or any(name in HARD for name in picture.get_filters())
        x0, y0, x1, y1 = picture.get_bounds()
        across = range(_cell(x0, left, right), _cell(x1, left, right))
        upward = range(_cell(y0, bottom, top), _cell(y1, bottom, top))
        cells.update((column, row) for column in across for row in upward)
    return round(len(cells) / GRID**2, 3), hard


def _cell(at: float, low: float, high: float) -> int:
    return max(0, min(GRID, round((at - low) / max(high - low, 1) * GRID)))


def words(path: str, page: int, turn: int) -> dict[str, Any]:
    """Return every word of a page: [line, x, y, width, height, word], as fractions of the page as it is shown."""
    return {"words": [[line, *_turned(box, turn), word] for line, box, word in _words(path, page)]}


Box = tuple[float, float, float, float]
Word = tuple[int, Box, str]


def _lines(path: str, number: int) -> str:
    lines: dict[int, list[str]] = {}
    for line, _box_of, word in _words(path, number):
        lines.setdefault(line, []).append(word)
    return "\n".join(" ".join(words) for words in lines.values())


def _words(path: str, number: int) -> list[Word]:
    """Return the words of a page; what stands in its fields (number, date, signer) is put into its lines."""
    page = page_of(READ.take(path), number)
    try:
        plain = list(_printed(page))
        if raw.FPDFPage_GetAnnotCount(page) <= 0:
            return plain
    finally:
        page.close()
    pressed = fresh_page_with_fields(path, number)
    try:
        return _woven(plain, list(_printed(pressed.page)))
    finally:
        pressed.close()


def _woven(plain: list[Word], pressed: list[Word]) -> list[Word]:
    """Put the words that only the pressed page has into the lines of the plain one, else below it."""
    known = {(_near(box), word) for _line, box, word in plain}
    lines: dict[int, list[Word]] = {}
    for word in plain:
        lines.setdefault(word[0], []).append(word)
    last = max(lines, default=0)
    for line, box, text in pressed:
        if (_near(box), text) in known:
            continue
        at = _line_at(lines, box)
        at = last + 1 + line if at is None else at
        held = lines.setdefault(at, [])
        place = next((n for n, other in enumerate(held) if other[1][0] > box[0]), len(held))
        held.insert(place, (at, box, text))
    return [word for line in sorted(lines) for word in lines[line]]


def _near(box: Box) -> tuple[int, int]:
    return round(box[0] * 500), round(box[1] * 500)


def _line_at(lines: dict[int, list[Word]], box: Box) -> int | None:
    """Return the line whose words stand beside the box, the nearest one."""
    middle = box[1] + box[3] / 2
    beside = [
        (max(other[0] - box[0] - box[2], box[0] - other[0] - other[2]), line)
        for line, words_of in lines.items()
        for _line, other, _word in words_of
        if other[1] <= middle <= other[1] + other[3]
    ]
    return min(beside)[1] if beside else None


def _printed(page: pdfium.PdfPage) -> Iterator[Word]:
    content = page.get_textpage()
    try:
        line, letters = 0, ""
        boxes: list[Box] = []
        for index in range(min(content.count_chars(), MOST_LETTERS)):
            letter = chr(raw.FPDFText_GetUnicode(content, index))
            if not letter.isspace() and letter != "\x00":
                letters += letter
                boxes.append(_box(page, content, index))
                continue
            if letters:
                yield line, _around(boxes), clean(letters)
                letters, boxes = "", []
            line += letter == "\n"
        if letters:
            yield line, _around(boxes), clean(letters)
    finally:
        content.close()


def sheets(path: str, first: int, turns: list[int], but: list[int]) -> dict[str, Any]:
    """Return of pages from ``first`` on their words, except of those in ``but``, and their pictures in grey spots."""
    numbers = range(first, first + len(turns))
    asked = list(zip(numbers, turns, strict=True))
    return {
        "words": [[] if number in but else words(path, number, turn)["words"] for number, turn in asked],
        "spots": [_spots(path, number, turn) for number, turn in asked],
    }


def _spots(path: str, number: int, turn: int) -> str:
    """Return a page's picture as a few grey spots: enough to see that a stamp or a figure has come."""
    try:
        page = page_of(SEEN.take(path), number)
    except Trouble:
        return ""
    width = page.get_height() if turn % 180 else page.get_width()
    picture = page.render(scale=4 * SPOTS[0] / width, rotation=turn, grayscale=True).to_pil().convert("L")
    page.close()
    return b64encode(picture.resize(SPOTS, Image.Resampling.BOX).tobytes()).decode("ascii")


def _box(page: pdfium.PdfPage, content: pdfium.PdfTextPage, index: int) -> Box:
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(content, index, rect)
    x0, y0 = _place(page, rect.left, rect.top)
    x1, y1 = _place(page, rect.right, rect.bottom)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _place(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, across, down)
    return across.value / FINE, down.value / FINE


def _around(boxes: list[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return left, top, right - left, bottom - top


def _turned(box: Box, turn: int) -> list[float]:
    """Return a box as it lies when the page is turned clockwise."""
    x, y, width, height = box
    for _quarter in range(turn // _QUARTER % 4):
        x, y, width, height = 1 - y - height, x, height, width
    return [round(side, 5) for side in (x, y, width, height)]


def image(path: str, page: int, width: int, out: str, careful: bool, turn: int = 0) -> dict[str, Any]:
    """Write one page as WebP of that width. Careful: smaller file, four times slower."""
    found = page_of(SEEN.take(path), page)
    across, down = found.get_size()
    if turn % 180:
        across, down = down, across
    scale = min(width / across, MAX_SIDE / max(across, down))
    picture = found.render(scale=scale, rotation=turn).to_pil().convert("RGB")
    found.close()
    picture.save(out, "WEBP", quality=75, method=4 if careful else 0)
    return {"width": picture.width, "height": picture.height}
