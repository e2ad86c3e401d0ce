"""Finding: the same answers on both databases, with and without diacritics, cut to what the asker may see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise

from giaoban.kernel.actor import Actor
from giaoban.kernel.folding import fold
from giaoban.search import index_postgres, index_sqlite
from giaoban.search.kinds import KINDS, Searchable
from giaoban.search.models import Indexed

BATCH = 300  # candidates looked at together
MOST = 20_000  # candidates looked at in all
TRIES = 5  # of a search whose hits are indexed anew meanwhile
RARE = 14  # words by which candidates for «like this» are found
LONGEST_TEXT = 60  # words of a text that are looked at for it
AROUND = 90  # characters of context on each side of a hit
_PHRASE = re.compile(r'["“”«»]([^"“”«»]+)["“”«»]')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: single words and exact phrases, folded."""

    words: list[str]
    phrases: list[list[str]]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words and not self.phrases

    @property
    def every_word(self) -> list[str]:
        """All words, for marking hits."""
        return [*self.words, *(word for phrase in self.phrases for word in phrase)]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: where the best place in it is, and the text around, cut in (plain, marked) pieces."""

    kind: str
    label: Promise | str
    icon: str
    subject_id: UUID
    part: int
    title: list[tuple[str, bool]]
    context: list[tuple[str, bool]]
    url: str
    row: Indexed


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: hits in order, and whether there are more."""

    hits: list[Hit]
    has_more: bool


class _Folded(dict[int, str]):
    """What each character folds to, found when it is first met: texts of pages are folded at the speed of C."""

    def __missing__(self, code: int) -> str:
        self[code] = found = (fold(chr(code)) or " ")[0]
        return found


_FOLDED = _Folded()


def same_length_fold(text: str) -> str:
    """Fold character by character, so that places in the folded text are places in the text."""
    return text.translate(_FOLDED)


def question_of(asked: str) -> Question:
    """Read what was typed: words, and phrases between quotation marks."""
    phrases = [words for phrase in _PHRASE.findall(asked) if (words := _WORD.findall(fold(phrase)))]
    rest = _WORD.findall(fold(_PHRASE.sub(" ", asked)))
    return Question(rest[:12], phrases[:4])


def find(by: Actor, asked: str, *, kind: str = "", page: int = 1, size: int = 20) -> Found:
    """Return one page of what the person may see, best first."""
    question = question_of(asked)
    if question.is_empty or (kind and kind not in KINDS):
        return Found([], has_more=False)
    for _ in range(TRIES):
        found, is_whole = _look(by, question, kind, page, size)
        if is_whole:
            break
    return found


def _look(by: Actor, question: Question, kind: str, page: int, size: int) -> tuple[Found, bool]:
    """Return the page, and whether nothing of it was indexed anew between the two questions to the database."""
    wanted, seen = size * page + 1, []
    for row in _seen_rows(by, question, kind):
        seen.append(row)
        if len(seen) >= wanted:
            break
    shown = seen[size * (page - 1) : size * page]
    rows = {row.pk: row for row in Indexed.objects.filter(pk__in=[pk for pk, *_ in shown])}
    hits = [_hit(KINDS[kind_of], rows[pk], question) for pk, kind_of, _subject in shown if pk in rows]
    return Found(hits, has_more=len(seen) >= wanted), len(hits) == len(shown)


def holding(kind: str, asked: str, most: int = MOST) -> list[UUID]:
    """Return which things of a kind hold every word asked for, best first. The asking app knows who may see them."""
    question = question_of(asked)
    return [] if question.is_empty else _subjects(_index().expression(question.words, question.phrases), kind, most)


def holding_any(kind: str, text: str, most: int) -> list[UUID]:
    """Return which things of a kind hold some of the text's rarer words, best first: candidates for «like this»."""
    index, known = _index(), dict.fromkeys(_WORD.findall(fold(text)))
    asked = [word for word in known if len(word) > 1][:LONGEST_TEXT]
    if not asked:
        return []
    counts = _counts(asked, kind)
    rare = sorted((word for word in asked if counts[word]), key=lambda word: counts[word])[:RARE]
    return _subjects(index.any_of(rare), kind, most) if rare else []


