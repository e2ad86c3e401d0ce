"""A year of obstacles: those of the past as rows with lines of the book, those that wait through the real verbs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from giaoban.demo.content import obstacles as content
from giaoban.demo.content.holidays import working_day_before, working_days_after
from giaoban.demo.content.meetings import Case
from giaoban.demo.content.meetings import Item as ItemContent
from giaoban.demo.content.obstacles import Story
from giaoban.demo.content.units import head_of
from giaoban.demo.load.known import Known
from giaoban.demo.load.past import Past
from giaoban.demo.load.timeline import Timeline, moment
from giaoban.kernel import clock
from giaoban.kernel.folding import fold
from giaoban.meetings.actions.gather import place_at
from giaoban.meetings.models import AgendaItem, CarriedOver, Meeting
from giaoban.obstacles import actions
from giaoban.obstacles.models import Coordination, Obstacle, ObstacleLine, Precedent, YearCount
from giaoban.people.models import CatalogueEntry, User

State, Kind, Level = Obstacle.State, ObstacleLine.Kind, Obstacle.Level
ALONE, TOGETHER = 5, 10  # working days
OFFICE = "vanphong"
LETTER = "Công văn số {n}/TCHQ-GSQL"


def fields_by_code() -> dict[str, CatalogueEntry]:
    """Return the obstacle fields by their code."""
    rows = CatalogueEntry.objects.filter(catalogue=CatalogueEntry.Catalogue.OBSTACLE_FIELD)
    return {row.code: row for row in rows}


@dataclass
class ObstacleWriter:
    """Writes what is over as rows; numbers are given in the order of raising."""

    known: Known
    timeline: Timeline
    chance: Random = field(default_factory=lambda: Random(43))  # noqa: S311 - days of a demo
    rows: list[Obstacle] = field(default_factory=list)
    helpers: list[Coordination] = field(default_factory=list)
    lines: list[ObstacleLine] = field(default_factory=list)
    kept: list[Precedent] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look the fields up once."""
        self.fields = fields_by_code()

    def write(self, held: Iterable[Past]) -> None:
        """Write what briefings concluded on, and what was settled in writing."""
        for past in held:
            items = {item.place: item for item in AgendaItem.objects.filter(meeting=past.row)}
            for nth, item in enumerate(row for row in past.content.items if row.case):
                self._heard(past, item, items[item.place], nth)
        today = timezone.localtime(self.timeline.now).date()
        for story in content.stories(today):
            if story.end.endswith("resolved"):
                self._settled(story, today)
        self._number()
        Obstacle.objects.bulk_create(self.rows, batch_size=200)
        Coordination.objects.bulk_create(self.helpers, batch_size=400)
        ObstacleLine.objects.bulk_create(self.lines, batch_size=400)
        Precedent.objects.bulk_create(self.kept, batch_size=200)
        AgendaItem.objects.bulk_update(self.items, ["obstacle_id"], batch_size=200)
        self._book()

    def _row(self, case: Case, author: str, raised: datetime, due_days: int) -> Obstacle:
        who = self.known.users[author]
        due = working_days_after(timezone.localtime(raised).date(), due_days)
        row = Obstacle(
            branch=self.known.units[case.branch],
            field=self.fields[case.field],
            title=case.title[:300],
            facts=content.facts_of(case),
            legal_basis=content.law_of(case),
            own_view=content.view_of(case),
            proposal=content.proposal_of(case),
            division=self.known.units[case.lead],
            author=who,
            created_at=raised - timedelta(minutes=25),
            raised_by=who,
            raised_at=raised,
            routed_at=raised + timedelta(hours=3),
            due_on=due,
            first_due_on=due,
        )
        self.rows.append(row)
        self.helpers += [Coordination(obstacle=row, unit=self.known.units[code]) for code in case.helpers]
        return row

    def _say(self, row: Obstacle, kind: str, text: str, who: User, at: datetime, source: str = "") -> None:
        basis = row.legal_basis if kind == Kind.ANSWER else ""
        unit = row.division if kind == Kind.ANSWER and not source else None
        self.lines.append(
            ObstacleLine(obstacle=row, kind=kind, text=text, by=who, at=at, source=source, legal_basis=basis, unit=unit)
        )

    def _heard(self, past: Past, item: ItemContent, row: AgendaItem, nth: int) -> None:
        """Write one that a briefing concluded on; most were confirmed within two weeks."""
        case = item.case
        if case is None:
            return
        drafted = timezone.localtime(past.moments.drafted).date()
        obstacle = self._row(
            case, content.author_of(case.branch, nth), moment(working_day_before(drafted), 9, 10), TOGETHER
        )
        ended = row.ended_at or past.moments.ends
        self._say(
            obstacle, Kind.ANSWER, case.answer, self.known.users[head_of(case.lead)], ended - timedelta(minutes=3)
        )
        said = [past.conclusions[n] for n, r in enumerate(past.content.conclusions, 1) if r.item == item.place]
        for conclusion in said:
            desk = past.row.secretary
            self._say(obstacle, Kind.CONCLUDE, conclusion.content, desk, ended, source=past.row.title)
            obstacle.conclusion_id, obstacle.task_id = conclusion.pk, conclusion.task_id or obstacle.task_id
        obstacle.meeting_id, obstacle.item_id, obstacle.meeting_label = past.row.pk, row.pk, past.row.title
        obstacle.meeting_on, obstacle.answered_at = past.content.day, ended
        row.obstacle_id = obstacle.pk
        self.items.append(row)
        after = working_days_after(past.content.day, self.chance.randint(1, 9))
        self._end(obstacle, moment(after, 9, 20 + nth), State.CONCLUDED if said else State.ANSWERED)

    def _settled(self, story: Story, today: date) -> None:
        """Write one that was answered in writing and confirmed."""
        day = today - timedelta(days=story.raised)
        case = story.case
        obstacle = self._row(case, story.author, moment(day, 8, 40), TOGETHER if case.helpers else ALONE)
        obstacle.urgency, obstacle.in_writing = story.urgency, True
        goes_up = story.end == "higher_resolved"
        answered = working_days_after(day, story.answer_days + (18 if goes_up else 0))
        at = moment(answered, 15, 5)
        if goes_up:
            obstacle.level = Level.HIGHER
            division = self.known.users[head_of(case.lead)]
            self._say(obstacle, Kind.ESCALATE, content.HIGHER, division, moment(working_days_after(day, 2), 10))
        who = self.known.users[OFFICE if goes_up else head_of(case.lead)]
        letter = LETTER.format(n=1200 + 37 * story.answer_days) if goes_up else ""
        self._say(obstacle, Kind.ANSWER, case.answer, who, at, source=letter)
        obstacle.answered_at = at
        self._end(obstacle, moment(working_days_after(answered, story.confirm_days), 10, 15), State.ANSWERED)

    def _end(self, obstacle: Obstacle, at: datetime, else_state: str) -> None:
        """Let the branch confirm at that moment, unless it lies ahead."""
        if at > self.timeline.now:
            obstacle.state = else_state
            return
        obstacle.state, obstacle.settled_at = State.RESOLVED, at
        said = [
            line.text for line in self.lines if line.obstacle is obstacle and line.kind in {Kind.ANSWER, Kind.CONCLUDE}
        ]
        self.kept.append(
            Precedent(
                obstacle=obstacle,
                field=obstacle.field,
                division=obstacle.division,
                title=obstacle.title,
                question=obstacle.facts,
                answer="\n\n".join(said),
                legal_basis=obstacle.legal_basis,
                level=obstacle.level,
                settled_on=timezone.localtime(at).date(),
            )
        )

    def _number(self) -> None:
        counts: dict[int, int] = {}
        for row in sorted(self.rows, key=lambda row: row.raised_at or row.created_at):
            year = timezone.localtime(row.raised_at or row.created_at).year
            counts[year] = counts.get(year, 0) + 1
            row.number = f"VM-{counts[year]:04}/{year}"
            row.folded = fold(f"{row.number} {row.title} {row.facts}")
        YearCount.objects.bulk_create(YearCount(year=year, last=last) for year, last in counts.items())

    def _book(self) -> None:
        said: dict[UUID, list[ObstacleLine]] = {}
        for line in self.lines:
            said.setdefault(line.obstacle_id, []).append(line)
        office = self.known.users[OFFICE]
        for row in self.rows:
            plain = {"number": row.number, "branch": row.branch.short_name}
            who = row.raised_by or row.author
            self._line(row.raised_at, "obstacles.raised", who, row, **plain, urgency=row.urgency)
            unit, due = row.division.short_name if row.division else "", f"{row.due_on:%d/%m/%Y}"
            self._line(row.routed_at, "obstacles.routed", office, row, **plain, division=unit, due=due)
            for line in said.get(row.pk, []):
                action = BOOKED.get(line.kind)
                if action and line.by and not (line.kind == Kind.ANSWER and row.meeting_id):
                    self._line(
                        line.at, action, line.by, row, **plain, meeting=row.meeting_label, to=str(Level.HIGHER.label)
                    )
            if row.settled_at:
                self._line(row.settled_at, "obstacles.resolved", who, row, **plain, days=row.days_open)

    def _line(self, at: datetime | None, action: str, who: User, row: Obstacle, **data: object) -> None:
        if at:
            self.timeline.line(at, action, who, row, **data)


