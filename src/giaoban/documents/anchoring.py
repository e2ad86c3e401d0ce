"""Where marked words stand in the next version of a paper. Knows no files and no database.

A mark goes along only to words that are surely its own: they stand there word for word and nothing else could be
meant, or they stand reworded exactly between the neighbours they always had. Whatever is in doubt stays behind: a note
that has to be placed again costs a moment, a note at the wrong sentence misleads.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from giaoban.documents.comparing import matched
from giaoban.kernel.folding import fold

WINDOWS: Final = (6, 16, 48, 120)  # words on each side that are looked at
AGREEING: Final = 1  # windows that must say the same
NEAR: Final = 10  # words on each side that make up where something stands
TELLING: Final = 8  # words in a row that nobody writes twice by chance
CLEAR: Final = 0.3  # by how much one place must fit better than the next
FITS: Final = 0.3  # of the words around, on both sides
SURELY: Final = 0.45  # of the words around, on one of them
REWORDED: Final = 0.65  # of the words must be left for it to be the same sentence
CARRIED: Final = 0.8  # the same for a sentence that was moved and reworded at once
LETTERS: Final = 4  # in all: less is no phrase
BESIDE: Final = 3  # words on each side of what is no phrase
LEAST: Final = 4  # words of a phrase that can be told again after it was changed
ENDS: Final = tuple(".;:?!…")
LONGEST: Final = 120  # words of a sentence
MOST_PLACES: Final = 200  # a phrase that stands more often says nothing

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Words [first, last) of the new version; ``exact``: word for word the marked ones."""

    first: int
    last: int
    exact: bool


_MARKS: Final = re.compile(r"[^\w%]+")


def key(text: str, *, forgiving: bool = False) -> str:
    """Return a word as it is compared: without commas and capitals; read by machine, without accents too."""
    plain = fold(text) if forgiving else unicodedata.normalize("NFC", text).casefold()
    return _MARKS.sub("", plain) or text


