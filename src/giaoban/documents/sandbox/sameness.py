"""Is a PDF still the paper that its first bytes were? What stands behind may draw every page anew, or cover it."""

import io
from collections.abc import Iterable
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium

from .opened import Trouble, opened

MOST_PAGES: Final = 200  # of a paper that goes out for signing
SCALE: Final = 1.5  # pixels a point: a digit that was changed changes pixels
SEAL: Final = 0.2  # of a page that one visible signature may take: a larger one covers what is written


def is_same(path: str, size: int) -> bool:
    """Tell whether every page shows what it showed in the first ``size`` bytes, and only signatures lie on them."""
    with open(path, "rb") as file:  # noqa: PTH123 - these processes import as little as they can
        before = file.read(size)
    old, new = pdfium.PdfDocument(before), opened(path)
    try:
        if len(old) > MOST_PAGES:
            raise Trouble("too_heavy")
        if len(old) != len(new) or any(_shown(old[n]) != _shown(new[n]) for n in range(len(old))):
            return False
    finally:
        old.close()
        new.close()
    with pikepdf.open(io.BytesIO(before)) as was, pikepdf.open(path) as now:
        return all(_only_signed(*pages) for pages in zip(was.pages, now.pages, strict=True))


def _shown(page: pdfium.PdfPage) -> tuple[Any, ...]:
    """Return what a page says and how it looks, without what lies on top of it."""
    picture = page.render(scale=SCALE, may_draw_forms=False, draw_annots=False)
    text = page.get_textpage().get_text_range()
    return page.get_size(), page.get_rotation(), text, bytes(picture.buffer)


def _only_signed(was: pikepdf.Page, now: pikepdf.Page) -> bool:
    kept = [_described(one) for one in _notes(was) if not _is_signature(one)]
    there = list(_notes(now))
    left, seals = [one for one in there if not _is_signature(one)], [one for one in there if _is_signature(one)]
    small = all(_area(one.get("/Rect", ())) <= SEAL * _area(now.mediabox) for one in seals)
    return small and [_described(one) for one in left] == kept and not any("/AP" in one for one in left)


def _notes(page: pikepdf.Page) -> Iterable[Any]:
    return page.obj.get("/Annots", ())


def _is_signature(note: Any) -> bool:
    kind = note.get("/FT") or note.get("/Parent", {}).get("/FT")
    return bool(note.get("/Subtype") == "/Widget" and kind == "/Sig")


def _described(note: Any) -> bytes:
    return bytes(note.unparse(resolved=True))


def _area(box: Any) -> float:
    sides = [float(side) for side in box]
    return abs((sides[2] - sides[0]) * (sides[3] - sides[1])) if len(sides) == len("xyxy") else 0.0
