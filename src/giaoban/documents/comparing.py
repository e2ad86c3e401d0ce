"""What changed between two versions, told in words and pages. Knows no files and no database.

The words of both papers are compared as two long lines, so a paragraph that moves to the next page is no change;
then each page is told what was added to it and what was taken away.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from math import isqrt
from typing import Final

from giaoban.kernel.folding import fold

SHINGLES: Final = (5, 3, 1)  # words in a row that stand once in each paper: where both are surely the same
SMALL: Final = 400_000  # pairs of words that are compared one by one
NEW: Final = 0.9  # of a page's words are new: the page is
LONELY: Final = 2  # words that stand alone among changes: the reader sees one change, not three
AROUND: Final = 3
NEAR: Final = 14  # of 255: how much a spot of a page's picture may differ
SPOTS: Final = 2  # spots that differ: a stamp, a figure, a signature

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page and where it stands, as fractions of the page."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its words, whether a machine read them, and its picture in a few grey spots."""

    number: int
    words: list[Word]
    machine: bool = False
    spots: bytes = b""


@dataclass(slots=True)
class Piece:
    """Words in a row that are alike on both sides, or only on one. ``boxes`` by page of the side they stand on."""

    kind: str  # same | added | removed
    words: list[Word]
    page: int

    @property
    def text(self) -> str:
        """The words as they read."""
        return " ".join(word.text for word in self.words)

    @property
    def boxes(self) -> list[Box]:
        """One box for each stretch of a line."""
        return stretches([word.box for word in self.words])


@dataclass(slots=True)
class PageChange:
    """What became of one page. ``page`` is its number now, ``before`` what it was; one is missing if new or gone."""

    state: str  # same | changed | new | gone
    page: int | None
    before: int | None
    added: int = 0
    removed: int = 0
    looks: bool = False  # the words are the same, the picture is not
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _At:
    """One word of a whole paper: on which sheet."""

    sheet: int
    word: Word


def compare(old: Sequence[Sheet], new: Sequence[Sheet]) -> list[PageChange]:
    """Return what became of every page, in the order of the new paper, pages that are gone in their old place."""
    left = [_At(place, word) for place, sheet in enumerate(old) for word in sheet.words]
    right = [_At(place, word) for place, sheet in enumerate(new) for word in sheet.words]
    forgiving = any(sheet.machine for sheet in (*old, *new))
    key = _forgiving_key if forgiving else _key
    a, b = [key(at.word.text) for at in left], [key(at.word.text) for at in right]
    pairs = matched(a, b, _whole_pages(old, new, key))
    if forgiving:
        pairs = _forgiven(pairs, left, right)
    return _Told(old, new, left, right, pairs).rows()


def _key(text: str) -> str:
    return text


_MARKS: Final = re.compile(r"[^\w]+")


def _forgiving_key(text: str) -> str:
    """A machine sees accents, commas and capitals now so, now otherwise."""
    return _MARKS.sub("", fold(text)) or text


Pairs = list[tuple[int, int]]


def _forgiven(pairs: Pairs, left: Sequence[_At], right: Sequence[_At]) -> Pairs:
    """Take words that differ by one letter for the same, where they stand alone between equal ones."""
    found = list(pairs)
    for (a, b), (c, d) in pairwise([(-1, -1), *pairs, (len(left), len(right))]):
        if c - a == d - b:
            gap = zip(range(a + 1, c), range(b + 1, d), strict=True)
            found += [(x, y) for x, y in gap if _alike(left[x].word.text, right[y].word.text)]
    return sorted(found)


def _alike(a: str, b: str) -> bool:
    x, y = _forgiving_key(a), _forgiving_key(b)
    if min(len(x), len(y)) < AROUND or abs(len(x) - len(y)) > 1 or any(c.isdigit() for c in x + y):
        return False
    return SequenceMatcher(None, x, y, autojunk=False).ratio() >= 1 - 1.5 / max(len(x), len(y))


def _whole_pages(old: Sequence[Sheet], new: Sequence[Sheet], key: Callable[[str], str]) -> Pairs:
    """Return the words of pages that stand word for word in both papers: nothing else is compared with these."""
    a, b = _ends(old, key), _ends(new, key)
    both = _rising(sorted((first, b[text][0]) for text, (first, _last) in a.items() if text in b))
    sizes = {first: last - first for first, last in a.values()}
    return [(x + n, y + n) for x, y in both for n in range(sizes[x])]


