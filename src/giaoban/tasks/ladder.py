"""What the rules of reminding owe this morning, with the people it goes to (invariant 11).

The rules are in ``policy``, the words in ``ladder_words``; what they ask about the tasks is in
``queries.standings``. Nothing is stored ahead: a moved deadline, progress, leave or a new policy are what the next
question finds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.notice import Due
from giaoban.kernel.workdays import WorkCalendar
from giaoban.people import queries as people
from giaoban.tasks import links, queries
from giaoban.tasks.ladder_words import because_of, title_of
from giaoban.tasks.models import Task
from giaoban.tasks.policy import Owed, Policy, Reason, Standing, To, owed
from giaoban.tasks.queries import Chain

FIRST: Final = {To.DOER: 0, To.GIVER: 1, To.HEAD: 2, To.LEADER: 3}


def digest_at() -> time:
    """Return the time of the morning at which the agency's reminders go out."""
    return time(*divmod(queries.policy_in_force().digest_minute, 60))


def due(now: datetime) -> Iterable[Due]:
    """Say what is due: one line a person and task, whatever the reasons; the oldest deadline first."""
    today, policy = clock.local(now).date(), queries.policy_in_force()
    for task, standing, one, person in owed_today(today, policy):
        yield Due(
            user_id=person,
            subject_kind="tasks.task",
            subject_id=task.pk,
            title=title_of(task, standing, one),
            url=reverse("tasks:task", args=[task.pk]),
            because=because_of(task, standing, one, policy),
            channels=("inbox", "email"),
            on=one.since,
            name=one.reason,
            step=one.step,
            along=one.may_wait,
            answers=links.answers(task, person, one, policy, now),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One reminder as its page shows it."""

    title: str
    because: str
    is_doer: bool


def lines_for(by: Actor, policy: Policy) -> Iterator[tuple[Task, Line]]:
    """Say of what the person is reminded today, told already or not; on a day off what the last working day said."""
    today, me = clock.today(), people.people_of(by)
    calendar = people.work_calendar()
    day = today if calendar.works_on(today) else calendar.before(today, 1)
    mine = Q(assignee_id__in=me) | Q(assigner_id__in=me) | Q(lead_unit_id__in=by.heads | by.in_charge)
    for task, standing, one, person in owed_today(day, policy, mine):
        if by.is_person(person):
            yield task, Line(title_of(task, standing, one), because_of(task, standing, one, policy), one.to == To.DOER)


def owed_today(
    today: date, policy: Policy, only: Q = queries.EVERYTHING
) -> Iterator[tuple[Task, Standing, Owed, UUID]]:
    """Say which reminders are owed today to whom; nobody is told of one task in two roles."""
    calendar, chain = people.work_calendar(), queries.chain_of(today)
    for task, standing in queries.standings(chain, today, only):
        for one, person in recipients(task, standing, policy, calendar, chain, today):
            yield task, standing, one, person


def recipients(
    task: Task, standing: Standing, policy: Policy, calendar: WorkCalendar, chain: Chain, today: date
) -> Iterator[tuple[Owed, UUID]]:
    """Say what the task owes that day and who is told; nobody is told of one task in two roles."""
    told: set[UUID] = set()
    for one in sorted(owed(standing, policy, calendar, today), key=lambda found: FIRST[found.to]):
        for person in _people(task, one, chain, today):
            if person not in told:
                told.add(person)
                yield one, person


def _people(task: Task, one: Owed, chain: Chain, today: date) -> list[UUID]:
    """Return who is told: whoever works on it, the head, the leader in charge and the giver."""
    doers = chain.doers_of(task, today)
    if one.to == To.DOER:
        return doers
    if one.to == To.GIVER:
        return [task.assigner_id]
    head = chain.heads.get(task.lead_unit_id)
    above = {chain.leaders.get(task.lead_unit_id), task.assigner_id} - {None, head, *doers}
    if one.to == To.HEAD and head and head not in doers:
        return [head]
    if one.to == To.LEADER or one.reason == Reason.AWAY:
        return sorted((person for person in above if person), key=str)
    return []
