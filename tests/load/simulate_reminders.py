"""A year of an agency of 550 people, reminded by the product's own rules and by the usual fixed ladder.

Run as a program: ``python tests/load/simulate_reminders.py [seeds] [people]``. The rules asked are ``tasks.policy``
itself; what is modelled is people. The assumptions stand in words in docs/reminders.md, the numbers in ``KINDS`` and
the constants here. The same seed gives the same agency, tasks and leave to every way of reminding.
"""

import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from giaoban.kernel.workdays import WorkCalendar  # noqa: E402 - run as a program, the path comes first
from giaoban.tasks.policy import Owed, Policy, Reason, Standing, To, owed  # noqa: E402 - likewise

YEAR: Final = (date(2026, 1, 5), date(2026, 12, 31))
HOLIDAYS: Final = (
    "2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-27", "2026-04-30",
    "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02",
)  # fmt: skip
SWAP_DAYS: Final = ("2026-08-22",)
TASKS_A_YEAR: Final = 90  # a person
TERMS: Final = (3, 5, 5, 10, 10, 15, 20)  # working days from giving to deadline
CAPACITY: Final = 1.0  # days of work a day for tasks, at most
READ: Final = 0.85  # chance that a message is read and taken in, when few come
TIRING: Final = 0.25  # how fast that falls with the messages a day of the last two weeks
FORTNIGHT: Final = 10  # working days
FROM_ABOVE: Final = 0.9  # chance that a word of the head puts a task first
ANSWERS: Final = 0.6  # chance that who reads a reminder and works on the matter says so in one tap
UNASKED: Final = 0.15  # chance that a day's work is reported without a reminder
HELD_UP: Final = 0.1  # share of tasks that wait for somebody else's part once they are begun
WAITS: Final = (3, 12)  # working days, from–to
HEADS: Final = 18  # people under one head
ESTIMATED: Final = 0.3  # share of tasks whose effort the giver wrote down


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of person treats tasks, by the day: how often one slips the mind, comes back, is put off."""

    share: float
    forgets: float
    recalls: float
    works: float  # chance that a task in mind is worked on today
    opens: float  # chance that the message of a new task is opened on the first day


KINDS: Final = (
    Kind(0.45, 0.05, 0.20, 0.60, 0.95),  # orderly
    Kind(0.35, 0.15, 0.08, 0.45, 0.80),  # average
    Kind(0.20, 0.30, 0.02, 0.30, 0.55),  # forgetful or swamped
)


@dataclass(slots=True)
class Person:
    """Somebody with tasks, leave, a history and a letter box."""

    kind: Kind
    away: tuple[tuple[date, date], ...]
    finished: int = 0
    on_time: int = 0
    head: "Person | None" = None
    got: list[int] = field(default_factory=list)  # messages by working day

    def is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)

    @property
    def punctuality(self) -> float | None:
        return self.on_time / self.finished if self.finished >= 5 else None


@dataclass(slots=True)
class Job:
    """One task as the model knows it: what is truly left to do, whether it is in mind, what was told."""

    person: Person
    given_on: date
    due_on: date
    effort: float
    estimate: int | None
    dice: Random
    held_for: int = 0  # working days that somebody else's part takes
    left: float = 0
    in_mind: bool = True
    is_first: bool = False  # put first by the head
    is_opened: bool = False
    progressed_on: date | None = None
    progress: int = 0
    done_on: date | None = None
    told: dict[tuple[Reason, date], int] = field(default_factory=dict)
    lines: list[date] = field(default_factory=list)  # reminders to the doer
    acts: list[date] = field(default_factory=list)
    prompted: bool = False


@dataclass(slots=True)
class Count:
    """What one year came to."""

    tasks: int = 0
    on_time: int = 0
    lines: int = 0  # reminders of one task to one person, whoever it is
    messages: int = 0  # what arrives: a digest is one
    heard: int = 0  # reminders to doers
    led: int = 0  # of these, followed by an act within two working days
    late_days: int = 0


Rule = Callable[[Job, Standing, WorkCalendar, date], Iterator[Owed]]


def by_policy(policy: Policy) -> Rule:
    """Ask the product's rules."""

    def ask(_job: Job, standing: Standing, calendar: WorkCalendar, today: date) -> Iterator[Owed]:
        return owed(standing, policy, calendar, today)

    return ask