def _ends(sheets: Sequence[Sheet], key: Callable[[str], str]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return where each page that is like no other of its paper begins and ends among all words."""
    at, found, often = 0, dict[tuple[str, ...], tuple[int, int]](), Counter[tuple[str, ...]]()
    for sheet in sheets:
        text = tuple(key(word.text) for word in sheet.words)
        often[text] += 1
        found[text] = (at, at + len(text))
        at += len(text)
    return {text: ends for text, ends in found.items() if text and often[text] == 1}


def matched(a: Sequence[str], b: Sequence[str], known: Sequence[tuple[int, int]] = ()) -> Pairs:
    """Return the places that are the same in both, in order, ``known`` ones among them."""
    pairs = list(known)
    for (x, y), (next_x, next_y) in pairwise([(-1, -1), *known, (len(a), len(b))]):
        pairs += _matched(a, b, x + 1, next_x, y + 1, next_y, 0)
    return _without_lonely(sorted(pairs), len(a), len(b))


def _matched(
    a: Sequence[str], b: Sequence[str], a0: int, a1: int, b0: int, b1: int, level: int
) -> Iterator[tuple[int, int]]:
    while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
        yield a0, b0
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
        yield a1, b1
    if a0 == a1 or b0 == b1:
        return
    if (a1 - a0) * (b1 - b0) <= SMALL:
        blocks = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False).get_matching_blocks()
        yield from ((a0 + block.a + n, b0 + block.b + n) for block in blocks for n in range(block.size))
        return
    if level == len(SHINGLES):
        yield from _by_stretches(a, b, a0, a1, b0, b1)
        return
    anchors = _anchors(a, b, a0, a1, b0, b1, SHINGLES[level])
    yield from anchors
    for (x, y), (next_x, next_y) in pairwise([(a0 - 1, b0 - 1), *anchors, (a1, b1)]):
        yield from _matched(a, b, x + 1, next_x, y + 1, next_y, level + 1)


def _by_stretches(a: Sequence[str], b: Sequence[str], a0: int, a1: int, b0: int, b1: int) -> Iterator[tuple[int, int]]:
    """Compare stretch by stretch what repeats itself so much that nothing in it stands out: a table of noughts."""
    size = isqrt(SMALL)
    for x, y in zip(range(a0, a1, size), range(b0, b1, size), strict=False):
        blocks = SequenceMatcher(None, a[x : min(x + size, a1)], b[y : min(y + size, b1)]).get_matching_blocks()
        yield from ((x + block.a + n, y + block.b + n) for block in blocks for n in range(block.size))


def _anchors(a: Sequence[str], b: Sequence[str], a0: int, a1: int, b0: int, b1: int, size: int) -> Pairs:
    """Return words at which a run begins that stands exactly once in each part, in rising order."""
    places = _once(a, a0, a1, size), _once(b, b0, b1, size)
    both = sorted((x, places[1][run]) for run, x in places[0].items() if run in places[1])
    return _rising(both)


def _once(words: Sequence[str], first: int, last: int, size: int) -> dict[tuple[str, ...], int]:
    runs = [(tuple(words[at : at + size]), at) for at in range(first, last - size + 1)]
    count = Counter(run for run, _at in runs)
    return {run: at for run, at in runs if count[run] == 1}


def _rising(pairs: Pairs) -> Pairs:
    """Return the longest part of the pairs in which the second number rises as well."""
    tails: list[int] = []
    before: list[int] = [-1] * len(pairs)
    for place, (_x, y) in enumerate(pairs):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if pairs[tails[middle]][1] < y:
                low = middle + 1
            else:
                high = middle
        before[place] = tails[low - 1] if low else -1
        tails[low:] = [place]
    found: Pairs = []
    at = tails[-1] if tails else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _without_lonely(pairs: Pairs, end_a: int, end_b: int) -> Pairs:
    """Leave out an «and» that happens to stand in both among words that are all different."""
    runs: list[Pairs] = []
    for pair in pairs:
        if runs and pair == (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    kept: Pairs = []
    for place, run in enumerate(runs):
        last = kept[-1] if kept else (-1, -1)
        following = runs[place + 1][0] if place + 1 < len(runs) else (end_a, end_b)
        before = max(run[0][0] - last[0], run[0][1] - last[1]) - 1
        after = max(following[0] - run[-1][0], following[1] - run[-1][1]) - 1
        if len(run) > LONELY or before < AROUND or after < AROUND:
            kept += run
    return kept


class _Told:
    """Turns matched words into what became of each page."""

    def __init__(
        self, old: Sequence[Sheet], new: Sequence[Sheet], left: Sequence[_At], right: Sequence[_At], pairs: Pairs
    ) -> None:
        self.old, self.new, self.left, self.right = old, new, left, right
        self.gone: set[int] = set()
        self.fresh: set[int] = set()
        self.to_left, self.to_right = {y: x for x, y in pairs}, dict(pairs)
        while self._set_apart():
            kept = [(x, y) for x, y in self.to_right.items() if not self._is_apart(x, y)]
            self.to_left, self.to_right = {y: x for x, y in kept}, dict(kept)
        self.pieces: list[list[Piece]] = [[] for _sheet in new]

    def _set_apart(self) -> bool:
        """Find pages of which next to nothing is on the other side, gone or new; tell whether there are more now."""
        known = len(self.gone) + len(self.fresh)
        self.was = [Counter[int]() for _sheet in self.new]  # of each new page: from which old ones its words come
        self.became = [Counter[int]() for _sheet in self.old]
        for x, y in self.to_right.items():
            self.was[self.right[y].sheet][self.left[x].sheet] += 1
            self.became[self.left[x].sheet][self.right[y].sheet] += 1
        self.gone |= _apart(self.old, self.became)
        self.fresh |= _apart(self.new, self.was)
        return len(self.gone) + len(self.fresh) > known

    def _is_apart(self, x: int, y: int) -> bool:
        return self.left[x].sheet in self.gone or self.right[y].sheet in self.fresh

    def rows(self) -> list[PageChange]:
        """Return a row a page."""
        self._cut()
        rows = [self._row(place) for place in range(len(self.new))]
        self._pair_pictures(rows)
        for place in sorted(self.gone):
            sheet = self.old[place]
            row = PageChange("gone", None, sheet.number, removed=len(sheet.words))
            row.pieces = [Piece("removed", list(sheet.words), sheet.number)]
            rows.insert(self._place_of(rows, place), row)
        return rows

    def _cut(self) -> None:
        """Walk both papers and put every word into a piece of the page where a reader of the new paper looks for it."""
        x = y = 0
        page = 0
        while x < len(self.left) or y < len(self.right):
            if x < len(self.left) and x not in self.to_right:
                if self.left[x].sheet not in self.gone and self.new:
                    self._put(
                        self._page_for(x, page), "removed", self.left[x].word, self.old[self.left[x].sheet].number
                    )
                x += 1
            elif y < len(self.right):
                page = self.right[y].sheet
                same = y in self.to_left
                self._put(page, "same" if same else "added", self.right[y].word, self.new[page].number)
                x, y = x + same, y + 1
            else:  # pragma: no cover - a matched word has its partner
                break

    def _page_for(self, x: int, page: int) -> int:
        """Return the new page on which words of an old page are missed: that of their neighbours, else the last one."""
        neighbours = self.became[self.left[x].sheet]
        return page if page in neighbours or not neighbours else min(neighbours, key=lambda at: abs(at - page))

    def _put(self, page: int, kind: str, word: Word, number: int) -> None:
        pieces = self.pieces[page]
        if pieces and pieces[-1].kind == kind and pieces[-1].page == number:
            pieces[-1].words.append(word)
        else:
            pieces.append(Piece(kind, [word], number))

    def _row(self, place: int) -> PageChange:
        sheet, pieces = self.new[place], self.pieces[place]
        added = sum(len(piece.words) for piece in pieces if piece.kind == "added")
        removed = sum(len(piece.words) for piece in pieces if piece.kind == "removed")
        if place in self.fresh:
            return PageChange("new", sheet.number, None, added, removed, pieces=pieces)
        origin = self.was[place].most_common(1)
        before = self.old[origin[0][0]] if origin else None
        row = PageChange("changed" if added or removed else "same", sheet.number, before.number if before else None)
        row.added, row.removed, row.pieces = added, removed, pieces
        if row.state == "same" and before and len(before.words) == len(sheet.words) and _looks_other(before, sheet):
            row.state, row.looks = "changed", True
        return row

    def _pair_pictures(self, rows: list[PageChange]) -> None:
        """Pages without words are the same when they look so, in order; otherwise they are new, or gone."""
        waiting = [place for place, sheet in enumerate(self.old) if not sheet.words]
        for sheet, row in zip(self.new, rows, strict=True):
            if sheet.words:
                continue
            twin = next((place for place in waiting if not _looks_other(self.old[place], sheet)), None)
            if twin is None:
                row.state = "new"
            else:
                waiting = [place for place in waiting if place > twin]
                row.before = self.old[twin].number
        paired = {row.before for row in rows}
        self.gone |= {place for place, sheet in enumerate(self.old) if not sheet.words and sheet.number not in paired}

    def _place_of(self, rows: list[PageChange], place: int) -> int:
        """Return where among the rows an old page stood: after the nearest page before it that is still there."""
        number = self.old[place].number
        earlier = [at for at, row in enumerate(rows) if row.before is not None and row.before < number]
        return max(earlier) + 1 if earlier else 0


def _apart(sheets: Sequence[Sheet], links: list["Counter[int]"]) -> set[int]:
    return {
        place
        for place, sheet in enumerate(sheets)
        if sheet.words and links[place].total() <= (1 - NEW) * len(sheet.words)
    }


def _looks_other(a: Sheet, b: Sheet) -> bool:
    """Tell whether two pages look different; a scan never looks twice the same, so it is asked for its words alone."""
    if not a.spots or len(a.spots) != len(b.spots):
        return False
    near: Callable[[int, int], bool] = lambda x, y: abs(x - y) <= (NEAR * 3 if a.machine or b.machine else NEAR)  # noqa: E731
    return sum(1 for x, y in zip(a.spots, b.spots, strict=True) if not near(x, y)) >= SPOTS


def stretches(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes of words that stand beside each other into one a line."""
    found: list[Box] = []
    for x, y, width, height in boxes:
        if found:
            last_x, last_y, last_width, last_height = found[-1]
            beside = last_y <= y + height / 2 <= last_y + last_height and x >= last_x
            if beside and x - last_x - last_width < 2 * height:
                top, bottom = min(y, last_y), max(y + height, last_y + last_height)
                found[-1] = (last_x, top, x + width - last_x, bottom - top)
                continue
        found.append((x, y, width, height))
    return [tuple(round(side, 5) for side in box) for box in found]  # type: ignore[misc]
