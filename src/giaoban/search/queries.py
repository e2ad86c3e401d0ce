"""Finding: the same answers on both databases, with and without diacritics, cut to what the asker may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import maxsize
from types import ModuleType
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise

from giaoban.kernel.actor import Actor
from giaoban.kernel.folding import words
from giaoban.search import index_postgres, index_sqlite
from giaoban.search.asking import Question, Term, but_one, mistyped, question_of
from giaoban.search.kinds import KINDS, Searchable
from giaoban.search.marking import around, marked
from giaoban.search.models import Indexed
from giaoban.search.ranking import FIELDS, Candidate, best_first

WEIGHED: Final = 200  # rows that are weighed against each other, of each way of looking
BATCH: Final = 300  # rows looked at together behind them
MOST: Final = 20_000  # rows looked at in all
TRIES: Final = 5  # of a search whose hits are indexed anew meanwhile
RARE: Final = 14  # words by which candidates for «like this» are found
LONGEST_TEXT: Final = 60  # words of a text that are looked at for it


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
    """The answer: hits in order, whether there are more, and whether they only come near what was asked."""

    hits: list[Hit]
    has_more: bool
    is_near: bool = False


Place = tuple[int, str, UUID]  # row, kind, thing


def find(by: Actor, asked: str, *, kind: str = "", page: int = 1, size: int = 20) -> Found:
    """Return one page of what the person may see, best first; where nothing is as asked, what comes near."""
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
    wanted = size * page + 1
    seen = _first(_seen_rows(by, _ranked(question, kind)), wanted)
    meant, is_near = question, not seen
    for meant, askings in _nearer(question) if is_near else ():
        seen = _first(_seen_rows(by, _ranked_near(meant, askings, kind)), wanted)
        if seen:
            break
    shown = seen[size * (page - 1) : size * page]
    rows = {row.pk: row for row in Indexed.objects.filter(pk__in=[pk for pk, *_ in shown])}
    hits = [_hit(KINDS[kind_of], rows[pk], meant) for pk, kind_of, _subject in shown if pk in rows]
    found = Found(hits, has_more=len(seen) >= wanted, is_near=is_near and bool(hits))
    return found, len(hits) == len(shown)


def _nearer(question: Question) -> Iterator[tuple[Question, list[tuple[Term, ...]]]]:
    """Yield what to ask instead, with what to weigh it by: one letter mistyped, then one word too many."""
    for look in (mistyped, but_one):
        meant, askings = look(question)
        if askings:
            yield meant, askings


def _first(rows: Iterator[Place], most: int) -> list[Place]:
    return [row for row, _ in zip(rows, range(most), strict=False)]


def holding(kind: str, asked: str, most: int = MOST) -> list[UUID]:
    """Return which things of a kind hold every word asked for, best first. The asking app knows who may see them."""
    question = question_of(asked)
    return [] if question.is_empty else _subjects(_index().expression([question.terms]), kind, most)


def holding_any(kind: str, text: str, most: int) -> list[UUID]:
    """Return which things of a kind hold some of the text's rarer words, best first: candidates for «like this»."""
    asked = [word for word in dict.fromkeys(words(text.replace("_", " "))) if len(word) > 1][:LONGEST_TEXT]
    if not asked:
        return []
    counts = _counts(asked, kind)
    rare = sorted((word for word in asked if counts[word]), key=lambda word: counts[word])[:RARE]
    return _subjects(_any_of(rare), kind, most) if rare else []


def _any_of(asked: list[str]) -> str:
    return str(_index().expression([(Term((word,)),) for word in asked]))


def _counts(asked: list[str], kind: str) -> dict[str, int]:
    """Return in how many things of the kind each word stands, in one query."""
    index = _index()
    arguments: list[str] = []
    for word in asked:
        arguments += [_any_of([word]), kind]
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


def _seen_rows(by: Actor, lots: Iterable[list[Place]]) -> Iterator[Place]:
    """Yield the best row of each thing that the person may see, in order."""
    done: set[tuple[str, UUID]] = set()
    for lot in lots:
        new = {(kind, subject) for _, kind, subject in lot} - done
        allowed = _allowed(by, new)
        for pk, kind, subject in lot:
            if (kind, subject) in allowed and (kind, subject) not in done:
                done.add((kind, subject))
                yield pk, kind, subject
        done |= new


def _allowed(by: Actor, places: set[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
    allowed: set[tuple[str, UUID]] = set()
    for kind in {kind for kind, _ in places} & KINDS.keys():
        seen = KINDS[kind].seen_among(by, [subject for k, subject in places if k == kind])
        allowed |= {(kind, subject) for subject in seen}
    return allowed


def _ranked(question: Question, kind: str) -> Iterator[list[Place]]:
    """Yield rows that hold all that was asked, in lots.

    The first lot is weighed: where more hold it than are weighed, the newest, those whose title says it and
    those that say it in the words typed. What is behind them comes as it was indexed, the last first.
    """
    index = _index()
    asked = index.expression([question.terms])
    ids = _newest(asked, kind, WEIGHED)
    if len(ids) < WEIGHED:
        yield _weighed(ids, question)
        return
    in_titles = _newest(asked, kind, WEIGHED, titles=True)
    in_a_row = _newest(index.expression([(Term(question.run),)]), kind, WEIGHED) if len(question.run) > 1 else []
    weighed = {*ids, *in_titles, *in_a_row}
    yield _weighed(weighed, question)
    lowest, looked_at = min(ids), len(weighed)
    while looked_at < MOST and (ids := _newest(asked, kind, BATCH, below=lowest)):
        lowest, looked_at = min(ids), looked_at + len(ids)
        rows = Indexed.objects.filter(pk__in=[pk for pk in ids if pk not in weighed]).order_by("-pk")
        yield list(rows.values_list("pk", "kind", "subject_id"))


def _ranked_near(meant: Question, askings: list[tuple[Term, ...]], kind: str) -> Iterator[list[Place]]:
    expression = _index().expression(askings)
    ids = {*_newest(expression, kind, WEIGHED, titles=True), *_newest(expression, kind, WEIGHED)}
    yield _weighed(ids, meant)


def _weighed(ids: Iterable[int], question: Question) -> list[Place]:
    rows = Indexed.objects.filter(pk__in=list(ids)).values_list(*FIELDS)
    return [(row.id, *row.thing) for row in best_first((Candidate(*row) for row in rows.iterator()), question)]


def _newest(expression: str, kind: str, most: int, *, titles: bool = False, below: int = maxsize) -> list[int]:
    """Return the rows that hold it, in the title or anywhere, those indexed last first."""
    index = _index()
    statement = index.NEWEST_TITLES if titles else index.NEWEST
    join = (index.JOIN_TITLES if titles else index.JOIN_WORDS) if kind else ""
    where, more = ("AND i.kind = %s", [kind]) if kind else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(statement.format(join=join, where=where), [expression, below, *more, most])
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
