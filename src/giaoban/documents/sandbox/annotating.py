"""Writing readers' notes into a copy of a PDF, as annotations that every reader of PDF knows and can list."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .defusing import unsign
from .making import Spot
from .opened import Trouble

PRINTED: Final = 4  # the flag that lets an annotation be printed
PIN: Final = 18.0  # points
DARKER: Final = 0.68  # ink is darker than a marker of the same colour

Note = dict[str, Any]
Point = tuple[float, float]


def annotate(path: str, out: str, notes: str) -> dict[str, Any]:
    """Write a copy with annotations. ``notes``: one JSON object a line, with places as fractions of the shown page."""
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError as error:
        raise Trouble("encrypted") from error
    except pikepdf.PdfError as error:
        raise Trouble("broken") from error
    with pdf, open(notes, encoding="utf8") as lines:  # noqa: PTH123 - these processes import as little as they can
        for line in lines:
            _add(pdf, json.loads(line))
        unsign(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return {}


def _add(pdf: pikepdf.Pdf, note: Note) -> None:
    if not 1 <= note["page"] <= len(pdf.pages):
        return
    page = pdf.pages[note["page"] - 1]
    turned = int(page.obj.get("/Rotate", 0)) if "/Rotate" in page.obj else 0
    spot = Spot([float(side) for side in page.cropbox], (turned + note["turn"]) % 360, 0.0)
    made = MAKERS[note["kind"]](pdf, spot, note)
    for name, value in (
        ("/Type", Name.Annot), ("/F", PRINTED), ("/P", page.obj), ("/NM", String(note["id"])),
        ("/T", String(note["by"])), ("/Contents", String(note["words"])), ("/M", String(note["at"])),
    ):  # fmt: skip
        made[name] = value
    if "/Annots" not in page.obj:
        page.obj["/Annots"] = Array([])
    page.obj["/Annots"].append(pdf.make_indirect(made))


def _highlight(pdf: pikepdf.Pdf, spot: Spot, note: Note) -> Dictionary:
    quads = [_corners(spot, box) for box in note["boxes"]]
    red, green, blue = note["color"]
    drawn = [f"{red} {green} {blue} rg"]
    for a, b, c, d in quads:
        drawn.append(f"{_at(a)} m {_at(b)} l {_at(d)} l {_at(c)} l h f")
    area = _around(point for quad in quads for point in quad)
    return Dictionary(
        Subtype=Name.Highlight, Rect=Array(area), C=Array(note["color"]), CA=0.6,
        QuadPoints=Array([side for quad in quads for point in quad for side in point]),
        AP=Dictionary(N=_form(pdf, area, " ".join(drawn), multiply=True)),
    )  # fmt: skip


def _ink(pdf: pikepdf.Pdf, spot: Spot, note: Note) -> Dictionary:
    strokes = [[spot.at(x, y) for x, y, _hard in stroke] for stroke in note["strokes"]]
    thick = float(note["thickness"])
    color = [round(part * DARKER, 3) for part in note["color"]]
    red, green, blue = color
    drawn = [f"{red} {green} {blue} RG {thick} w 1 J 1 j"]
    for first, *others in strokes:
        drawn.append(f"{_at(first)} m {' '.join(f'{_at(point)} l' for point in others or [first])} S")
    area = _around((point for stroke in strokes for point in stroke), thick)
    return Dictionary(
        Subtype=Name.Ink, Rect=Array(area), C=Array(color), BS=Dictionary(W=thick),
        InkList=Array([Array([side for point in stroke for side in point]) for stroke in strokes]),
        AP=Dictionary(N=_form(pdf, area, " ".join(drawn))),
    )  # fmt: skip


def _pin(pdf: pikepdf.Pdf, spot: Spot, note: Note) -> Dictionary:
    x, y = spot.at(note["boxes"][0][0], note["boxes"][0][1])
    area = [round(x, 2), round(y, 2), round(x + PIN, 2), round(y + PIN, 2)]
    red, green, blue = note["color"]
    left, low = area[0], area[1]
    lines = " ".join(f"{left + 4:.2f} {low + up:.2f} m {left + PIN - 4:.2f} {low + up:.2f} l" for up in (6, 9, 12))
    drawn = f"{red} {green} {blue} rg 0.07 0.15 0.23 RG 1 w {left} {low} {PIN} {PIN} re B {lines} S"
    return Dictionary(
        Subtype=Name.Text, Rect=Array(area), C=Array(note["color"]), Name=Name.Comment, Open=False,
        AP=Dictionary(N=_form(pdf, area, drawn)),
    )  # fmt: skip


MAKERS: Final[dict[str, Callable[[pikepdf.Pdf, Spot, Note], Dictionary]]] = {
    "highlight": _highlight,
    "ink": _ink,
    "pin": _pin,
}


def _corners(spot: Spot, box: list[float]) -> tuple[Point, Point, Point, Point]:
    """Return upper left, upper right, lower left, lower right: the order in which readers of PDF want them."""
    x, y, width, height = box
    return spot.at(x, y), spot.at(x + width, y), spot.at(x, y + height), spot.at(x + width, y + height)


def _around(points: Iterator[Point], slack: float = 0.0) -> list[float]:
    across, down = zip(*points, strict=True)
    sides = (min(across) - slack, min(down) - slack, max(across) + slack, max(down) + slack)
    return [round(side, 2) for side in sides]


def _at(point: Point) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"


def _form(pdf: pikepdf.Pdf, area: list[float], content: str, *, multiply: bool = False) -> pikepdf.Object:
    """Return the drawing of an annotation, for readers that draw none of their own."""
    form = pdf.make_stream(f"q {'/Over gs ' if multiply else ''}{content} Q".encode("ascii"))
    form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array(area)
    states = Dictionary(Over=Dictionary(Type=Name.ExtGState, BM=Name.Multiply, ca=0.6))
    form["/Resources"] = Dictionary(ExtGState=states) if multiply else Dictionary()
    return form
