"""Where the signatures of a PDF are drawn on its pages."""

from typing import Any

import pikepdf
from pikepdf import Name, Object

from .opened import Trouble


def widget_places(path: str) -> dict[str, dict[str, Any]]:
    """Return page and box (fractions of the page as it is shown) of every signature that can be seen, by field name."""
    try:
        with pikepdf.open(path) as pdf:
            return {
                name: {"page": number, "box": box}
                for number, page in enumerate(pdf.pages, 1)
                for widget in page.obj.get("/Annots", [])
                if (name := _signature_name(widget)) and (box := _box(page, widget))
            }
    except pikepdf.PasswordError as error:
        raise Trouble("encrypted") from error
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError):
        return {}


def _signature_name(widget: Object) -> str:
    """Return the field's full name, as the names of its parents and its own."""
    parts, kind, held = [], None, widget
    for _step in range(20):
        if "/T" in held:
            parts.append(str(held.T))
        kind = kind or held.get("/FT")
        if "/Parent" not in held:
            break
        held = held.Parent
    return ".".join(reversed(parts)) if kind == Name.Sig else ""


def _box(page: pikepdf.Page, widget: Object) -> list[float]:
    """Return [x, y, width, height] of a widget on the shown page; nothing for one without a surface."""
    x0, y0, x1, y1 = (float(side) for side in widget.Rect)
    left, bottom, right, top = (float(side) for side in page.cropbox)
    width, height = right - left, top - bottom
    if not (width > 0 and height > 0 and x0 != x1 and y0 != y1):
        return []
    box = (min(x0, x1) - left) / width, (top - max(y0, y1)) / height, abs(x1 - x0) / width, abs(y1 - y0) / height
    for _quarter in range(int(page.obj.get("/Rotate", 0)) // 90 % 4):
        x, y, wide, high = box
        box = 1 - y - high, x, high, wide
    return [round(side, 5) for side in box]
