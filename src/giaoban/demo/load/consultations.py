"""Opinion slips through the real actions, along the timeline: drafted, approved, sent, answered, summed up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from giaoban.approvals import actions as approvals
from giaoban.approvals import queries as approval_queries
from giaoban.consultations import actions, permissions, queries
from giaoban.consultations.models import Consultation, OpinionSlip
from giaoban.demo.content import papers
from giaoban.demo.content.consultations import ASKINGS, OPINIONS, Asking
from giaoban.demo.content.holidays import working_day_before, working_days_after
from giaoban.demo.load.known import Known
from giaoban.demo.load.timeline import Timeline, moment
from giaoban.documents import actions as documents
from giaoban.kernel import clock
from giaoban.people import queries as people

STOPS = {"draft": 0, "submitted": 1, "approved": 2, "open": 3, "closed": 4, "signing": 5, "published": 6}


def plan_consultations(known: Known, timeline: Timeline) -> None:
    """Plan every slip of the content."""
    for nth, row in enumerate(ASKINGS):
        _Story(row, nth, known, timeline).plan()


class _Story:
    """One consultation from its draft to where it stands today."""

    def __init__(self, row: Asking, nth: int, known: Known, timeline: Timeline) -> None:
        self.row, self.nth, self.known, self.timeline = row, nth, known, timeline
        self.officer = known.by(row.officer)
        self.today = timezone.localtime(timeline.now).date()
        self.sent_on = working_day_before(self.today - timedelta(days=row.sent - 1))
        self.goes = STOPS.get(row.end, STOPS["open"])
        self.made: Consultation | None = None

    def plan(self) -> None:
        """Put every step on the timeline; nothing later than now happens."""
        begun = min(moment(self.sent_on, 8, 10 + self.nth), self.timeline.now - timedelta(minutes=240 - self.nth))
        self.act(begun, self.draft)
        if self.goes >= STOPS["submitted"]:
            self.act(begun + timedelta(minutes=25), lambda: actions.submit(consultation_id=self.pk, by=self.officer))
        if self.goes >= STOPS["approved"]:
            self.act(begun + timedelta(minutes=80), lambda: self.decide("consultations.consultation"))
        if self.goes >= STOPS["open"]:
            self.act(begun + timedelta(minutes=95), self.send)
        if self.row.extended:
            self.act(self.after(begun, 2), self.extend)
        last = working_day_before(self.today - timedelta(days=self.row.ended - 1))
        ended = moment(last, 15, self.nth)
        if self.row.end == "cancelled":
            self.act(ended, self.cancel)
        if self.goes >= STOPS["closed"]:
            self.act(ended, self.close)

    def act(self, at: datetime, do: Callable[[], object]) -> None:
        """Plan one step; what would come later happened a moment ago."""
        self.timeline.act(min(at, self.timeline.now - timedelta(minutes=1)), do)

    def after(self, at: datetime, days: int) -> datetime:
        """Return a moment of the working day so many days later."""
        day = working_days_after(timezone.localtime(at).date(), days)
        return moment(day, 9 + self.nth % 6, 12)

    @property
    def pk(self) -> Any:
        """The id of the consultation, once it is drafted."""
        return self.made.pk if self.made else None

    def draft(self) -> None:
        """The officer writes it down, with its paper."""
        row, known = self.row, self.known
        facts = {
            "subject": row.subject,
            "text": row.text,
            "questions": row.questions,
            "units": [known.unit_id(code) for code in row.units],
            "people": [known.user_id(name) for name in row.people],
            "groups": [known.groups[row.group].pk] if row.group else [],
            "working_days": row.days,
            "silence": row.silence,
            "approver_id": known.user_id(row.approver),
        }
        self.made = actions.draft(unit_id=known.unit_id(row.unit), facts=facts, by=self.officer)
        if row.paper:
            entry = papers.CATALOGUE[row.paper]
            documents.add_document(
                file=SimpleUploadedFile(entry.filename, papers.build(row.paper)),
                owner_kind="consultations.consultation",
                owner_id=self.pk,
                title=entry.title,
                vouched=True,
                by=self.officer,
            )

    def decide(self, kind: str) -> None:
        """The leader says yes to what waits."""
        waiting = approval_queries.waiting_approval(kind, self.pk)
        if waiting:
            approvals.decide(approval_id=waiting.pk, approve=True, by=self.known.by(self.row.approver))

    def send(self) -> None:
        """It goes out; those who answer do so over the next two working days."""
        sent = actions.send(consultation_id=self.pk, by=self.officer)
        silent = {self.known.unit_id(code) for code in self.row.silent}
        start = sent.sent_at or self.timeline.now
        for place, slip in enumerate(sent.slips.exclude(unit__in=silent).select_related("user")):
            at = self.after(start, 1 + place % 2) + timedelta(minutes=7 * place)
            self.act(at, lambda slip=slip, place=place: self.answer(slip, place))  # type: ignore[misc]

    def answer(self, slip: OpinionSlip, place: int) -> None:
        """One of those asked answers."""
        choice, text, _kind, _told = OPINIONS[(place + self.nth) % len(OPINIONS)]
        first, *more = slip.consultation.questions.all()
        said = [actions.Said(first.pk, choice, text), *(actions.Said(question.pk, "agree") for question in more)]
        actions.answer(slip_id=slip.pk, said=said, by=people.actor_of(slip.user, request_id="demo"))

    def extend(self) -> None:
        """Two working days more."""
        row = Consultation.objects.get(pk=self.pk)
        if row.due_on:
            day = working_days_after(row.due_on, 2)
            actions.extend(consultation_id=self.pk, due_on=day, reason=self.row.extended, by=self.officer)

    def cancel(self) -> None:
        """It is called off."""
        actions.cancel(consultation_id=self.pk, reason=self.row.note, by=self.officer)

    def close(self) -> None:
        """It is closed, and opinions are treated: all of them, or the first while it is still being summed up."""
        row = self.found()
        if not permissions.may_close(self.officer, row) and row.due_on:  # more time was given meanwhile
            self.timeline.act(moment(working_days_after(row.due_on, 1), 15, self.nth), self.close)
            return
        actions.close(consultation_id=self.pk, by=self.officer)
        lines = [line for row in queries.rows_of(self.found()) for line in row.lines if line.needs_treatment]
        told = {(choice, text): (kind, words) for choice, text, kind, words in OPINIONS}
        kept = lines if self.goes > STOPS["closed"] else lines[:1]
        for line in kept:
            kind, words = told[(line.choice, line.text)]
            actions.treat(consultation_id=self.pk, line_id=line.pk, kind=kind, text=words, by=self.officer)

        if self.goes >= STOPS["signing"]:
            closed = clock.now()
            self.act(closed + timedelta(minutes=40), self.announce)
            if self.goes >= STOPS["published"]:
                self.act(closed + timedelta(minutes=90), lambda: self.decide("consultations.notice"))

    def found(self) -> Consultation:
        """Return the row as it stands."""
        return Consultation.objects.get(pk=self.pk)

    def announce(self) -> None:
        """The officer puts the result notice before the leader."""
        actions.announce(consultation_id=self.pk, note=self.row.note, by=self.officer)
