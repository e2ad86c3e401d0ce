"""What may be drawn on a page: boxes and strokes as fractions of it, within measure."""

from math import isfinite
from typing import Final

from giaoban.kernel.errors import Invalid

MOST_BOXES: Final = 400
MOST_POINTS: Final = 12_000  # of one note's ink: a page written full
THIN, THICK = 0.5, 12.0  # points
SLACK: Final = 0.01  # of a page: glyphs may reach over its edge

Strokes = list[list[list[float]]]


def checked_boxes(boxes: list[list[float]]) -> list[list[float]]:
    """Keep boxes as fractions of the page; anything else was not made by selecting on a page."""
    if len(boxes) > MOST_BOXES or any(len(box) != 4 for box in boxes):  # noqa: PLR2004 - x, y, width, height
        raise Invalid("documents.note_bad")
    if any(not _on_page(side) for box in boxes for side in box):
        raise Invalid("documents.note_bad")
    return [[round(side, 5) for side in box] for box in boxes]


def checked_strokes(strokes: Strokes) -> Strokes:
    """Keep strokes as points on the page, each with how hard the pen was pressed."""
    points = [point for stroke in strokes for point in stroke]
    if len(points) > MOST_POINTS or any(len(point) != 3 for point in points):  # noqa: PLR2004 - x, y, pressure
        raise Invalid("documents.note_bad")
    if any(not _on_page(side) for point in points for side in point):
        raise Invalid("documents.note_bad")
    return [[[round(x, 4), round(y, 4), round(hard, 2)] for x, y, hard in stroke] for stroke in strokes if stroke]


def checked_thickness(thickness: float) -> float:
    """Keep how thick ink is, within measure; what is no number would make the answer unreadable for everybody."""
    if not isfinite(thickness):
        raise Invalid("documents.note_bad", fields={"thickness": "documents.note_bad"})
    return min(max(thickness, THIN), THICK)


def _on_page(side: float) -> bool:
    return -SLACK <= side <= 1 + SLACK


def around(strokes: Strokes) -> list[float]:
    """Return the box around ink."""
    across = [point[0] for stroke in strokes for point in stroke]
    down = [point[1] for stroke in strokes for point in stroke]
    left, top = min(across), min(down)
    return [left, top, round(max(across) - left, 5), round(max(down) - top, 5)]
