"""Which reminders a task is owed on a day: arithmetic over what is known then, without rows, clock or words.

The product asks it every morning, the administrator's trial asks it for each day of the last month, the simulation
for each day of a year: one code. Nothing here is planned ahead (invariant 11): the same question on a later day gives
what is true then. What a ladder reached while nobody asked is owed once, at its highest step.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from typing import Any, Final

from giaoban.kernel.workdays import WorkCalendar

FULL: Final = 100  # per cent
HALF_AN_HOUR: Final = 30


class Reason(StrEnum):
    """Why a reminder comes."""

    UNOPENED = "unopened"  # given days ago, and neither opened nor taken
    START = "start"  # as much work is left as there is time
    DUE = "due"  # the deadline is today
    OVERDUE = "overdue"
    AWAY = "away"  # whoever does it is away until the deadline
    HEAD = "overdue_head"
    LEADER = "overdue_leader"
    DECIDE = "decide"  # a wish for more time waits
    CONFIRM = "confirm"  # handed-in work waits


class To(StrEnum):
    """To whom it goes."""

    DOER = "doer"
    HEAD = "head"
    LEADER = "leader"  # the leader in charge of the unit, and the giver
    GIVER = "giver"


class OnTheDay(StrEnum):
    """Who is reminded on the very day of the deadline."""

    ALL = "all"
    SLOW = "slow"  # everybody but those who are usually on time
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Policy:
    """The agency's rules as data. Days are working days; a step of 0 days is switched off.

    ``unopened_*``: a task that nobody opened is told again after so many days and that share of its term.
    ``lead_*``: a first reminder comes when the days left equal the work left, earlier for people who are often late
    (``slow_margin`` per cent), later for those who are usually on time (``punctual_margin``), within the bounds.
    ``effort_share``: how much of the term the work takes when nobody estimated it. ``gather``: what would come so
    many days later comes along when the person gets a digest anyway. ``rest``: progress silences reminders for so
    long; a wish for more time does until it is decided, ``wish_silence`` days at most. An overdue task is reminded
    after ``overdue_first`` days and then after gaps that grow from ``overdue_gap`` by ``overdue_growth``.
    """

    digest_minute: int = 7 * 60 + HALF_AN_HOUR  # of the day
    unopened_after: int = 2
    unopened_share: int = 40
    effort_share: int = 30
    lead_least: int = 1
    lead_most: int = 5
    slow_margin: int = 200
    punctual_margin: int = 50
    punctual_from: int = 85
    slow_below: int = 60
    on_the_day: str = OnTheDay.SLOW
    gather: int = 2
    rest: int = 3
    overdue_first: int = 1
    overdue_gap: int = 3
    overdue_growth: int = 2
    wish_silence: int = 5
    head_after: int = 2
    leader_after: int = 5
    decide_after: int = 2
    confirm_after: int = 3
    link_days: int = 5  # how long one answers from the letter without signing in; 0: never

    def as_data(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


def policy_of(data: dict[str, Any]) -> Policy:
    """Return what was kept as a policy; a rule it does not know yet has its default."""
    known = {one.name for one in fields(Policy)}
    return Policy(**{name: value for name, value in data.items() if name in known})


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one open task and of whoever does it, on the day that is asked about.

    ``away`` are stretches of whole days, the last included. ``punctuality`` is the share on time of the person's
    own finished tasks, None while there are too few.
    """

    assigned_on: date
    deadline_on: date | None
    is_handed_in: bool = False
    is_urgent: bool = False
    is_opened: bool = False
    progress: int = 0
    effort_days: int | None = None
    progressed_on: date | None = None
    returned_on: date | None = None
    handed_in_on: date | None = None
    asks_time_since: date | None = None
    punctuality: float | None = None
    away: tuple[tuple[date, date], ...] = ()

    @property
    def late_since(self) -> date | None:
        """The day from which the ladder of an overdue task counts: the deadline, or a later return of the work."""
        return max((day for day in (self.deadline_on, self.returned_on) if day), default=None)

    @property
    def was_returned_late(self) -> bool:
        """Whether the work was sent back after its deadline: it may have been handed in in time."""
        return bool(self.returned_on and self.deadline_on and self.returned_on > self.deadline_on)

    def is_away_on(self, day: date) -> bool:
        """Tell whether the person is away from work that day."""
        return any(first <= day <= last for first, last in self.away)

    def back_on(self, day: date) -> date:
        """Return the first day from that one on which the person is not away."""
        while self.is_away_on(day):
            day = max(last for first, last in self.away if first <= day <= last) + timedelta(days=1)
        return day


