"""Where a person's signature goes on an official paper: between the title of the office and the name (R-30-14)."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium

from .opened import opened
from .places import widget_places

Box = tuple[float, float, float, float]  # left, bottom, right, top in points

LEAST, MOST = 30.0, 110.0  # points between title and name
APART: Final = 12.0  # what stands nearer beside a name is the same line of text
CENTRED: Final = 6.0  # by how much the middles of title and name may differ


def signing_place(path: str, name: str, title: str) -> dict[str, Any]:
    """Find the last such place, and a signature that lies in it already; ``found`` is false where there is none.

    A name in the text is not taken for it: nothing stands beside the name, and its title stands a hand's width above.
    """
    pdf = opened(path)
    try:
        sizes = [page.get_size() for page in pdf]
        for number in range(len(pdf), 0, -1):
            if gap := _gap(pdf[number - 1], name, title):
                return {"found": True, "page": number, "gap": gap, "signed": _signed(path, number, gap), "sizes": sizes}
    finally:
        pdf.close()
    return {"found": False, "sizes": sizes}


def _gap(page: pdfium.PdfPage, name: str, title: str) -> Box | None:
    text = page.get_textpage()
    letters = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
    for place in reversed(_places(text, name)):
        if any(_beside(box, place) for box in letters):
            continue
        for over in _titles(text, title):
            if LEAST <= over[1] - place[3] <= MOST and abs(_middle(over) - _middle(place)) < CENTRED:
                return min(place[0], over[0]), place[3], max(place[2], over[2]), over[1]
    return None


def _places(text: pdfium.PdfTextPage, words: str) -> list[Box]:
    """Return where the words stand in one line, from top to bottom."""
    search, found = text.search(words, match_case=True), []
    while hit := search.get_next():
        boxes = [text.get_charbox(n) for n in range(hit[0], hit[0] + hit[1]) if text.get_text_range(n, 1).strip()]
        if boxes:
            sides = zip(*boxes, strict=True)
            found.append((min(next(sides)), min(next(sides)), max(next(sides)), max(next(sides))))
    return found


def _titles(text: pdfium.PdfTextPage, title: str) -> Iterator[Box]:
    """Yield where the title stands, and its last words where it was broken into lines."""
    words = title.split()
    for start in range(len(words)):
        yield from reversed(_places(text, " ".join(words[start:])))


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _beside(box: Box, name: Box) -> bool:
    left, bottom, right, top = name
    height = (box[1] + box[3]) / 2
    return bottom <= height <= top and (left - APART < box[2] <= left or right <= box[0] < right + APART)


def _signed(path: str, number: int, gap: Box) -> Box | None:
    """Return where a signature is seen that lies over the middle of the place."""
    with pikepdf.open(path) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[number - 1].cropbox)
    x, y = (gap[0] + gap[2]) / 2, (gap[1] + gap[3]) / 2
    for seen in widget_places(path).values():
        if seen["page"] != number:
            continue
        a, b, wide, high = seen["box"]
        box = left + a * (right - left), top - (b + high) * (top - bottom), wide * (right - left), high * (top - bottom)
        if box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]:
            return box[0], box[1], box[0] + box[2], box[1] + box[3]
    return None
