"""A meeting's draft through the real actions: head, people, agenda, papers, what units were asked for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from giaoban.demo.content import meetings as content
from giaoban.demo.content import papers
from giaoban.demo.content.holidays import working_day_before
from giaoban.demo.content.units import head_of
from giaoban.demo.load.known import Known
from giaoban.demo.load.moments import Moments
from giaoban.demo.load.timeline import Timeline, moment
from giaoban.documents import actions as documents
from giaoban.documents.models import Document
from giaoban.kernel.actor import Actor
from giaoban.ledger.models import Job
from giaoban.meetings import actions
from giaoban.meetings.models import AgendaItem, Meeting, Series
from giaoban.meetings.queries.agenda import ITEM

URGENT = 10  # before the papers of meetings that are over
LATER = -20  # below everything that people wait for


class Preparer:
    """Prepares one meeting in the name of its secretary."""

    def __init__(self, meeting: content.Meeting, known: Known, series: Series) -> None:
        """Prepare that meeting."""
        self.meeting, self.known, self.series = meeting, known, series
        self.desk = known.by(meeting.secretary)

    def draft(self, when: Moments, *, with_papers: bool = True) -> tuple[Meeting, dict[int, AgendaItem]]:
        """Draft the meeting with agenda, guests and papers; return it and its items by place."""
        row = self._schedule(when)
        items = {item.place: self._item(row, item) for item in self.meeting.items}
        if self.meeting.in_series:
            actions.carry_over(meeting_id=row.pk, by=self.desk)
        if with_papers:
            for item in self.meeting.items:
                for name in item.papers:
                    self.add_paper(items[item.place], name, item.unit, self.desk)
        return row, items

    def _schedule(self, when: Moments) -> Meeting:
        meeting, known = self.meeting, self.known
        row = actions.schedule_meeting(
            title=meeting.title,
            kind_id=known.kinds[meeting.kind].pk,
            unit_id=known.unit_id(meeting.unit),
            starts_at=when.starts,
            ends_at=when.ends,
            chair_id=known.user_id(meeting.chair),
            secretary_id=known.user_id(meeting.secretary),
            details={
                "form": meeting.form,
                "location": meeting.location,
                "purpose": meeting.purpose,
                "demands": meeting.demands,
                "contact": meeting.contact,
                "is_ad_hoc": meeting.is_ad_hoc,
                "is_drill": meeting.is_drill,
            },
            group_ids=[known.groups[meeting.group].pk] if meeting.group else [],
            user_ids=[known.user_id(row.person) for row in meeting.presences],
            by=self.desk,
        )
        if meeting.in_series:
            row.series = self.series
            day = meeting.original_day or meeting.day
            row.original_start = moment(day, meeting.start.hour, meeting.start.minute)
            row.save(update_fields=["series", "original_start"])
        return row

    def _item(self, row: Meeting, item: content.Item) -> AgendaItem:
        made = actions.propose_item(
            meeting_id=row.pk,
            title=item.title[:300],
            details={
                "note": item.note,
                "presenter_id": self.known.user_id(item.presenter),
                "preparing_unit_id": self.known.unit_id(item.unit),
                "minutes": item.minutes,
                "wanted": item.wanted,
            },
            by=self.desk,
        )
        if item.is_carry_over:
            made.is_carry_over = True
            made.save(update_fields=["is_carry_over"])
        return made

    def add_paper(self, item: AgendaItem, name: str, unit: str, by: Actor) -> Document:
        """Add a paper of the catalogue to an item; its conversion waits for the worker."""
        entry = papers.CATALOGUE[name]
        kind = self.known.paper_types.get(entry.document_type)
        return documents.add_document(
            file=SimpleUploadedFile(entry.filename, papers.build(name)),
            owner_kind=ITEM,
            owner_id=item.pk,
            title=entry.title,
            vouched=True,
            document_type_id=kind.pk if kind else None,
            unit_id=self.known.unit_id(unit),
            by=by,
        )


def hurry(meeting_ids: list[UUID]) -> None:
    """Let the worker convert the papers of these meetings before all others, the first meeting first.

    The others were urgent when their own meeting was near; that is past, and what people upload now goes before them.
    """
    Job.objects.filter(name="documents.convert", done_at=None).update(priority=LATER)
    for place, meeting_id in enumerate(meeting_ids):
        items = AgendaItem.objects.filter(meeting=meeting_id).values("pk")
        for document in Document.objects.filter(owner_kind=ITEM, owner_id__in=items):
            for version in document.versions.all():
                Job.objects.filter(unique_key=f"documents.convert:{version.pk}").update(priority=URGENT - place)


class Drafted:
    """A meeting that is being prepared: units were asked for papers, some came, one was sent back."""

    def __init__(self, meeting: content.Meeting, known: Known, series: Series, timeline: Timeline) -> None:
        """Prepare that meeting along the timeline."""
        self.meeting, self.known, self.timeline = meeting, known, timeline
        self.preparer = Preparer(meeting, known, series)
        self.items: dict[int, AgendaItem] = {}
        self.row: Meeting | None = None

    def plan(self, when: Moments) -> datetime:
        """Put the steps of the preparation on the timeline: drafted on the last working day, papers since then.

        Return when it was drafted.
        """
        now = self.timeline.now
        begin = moment(working_day_before(timezone.localtime(now).date()), 16, 45)

        def draft() -> None:
            self.row, self.items = self.preparer.draft(when, with_papers=False)
            self._own_papers()

        self.timeline.act(begin, draft)
        if not self.meeting.in_series:
            self.timeline.act(now - timedelta(minutes=55), self._submit)
        for nth, request in enumerate(self.meeting.requests):
            self._ask(request, begin + timedelta(minutes=20 + 3 * nth), nth)
        return begin

    def gather(self, at: datetime) -> None:
        """Let the open obstacles of the branches enter the draft."""
        self.timeline.act(at, lambda: self.row and actions.gather_obstacles(meeting_id=self.row.pk))

    def _submit(self) -> None:
        if self.row:
            actions.submit_agenda(meeting_id=self.row.pk, by=self.preparer.desk)

    def _own_papers(self) -> None:
        asked = {request.item for request in self.meeting.requests}
        for item in self.meeting.items:
            for name in item.papers[1 if item.place in asked else 0 :]:
                self.preparer.add_paper(self.items[item.place], name, item.unit, self.preparer.desk)

    def _ask(self, request: content.PaperRequest, asked: datetime, nth: int) -> None:
        found: dict[str, UUID] = {}
        unit_id, item = self.known.unit_id(request.unit), request.item

        def ask() -> None:
            due = moment(request.due_on, 16)
            made = actions.ask_for_paper(
                item_id=self.items[item].pk, unit_id=unit_id, what=request.what[:300], due_at=due, by=self.preparer.desk
            )
            found["request"] = made.pk

        def submit() -> None:
            by = self.known.by(head_of(request.unit))
            paper = self.preparer.add_paper(self.items[item], request.paper, request.unit, by)
            actions.submit_paper(request_id=found["request"], document_id=paper.pk, by=by)

        self.timeline.act(asked, ask)
        if request.state == "asked":
            return
        sent = self.timeline.now - timedelta(minutes=150 - 6 * nth)
        self.timeline.act(sent, submit)
        judge = self._judge(request, found)
        if judge:
            self.timeline.act(self.timeline.now - timedelta(minutes=100 - 7 * nth), judge)

    def _judge(self, request: content.PaperRequest, found: dict[str, UUID]) -> Callable[[], object] | None:
        desk = self.preparer.desk
        if request.state == "accepted":
            return lambda: actions.accept_paper(request_id=found["request"], by=desk)
        if request.state == "returned":
            return lambda: actions.return_paper(request_id=found["request"], reason=request.reason, by=desk)
        return None