def _counts(asked: list[str], kind: str) -> dict[str, int]:
    """Return in how many things of the kind each word stands, in one query."""
    index = _index()
    arguments: list[str] = []
    for word in asked:
        arguments += [index.any_of([word]), kind]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"({index.COUNT})" for _ in asked), arguments)
        return dict(zip(asked, cursor.fetchone() or (), strict=True))


def _subjects(expression: str, kind: str, most: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_index().MATCH.format(where="AND i.kind = %s"), [expression, kind, most, 0])
        ids = [int(row[0]) for row in cursor.fetchall()]
    subjects = dict(Indexed.objects.filter(pk__in=ids).values_list("pk", "subject_id"))
    return list(dict.fromkeys(subjects[pk] for pk in ids if pk in subjects))


def _index() -> ModuleType:
    return index_postgres if connection.vendor == "postgresql" else index_sqlite


def _seen_rows(by: Actor, question: Question, kind: str) -> Iterator[tuple[int, str, UUID]]:
    """Yield the best row of each thing that the person may see, in order of rank."""
    done: set[tuple[str, UUID]] = set()
    for start in range(0, MOST, BATCH):
        ids = _candidates(question, kind, start)
        rows = {pk: (k, s) for pk, k, s in Indexed.objects.filter(pk__in=ids).values_list("pk", "kind", "subject_id")}
        new = {place for place in rows.values() if place not in done}
        allowed = _allowed(by, new)
        for pk in ids:
            place = rows.get(pk)
            if place and place in allowed and place not in done:
                done.add(place)
                yield pk, *place
        done |= new
        if len(ids) < BATCH:
            return


def _allowed(by: Actor, places: set[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
    allowed: set[tuple[str, UUID]] = set()
    for kind in {kind for kind, _ in places} & KINDS.keys():
        seen = KINDS[kind].seen_among(by, [subject for k, subject in places if k == kind])
        allowed |= {(kind, subject) for subject in seen}
    return allowed


def _candidates(question: Question, kind: str, start: int) -> list[int]:
    index = index_postgres if connection.vendor == "postgresql" else index_sqlite
    where = "AND i.kind = %s" if kind else ""
    arguments: list[str | int] = [index.expression(question.words, question.phrases)]
    arguments += [kind] if kind else []
    with connection.cursor() as cursor:
        cursor.execute(index.MATCH.format(where=where), [*arguments, BATCH, start])
        return [int(row[0]) for row in cursor.fetchall()]


def _hit(kind: Searchable, row: Indexed, question: Question) -> Hit:
    return Hit(
        kind=kind.kind,
        label=kind.label,
        icon=kind.icon,
        subject_id=row.subject_id,
        part=row.part,
        title=marked(row.title, question),
        context=marked(around(row.text, question), question),
        url=kind.url(row.subject_id, row.part),
        row=row,
    )


def around(text: str, question: Question) -> str:
    """Return the text around the first hit, cut at words."""
    folded = same_length_fold(text)
    places = [m.start() for word in question.every_word if (m := re.search(rf"\b{re.escape(word)}", folded))]
    middle = min(places, default=0)
    start, end = max(0, middle - AROUND), min(len(text), middle + 2 * AROUND)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    piece = " ".join(text[start:end].split())
    return ("… " if start else "") + piece + (" …" if end < len(text) else "")


def marked(text: str, question: Question) -> list[tuple[str, bool]]:
    """Cut the text in pieces that are hits and pieces that are not."""
    if question.is_empty:
        return [(text, False)]
    begun = question.words[-1:]
    words = sorted(set(question.every_word), key=len, reverse=True)
    word = "|".join(_spoken(word, begun=word in begun) for word in words)
    pattern = re.compile(rf"\b(?:{word})(?:\s+(?:{word}))*")
    pieces, last = [], 0
    for match in pattern.finditer(same_length_fold(text)):
        pieces += [(text[last : match.start()], False), (text[match.start() : match.end()], True)]
        last = match.end()
    return [(piece, is_hit) for piece, is_hit in [*pieces, (text[last:], False)] if piece]


def _spoken(word: str, *, begun: bool) -> str:
    """Return the pattern of a word in the text; the last one may be half typed, but a letter is never half a word."""
    return re.escape(word) + (r"\w*" if begun and len(word) > 1 else r"\b")
