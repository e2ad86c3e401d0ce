"""«Hôm nay»: everything that asks something of the person today, and nothing else."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Final

from giaoban.approvals import queries as approvals
from giaoban.approvals.kinds import KINDS
from giaoban.approvals.models import Step
from giaoban.consultations import queries as consultations
from giaoban.consultations.models import Consultation, OpinionSlip
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.meetings.models import Attendee, Meeting, PaperRequest
from giaoban.meetings.queries import today as meetings
from giaoban.meetings.queries.today import ToRead
from giaoban.obstacles import queries as obstacles
from giaoban.obstacles.models import Obstacle
from giaoban.people import queries as people
from giaoban.tasks import queries as tasks
from giaoban.tasks.models import Extension, Task
from giaoban.whereabouts import queries as whereabouts
from giaoban.whereabouts.models import Stay

NEAR: Final = timedelta(hours=12)
MOST_TASKS: Final = 8
MOST_PAPERS: Final = 8
MOST_OBSTACLES: Final = 6


@dataclass(frozen=True, slots=True)
class MyDay:
    """One person's day, cut to what fits one glance; the counts tell what lies behind."""

    running: list[Meeting]
    coming: list[Meeting]
    papers: list[ToRead]
    pages: int
    minutes: int
    invitations: list[Attendee]
    approvals: list[tuple[Step, str]]
    substitutes: list[Attendee]
    to_accept: list[PaperRequest]
    extensions: list[Extension]
    to_confirm: list[Task]
    owed: list[PaperRequest]
    slips: list[OpinionSlip]  # that ask this person
    consultations: list[Consultation]  # in this person's charge, with a next step
    tasks: list[Task]
    task_count: int
    late_count: int
    away: list[Stay]
    obstacles: list[Obstacle]  # on which this person has the next word
    obstacle_count: int
    unit_obstacles: tuple[int, int]  # of the own branch: open, late

    @property
    def next(self) -> Meeting | None:
        """The meeting that comes first."""
        return self.coming[0] if self.coming else None

    @property
    def minutes_left(self) -> int | None:
        """Minutes until the next meeting, when it is near enough to count them."""
        if self.next is None:
            return None
        left = self.next.starts_at - clock.now()
        return ceil(left.total_seconds() / 60) if timedelta() < left < NEAR else None

    @property
    def decisions(self) -> int:
        """How many things wait for this person's word."""
        waiting = (
            self.approvals, self.slips, self.consultations, self.substitutes, self.to_accept, self.extensions,
            self.to_confirm, self.invitations,
        )  # fmt: skip
        return sum(len(part) for part in waiting)

    @property
    def papers_shown(self) -> list[ToRead]:
        """The first papers to read."""
        return self.papers[:MOST_PAPERS]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing at all asks for anything."""
        return not (
            self.running or self.coming or self.papers or self.decisions or self.owed or self.tasks or self.obstacles
        )


def my_day(by: Actor) -> MyDay:
    """Return the person's day in a constant number of queries."""
    coming, hats = meetings.coming_meetings(by), obstacles.hats_of(by)
    papers = meetings.papers_to_read(by, coming)
    mine, mine_to_move = tasks.open_tasks_of(by), obstacles.waiting_for(by, hats)
    task_count, late_count = tasks.count_open(by)
    return MyDay(
        running=meetings.running_now(by),
        coming=meetings.next_among(coming),
        papers=papers,
        pages=sum(line.paper.pages - line.paper.pages_read for line in papers),
        minutes=sum(line.paper.minutes for line in papers),
        invitations=meetings.invitations_to_answer(by),
        approvals=[
            (step, KINDS[step.approval.kind].url(step.approval.subject_id)) for step in approvals.waiting_for(by)
        ],
        substitutes=meetings.substitutes_to_consent(by),
        to_accept=meetings.papers_to_accept(by),
        extensions=list(tasks.waiting_extensions(by)),
        to_confirm=list(tasks.waiting_to_confirm(by)),
        owed=meetings.papers_asked_of(by),
        slips=list(consultations.waiting_slips(by)),
        consultations=list(consultations.to_move(by)),
        tasks=tasks.most_urgent(mine, MOST_TASKS),
        task_count=task_count,
        late_count=late_count,
        away=_away(by),
        obstacles=list(mine_to_move[:MOST_OBSTACLES]),
        obstacle_count=mine_to_move.count(),
        unit_obstacles=obstacles.counts_of_unit(by, hats),
    )


def _away(by: Actor) -> list[Stay]:
    colleagues = people.members_of(by.units).exclude(pk=by.person_id).values_list("pk", flat=True)
    return list(whereabouts.away(colleagues, clock.now())) if by.units else []
