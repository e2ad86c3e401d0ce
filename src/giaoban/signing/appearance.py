"""Where a signature stands on a paper and what it shows there (R-30-14 … R-30-16)."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from giaoban.clerical.papers import Signer
from giaoban.clerical.papers.pdf import compiled
from giaoban.documents import pdf
from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid
from giaoban.signing.child_process import Place
from giaoban.signing.models import KeyHolder
from giaoban.signing.pictures import size_of

TEMPLATE: Final = Path(__file__).parent / "typst" / "mark.typ"
MM: Final = 72 / 25.4
OVER: Final = 1.15  # a hand reaches a little over its place
COVERED: Final = 1 / 3  # of the person's signature, on its left, lies under the agency's seal (R-30-15)
HAND: Final = 45 * MM  # how wide a hand is taken to be that is not seen yet
TEXT_WIDTH, TEXT_HEIGHT = 190.0, 20.0
RIGHT, TOP = 15 * MM, 8 * MM  # from the edges of page one, for what has no place of its own (R-30-16)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A visible signature: where, and as a PDF page of that size."""

    place: Place
    page: bytes


def of_person(path: Path, holder: KeyHolder, signer: Signer) -> Seen:
    """The hand alone, in the middle between title and name; no words (R-30-14, R-30-16)."""
    found = _place(path, signer)
    if not found["found"]:
        raise Invalid("signing.no_place", name=signer.name)
    box = _hand(found["gap"], holder)
    return Seen(Place(found["page"], box), _drawn(box, holder, _size(box)))


def of_agency(path: Path, holder: KeyHolder, signer: Signer, at: datetime) -> Seen:
    """The seal in its real size over the left third of the hand, the agency's name and the time beneath.

    A paper on which no such place is found, as one that was digitised, is signed in words at the top right of page 1.
    """
    found = _place(path, signer)
    lines = [str(holder), clock.local(at).isoformat(timespec="seconds")]
    if not found["found"]:
        width, height = found["sizes"][0]
        corner = width - RIGHT - TEXT_WIDTH, height - TOP - TEXT_HEIGHT, width - RIGHT, height - TOP
        return Seen(Place(1, corner), _drawn(corner, None, (0, 0), lines, right=True))
    wide, high = _real_size(holder)
    hand = found["signed"] or _middle(found["gap"], HAND, found["gap"][3] - found["gap"][1])
    left = hand[0] + (hand[2] - hand[0]) * COVERED - wide
    below = min((hand[1] + hand[3]) / 2 - high / 2, found["gap"][1] - NAME) - TEXT_HEIGHT
    top = (hand[1] + hand[3]) / 2 + high / 2
    box = left, below, left + max(wide, TEXT_WIDTH), top
    return Seen(Place(found["page"], box), _drawn(box, holder, (wide, high), lines))


NAME: Final = 18.0  # points that the name takes under the gap


def _place(path: Path, signer: Signer) -> dict[str, Any]:
    title = signer.lines[-1] if signer.lines else ""
    return pdf.ask("signing_place", path=str(path), name=signer.name, title=title)


def _real_size(holder: KeyHolder) -> tuple[float, float]:
    across, down = size_of(bytes(holder.picture))
    return holder.width_mm * MM, holder.width_mm * MM * down / across


def _hand(gap: Box, holder: KeyHolder) -> Box:
    wide, high = _real_size(holder)
    shrunk = min(1.0, (gap[3] - gap[1]) * OVER / high)
    return _middle(gap, wide * shrunk, high * shrunk)


def _middle(gap: Box, wide: float, high: float) -> Box:
    x, y = (gap[0] + gap[2]) / 2, (gap[1] + gap[3]) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _size(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _drawn(
    box: Box, holder: KeyHolder | None, picture: tuple[float, float], lines: list[str] | None = None, *,
    right: bool = False,
) -> bytes:  # fmt: skip
    wide, high = _size(box)
    image = {"svg": _svg(bytes(holder.picture)), "width": picture[0], "height": picture[1]} if holder else None
    mark = {"width": wide, "height": high, "picture": image, "lines": lines or [], "right": right}
    return cast("bytes", compiled(TEMPLATE, {"mark": json.dumps(mark, ensure_ascii=False)}))


def _svg(picture: bytes) -> str:
    """Return the picture in a frame that typst takes as data."""
    across, down = size_of(picture)
    inside = base64.b64encode(picture).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" viewBox="0 0 {across} {down}">'
        f'<image width="{across}" height="{down}" href="data:image/png;base64,{inside}"/></svg>'
    )
