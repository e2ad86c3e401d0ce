"""Two people changed one text at once: their paragraphs are brought together, or somebody must choose.

Pure text, no rows. A paragraph is what stands between line breaks.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Edit:
    """Paragraphs ``[start, stop)`` of the text both began from became ``put``. Nothing taken: an insertion."""

    start: int
    stop: int
    put: tuple[str, ...]


def merge(base: str, theirs: str, mine: str) -> str | None:
    """Return the text with both people's changes, or None where they touched the same paragraph.

    What both put in at the same place is kept twice, theirs first; what both changed alike is kept once.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    paragraphs = base.split("\n")
    edits = _together(_edits(paragraphs, theirs.split("\n")), _edits(paragraphs, mine.split("\n")))
    return None if edits is None else _apply(paragraphs, edits)


def _edits(base: list[str], text: list[str]) -> list[_Edit]:
    """Return what changed, paragraph by paragraph where as many stand there as before."""
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    found: list[_Edit] = []
    for tag, start, stop, first, last in matcher.get_opcodes():
        if tag == "replace" and stop - start == last - first:
            found += [_Edit(start + n, start + n + 1, (text[first + n],)) for n in range(stop - start)]
        elif tag != "equal":
            found.append(_Edit(start, stop, tuple(text[first:last])))
    return found


def _together(theirs: list[_Edit], mine: list[_Edit]) -> list[_Edit] | None:
    """Return all edits in order, None when one stands inside another."""
    alike = set(theirs) & set(mine)
    if any(_collide(one, other) for one in theirs if one not in alike for other in mine if other not in alike):
        return None
    if any(_collide(one, other) for one in alike for other in [*theirs, *mine] if other not in alike):
        return None
    own = [edit for edit in mine if edit not in alike]
    ranked = [(edit.start, edit.stop, 0, edit) for edit in theirs] + [(edit.start, edit.stop, 1, edit) for edit in own]
    return [edit for *_rank, edit in sorted(ranked, key=lambda row: row[:3])]


def _collide(one: _Edit, other: _Edit) -> bool:
    """Two changed stretches collide when they share a paragraph; an insertion only inside a changed stretch."""
    if one.start == one.stop or other.start == other.stop:
        point, span = (one, other) if one.start == one.stop else (other, one)
        return span.start < point.start < span.stop
    return one.start < other.stop and other.start < one.stop


def _apply(base: list[str], edits: list[_Edit]) -> str:
    done: list[str] = []
    here = 0
    for edit in edits:
        done += base[here : edit.start]
        done += edit.put
        here = max(here, edit.stop)
    return "\n".join(done + base[here:])
