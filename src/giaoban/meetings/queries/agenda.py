"""The agenda as one reader sees it: items, papers and how far they were read, marks, opinions, remarks.

A constant number of queries, however many items, papers and people there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q

from giaoban.documents.models import Document, Reading, Version
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.meetings.models import AgendaItem, CarriedOver, Mark, Meeting, Opinion, PaperRequest, Remark
from giaoban.meetings.queries.meetings import own_units
from giaoban.obstacles import queries as obstacles
from giaoban.tasks import queries as tasks
from giaoban.tasks.models import Task

ITEM = "meetings.item"
MEETING = "meetings.meeting"
RECORD = "meetings.record"


@dataclass(slots=True)
class PaperCard:
    """A paper as one reader sees it: its newest version, how far the own reading is, how many have opened it."""

    document: Document
    version: Version | None
    pages_read: int = 0
    opened: bool = False
    changed: bool = False  # replaced since the own last reading (PRE-13)
    readers: int = 0

    @property
    def pages(self) -> int:
        """How many pages the newest version has."""
        return self.version.page_count if self.version else 0

    @property
    def is_read(self) -> bool:
        """Whether this reader has seen every page of the newest version."""
        return bool(self.pages) and self.pages_read >= self.pages and not self.changed


@dataclass(frozen=True, slots=True)
class TaskLine:
    """An open task of an earlier meeting on the item that goes through them (PRE-14)."""

    task: Task
    is_open_to: bool  # may this reader open the task's own page

    @property
    def days_late(self) -> int:
        """How many days it is over its deadline; 0 when in time or done."""
        due = self.task.deadline_on
        return max((clock.today() - due).days, 0) if due and self.task.is_overdue else 0


@dataclass(slots=True)
class ItemCard:
    """An item with everything that stands on its card."""

    item: AgendaItem
    number: int
    papers: list[PaperCard] = field(default_factory=list)
    requests: list[PaperRequest] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    my_mark: Mark | None = None
    my_opinions: list[Opinion] = field(default_factory=list)
    opinion_count: int = 0
    sees_obstacle: bool = False  # the item is about a branch's obstacle that this person may open
    remarks: list[Remark] = field(default_factory=list)
    tasks: list[TaskLine] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many agree, object, wish to speak."""
        counted = Counter(mark.kind for mark in self.marks)
        return {kind: counted.get(kind, 0) for kind in Mark.Kind.values}

    @property
    def tasks_late(self) -> int:
        """How many of the gathered tasks are overdue."""
        return sum(line.task.is_overdue for line in self.tasks)

    @property
    def draft(self) -> Opinion | None:
        """The reader's own opinion that is not handed in yet."""
        return next((opinion for opinion in self.my_opinions if opinion.submitted_at is None), None)


def agenda_of(meeting: Meeting, by: Actor, *, whole: bool = True) -> list[ItemCard]:
    """Return the agenda's cards; not ``whole``: only the items whose paper the person's unit was asked for."""
    return agenda_and_papers(meeting, by, whole=whole)[0]


def agenda_and_papers(meeting: Meeting, by: Actor, *, whole: bool = True) -> tuple[list[ItemCard], list[PaperCard]]:
    """Return the agenda's cards, and the papers of the meeting as a whole, read together."""
    items = meeting.items.select_related("presenter", "preparing_unit").prefetch_related(
        Prefetch("paper_requests", queryset=PaperRequest.objects.select_related("unit", "document", "submitted_by")),
        Prefetch("marks", queryset=Mark.objects.select_related("user")),
    )
    cards = [
        ItemCard(
            item,
            number,
            requests=[row for row in item.paper_requests.all() if whole or row.unit_id in own_units(by)],
            marks=list(item.marks.all()) if whole else [],
            my_mark=next((mark for mark in item.marks.all() if mark.user_id == by.user_id), None),
        )
        for number, item in enumerate(items, 1)
    ]
    if not whole:
        cards = [card for card in cards if card.requests]
    by_item = {card.item.pk: card for card in cards}
    _with_obstacles(cards, by)
    papers = papers_of([*by_item, meeting.pk] if whole else by_item, by)
    _with_papers(by_item, papers)
    _with_opinions(by_item, by)
    if whole and any(card.item.is_carry_over for card in cards):
        for item_id, lines in gathered_tasks(by_item, by).items():
            by_item[item_id].tasks = lines
    return cards, [card for card in papers if card.document.owner_id == meeting.pk]


def _with_obstacles(cards: list[ItemCard], by: Actor) -> None:
    asked = {card.item.obstacle_id for card in cards if card.item.obstacle_id}
    seen = obstacles.seen_among(by, asked) if asked else set()
    for card in cards:
        card.sees_obstacle = card.item.obstacle_id in seen


