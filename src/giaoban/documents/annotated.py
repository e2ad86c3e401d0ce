"""Notes as a copy of the PDF carries them: real annotations, for any reader of PDF."""

from typing import Any, Final

from giaoban.documents.models import Annotation, NotePlace, Version

COLORS: Final = {  # the reader's five, as parts of red, green and blue
    "yellow": (1.0, 0.847, 0.302), "green": (0.494, 0.851, 0.604), "blue": (0.525, 0.773, 1.0),
    "pink": (1.0, 0.62, 0.769), "orange": (1.0, 0.69, 0.4),
}  # fmt: skip


def lines_of(notes: list[Annotation], places: dict[Any, NotePlace], version: Version) -> list[dict[str, Any]]:
    """Return the notes that lie on this version, as the process that writes PDF wants them."""
    found = [_line(note, places.get(note.pk), version) for note in notes]
    return [line for line in found if line is not None]


def _line(note: Annotation, place: NotePlace | None, version: Version) -> dict[str, Any] | None:
    here = note.version_id == version.pk
    page, boxes = (note.page, note.boxes) if here else (place.page, place.boxes) if place else (0, [])
    if not boxes:
        return None
    pin = note.kind == Annotation.Kind.NOTE and not note.quote
    return {
        "id": str(note.pk),
        "kind": "ink" if note.kind == Annotation.Kind.INK else "pin" if pin else "highlight",
        "page": page,
        "turn": 0 if version.revision else version.turn_of(page),  # the layered copy lies upright already
        "boxes": boxes,
        "strokes": shifted(note, boxes),
        "thickness": note.thickness,
        "color": COLORS.get(note.color, COLORS["yellow"]),
        "by": note.user.full_name,
        "words": note.body,
        "at": f"D:{note.changed_at:%Y%m%d%H%M%S}Z",
    }


def shifted(note: Annotation, boxes: list[list[float]]) -> list[list[list[float]]]:
    """Return ink where it lies now: it moves as a whole, with the box around it."""
    if not boxes or boxes == note.boxes or not note.strokes:
        strokes: list[list[list[float]]] = note.strokes
        return strokes
    across, down = boxes[0][0] - note.boxes[0][0], boxes[0][1] - note.boxes[0][1]
    return [[[round(x + across, 4), round(y + down, 4), hard] for x, y, hard in stroke] for stroke in note.strokes]