def fixed_ladder(_job: Job, task: Standing, calendar: WorkCalendar, today: date) -> Iterator[Owed]:
    """Three days before, one day before, and every working day when late; whatever else is known."""
    deadline = task.deadline_on
    if deadline is None or not calendar.works_on(today) or today <= task.assigned_on:
        return
    left = calendar.between(today, deadline)
    if today <= deadline and left in {3, 1}:
        yield Owed(Reason.START, To.DOER, deadline, step=9 - left)
    if today > deadline:
        yield Owed(Reason.OVERDUE, To.DOER, deadline, step=calendar.between(deadline, today))


def nobody(_job: Job, _task: Standing, _calendar: WorkCalendar, _today: date) -> Iterator[Owed]:
    """Remind of nothing: what people do by themselves."""
    return iter(())


def working_days(calendar: WorkCalendar) -> list[date]:
    first, last = YEAR
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.works_on(day)]


def an_agency(seed: int, size: int, calendar: WorkCalendar) -> list[Job]:
    """Draw the people, their heads, leave and trips, and every task of the year."""
    dice, days = Random(seed), working_days(calendar)
    jobs: list[Job] = []
    head = Person(KINDS[0], ())
    for number in range(size):
        if number % HEADS == 0:
            head = Person(KINDS[0], ())
        kind = dice.choices(KINDS, [one.share for one in KINDS])[0]
        person = Person(kind, _absences(dice, days), head=head)
        for nth in range(TASKS_A_YEAR):
            given_on = dice.choice(days[:-25])
            term = dice.choice(TERMS)
            effort = max(0.1, min(dice.lognormvariate(-2.8, 0.7), 0.8) * term)
            estimate = max(1, round(effort * dice.uniform(0.6, 1.5))) if dice.random() < ESTIMATED else None
            held_for = dice.randint(*WAITS) if dice.random() < HELD_UP else 0
            own = Random(f"{seed}:{number}:{nth}")
            due_on = calendar.after(given_on, term)
            jobs.append(Job(person, given_on, due_on, effort, estimate, own, held_for, left=effort))
    return sorted(jobs, key=lambda job: (job.given_on, job.due_on))


def _absences(dice: Random, days: list[date]) -> tuple[tuple[date, date], ...]:
    """Twelve days of leave in three stretches, and four trips of one to three days."""
    lengths = (5, 4, 3, *(dice.randint(1, 3) for _ in range(4)))
    starts = sorted(dice.sample(range(0, len(days) - 8, 8), len(lengths)))
    return tuple((days[at], days[at + length - 1]) for at, length in zip(starts, lengths, strict=True))


def standing_of(job: Job) -> Standing:
    """Say what the product would know of the task."""
    return Standing(
        assigned_on=job.given_on,
        deadline_on=job.due_on,
        is_opened=job.is_opened,
        progress=job.progress,
        effort_days=job.estimate,
        progressed_on=job.progressed_on,
        punctuality=job.person.punctuality,
        away=job.person.away,
    )


def a_year(seed: int, size: int, rule: Rule, *, gathers: bool) -> Count:
    """Live through the year; ``gathers``: a person's reminders of a morning are one message."""
    calendar = WorkCalendar(
        holidays=frozenset(map(date.fromisoformat, HOLIDAYS)),
        swap_days=frozenset(map(date.fromisoformat, SWAP_DAYS)),
    )
    coming, count, running = an_agency(seed, size, calendar), Count(), []
    people = {id(one): one for job in coming for one in (job.person, job.person.head) if one}
    at = 0
    for today in working_days(calendar):
        morning: dict[int, list[tuple[Job, Owed]]] = {}
        while at < len(coming) and coming[at].given_on <= today:
            running.append(coming[at])
            at += 1
        for job in running:
            for one in rule(job, standing_of(job), calendar, today):
                if job.told.get((one.reason, one.since), -1) < one.step:
                    reader = job.person if one.to == To.DOER else job.person.head
                    morning.setdefault(id(reader), []).append((job, one))
        for key, person in people.items():
            lines = morning.get(key, [])
            _read(person, lines if any(not one.may_wait for _job, one in lines) else [], today, count, gathers=gathers)
        _work(running, today)
        running = [job for job in running if job.done_on is None]
    for job in coming:
        _settle(job, calendar, count)
    return count