class Passage:
    """Two versions, made ready once for all marks."""

    def __init__(self, old: Sequence[str], new: Sequence[str], *, forgiving: bool = False) -> None:
        self.old = [key(word, forgiving=forgiving) for word in old]
        self.new = [key(word, forgiving=forgiving) for word in new]
        self._ends = [at for at, word in enumerate(old, 1) if word[-1:] in ENDS]
        pairs = matched(self.old, self.new)
        self.to_new = dict(pairs)
        self.to_old = {y: x for x, y in pairs}
        self._places = (_places(self.old), _places(self.new))

    def place(self, span: Span) -> Place | None:
        """Return where the marked words [first, last) of the old version stand now; None when that is in doubt."""
        first, last = span
        if not 0 <= first < last <= len(self.old):
            return None
        if sum(map(len, self.old[first:last])) < LETTERS:
            return self._among_its_neighbours(span)
        here = self._occurrences(0, span)
        there = self._occurrences(1, span)
        if len(here) > MOST_PLACES or len(there) > MOST_PLACES:
            return None
        if not there:
            return self._reworded(span) or self._carried(span)
        return self._in_its_sentence(span) or self._chosen(span, here, there)

    def _in_its_sentence(self, span: Span) -> Place | None:
        """Find a phrase by the whole sentence it stands in: that is what a reader knows it by."""
        low = bisect_right(self._ends, span[0])
        high = bisect_left(self._ends, span[1])
        whole = (self._ends[low - 1] if low else 0, self._ends[high] if high < len(self._ends) else len(self.old))
        if whole == span or not whole[1] - whole[0] <= LONGEST:
            return None
        here, there = self._occurrences(0, whole), self._occurrences(1, whole)
        found = self._chosen(whole, here, there) if 0 < len(there) <= MOST_PLACES else None
        if found is None:
            return None
        start = found.first + span[0] - whole[0]
        return Place(start, start + span[1] - span[0], True)

    def _among_its_neighbours(self, span: Span) -> Place | None:
        """Find «1.» or a figure: it says nothing by itself, so the words on both sides must be there unchanged."""
        start = self.to_new.get(span[0])
        beside = range(max(0, span[0] - BESIDE), min(len(self.old), span[1] + BESIDE))
        if start is None or any(self.to_new.get(at) != start + at - span[0] for at in beside):
            return None
        return Place(start, start + span[1] - span[0], True)

    # the same words

    def _occurrences(self, side: int, span: Span) -> list[int]:
        """Return where the marked words begin, word for word, in the old (0) or the new (1) version."""
        return self._find(side, self.old[span[0] : span[1]])

    def _find(self, side: int, words: Sequence[str]) -> list[int]:
        text = (self.old, self.new)[side]
        rarest = min(range(len(words)), key=lambda at: len(self._places[side].get(words[at], ())))
        starts = [at - rarest for at in self._places[side].get(words[rarest], ())]
        return [at for at in starts if at >= 0 and text[at : at + len(words)] == words]

    def _chosen(self, span: Span, here: list[int], there: list[int]) -> Place | None:
        length = span[1] - span[0]
        if len(here) == len(there) == 1:
            sure = length >= TELLING or self._stands(self._around(span[0], there[0], length, NEAR))
            return Place(there[0], there[0] + length, True) if sure else None
        start = self._only_fit(span[0], length, here, there)
        if start is None:
            start = self._in_order(span, here, there)
        if start is None or self._disputed(span, start):
            return None
        return Place(start, start + length, True)

    def _disputed(self, span: Span, start: int) -> bool:
        """Tell whether the comparison of both papers as a whole says that these words are others, or ours elsewhere."""
        shift = start - span[0]
        whose = {self.to_old.get(at + shift, at) for at in range(*span)} - set(range(*span))
        gone = {self.to_new.get(at, at + shift) - shift for at in range(*span)} - set(range(*span))
        return bool(whose) or bool(gone)

    def _only_fit(self, first: int, length: int, here: list[int], there: list[int]) -> int | None:
        """Return the one place that has our neighbours, if no other has them as well and it is nobody else's."""
        clear: Counter[int] = Counter()
        for width in WINDOWS:
            around = {at: self._around(first, at, length, width) for at in there}
            best = max(around, key=lambda at: sum(around[at]))
            others = [sum(fit) for at, fit in around.items() if at != best]
            rivals = [sum(self._around(at, best, length, width)) for at in here if at != first]
            if self._stands(around[best]) and sum(around[best]) - max([*others, *rivals], default=0.0) >= CLEAR:
                clear[best] += 1
        found = [at for at, times in clear.items() if times >= AGREEING]
        return found[0] if len(found) == len(clear) == 1 else None

    def _in_order(self, span: Span, here: list[int], there: list[int]) -> int | None:
        """Return the place of the same rank, where as many stand as before and the comparison says the same."""
        start = self.to_new.get(span[0])
        if start is None or len(here) != len(there) or here.index(span[0]) != bisect_left(there, start):
            return None
        straight = all(self.to_new.get(span[0] + at) == start + at for at in range(span[1] - span[0]))
        beside = self.to_new.get(span[0] - 1) == start - 1 and self.to_new.get(span[1]) == start + span[1] - span[0]
        return start if straight and beside else None

    @staticmethod
    def _stands(around: tuple[float, float]) -> bool:
        """Tell whether the neighbours are the ones ours had: on both sides, one of them surely."""
        return min(around) >= FITS and max(around) >= SURELY

    def _around(self, first: int, start: int, length: int, width: int) -> tuple[float, float]:
        """Return how alike the words before and after are, from 0 to 1 each."""
        return self._alike(first, start, width, -1), self._alike(first + length, start + length, width, 1)

    def _alike(self, first: int, start: int, width: int, step: int) -> float:
        """Return how alike the words beyond two places are; those right beside them count twice."""
        a = self.old[first : first + width] if step > 0 else self.old[max(0, first - width) : first][::-1]
        b = self.new[start : start + width] if step > 0 else self.new[max(0, start - width) : start][::-1]
        if not a or not b:
            return 0.0  # the edge of a paper is no neighbour
        touching = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        return (_ratio(a, b) + touching / max(len(a), len(b))) / 2

    # other words in their place

    def _reworded(self, span: Span) -> Place | None:
        """Return the reworded sentence that stands between the neighbours ours had."""
        first, last = span
        kept = [self.to_new[at] for at in range(first, last) if at in self.to_new]
        if last - first < LEAST or len(kept) < max(2, (last - first) // 2):
            return None
        start, end = self._stretched(first, last, min(kept), max(kept) + 1)
        found = self.new[start:end]
        if _ratio(self.old[first:last], found) < REWORDED or not self._ours(span, start, end):
            return None
        before, after = self._alike(first, start, NEAR, -1), self._alike(last, end, NEAR, 1)
        return Place(start, end, False) if self._stands((before, after)) else None

    def _stretched(self, first: int, last: int, start: int, end: int) -> Span:
        """Let the place reach to its neighbours where its first or last words were changed."""
        slack = (last - first) // 3 + 1
        before, after = self.to_new.get(first - 1), self.to_new.get(last)
        if first not in self.to_new and before is not None and 0 <= start - before - 1 <= slack:
            start = before + 1
        if last - 1 not in self.to_new and after is not None and 0 <= after - end <= slack:
            end = after
        return start, end

    def _ours(self, span: Span, start: int, end: int) -> bool:
        """Tell whether none of these words belongs to another place of the old version, nor all of them stood there."""
        owners = (self.to_old.get(at) for at in range(start, end))
        elsewhere = [at for at in self._find(0, self.new[start:end]) if not span[0] <= at < span[1]]
        return not elsewhere and all(owner is None or span[0] <= owner < span[1] for owner in owners)

    def _carried(self, span: Span) -> Place | None:
        """Return the reworded sentence that was moved elsewhere, if it is like no other of either version."""
        length = span[1] - span[0]
        if length < TELLING:
            return None
        words = self.old[span[0] : span[1]]
        found = sorted(self._like(1, words), reverse=True)
        if not found or found[0][0] < CARRIED:
            return None
        ratio, start, end = found[0]
        second = next((other for other, low, high in found[1:] if high <= start or low >= end), 0.0)
        rivals = [other for other, low, high in self._like(0, self.new[start:end]) if high <= span[0] or low >= span[1]]
        clear = ratio - max([second, *rivals], default=0.0) >= CLEAR
        return Place(start, end, False) if clear and self._ours(span, start, end) else None

    def _like(self, side: int, words: Sequence[str]) -> Iterator[tuple[float, int, int]]:
        """Yield stretches of one version that share runs of words with these: how alike, from where, to where."""
        text = (self.old, self.new)[side]
        votes: Counter[int] = Counter()
        for offset in range(len(words) - 1):
            for at in self._places[side].get(words[offset], ())[:MOST_PLACES]:
                if text[at + 1 : at + 2] == [words[offset + 1]]:
                    votes[(at - offset) // 3] += 1
        for slot, _count in votes.most_common(8):
            low = max(0, slot * 3 - 3)
            window = text[low : slot * 3 + len(words) + 6]
            blocks = [b for b in SequenceMatcher(None, words, window, autojunk=False).get_matching_blocks() if b.size]
            if blocks:
                start, end = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
                yield _ratio(words, text[start:end]), start, end


def _places(words: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        found[word].append(at)
    return dict(found)


def _ratio(a: Sequence[str], b: Sequence[str]) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
