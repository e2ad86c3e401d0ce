"""Which hit is the best: the same figures on both databases, worked out here from the texts themselves."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final
from uuid import UUID

from giaoban.search.asking import Question, Term, Way, pairs

IN_TITLE: Final = 3.0  # every word stands in the title
ENOUGH: Final = 0.5  # of the words; fewer stand in a title by chance
TITLE_RUN: Final = 3.0  # and in the order asked for
TEXT_RUN: Final = 2.5
TITLE_ALONE: Final = 1.5  # the title says nothing else
ACCENTS: Final = 1.5  # written with the accents that were typed
WHOLE: Final = 1.0  # the thing itself, not a page of it, when the text says the same
LOOSE_RUN: Final = 0.7  # words side by side in pairs, not all in a row
HALF: Final = 0.5  # a word that only begins as asked
OTHERWISE: Final = 0.6  # a word that may have been meant


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the index that holds what was asked for."""

    id: int
    kind: str
    subject_id: UUID
    part: int
    title: str
    text: str
    folded_title: str
    folded_text: str
    at: datetime

    @property
    def thing(self) -> tuple[str, UUID]:
        """Return which thing it is of."""
        return self.kind, self.subject_id


FIELDS: Final = ("id", "kind", "subject_id", "part", "title", "text", "folded_title", "folded_text", "at")


def best_first(rows: Iterable[Candidate], question: Question) -> Iterator[Candidate]:
    """Yield the rows in order; of equals the newer, then by what stands in them: never by chance."""
    weigh = Scale(question)
    scored = [(-weigh(row), -row.at.timestamp(), row.title, row.part, str(row.subject_id), row) for row in rows]
    scored.sort(key=lambda found: found[:5])
    for *_, row in scored:
        yield row


class Scale:
    """Weighs rows against one question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._typed = [_pattern(term.typed) for term in question.terms]
        self._others = [[_pattern(way) for way in term.others] for term in question.terms]
        self._begun = [_begun(term) for term in question.terms]
        self._accented = [_pattern((word,)) for word in question.accented]

    @cached_property
    def _run(self) -> re.Pattern[str]:
        return _pattern(self.question.run)

    @cached_property
    def _pairs(self) -> list[re.Pattern[str]]:
        return [_pattern(pair) for pair in pairs(self.question.run)]

    def __call__(self, row: Candidate) -> float:
        """Return how good a hit the row is."""
        title, text = row.folded_title, row.folded_text
        in_title = self._share(title)
        if in_title < ENOUGH:
            in_title = 0.0
        near = TITLE_RUN * self._nearness(title) if in_title else 0.0
        # a text that says its title again says nothing more
        score = IN_TITLE * in_title + (near if near == TITLE_RUN else max(near, TEXT_RUN * self._nearness(text)))
        if in_title:
            held = sum(len(word) for term in self.question.terms for word in term.typed)
            score += TITLE_ALONE * in_title * min(1.0, held / max(1, sum(c.isalnum() for c in title)))
        if row.part == 0:
            score += WHOLE * max(in_title, HALF)
        return score + ACCENTS * self._accents(row) + self._of_text(text, in_title)

    def _share(self, text: str) -> float:
        """Return how many of the words asked for stand there, those half said or otherwise said for less."""
        terms = len(self._typed)
        return sum(self._held(place, text) for place in range(terms)) / terms if text else 0.0

    def _held(self, place: int, text: str) -> float:
        if self._typed[place].search(text):
            return 1.0
        if any(way.search(text) for way in self._others[place]):
            return OTHERWISE
        begun = self._begun[place]
        return HALF if begun and begun.search(text) else 0.0

    def _of_text(self, text: str, in_title: float) -> float:
        return 0.0 if in_title == 1.0 else self._share(text)

    def _nearness(self, text: str) -> float:
        """Return 1 when the words stand there as they were typed, less for pairs of them."""
        if self._run.search(text):
            return 1.0
        if not self._pairs:
            return 0.0
        return LOOSE_RUN * sum(1 for pair in self._pairs if pair.search(text)) / len(self._pairs)

    def _accents(self, row: Candidate) -> float:
        if not self._accented:
            return 0.0
        title, text = row.title.lower(), row.text.lower()
        found = sum(1 for word in self._accented if word.search(title) or word.search(text))
        return found / len(self._accented)


def _pattern(words: Way) -> re.Pattern[str]:
    # the look back stands behind the first word: a pattern that begins with letters is looked for at the speed of C
    first = words[0]
    rest = "".join(rf"[\W_]+{word}" for word in words[1:])
    return re.compile(rf"{first}(?<![^\W_]{first}){rest}(?![^\W_])")


def _begun(term: Term) -> re.Pattern[str] | None:
    word = term.typed[0]
    return re.compile(rf"{word}(?<![^\W_]{word})") if term.begun else None
