"""Pairs of versions with known edits, made of real texts: what must become of every mark is known beforehand."""

import random
import re
from dataclasses import dataclass
from pathlib import Path

TEXTS = [path.read_text("utf8") for path in sorted((Path(__file__).parent / "texts").glob("*.txt"))]
MADE = -1  # sentences that only the new version has
PARAGRAPHS = 40  # of one paper
MARKS = 14  # in one paper
FEW = 3  # words


@dataclass
class Sentence:
    """A sentence keeps its number through every edit, wherever it goes."""

    number: int
    words: list[str]


Paper = list[list[Sentence]]


@dataclass(frozen=True)
class Pair:
    """Two versions as words, and where each sentence of the old one stands in both."""

    old: list[str]
    new: list[str]
    was: dict[int, tuple[int, int]]
    now: dict[int, tuple[int, int]]
    marks: list[tuple[int, int, int]]  # sentence, first and last word


def paper_of(text: str) -> Paper:
    """Return the paragraphs of a text with their sentences."""
    number, paper = 0, []
    for block in re.split(r"\n\s*\n", text):
        sentences = [part.split() for part in re.split(r"(?<=[.;:?!])\s+", " ".join(block.split()))]
        paper.append([Sentence(number + n, words) for n, words in enumerate(filter(None, sentences))])
        number += len(sentences)
    return [paragraph for paragraph in paper if paragraph]


def a_pair(seed: int) -> Pair:
    """Return one pair; the same seed makes the same pair."""
    rng = random.Random(seed)
    own, other = TEXTS[seed % len(TEXTS)], TEXTS[(seed + 1) % len(TEXTS)]
    paper, foreign = paper_of(own), [sentence.words for block in paper_of(other) for sentence in block]
    start = rng.randrange(max(1, len(paper) - PARAGRAPHS))
    old = paper[start : start + PARAGRAPHS]
    new = _Editor(rng, old, foreign).edited()
    words, was = _flat(old)
    return Pair(words, _flat(new)[0], was, _flat(new)[1], [_mark(rng, old, was) for _ in range(MARKS)])


def _flat(paper: Paper) -> tuple[list[str], dict[int, tuple[int, int]]]:
    words: list[str] = []
    places = {}
    for sentence in (sentence for block in paper for sentence in block):
        if sentence.number != MADE:
            places[sentence.number] = (len(words), len(words) + len(sentence.words))
        words += sentence.words
    return words, places


def _mark(rng: random.Random, paper: Paper, places: dict[int, tuple[int, int]]) -> tuple[int, int, int]:
    """Mark a whole sentence, a phrase or two or three words. A number alone is no sentence."""
    sentence = rng.choice([sentence for block in paper for sentence in block if len(sentence.words) >= FEW])
    first, last = places[sentence.number]
    size = rng.choice((last - first, rng.randrange(2, 5), rng.randrange(4, 20), rng.randrange(4, 20)))
    size = min(size, last - first)
    start = rng.randrange(first, last - size + 1)
    return sentence.number, start, start + size


class _Editor:
    """Changes a paper as authors do. A sentence that has a twin stays as it is: else which is which?"""

    def __init__(self, rng: random.Random, old: Paper, foreign: list[list[str]]) -> None:
        self.rng, self.foreign = rng, foreign
        self.paper = [[Sentence(one.number, list(one.words)) for one in block] for block in old]
        self.pool = [word for words in foreign for word in words]
        self.fixed: set[int] = set()
        self.touched: set[int] = set()

    def edited(self) -> Paper:
        """Return the new version."""
        acts = (
            self.insert_sentence, self.delete_sentence, self.reword, self.move_paragraph, self.insert_paragraph,
            self.delete_paragraph, self.repeat, self.twin, self.move_sentence,
        )  # fmt: skip
        for _ in range(self.rng.randrange(4, 14)):
            block = self.rng.choice(self.paper)
            if block:
                self.rng.choice(acts)(block, self.rng.randrange(len(block)))
        return [block for block in self.paper if block]

    def insert_sentence(self, block: list[Sentence], at: int) -> None:
        block.insert(at, self._made(self.rng.choice(self.foreign)))

    def delete_sentence(self, block: list[Sentence], at: int) -> None:
        if self._free(block[at]):
            block.pop(at)

    def reword(self, block: list[Sentence], at: int) -> None:
        if self._free(block[at]):
            block[at].words = self._reworded(block[at].words)

    def move_sentence(self, block: list[Sentence], at: int) -> None:
        if self._free(block[at]):
            target = self.rng.choice(self.paper)
            target.insert(self.rng.randrange(len(target) + 1), block.pop(at))

    def move_paragraph(self, block: list[Sentence], _at: int) -> None:
        if self._free(*block):
            self.paper.remove(block)
            self.paper.insert(self.rng.randrange(len(self.paper) + 1), block)

    def insert_paragraph(self, block: list[Sentence], _at: int) -> None:
        made = [self._made(self.rng.choice(self.foreign)) for _ in range(self.rng.randrange(1, 4))]
        self.paper.insert(self.paper.index(block), made)

    def delete_paragraph(self, block: list[Sentence], _at: int) -> None:
        if self._free(*block):
            self.paper.remove(block)

    def repeat(self, block: list[Sentence], at: int) -> None:
        """Quote the same sentence once more in another paragraph."""
        if self._untouched(block[at]):
            other = self.rng.choice([one for one in self.paper if one is not block])
            other.append(self._made(block[at].words))

    def twin(self, block: list[Sentence], at: int) -> None:
        """Write a sentence like it beside it, about something else."""
        if len(block[at].words) > 4 and self._untouched(block[at]):
            block.insert(at + self.rng.randrange(2), self._made(self._reworded(block[at].words)))

    def _made(self, words: list[str]) -> Sentence:
        return Sentence(MADE, list(words))

    def _free(self, *sentences: Sentence) -> bool:
        numbers = {sentence.number for sentence in sentences}
        if numbers & self.fixed:
            return False
        self.touched |= numbers
        return True

    def _untouched(self, sentence: Sentence) -> bool:
        if sentence.number == MADE or sentence.number in self.touched:
            return False
        self.fixed.add(sentence.number)
        return True

    def _reworded(self, words: list[str]) -> list[str]:
        changed = list(words)
        for _ in range(max(1, len(words) // 8)):
            at = self.rng.randrange(len(changed))
            act = self.rng.randrange(3)
            if act == 0 or len(changed) <= 3:
                changed[at] = self.rng.choice(self.pool)
            elif act == 1:
                changed.insert(at, self.rng.choice(self.pool))
            else:
                changed.pop(at)
        return changed