def gathered_tasks(item_ids: Iterable[UUID], by: Actor) -> dict[UUID, list[TaskLine]]:
    """Return the tasks that these items go through, the longest overdue first: three queries."""
    places = dict(CarriedOver.objects.filter(item__in=list(item_ids)).values_list("source_id", "item"))
    rows = Task.objects.filter(pk__in=list(places)).select_related("lead_unit", "assignee")
    mine = tasks.seen_among(by, places)
    found: dict[UUID, list[TaskLine]] = {}
    for task in rows.order_by(F("deadline_on").asc(nulls_last=True), "assigned_at"):
        found.setdefault(places[task.pk], []).append(TaskLine(task, task.pk in mine))
    return found


def _with_papers(cards: dict[UUID, ItemCard], papers: Iterable[PaperCard]) -> None:
    for card in papers:
        if card.document.owner_id in cards:
            cards[card.document.owner_id].papers.append(card)


def _with_opinions(cards: dict[UUID, ItemCard], by: Actor) -> None:
    for opinion in Opinion.objects.filter(item__in=list(cards), user=by.user_id).select_related("document"):
        cards[opinion.item_id].my_opinions.append(opinion)
    submitted = Opinion.objects.filter(item__in=list(cards), submitted_at__isnull=False)
    for item_id, count in submitted.values_list("item").annotate(n=Count("pk")).order_by():
        cards[item_id].opinion_count = count


def papers_of(owner_ids: Iterable[UUID], by: Actor) -> list[PaperCard]:
    """Return the papers of a meeting, of its items, or of both, with this reader's reading state: four queries."""
    documents = list(
        Document.objects.filter(owner_kind__in=(ITEM, MEETING), owner_id__in=list(owner_ids), withdrawn_at=None)
        .select_related("unit", "document_type")
        .prefetch_related(Prefetch("versions", queryset=Version.objects.order_by("-number")))
    )
    ids = [document.pk for document in documents]
    mine = {row.document_id: row for row in Reading.objects.filter(document__in=ids, user=by.user_id)}
    opened: dict[UUID, int] = dict(
        Reading.objects.filter(document__in=ids).values_list("document").annotate(n=Count("pk")).order_by()
    )
    return [_paper_card(document, mine.get(document.pk), opened.get(document.pk, 0)) for document in documents]


def _paper_card(document: Document, reading: Reading | None, readers: int) -> PaperCard:
    versions = list(document.versions.all())
    version = versions[0] if versions else None
    changed = bool(reading and version and reading.version_id != version.pk)
    read = len(reading.pages) if reading and not changed else 0
    return PaperCard(document, version, read, reading is not None, changed, readers)


def remarks_of(meeting: Meeting) -> list[Remark]:
    """Return what the leader said on items and pages, in one query."""
    return list(meeting.remarks.select_related("item", "document", "by"))


def opinions_by_item(meeting: Meeting) -> dict[UUID, list[Opinion]]:
    """Return every submitted opinion gathered per item: for the chair and the secretary (PRE-8)."""
    found: dict[UUID, list[Opinion]] = defaultdict(list)
    submitted = Opinion.objects.filter(item__meeting=meeting, submitted_at__isnull=False)
    for opinion in submitted.select_related("user", "document").order_by("submitted_at"):
        found[opinion.item_id].append(opinion)
    return dict(found)


@dataclass(slots=True)
class ReaderRow:
    """How far one invited person has read the meeting's papers (PRE-9)."""

    user_id: UUID
    opened: int
    pages: int


def reading_of(meeting: Meeting) -> tuple[int, int, dict[UUID, ReaderRow]]:
    """Return how many papers and pages there are, and who has read how much: two queries."""
    versions: dict[UUID, Version] = {}
    papers = Document.objects.filter(paper_of(meeting), withdrawn_at=None)
    for version in Version.objects.filter(document__in=papers, state=Version.State.READY).order_by("number"):
        versions[version.document_id] = version
    rows: dict[UUID, ReaderRow] = {}
    for reading in Reading.objects.filter(document__in=list(versions)):
        row = rows.setdefault(reading.user_id, ReaderRow(reading.user_id, 0, 0))
        row.opened += 1
        if reading.version_id == versions[reading.document_id].pk:
            row.pages += len(reading.pages)
    return len(versions), sum(version.page_count for version in versions.values()), rows


def paper_of(meeting: Meeting) -> Q:
    """Return the condition «is a paper of this meeting or of one of its items» on documents."""
    items = AgendaItem.objects.filter(meeting=meeting).values("pk")
    return Q(owner_kind=ITEM, owner_id__in=items) | Q(owner_kind=MEETING, owner_id=meeting.pk)


def requests_for(by: Actor) -> "list[PaperRequest]":
    """Return the papers that the person's units are asked for, the most urgent first."""
    found = PaperRequest.objects.filter(unit__in=own_units(by)).exclude(item__meeting__state=Meeting.State.CANCELLED)
    return list(
        found.select_related(
            "unit", "item", "item__meeting", "item__meeting__chair", "document", "submitted_by"
        ).order_by("due_at")
    )


def is_secret_item(item_id: str) -> bool:
    """Tell whether nothing of this item may be said outside the house."""
    return AgendaItem.objects.filter(pk=item_id, is_secret=True).exists()
