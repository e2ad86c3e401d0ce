"""From the place of a mark on one version to its place on the next: which words it lies on, and where these are now.

Knows pages and words, no database. Whether words are the same is asked of ``anchoring``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from giaoban.documents.anchoring import Passage, Place, key
from giaoban.documents.comparing import Box, Sheet, Word, stretches

SLACK: Final = 0.012  # of a page: ink runs a little over and under its words
NEAREST: Final = 0.06  # of a page: farther from every word, a note belongs to none
BESIDE: Final = 6  # words on each side that say where a pin stands
QUOTED: Final = 0.6  # of the quoted words must be those that the boxes cover
STILL: Final = 0.01  # of a page: what moved less has kept its place
MOST_RUNS: Final = 12  # a mark over more separate pieces of text is a drawing over a table


@dataclass(frozen=True, slots=True)
class Mark:
    """A note as it lies on the older version. ``shape``: words (a marker), spot (a pin) or ink."""

    page: int
    shape: str
    boxes: Sequence[Box]
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where it lies now. ``kept``: on the same spot of the same page; ``reworded``: not quite the same words."""

    page: int
    boxes: list[Box]
    kept: bool
    reworded: bool = False


@dataclass(frozen=True, slots=True)
class _At:
    """One word of a whole paper."""

    sheet: int
    word: Word


class Carrier:
    """Two versions, made ready once for all their marks."""

    def __init__(self, old: Sequence[Sheet], new: Sequence[Sheet]) -> None:
        self.old, self.new = old, new
        self._left = [_At(place, word) for place, sheet in enumerate(old) for word in sheet.words]
        self._right = [_At(place, word) for place, sheet in enumerate(new) for word in sheet.words]
        self._forgiving = any(sheet.machine for sheet in (*old, *new))
        self._first: list[int] = []  # of each old page: its first word among all
        count = 0
        for sheet in old:
            self._first.append(count)
            count += len(sheet.words)
        self._passage: Passage | None = None
        self._alike = _alike_pages(old, new)

    def carry(self, mark: Mark) -> Carried | None:
        """Return where a mark lies on the new version; None when that is in doubt."""
        at = next((place for place, sheet in enumerate(self.old) if sheet.number == mark.page), None)
        if at is None or not mark.boxes:
            return None
        if at in self._alike:
            number = self.new[self._alike[at]].number
            return Carried(number, list(mark.boxes), kept=number == mark.page)
        runs = self._runs(at, mark)
        if not runs or len(runs) > MOST_RUNS:
            return None
        found = [self._place(run) for run in runs]
        places = [place for place in found if place is not None]
        if len(places) < len(runs):
            return None
        return self._marked(mark, places) if mark.shape == "words" else self._shifted(mark, runs, places)

    def _place(self, run: tuple[int, int]) -> Place | None:
        if self._passage is None:
            old, new = ([at.word.text for at in side] for side in (self._left, self._right))
            self._passage = Passage(old, new, forgiving=self._forgiving)
        return self._passage.place(run)

    # which words a mark lies on

    def _runs(self, at: int, mark: Mark) -> list[tuple[int, int]]:
        """Return the words below a mark as runs [first, last) among all words of the old version."""
        first, words = self._first[at], self.old[at].words
        grown = SLACK if mark.shape == "ink" else 0.0
        if mark.shape == "spot":
            covered = _line_around(words, mark.boxes[0])
        else:
            covered = [n for n, word in enumerate(words) if any(_covers(box, word.box, grown) for box in mark.boxes)]
            if not covered and mark.shape == "ink":
                covered = _line_around(words, mark.boxes[0])
        runs = [(first + low, first + high) for low, high in _in_a_row(covered)]
        return runs if self._is_quoted(mark, runs) else []

    def _is_quoted(self, mark: Mark, runs: Iterable[tuple[int, int]]) -> bool:
        """Tell whether the words below are the quoted ones: boxes and words of a note must say the same."""
        if mark.shape != "words" or not mark.quote:
            return True
        told = [key(word, forgiving=True) for word in mark.quote.split()]
        below = [key(self._left[n].word.text, forgiving=True) for low, high in runs for n in range(low, high)]
        matcher = SequenceMatcher(None, told, below, autojunk=False)
        return matcher.ratio() >= QUOTED or "".join(told) in "".join(below)  # a part of a word may be marked

    # where they are now

    def _marked(self, mark: Mark, places: Sequence[Place]) -> Carried:
        """Lay the marker over the words on the page where most of them stand."""
        all_words = [self._right[n] for place in places for n in range(place.first, place.last)]
        page = Counter(at.sheet for at in all_words).most_common(1)[0][0]
        boxes = stretches([at.word.box for at in all_words if at.sheet == page])
        number = self.new[page].number
        kept = number == mark.page and _is_still(mark.boxes, boxes)
        return Carried(number, boxes, kept, reworded=not all(place.exact for place in places))

    def _shifted(self, mark: Mark, runs: Sequence[tuple[int, int]], places: Sequence[Place]) -> Carried | None:
        """Move pin or ink as its words moved; if these lie otherwise now, ink would strike out others."""
        pairs = [
            (self._left[low + n], self._right[place.first + n])
            for (low, high), place in zip(runs, places, strict=True)
            for n in range(min(high - low, place.last - place.first))
        ]
        if not all(place.exact for place in places) or len({after.sheet for _before, after in pairs}) != 1:
            return None
        if mark.shape == "spot":
            pairs = [min(pairs, key=lambda pair: _distance(pair[0].word.box, mark.boxes[0]))]
        shifts = [(b.word.box[0] - a.word.box[0], b.word.box[1] - a.word.box[1]) for a, b in pairs]
        across, down = shifts[0]
        if any(abs(x - across) > SLACK or abs(y - down) > SLACK for x, y in shifts):
            return None
        boxes = [(round(x + across, 5), round(y + down, 5), width, height) for x, y, width, height in mark.boxes]
        if any(not 0 <= side <= 1 for box in boxes for side in box[:2]):
            return None
        number = self.new[pairs[0][1].sheet].number
        return Carried(number, boxes, kept=number == mark.page and _is_still(mark.boxes, boxes))


