"""A page becomes a grey picture for the reading machine: sharp as it was scanned, upright, its lines level."""

import math
from itertools import pairwise
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from .opened import SEEN, page_of

LOW: Final = 150  # dots an inch: below, letters are too small and the picture is enlarged
HIGH: Final = 300  # above, reading is only slower
MOST_SIDE: Final = 6000  # pixels
SMALL: Final = 280  # pixels of width on which slant and columns are looked for
PALE: Final = 195  # of 255: paler than this is paper
SLANT_MOST: Final = 6.0  # degrees
SLANT_LEAST: Final = 1.0  # degrees: below, turning the picture blurs more than it helps; from 2 on the machine is lost
GAIN: Final = 1.04  # how much sharper lines must become
GUTTER: Final = 0.015  # of the width: the white between two columns
PARTED: Final = 0.8  # of the rows with ink must have it on both sides
BLANK: Final = 0.0002


def scan(path: str, page: int, turn: int, out: str) -> dict[str, Any]:
    """Write one page as a grey picture and tell its size, sharpness, slant (degrees), ink and columns."""
    found = page_of(SEEN.take(path), page)
    dots = _dots(found)
    grey = found.render(scale=dots / 72, rotation=turn, grayscale=True).to_pil().convert("L")
    found.close()
    small = grey.reduce(max(1, round(grey.width / SMALL)))
    ink = small.point([255 - level if level < PALE else 0 for level in range(256)])
    share = sum(ink.histogram()[1:]) / (ink.width * ink.height)
    slant = _slant(ink) if share > BLANK else 0.0
    if slant:
        grey = grey.rotate(slant, Image.Resampling.BICUBIC, fillcolor=255)
        ink = ink.rotate(slant, fillcolor=0)
    grey.save(out, "PPM")
    return {
        "width": grey.width,
        "height": grey.height,
        "dots": round(dots),
        "slant": slant,
        "blank": share <= BLANK,
        "columns": _has_columns(ink),
    }


def _dots(page: pdfium.PdfPage) -> float:
    """Return the sharpness at which the largest picture of the page was scanned, within reason."""
    best, area = 0.0, 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > area and right - left > 1:
            area = (right - left) * (top - bottom)
            best = float(picture.get_px_size()[0]) / (right - left) * 72
    dots = best if LOW <= best <= HIGH else float(HIGH)
    longest = float(max(page.get_size()))
    return min(dots, MOST_SIDE / longest * 72)


def _slant(ink: Image.Image) -> float:
    """Return the angle (degrees, counter-clockwise) by which to turn the picture so that its lines are level."""
    level = _sharpness(ink, 0.0)
    coarse = max((a * 0.75 for a in range(-8, 9)), key=lambda angle: _sharpness(ink, angle))
    fine = max((coarse + a * 0.15 for a in range(-4, 5)), key=lambda angle: _sharpness(ink, angle))
    if abs(fine) < SLANT_LEAST or abs(fine) > SLANT_MOST or _sharpness(ink, fine) < GAIN * level:
        return 0.0
    return round(fine, 2)


def _sharpness(ink: Image.Image, angle: float) -> float:
    """Tell how clearly rows of ink and white alternate: most when lines are level."""
    turned = ink.rotate(angle, fillcolor=0) if angle else ink
    return math.fsum((a - b) ** 2 for a, b in pairwise(_mean(turned, (1, ink.height))))


def _mean(ink: Image.Image, size: tuple[int, int]) -> list[float]:
    """Return how much ink each row or column has."""
    small = ink.convert("F").resize(size, Image.Resampling.BOX)
    return list(memoryview(small.tobytes()).cast("f"))


def _has_columns(ink: Image.Image) -> bool:
    """Tell whether a white band runs down the middle of the text with lines on both of its sides."""
    width, height = ink.size
    columns = _mean(ink, (width, 1))
    band = max(2, round(width * GUTTER))
    middle = range(round(width * 0.3), round(width * 0.7) - band)
    gaps = [x for x in middle if max(columns[x : x + band]) < 1.0]
    if not gaps:
        return False
    x = gaps[len(gaps) // 2]
    left, right = _rows(ink.crop((0, 0, x, height))), _rows(ink.crop((x + band, 0, width, height)))
    both = sum(1 for a, b in zip(left, right, strict=True) if a and b)
    either = sum(1 for a, b in zip(left, right, strict=True) if a or b)
    return either > 0 and both / either > PARTED


def _rows(ink: Image.Image) -> list[bool]:
    return [value > 1.0 for value in _mean(ink, (1, ink.height))]
