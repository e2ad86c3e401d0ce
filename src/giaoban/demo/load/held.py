"""Meetings held through the real actions: papers, invitation, live room and record are what they claim to be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from giaoban.approvals import actions as approvals
from giaoban.approvals import queries as approval_queries
from giaoban.demo.content import meetings as content
from giaoban.demo.content.tasks import TaskStory
from giaoban.demo.load.known import Known
from giaoban.demo.load.moments import Moments
from giaoban.demo.load.past import answer_by, site_answer_of
from giaoban.demo.load.prepare import Preparer
from giaoban.demo.load.speaking import ends_at, give
from giaoban.demo.load.stories import StoryWriter
from giaoban.demo.load.timeline import Timeline
from giaoban.demo.load.votes import end_vote, hold_vote, prepare_vote
from giaoban.floor import actions as floor
from giaoban.kernel.actor import Actor
from giaoban.ledger import registry
from giaoban.ledger.models import Job
from giaoban.meetings import actions
from giaoban.meetings.actions import record_papers
from giaoban.meetings.models import AgendaItem, Attendee, Conclusion, Meeting, RecordPaper, Series, SiteAnswer
from giaoban.meetings.queries.room import Expected, expected_people
from giaoban.tasks.models import Task
from giaoban.voting.models import Poll

ROUND_BEFORE = timedelta(minutes=20)
BREATH = timedelta(seconds=20)
MOST_VOTES = 3  # in one meeting
NOT_HERE_YET = ("noibai.truong", "tccb.truong")  # are still to be counted in the meeting that runs


@dataclass
class Held:
    """One meeting on its way from draft to notice."""

    meeting: content.Meeting
    when: Moments
    known: Known
    timeline: Timeline
    series: Series
    stories: dict[int, TaskStory] = field(default_factory=dict)
    row: Meeting | None = None
    items: dict[int, AgendaItem] = field(default_factory=dict)
    came: int = 0
    votes: int = 0

    def plan(self) -> None:
        """Put every step on the timeline."""
        preparer, when = Preparer(self.meeting, self.known, self.series), self.when

        def draft() -> None:
            self.row, self.items = preparer.draft(when)

        self._then(when.drafted, draft)
        self._then(when.submitted, lambda: actions.submit_agenda(meeting_id=self.id, by=self.desk))
        self._then(when.approved, lambda: actions.approve_agenda(meeting_id=self.id, by=self.chair, comment="Đồng ý."))
        self._then(when.published, self._publish)
        if self.is_running:
            for nth, presence in enumerate(self.meeting.presences):
                self._then(when.answered + timedelta(minutes=4 * nth), self._answering(presence))
        else:
            self._then(when.answered, self._answered)
        for nth, mark in enumerate(self.meeting.marks):
            self._then(when.answered + timedelta(minutes=130 + 6 * nth), self._marking(mark))
        self._then(when.starts - ROUND_BEFORE, self._count_heads)
        self._then(when.starts + timedelta(minutes=1), lambda: actions.start(meeting_id=self.id, by=self.desk))
        self._hold()

    @property
    def id(self) -> UUID:
        """The meeting's id, once it is drafted."""
        if self.row is None:
            raise LookupError(f"{self.meeting.title} is not drafted yet")
        return self.row.pk

    @property
    def is_running(self) -> bool:
        """Whether the meeting is still on."""
        return self.meeting.state == "running"

    @property
    def desk(self) -> Actor:
        """The secretary."""
        return self.known.by(self.meeting.secretary)

    @property
    def chair(self) -> Actor:
        """The chair."""
        return self.known.by(self.meeting.chair)

    def _then(self, at: datetime, act: Callable[[], object]) -> None:
        self.timeline.act(at, act)

    def _publish(self) -> None:
        actions.publish(meeting_id=self.id, by=self.desk)
        job = Job.objects.get(name="meetings.make_invitation", entry__subject_id=str(self.id), done_at=None)
        registry.HANDLERS[job.name](job)
        Job.objects.filter(pk=job.pk).update(done_at=self.when.published)

    def _answered(self) -> None:
        """Write all answers of a meeting that is over at once: one by one they take seconds."""
        rows = {
            row.user_id: row
            for row in Attendee.objects.filter(meeting=self.id).select_related("meeting", "user", "site")
        }
        for place, presence in enumerate(self.meeting.presences):
            row, known = rows[self.known.user_id(presence.person)], self.known
            answer_by(row, presence, known)
            row.answered_at = self.when.answered + timedelta(minutes=4 * place)
            if row.consent and self.row:
                substitute = known.users[presence.substitute].full_name
                self.timeline.line(row.answered_at, "meetings.substitute_asked", row.user, self.row, person=substitute)
        SiteAnswer.objects.bulk_create(site_answer_of(row.meeting, row) for row in rows.values() if row.site_id)
        Attendee.objects.bulk_update(rows.values(), ["answer", "reason", "substitute", "consent", "answered_at"])

    def _answering(self, presence: content.Presence) -> Callable[[], object]:
        known = self.known

        def answer() -> None:
            said = {"online": "online", "on_site": "attend"}.get(presence.state, "absent")
            said = "substitute" if said == "absent" and presence.substitute else said
            row = actions.answer(
                meeting_id=self.id,
                answer=said,
                reason=presence.reason,
                substitute_id=known.user_id(presence.substitute) if presence.substitute else None,
                by=known.by(presence.person),
            )
            if row.answer == Attendee.Answer.SUBSTITUTE:
                actions.consent_substitute(attendee_id=row.pk, by=self.chair)
            if row.site_id:
                actions.answer_site(
                    meeting_id=self.id,
                    unit_id=row.site_id,
                    heads=2 + row.place % 5,
                    phone=known.units[presence.unit].phone,
                    by=known.by(presence.person),
                )

        return answer

    def _marking(self, mark: content.Mark) -> Callable[[], object]:
        return lambda: actions.mark_item(
            item_id=self.items[mark.item].pk, mark=mark.kind, text=mark.text, by=self.known.by(mark.person)
        )

    def _count_heads(self) -> None:
        """Open the round: sites count themselves, the hall is counted by itself and by the secretary."""
        actions.open_round(meeting_id=self.id, by=self.desk)
        names = {user.pk: name for name, user in self.known.users.items()}
        away = {self.known.user_id(row.person) for row in self.meeting.presences if row.state == "absent"}
        here: dict[str, list[UUID]] = {"on_site": [], "online": []}
        for person in expected_people(Meeting.objects.get(pk=self.id)):
            name, state = names[person.user.pk], "online" if person.site else "on_site"
            if person.user.pk in away:
                self._count([person.user.pk], "absent", person.reason)
            elif not self.is_running:
                here[state].append(person.user.pk)
            elif name not in NOT_HERE_YET:
                self._then(self._coming(), self._comes(person, name))
        for state, people in here.items():
            self._count(people, state)

    def _coming(self) -> datetime:
        """Return when the next one comes: half a minute after the one before, in no haste."""
        self.came += 1
        return self.when.starts - ROUND_BEFORE + timedelta(seconds=40 * self.came + 7 * (self.came % 4))

    def _comes(self, person: Expected, name: str) -> Callable[[], object]:
        """Somebody is counted by the own site, by the own hand, or by the secretary."""
        by, who = self.known.by(name), person.user.pk
        if person.site:
            site_id = person.site.pk
            return lambda: actions.check_in_site(meeting_id=self.id, site_id=site_id, user_ids=[who], by=by)
        if len(name) % 2:
            return lambda: actions.check_in(meeting_id=self.id, by=by)
        return lambda: self._count([who], "on_site")

    def _count(self, people: list[UUID], state: str, reason: str = "") -> None:
        if not people:
            return
        actions.mark_people(meeting_id=self.id, user_ids=people, state=state, reason=reason, by=self.desk)

    def _hold(self) -> None:
        """Run the agenda: items as long as they were planned, words and conclusions under their item."""
        cursor = self.when.starts + timedelta(minutes=2)
        for item in self.meeting.items:
            if self.meeting.running_item and item.place > self.meeting.running_item:
                break
            self._then(cursor, self._going_to(item.place))
            ticks = self._ticks(cursor, item)
            for nth, said in enumerate(row for row in self.meeting.statements if row.item == item.place):
                self._say(next(ticks), nth, said)
            for place, row in enumerate(self.meeting.conclusions, 1):
                if row.item == item.place:
                    self._then(next(ticks), self._concluding(place, row))
            if item.wanted == "decide" and self.votes < MOST_VOTES and not self.is_running:
                self._vote(cursor, item)
            cursor += timedelta(minutes=item.minutes) + BREATH * (item.place % 5 - 2) * 3
        if not self.meeting.running_item:
            self._finish(cursor)
            return
        for item in self.meeting.items:  # so that people can try: one vote here, a secret one on the next item
            if item.place in {self.meeting.running_item, self.meeting.running_item + 1}:
                self._then(self.when.starts + timedelta(minutes=1, seconds=30), self._preparing(item, []))

    def _preparing(self, item: content.Item, made: list[Poll]) -> Callable[[], object]:
        nth, self.votes = self.votes, self.votes + 1
        return lambda: made.append(prepare_vote(self.id, self.items[item.place].pk, item.title, nth, self.desk))

    def _vote(self, begin: datetime, item: content.Item) -> None:
        """Put what an item decides to the vote, and tell what came out."""
        made: list[Poll] = []
        chance = Random(self.votes)  # noqa: S311 - the choices of a demo
        opens = begin + timedelta(minutes=item.minutes) * 0.6
        self._then(begin + timedelta(seconds=30), self._preparing(item, made))
        self._then(opens, lambda: hold_vote(made[0], self.known, self.desk, chance))
        self._then(opens + timedelta(seconds=95), lambda: end_vote(made[0], self.desk))

    def _ticks(self, begin: datetime, item: content.Item) -> Iterator[datetime]:
        step = timedelta(minutes=item.minutes) / 7
        return (begin + step * nth for nth in count(1))

    def _going_to(self, place: int) -> Callable[[], object]:
        return lambda: actions.go_to_item(meeting_id=self.id, item_id=self.items[place].pk, by=self.desk)

    def _say(self, at: datetime, nth: int, said: content.Statement) -> None:
        """Somebody has the floor for some minutes; the chair speaks without being called."""
        if said.speaker != self.meeting.chair:
            self._then(at, lambda: self._give(said, ends_at(at, nth)))
        self._then(at, self._saying(said))

    def _give(self, said: content.Statement, until: datetime) -> None:
        item_id, speaker_id = self.items[said.item].pk, self.known.user_id(said.speaker)
        turn = give(self.id, item_id, speaker_id, said.text, self.desk)
        self._then(until, lambda: floor.end_turn(turn_id=turn.pk, by=self.desk))

    def _saying(self, said: content.Statement) -> Callable[[], object]:
        return lambda: actions.add_line(
            meeting_id=self.id,
            text=said.text,
            kind="statement",
            item_id=self.items[said.item].pk,
            speaker_id=self.known.user_id(said.speaker),
            by=self.desk,
        )

    def _concluding(self, place: int, row: content.Conclusion) -> Callable[[], object]:
        def conclude() -> None:
            story = self.stories.get(place)
            made = actions.conclude(
                meeting_id=self.id,
                item_id=self.items[row.item].pk,
                content=row.content,
                lead_unit_id=self.known.unit_id(row.lead) if row.lead else None,
                coordinating=[self.known.unit_id(code) for code in row.coordinating],
                responsible_id=self.known.user_id(story.assignee) if story else None,
                deadline_on=row.deadline_on,
                product=row.product,
                no_action=row.no_action,
                by=self.desk,
            )
            if self.meeting.running_item:
                actions.settle_conclusion(conclusion_id=made.pk, by=self.desk)

        return conclude

    def _finish(self, closed: datetime) -> None:
        closed = min(closed, self.when.notice - timedelta(hours=1))
        self._then(
            self.when.starts + timedelta(minutes=45), lambda: actions.close_round(meeting_id=self.id, by=self.desk)
        )
        self._then(closed, lambda: actions.close(meeting_id=self.id, by=self.desk))
        self._then(closed + timedelta(minutes=25), self._settle)
        self._then(self.when.notice - timedelta(minutes=40), lambda: self._put_forward(RecordPaper.Kind.NOTICE))
        self._then(self.when.notice, lambda: self._issue(RecordPaper.Kind.NOTICE))
        self._then(self.when.minutes - timedelta(minutes=30), lambda: self._put_forward(RecordPaper.Kind.MINUTES))
        self._then(self.when.minutes, lambda: self._issue(RecordPaper.Kind.MINUTES))

    def _settle(self) -> None:
        """Make the conclusions final; their tasks go out, and their stories are told."""
        writer = StoryWriter(self.known, self.timeline)
        for conclusion in Conclusion.objects.filter(meeting=self.id).order_by("place"):
            final = actions.settle_conclusion(conclusion_id=conclusion.pk, by=self.desk)
            story = self.stories.get(conclusion.place)
            if story and final.task_id:
                task = Task.objects.get(pk=final.task_id)
                writer.tell(task, story)
                task.save()
        writer.write()

    def _put_forward(self, kind: str) -> None:
        paper = actions.draw_up(meeting_id=self.id, kind=kind, by=self.desk)
        actions.put_forward(paper_id=paper.pk, by=self.desk)

    def _issue(self, kind: str) -> None:
        paper = RecordPaper.objects.get(meeting=self.id, kind=kind)
        waiting = approval_queries.waiting_approval(record_papers.APPROVAL, paper.pk)
        if waiting:
            approvals.decide(approval_id=waiting.pk, approve=True, comment="", by=self.chair)
        actions.issue(paper_id=paper.pk, by=self.desk)