def _alike_pages(old: Sequence[Sheet], new: Sequence[Sheet]) -> dict[int, int]:
    """Return the pages that are the same to the eye and in their words, and like no other of their version."""
    sides = (_faces(old), _faces(new))
    return {at[0]: sides[1][face][0] for face, at in sides[0].items() if len(at) == len(sides[1].get(face, ())) == 1}


def _faces(sheets: Sequence[Sheet]) -> dict[object, list[int]]:
    found: dict[object, list[int]] = {}
    for place, sheet in enumerate(sheets):
        words = tuple((word.text, *(round(side, 2) for side in word.box)) for word in sheet.words)
        found.setdefault(words or sheet.spots, []).append(place)
    found.pop(b"", None)
    return found


def _covers(box: Box, word: Box, grown: float) -> bool:
    x, y = word[0] + word[2] / 2, word[1] + word[3] / 2
    across = box[0] - grown / 2 <= x <= box[0] + box[2] + grown / 2 or _overlap(box, word) > word[2] / 2
    return across and box[1] - grown <= y <= box[1] + box[3] + grown


def _overlap(box: Box, word: Box) -> float:
    return min(box[0] + box[2], word[0] + word[2]) - max(box[0], word[0])


def _line_around(words: Sequence[Word], box: Box) -> list[int]:
    """Return the words of the nearest line that stand around the nearest word."""
    if not words:
        return []
    nearest = min(range(len(words)), key=lambda n: _distance(words[n].box, box))
    if _distance(words[nearest].box, box) > NEAREST:
        return []
    _x, y, _width, height = words[nearest].box
    beside = range(max(0, nearest - BESIDE), min(len(words), nearest + BESIDE + 1))
    return [n for n in beside if abs(words[n].box[1] - y) < height / 2]


def _distance(word: Box, box: Box) -> float:
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    across = max(word[0] - x, 0.0, x - word[0] - word[2])
    down = max(word[1] - y, 0.0, y - word[1] - word[3])
    return max(across, down)


def _in_a_row(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n:
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    return runs


def _is_still(before: Sequence[Box], after: Sequence[Box]) -> bool:
    a, b = _around(before), _around(after)
    return all(abs(x - y) <= STILL for x, y in zip(a, b, strict=True))


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right = max(box[0] + box[2] for box in boxes)
    bottom = max(box[1] + box[3] for box in boxes)
    return left, top, right, bottom
