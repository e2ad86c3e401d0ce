"""What was asked: words, exact phrases, usual abbreviations, and what may have been meant by a word mistyped."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from string import ascii_lowercase
from typing import Final

from giaoban.kernel.folding import fold
from giaoban.search.models import KnownWord

MOST_WORDS: Final = 12
MOST_PHRASES: Final = 4
SHORTEST_MISTYPED: Final = 3  # letters; of two, almost every other word is one letter away
LONGEST_KNOWN: Final = 24
MOST_MEANT: Final = 24  # words that a mistyped one may stand for
ENOUGH: Final = 3  # words of which one may be too many
AT_ONCE: Final = 500  # words looked up together
WORD: Final = re.compile(r"[^\W_]+")
LETTERS: Final = re.compile(rf"[a-z]{{2,{LONGEST_KNOWN}}}")
_PHRASE = re.compile(r'["“”«»]([^"“”«»]+)["“”«»]')

# as Vietnamese offices shorten; both ways of writing are found by the short one
ABBREVIATIONS: Final[dict[str, str]] = {
    "attt": "an toan thong tin", "bcd": "ban chi dao", "bhxh": "bao hiem xa hoi", "btc": "bo tai chinh",
    "cbcc": "can bo cong chuc", "cchc": "cai cach hanh chinh", "cds": "chuyen doi so", "cntt": "cong nghe thong tin",
    "cp": "chinh phu", "ct": "chi thi", "cv": "cong van", "dn": "doanh nghiep", "dtcbl": "dieu tra chong buon lau",
    "gsql": "giam sat quan ly", "gtgt": "gia tri gia tang", "hdnd": "hoi dong nhan dan", "hq": "hai quan",
    "hqhn": "hai quan ha noi", "ktstq": "kiem tra sau thong quan", "nd": "nghi dinh", "nsnn": "ngan sach nha nuoc",
    "pccc": "phong chay chua chay", "pctn": "phong chong tham nhung", "qd": "quyet dinh", "qlrr": "quan ly rui ro",
    "shtt": "so huu tri tue", "tchq": "tong cuc hai quan", "tp": "thanh pho", "tt": "thong tu",
    "tthc": "thu tuc hanh chinh", "ttg": "thu tuong", "txnk": "thue xuat nhap khau", "ubnd": "uy ban nhan dan",
    "vp": "van phong", "xnc": "xuat nhap canh", "xnk": "xuat nhap khau", "xlvp": "xu ly vi pham",
}  # fmt: skip

Way = tuple[str, ...]  # words one after the other


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase that must be there: as typed, or in one of the other ways of saying it."""

    typed: Way
    others: tuple[Way, ...] = ()
    begun: bool = False  # the word may go on

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return every way, as typed first."""
        return (self.typed, *self.others)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, folded; ``accented`` holds what was typed with accents, which is preferred where it stands."""

    terms: tuple[Term, ...]
    accented: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.terms

    @property
    def run(self) -> Way:
        """Return all words as typed, in order: most people ask in the words of the text."""
        return tuple(word for term in self.terms for word in term.typed)


def question_of(asked: str) -> Question:
    """Read what was typed: words, and phrases between quotation marks."""
    asked = unicodedata.normalize("NFC", asked)
    phrases = [words for phrase in _PHRASE.findall(asked) if (words := tuple(WORD.findall(fold(phrase))))]
    rest = WORD.findall(_PHRASE.sub(" ", asked))[:MOST_WORDS]
    folded = [word for typed in rest for word in WORD.findall(fold(typed))]
    terms = [_term(word, begun=place == len(folded) - 1) for place, word in enumerate(folded)]
    terms += [Term(phrase) for phrase in phrases[:MOST_PHRASES]]
    accented = [word for word in WORD.findall(asked.lower()) if fold(word) != word]
    return Question(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(accented)))


def _term(word: str, *, begun: bool) -> Term:
    meant = ABBREVIATIONS.get(word)
    return Term((word,), (tuple(meant.split()),) if meant else (), begun=begun)


def mistyped(question: Question) -> tuple[Question, list[tuple[Term, ...]]]:
    """Return what may have been meant, one letter off: words that nobody ever wrote together, then each word alone."""
    loose = {place: term.typed[0] for place, term in enumerate(question.terms) if _may_be_mistyped(term)}
    near = {
        place: [*_one_letter_off(word), *(part for pair in _cut(word) for part in pair)]
        for place, word in loose.items()
    }
    known = known_among({*loose.values(), *chain.from_iterable(near.values())})
    meant = {place: _meant(question.terms[place], known) for place in loose}
    meant = {place: term for place, term in meant.items() if term != question.terms[place]}
    unknown = {place: term for place, term in meant.items() if loose[place] not in known}
    instead = [unknown] * bool(unknown) + [{place: term} for place, term in meant.items()]
    return replace(question, terms=_with(question.terms, meant)), [_with(question.terms, one) for one in instead]


def but_one(question: Question) -> tuple[Question, list[tuple[Term, ...]]]:
    """Return the question without each of its words in turn, when enough is left."""
    terms = question.terms
    fewer = [terms[:place] + terms[place + 1 :] for place in range(len(terms))] if len(terms) >= ENOUGH else []
    return question, fewer


def known_among(words: Iterable[str]) -> set[str]:
    """Return which of the words stand somewhere in the index."""
    asked, found = sorted(words), set[str]()
    for start in range(0, len(asked), AT_ONCE):
        rows = KnownWord.objects.filter(word__in=asked[start : start + AT_ONCE])
        found.update(rows.values_list("word", flat=True))
    return found


def _may_be_mistyped(term: Term) -> bool:
    # another number is another document: digits are taken as they are
    return len(term.typed) == 1 and len(term.typed[0]) >= SHORTEST_MISTYPED and bool(LETTERS.fullmatch(term.typed[0]))


def _meant(term: Term, known: set[str]) -> Term:
    ways: list[Way] = [(word,) for word in _one_letter_off(term.typed[0]) if word in known]
    ways += [pair for pair in _cut(term.typed[0]) if known.issuperset(pair)]
    return replace(term, others=tuple(dict.fromkeys((*term.others, *ways[:MOST_MEANT]))))


def _with(terms: tuple[Term, ...], instead: dict[int, Term]) -> tuple[Term, ...]:
    return tuple(instead.get(place, term) for place, term in enumerate(terms))


def _one_letter_off(word: str) -> list[str]:
    """Return what is one slip away, likelier slips first: two swapped, one too many, another, one missing."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    shorter = [a + b[1:] for a, b in cuts if b]
    other = [a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase]
    longer = [a + letter + b for a, b in cuts for letter in ascii_lowercase]
    return [found for found in dict.fromkeys((*swapped, *shorter, *other, *longer)) if found != word and len(found) > 1]


def _cut(word: str) -> list[tuple[str, str]]:
    """Return the word as two: the space between was not struck."""
    return [(word[:place], word[place:]) for place in range(2, len(word) - 1)]


def pairs(run: Way) -> list[Way]:
    """Return neighbours in what was typed."""
    return list(pairwise(run))