BOOKED: dict[str, str] = {
    Kind.ANSWER: "obstacles.answered",
    Kind.CONCLUDE: "obstacles.concluded",
    Kind.ESCALATE: "obstacles.escalated",
}


@dataclass
class Waiting:
    """Plans, through the real verbs, what is still on its way: this month's briefings, and what waits for somebody."""

    known: Known
    timeline: Timeline

    def __post_init__(self) -> None:
        """Look the fields up once."""
        self.fields = fields_by_code()

    def plan_heard(
        self, meeting: Callable[[], tuple[Meeting | None, dict[int, AgendaItem]]], items: Iterable[ItemContent],
        drafted: datetime, confirmed: datetime | None = None,
    ) -> None:  # fmt: skip
        """Let branches raise what stands on a briefing's agenda before it is drafted, and confirm afterwards."""
        day = working_day_before(timezone.localtime(drafted).date())
        for nth, item in enumerate(row for row in items if row.case):
            if item.case:
                found: dict[str, UUID] = {}
                raised = moment(day, 9, 20 + 9 * nth)
                self._raise(item.case, content.author_of(item.case.branch, nth), raised, found)
                self._route(item.case, raised + timedelta(hours=4), found)
                self.timeline.act(drafted + timedelta(minutes=1), self._placing(meeting, item.place, found))
                if confirmed:
                    by = head_of(item.case.branch)
                    self.timeline.act(confirmed + timedelta(days=nth, minutes=7 * nth), self._confirming(found, by))

    def _placing(
        self, meeting: Callable[[], tuple[Meeting | None, dict[int, AgendaItem]]], place: int, found: dict[str, UUID]
    ) -> Callable[[], object]:
        def put() -> None:
            row, items = meeting()
            if row is None:
                return
            item = items[place]
            item.obstacle_id = found["id"]
            item.save(update_fields=["obstacle_id"])
            CarriedOver.objects.create(meeting=row, source_id=found["id"])
            place_at(found["id"], row, item, self.known.by(OFFICE))

        return put

    def _confirming(self, found: dict[str, UUID], by: str) -> Callable[[], object]:
        def confirm() -> None:
            row = Obstacle.objects.get(pk=found["id"])
            if row.state in {State.ANSWERED, State.CONCLUDED}:
                actions.confirm(obstacle_id=row.pk, by=self.known.by(by))

        return confirm

    def plan_waiting(self) -> None:
        """Plan what waits today, or ended without an answer."""
        today = timezone.localtime(self.timeline.now).date()
        for nth, story in enumerate(row for row in content.stories(today) if not row.end.endswith("resolved")):
            raised = moment(today - timedelta(days=story.raised), 8, 5 + nth)
            if story.raised == 0:
                raised = self.timeline.now - timedelta(minutes=100 - nth)
            self._tell(story, raised)

    def _tell(self, story: Story, raised: datetime) -> None:
        found: dict[str, UUID] = {}
        case, end = story.case, story.end
        self._raise(case, story.author, raised, found, urgency=story.urgency, draft=end == "draft")
        if end in {"draft", "raised"}:
            return
        if end == "returned":
            reason = "Nội dung thuộc thẩm quyền giải quyết của Chi cục trưởng."
            self._then(raised, 1, actions.give_back, OFFICE, found, reason=reason)
            return
        self._route(case, raised + timedelta(hours=2), found, alone=end == "late", in_writing=case.branch != "NOIBAI")
        head, branch = head_of(case.lead), head_of(case.branch)
        if end == "withdrawn":
            self._then(raised, 3, actions.withdraw, branch, found, reason="Đơn vị đã tự giải quyết xong.")
        elif end == "leader":
            self._then(raised, 2, actions.escalate, head, found, level="leader", reason=content.TO_LEADER)
        elif end == "higher":
            self._then(raised, 2, actions.escalate, head, found, level="higher", reason=content.HIGHER)
        elif end in {"answered", "asked_on", "reopened"}:
            law = content.law_of(case)
            self._then(raised, 2, actions.answer, head, found, text=case.answer, legal_basis=law)
        if end == "asked_on":
            self._then(raised, 5, actions.ask_on, branch, found, text=content.REPLIES[story.raised % 2])
        if end == "reopened":
            self._then(raised, 4, actions.confirm, branch, found)
            again = "Trong tuần lại phát sinh trường hợp tương tự, hướng dẫn chưa áp dụng được."
            self._then(raised, story.raised - 3, actions.reopen, branch, found, reason=again)

    def _then(
        self,
        raised: datetime,
        days: int,
        verb: Callable[..., object],
        who: str,
        found: dict[str, UUID],
        **facts: object,
    ) -> None:
        day = working_days_after(timezone.localtime(raised).date(), 1) if days == 1 else None
        later = timezone.localtime(raised).date() + timedelta(days=days)
        at = moment(day or working_day_before(later + timedelta(days=1)), 14, 10)
        at = min(max(at, raised + timedelta(hours=3)), self.timeline.now - timedelta(minutes=20))
        by = self.known.by(who)
        self.timeline.act(at, lambda: verb(obstacle_id=found["id"], by=by, **facts))

    def _raise(
        self,
        case: Case,
        author: str,
        at: datetime,
        found: dict[str, UUID],
        *,
        urgency: str = "normal",
        draft: bool = False,
    ) -> None:
        by = self.known.by(author)

        def write() -> None:
            facts = {
                "field_id": self.fields[case.field].pk,
                "title": case.title,
                "facts": content.facts_of(case),
                "legal_basis": content.law_of(case),
                "own_view": content.view_of(case),
                "proposal": content.proposal_of(case),
                "urgency": urgency,
                "wanted_on": clock.today() + timedelta(days=7) if urgency != "normal" else None,
            }
            made = actions.draft(branch_id=self.known.unit_id(case.branch), facts=facts, by=by)
            found["id"] = made.pk
            if not draft:
                actions.raise_obstacle(obstacle_id=made.pk, by=by)

        self.timeline.act(at, write)

    def _route(
        self, case: Case, at: datetime, found: dict[str, UUID], *, alone: bool = False, in_writing: bool = False
    ) -> None:
        by, lead = self.known.by(OFFICE), self.known.unit_id(case.lead)
        helpers = [] if alone else [self.known.unit_id(code) for code in case.helpers]
        at = min(at, self.timeline.now - timedelta(minutes=30))
        self.timeline.act(
            at,
            lambda: actions.route(
                obstacle_id=found["id"], division_id=lead, coordinating=helpers, in_writing=in_writing, by=by
            ),
        )