@dataclass(frozen=True, slots=True)
class Owed:
    """One reminder that is owed: the key of its state is (reason, ``since``, ``step``); higher steps replace lower."""

    reason: Reason
    to: To
    since: date
    step: int = 0
    days: int = 0  # left, late or waiting, as the reason has it; of a day off that is due, those until it
    until: date | None = None  # until when somebody is away
    early: bool = field(default=False, compare=False)  # earlier than usual, because of the person's own history
    may_wait: bool = field(default=False, compare=False)  # comes along with others today, alone some day later


def owed(task: Standing, policy: Policy, calendar: WorkCalendar, today: date) -> Iterator[Owed]:
    """Say which reminders the task is owed today."""
    if not calendar.works_on(today) or today <= task.assigned_on:
        return
    if task.is_handed_in:
        yield from _to_confirm(task, policy, calendar, today)
        return
    if task.asks_time_since:
        yield from _to_decide(task, policy, calendar, today)
        if calendar.between(task.asks_time_since, today) < policy.wish_silence:
            return
    if task.deadline_on is None or today <= task.deadline_on:
        yield from _before(task, policy, calendar, today)
    else:
        yield from _after(task, policy, calendar, today)


def _to_confirm(task: Standing, policy: Policy, calendar: WorkCalendar, today: date) -> Iterator[Owed]:
    if task.handed_in_on and policy.confirm_after:
        waits = calendar.between(task.handed_in_on, today)
        if waits >= policy.confirm_after:
            step = waits // policy.confirm_after
            yield Owed(Reason.CONFIRM, To.GIVER, task.handed_in_on, _doubling(step), waits)


def _to_decide(task: Standing, policy: Policy, calendar: WorkCalendar, today: date) -> Iterator[Owed]:
    if task.asks_time_since and policy.decide_after:
        waits = calendar.between(task.asks_time_since, today)
        if waits >= policy.decide_after:
            step = waits // policy.decide_after
            yield Owed(Reason.DECIDE, To.GIVER, task.asks_time_since, _doubling(step), waits)


def _doubling(times: int) -> int:
    """Count only the first, second, fourth, eighth … time, so that a long wait is not a daily letter."""
    return times.bit_length()


def _before(task: Standing, policy: Policy, calendar: WorkCalendar, today: date) -> Iterator[Owed]:
    deadline = task.deadline_on
    if task.is_away_on(today):
        if deadline and _gone_until(task, deadline, today) and today >= calendar.before(deadline, policy.lead_most):
            until = task.back_on(today) - timedelta(days=1)
            yield Owed(Reason.AWAY, To.HEAD, deadline, days=calendar.between(today, deadline), until=until)
        return
    if deadline and today == (deadline if calendar.works_on(deadline) else calendar.before(deadline, 1)):
        if _is_told_on_the_day(task, policy, calendar, today):
            yield Owed(Reason.DUE, To.DOER, deadline, days=(deadline - today).days)
        return
    yield from _to_begin(task, policy, calendar, today)


