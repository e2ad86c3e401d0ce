"""Showing a hit: the text around it, cut in pieces that were asked for and pieces that were not."""

import re
from functools import lru_cache
from typing import Final

from giaoban.kernel.folding import fold
from giaoban.search.asking import Question, Term, Way

AROUND: Final = 90  # characters of context on each side of a hit


class _Folded(dict[int, str]):
    """What each character folds to, found when it is first met: texts of pages are folded at the speed of C."""

    def __missing__(self, code: int) -> str:
        self[code] = found = (fold(chr(code)) or " ")[0]
        return found


_FOLDED = _Folded()


def same_length_fold(text: str) -> str:
    """Fold character by character, so that places in the folded text are places in the text."""
    return text.translate(_FOLDED)


def around(text: str, question: Question) -> str:
    """Return the text around the best hit, cut at words: all words in a row, else the first of them."""
    middle = _place(same_length_fold(text), question)
    start, end = max(0, middle - AROUND), min(len(text), middle + 2 * AROUND)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    piece = " ".join(text[start:end].split())
    return ("… " if start else "") + piece + (" …" if end < len(text) else "")


def _place(folded: str, question: Question) -> int:
    if question.is_empty:
        return 0
    run = re.search(rf"\b{_spaced(question.run)}", folded)
    if run:
        return run.start()
    ways = [way for term in question.terms for way in term.ways]
    places = [found.start() for way in ways if (found := re.search(rf"\b{_spaced(way)}", folded))]
    return min(places, default=0)


def marked(text: str, question: Question) -> list[tuple[str, bool]]:
    """Cut the text in pieces that are hits and pieces that are not."""
    if question.is_empty:
        return [(text, False)]
    pieces, last = [], 0
    for match in _hits(question.terms).finditer(same_length_fold(text)):
        pieces += [(text[last : match.start()], False), (text[match.start() : match.end()], True)]
        last = match.end()
    return [(piece, is_hit) for piece, is_hit in [*pieces, (text[last:], False)] if piece]


@lru_cache(maxsize=64)
def _hits(terms: tuple[Term, ...]) -> re.Pattern[str]:
    spoken = {_spoken(way, begun=term.begun) for term in terms for way in (*term.ways, *((w,) for w in term.typed))}
    word = "|".join(sorted(spoken, key=lambda pattern: (-len(pattern), pattern)))
    return re.compile(rf"\b(?:{word})(?:\s+(?:{word}))*")


def _spoken(way: Way, *, begun: bool) -> str:
    """Return the pattern of words in the text; the last may be half typed, but a letter is never half a word."""
    return _spaced(way) + (r"\w*" if begun and len(way) == 1 and len(way[0]) > 1 else r"\b")


def _spaced(words: Way) -> str:
    return r"[\W_]+".join(words)
