"""What obstacles lend to other apps: the door to their documents, and how search knows them and their answers."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giaoban.documents import queries as documents
from giaoban.documents.doors import Door
from giaoban.documents.queries import Paper
from giaoban.kernel.actor import Actor
from giaoban.kernel.notice import Happening
from giaoban.kernel.rules import Verdict
from giaoban.obstacles import permissions, queries
from giaoban.obstacles.models import Obstacle, Precedent
from giaoban.search.kinds import Entry, Searchable

OBSTACLE: Final = "obstacles.obstacle"


def papers_of(obstacle: Obstacle, reader_id: UUID) -> list[Paper]:
    """Return the documents that lie with an obstacle, as this reader sees them."""
    return documents.papers_of(OBSTACLE, [obstacle.pk], reader_id).get(obstacle.pk, [])


def _may_change(by: Actor, obstacle_id: UUID) -> Verdict:
    return permissions.may_add_document(by, queries.obstacle_of(obstacle_id))


def _url(obstacle_id: UUID) -> str:
    return reverse("obstacles:obstacle", args=[obstacle_id])


DOOR = Door(
    kind=OBSTACLE,
    may_see=lambda by, obstacle_id: bool(queries.seen_among(by, [obstacle_id])),
    seen_among=queries.seen_among,
    may_change=_may_change,
    may_watch=lambda by, obstacle_id: by.is_person(queries.obstacle_of(obstacle_id).author_id),
    readers=lambda obstacle_id: queries.concerned(queries.obstacle_of(obstacle_id)),
    url=_url,
    label=lambda obstacle_id: queries.obstacle_of(obstacle_id).title,
)


def _entries(obstacle_id: UUID) -> Iterable[Entry]:
    row = Obstacle.objects.filter(pk=obstacle_id).first()
    if row is None:
        return
    said = row.lines.values_list("text", flat=True)
    text = "\n".join(filter(None, [row.number, row.facts, row.own_view, row.proposal, row.legal_basis, *said]))
    yield Entry(title=row.title, text=text, at=row.raised_at or row.created_at, unit_id=row.branch_id)


def _all_ids() -> Iterator[UUID]:
    return Obstacle.objects.values_list("pk", flat=True).iterator(chunk_size=2000)


SEARCHABLE = Searchable(
    kind=OBSTACLE,
    label=_("Vướng mắc"),
    entries=_entries,
    all_ids=_all_ids,
    seen_among=queries.seen_among,
    url=lambda obstacle_id, _part: _url(obstacle_id),
    icon="barrier-block",
)


def _answer_entries(precedent_id: UUID) -> Iterable[Entry]:
    row = Precedent.objects.filter(pk=precedent_id).first()
    if row is not None:
        at = timezone.make_aware(datetime.combine(row.settled_on, time(12)))
        text = "\n".join(filter(None, [row.question, row.answer, row.legal_basis]))
        yield Entry(title=row.title, text=text, at=at, unit_id=row.division_id)


def _answers_touched(entry: Happening) -> Iterable[UUID]:
    """Name the answer of the library that an obstacle's settling or reopening altered, also one that is gone."""
    if entry.action not in {"obstacles.resolved", "obstacles.reopened"}:
        return []
    known = Precedent.objects.filter(obstacle_id=entry.subject_id).values_list("pk", flat=True)
    return [*known, *(UUID(pk) for pk in entry.data.get("precedents", []))]


def _answers_seen(by: Actor, precedent_ids: Iterable[UUID]) -> set[UUID]:
    """Everybody who signs in reads the library."""
    return set(precedent_ids) if by.user_id else set()


ANSWERS = Searchable(
    kind=queries.KIND,
    label=_("Kho trả lời"),
    entries=_answer_entries,
    all_ids=lambda: Precedent.objects.values_list("pk", flat=True).iterator(chunk_size=2000),
    seen_among=_answers_seen,
    url=lambda precedent_id, _part: reverse("obstacles:precedent", args=[precedent_id]),
    icon="book",
    touched_by=_answers_touched,
)

MOVED: Final[dict[str, tuple[str, ...]]] = {  # what changes whether a briefing has to hear it, with what else follows
    "obstacles.raised": ("search.index",),
    "obstacles.routed": (),
    "obstacles.returned": (),
    "obstacles.withdrawn": (),
    "obstacles.answered": ("search.index",),
    "obstacles.asked_on": ("search.index",),
    "obstacles.escalated": ("search.index",),
    "obstacles.reopened": ("search.index",),
    "obstacles.conclusion_lost": (),
}
INDEXED: Final = (
    "obstacles.drafted", "obstacles.edited", "obstacles.commented", "obstacles.concluded", "obstacles.resolved",
)  # fmt: skip