def _to_begin(task: Standing, policy: Policy, calendar: WorkCalendar, today: date) -> Iterator[Owed]:
    deadline, soon = task.deadline_on, calendar.after(today, policy.gather)
    if deadline and not _rests(task, policy, calendar, today):
        lead = lead_of(task, policy, calendar)
        begin = _begin(task, deadline, lead, calendar)
        if begin <= soon and today < deadline:
            early, left = is_slow(task, policy) and lead > policy.lead_least, calendar.between(today, deadline)
            yield Owed(Reason.START, To.DOER, deadline, days=left, early=early, may_wait=begin > today)
            if begin <= today:
                return
    if not task.is_opened and policy.unopened_after:
        term = calendar.between(task.assigned_on, deadline) if deadline else 0
        least = max(policy.unopened_after, ceil(term * policy.unopened_share / FULL))
        waits = calendar.between(task.assigned_on, today)
        if waits >= least:
            yield Owed(Reason.UNOPENED, To.DOER, task.assigned_on, days=waits)


def _gone_until(task: Standing, deadline: date, today: date) -> bool:
    return task.back_on(today) > deadline


def _is_told_on_the_day(task: Standing, policy: Policy, calendar: WorkCalendar, today: date) -> bool:
    if policy.on_the_day == OnTheDay.NOBODY or calendar.between(task.assigned_on, today) <= 1:
        return False
    if policy.on_the_day == OnTheDay.ALL:
        return True
    return not is_punctual(task, policy) and not _rests(task, policy, calendar, today)


def is_punctual(task: Standing, policy: Policy) -> bool:
    """Tell whether whoever does it is usually on time."""
    return task.punctuality is not None and task.punctuality * FULL >= policy.punctual_from


def is_slow(task: Standing, policy: Policy) -> bool:
    """Tell whether whoever does it is often late."""
    return task.punctuality is not None and task.punctuality * FULL < policy.slow_below


def lead_of(task: Standing, policy: Policy, calendar: WorkCalendar) -> int:
    """Return how many working days before the deadline the work that is left should begin."""
    if task.deadline_on is None:
        return 0
    term = max(calendar.between(task.assigned_on, task.deadline_on), 1)
    effort = task.effort_days or max(term * policy.effort_share / FULL, 1)
    left = effort * (FULL - min(task.progress, FULL)) / FULL
    if is_slow(task, policy):
        left = left * policy.slow_margin / FULL
    if is_punctual(task, policy):
        left = left * policy.punctual_margin / FULL
    return max(min(ceil(left), policy.lead_most, ceil(term / 2)), min(policy.lead_least, term))


def _begin(task: Standing, deadline: date, lead: int, calendar: WorkCalendar) -> date:
    """Count back working days on which the person is there; days away push the reminder before the absence."""
    day = deadline
    while lead > 0 and day > task.assigned_on:
        day -= timedelta(days=1)
        lead -= calendar.works_on(day) and not task.is_away_on(day)
    return day


def _rests(task: Standing, policy: Policy, calendar: WorkCalendar, today: date) -> bool:
    """Tell whether progress was reported so lately that a reminder would only disturb."""
    return task.progressed_on is not None and calendar.between(task.progressed_on, today) < policy.rest


def _after(task: Standing, policy: Policy, calendar: WorkCalendar, today: date) -> Iterator[Owed]:
    """Begin anew from the day on which work was sent back; the days late are those after the deadline all the same."""
    deadline = task.deadline_on or today
    since = task.late_since or deadline
    waited, late = calendar.between(since, today), calendar.between(deadline, today)
    if not task.is_away_on(today) and not _rests(task, policy, calendar, today):
        step = _overdue_step(waited, policy)
        if step:
            yield Owed(Reason.OVERDUE, To.DOER, since, step, late)
    for after, reason, to in (
        (policy.head_after, Reason.HEAD, To.HEAD),
        (policy.leader_after, Reason.LEADER, To.LEADER),
    ):
        if after and waited >= told_after(after, task):
            yield Owed(reason, to, since, days=late)


def told_after(days: int, task: Standing) -> int:
    """Return after how many days somebody above is told: half of them when it is urgent."""
    return max(days // 2, 1) if task.is_urgent else days


def _overdue_step(late: int, policy: Policy) -> int:
    step, at, gap = 0, policy.overdue_first, policy.overdue_gap
    if not at:
        return 0
    while late >= at:
        step, at, gap = step + 1, at + max(gap, 1), gap + policy.overdue_growth
    return step
