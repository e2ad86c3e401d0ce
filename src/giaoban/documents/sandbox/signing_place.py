"""Where a person's signature goes on an official paper: between the title of the office and the name (R-30-14)."""

from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium

from .opened import opened
from .places import widget_places

Box = tuple[float, float, float, float]  # left, bottom, right, top in points

LEAST, MOST_GAP = 30.0, 110.0  # points between title and name
APART: Final = 12.0  # what stands nearer beside a name is the same line of text
ACROSS: Final = 150.0  # how far from the middle of the name its title may reach


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
    letters = [(text.get_charbox(n), text.get_text_range(n, 1)) for n in range(text.count_chars())]
    boxes = [(box, letter) for box, letter in letters if letter.strip() and box[2] > box[0]]
    search, found = text.search(name, match_case=True), []
    while hit := search.get_next():
        found.append(_around([letters[n][0] for n in range(hit[0], hit[0] + hit[1]) if letters[n][1].strip()]))
    for place in reversed(found):
        if gap := _above(place, boxes, title):
            return gap
    return None


def _around(boxes: list[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _above(name: Box, letters: list[tuple[Box, str]], title: str) -> Box | None:
    left, bottom, right, top = name
    middle = (left + right) / 2
    if any(_beside(box, name) for box, _letter in letters):
        return None
    over = [(b, c) for b, c in letters if b[1] >= top and abs((b[0] + b[2]) / 2 - middle) < ACROSS]
    if not over:
        return None
    floor = min(box[1] for box, _letter in over)
    line = sorted((b, c) for b, c in over if b[1] < floor + (top - bottom))
    said = "".join(letter for _box, letter in line)
    if not LEAST <= floor - top <= MOST_GAP or not said or not "".join(title.split()).endswith(said):
        return None
    return left, top, right, floor


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
