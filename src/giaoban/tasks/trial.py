"""Trying rules of reminding on a month that is past: what would have gone out, to whom, and why.

The question is the product's own (``policy.owed``), asked for every morning of the month about what was true then.
People's behaviour is as it was: the trial counts messages, it does not foretell punctuality (the simulation does).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from giaoban.kernel import clock
from giaoban.people import queries as people
from giaoban.tasks import queries
from giaoban.tasks.ladder import recipients
from giaoban.tasks.opened import given
from giaoban.tasks.policy import Owed, Policy
from giaoban.tasks.queries import Chain, past

MOST = 8  # people named
RUN_IN = timedelta(days=31)  # before the month: what was told then is not told again, and not counted


@dataclass(slots=True)
class Tally:
    """What one set of rules would have sent."""

    messages: int = 0
    reminders: int = 0
    people: Counter[UUID] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    told: dict[tuple[object, ...], int] = field(default_factory=dict)

    def most(self) -> list[tuple[UUID, int]]:
        """Return who would have got the most messages."""
        return self.people.most_common(MOST)


@dataclass(frozen=True, slots=True)
class Trial:
    """The month, what really went out in it, and what each set of rules would have sent."""

    first: date
    last: date
    sent: int
    sent_reminders: int
    tasks: int
    tallies: tuple[Tally, ...]


def last_month() -> tuple[date, date]:
    """Return the first and the last day of the month before this one."""
    last = clock.today().replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def tried(policies: Sequence[Policy], first: date, last: date) -> Trial:
    """Ask each set of rules on every working morning of the month.

    Each is asked about the weeks before too, as if it had held then: what is old on the first day is no news.
    """
    begins = first - RUN_IN
    calendar, found = people.work_calendar(), past.pasts(first, last)
    chain = queries.chain_of(first)
    chain = Chain(chain.heads, chain.leaders, chain.holders, queries.absences(begins, last + timedelta(days=120)))
    tallies = tuple(Tally() for _ in policies)
    for day in (begins + timedelta(days=n) for n in range((last - begins).days + 1)):
        if not calendar.works_on(day):
            continue
        stood = list(past.standings_on(day, policies[0].digest_minute, found, chain))
        for policy, tally in zip(policies, tallies, strict=True):
            mornings: dict[UUID, list[tuple[UUID, Owed]]] = {}
            for task, standing in stood:
                for one, person in recipients(task, standing, policy, calendar, chain, day):
                    mornings.setdefault(person, []).append((task.pk, one))
            _count(tally, mornings, in_month=day >= first)
    starts, ends = past.morning(first, 0), past.morning(last + timedelta(days=1), 0)
    return Trial(first, last, *given(starts, ends), len(found), tallies)


def _count(tally: Tally, mornings: dict[UUID, list[tuple[UUID, Owed]]], *, in_month: bool) -> None:
    for person, lines in mornings.items():
        fresh = [(t, one) for t, one in lines if tally.told.get((person, t, one.reason, one.since), -1) < one.step]
        if all(one.may_wait for _task, one in fresh):
            continue
        tally.told |= {(person, task_id, one.reason, one.since): one.step for task_id, one in fresh}
        if in_month:
            tally.messages += 1
            tally.reminders += len(fresh)
            tally.people[person] += 1
            tally.reasons.update(one.reason for _task, one in fresh)