def _read(reader: Person, lines: list[tuple[Job, Owed]], today: date, count: Count, *, gathers: bool) -> None:
    """One person's morning: each message is read or not, and with it all that it says."""
    came = min(len(lines), 1) if gathers else len(lines)
    lately = sum(reader.got[-FORTNIGHT:]) / FORTNIGHT
    reader.got.append(came)
    twice = sum(one.to == To.LEADER for _job, one in lines)  # the leader in charge and the giver each get it
    count.messages += came + twice
    count.lines += len(lines) + twice
    is_read = False
    for number, (job, one) in enumerate(lines):
        job.told[(one.reason, one.since)] = one.step
        if number == 0 or not gathers:
            is_read = job.dice.random() < READ / (1 + TIRING * lately)
        if one.to == To.DOER:
            count.heard += 1
            job.lines.append(today)
            if is_read and not reader.is_away(today):
                job.in_mind = job.prompted = job.is_opened = True
        elif is_read and job.dice.random() < FROM_ABOVE:
            job.in_mind = job.is_first = job.prompted = True


def _work(running: list[Job], today: date) -> None:
    """Everybody who is there works on what is in mind, what the head asked for and the nearest deadline first."""
    spent: dict[int, float] = {}
    for job in sorted(running, key=lambda job: (not job.is_first, job.due_on)):
        person, dice = job.person, job.dice
        if person.is_away(today):
            continue
        _mind(job, today)
        free = CAPACITY - spent.get(id(person), 0.0)
        if not job.in_mind or free <= 0:
            continue
        if job.prompted and dice.random() < ANSWERS:
            _act(job, today)
        willing = person.kind.works + (0.3 if job.prompted or job.is_first else 0)
        job.prompted = False
        if job.held_for and job.left < job.effort:
            job.held_for -= 1
        elif dice.random() < willing:
            part = min(job.left, free)
            if job.held_for:
                part = min(part, job.left / 2)
            job.left -= part
            spent[id(person)] = spent.get(id(person), 0.0) + part
            if job.left <= 1e-9:
                job.done_on = today
                _act(job, today)
            elif dice.random() < UNASKED:
                _act(job, today)


def _mind(job: Job, today: date) -> None:
    kind, dice = job.person.kind, job.dice
    if today == job.given_on:
        job.is_opened = dice.random() < kind.opens
        job.in_mind = job.is_opened
    elif job.prompted or job.is_first:
        return
    elif job.in_mind:
        job.in_mind = dice.random() >= kind.forgets
    else:
        job.in_mind = dice.random() < kind.recalls


def _act(job: Job, today: date) -> None:
    job.is_opened, job.progressed_on = True, today
    job.progress = round(100 * (1 - job.left / job.effort))
    job.acts.append(today)
    if job.done_on:
        job.person.finished += 1
        job.person.on_time += job.done_on <= job.due_on


def _settle(job: Job, calendar: WorkCalendar, count: Count) -> None:
    end = job.done_on or YEAR[1]
    count.tasks += 1
    count.on_time += job.done_on is not None and job.done_on <= job.due_on
    count.late_days += max(calendar.between(job.due_on, end), 0)
    for told in job.lines:
        count.led += any(0 <= calendar.between(told, act) <= 1 for act in job.acts if act >= told)


WAYS: Final[tuple[tuple[str, Rule, bool], ...]] = (
    ("nothing", nobody, False),
    ("fixed: 3 days, 1 day, daily when late", fixed_ladder, False),
    ("the same, gathered in one digest", fixed_ladder, True),
    ("the rules as shipped", by_policy(Policy()), True),
    ("… without the own history", by_policy(replace(Policy(), slow_below=0, punctual_from=100)), True),
    ("… without head and leader", by_policy(replace(Policy(), head_after=0, leader_after=0)), True),
)


def row(counts: list[Count]) -> dict[str, float]:
    """Return the figures of several seeds as one row."""
    shares = [100 * one.on_time / one.tasks for one in counts]
    return {
        "messages": statistics.mean(one.messages / one.tasks for one in counts),
        "lines": statistics.mean(one.lines / one.tasks for one in counts),
        "on time": statistics.mean(shares),
        "spread": max(shares) - min(shares),
        "led": statistics.mean(100 * one.led / one.heard if one.heard else 0 for one in counts),
        "late days": statistics.mean(one.late_days / one.tasks for one in counts),
    }


def main(seeds: int = 5, size: int = 550) -> None:
    """Print the table."""
    print(f"{size} people, {TASKS_A_YEAR} tasks each, seeds 1–{seeds}")
    print(f"{'':42}{'messages':>9}{'reminders':>10}{'on time':>9}{'spread':>8}{'led':>7}{'late':>7}")
    for name, rule, gathers in WAYS:
        found = row([a_year(seed, size, rule, gathers=gathers) for seed in range(1, seeds + 1)])
        print(
            f"{name:42}{found['messages']:>9.2f}{found['lines']:>10.2f}{found['on time']:>8.1f}%"
            f"{found['spread']:>7.1f}p{found['led']:>6.1f}%{found['late days']:>7.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
