"""What a meeting of the demo agency consists of. Briefings and the other meetings are made of these."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from giaoban.demo.content.holidays import works_on
from giaoban.demo.content.people import BY_SIGN_IN
from giaoban.demo.content.units import BRANCHES, BY_CODE, first_deputy_of, head_of

BRANCH_CODES = {unit.code for unit in BRANCHES}


@dataclass(frozen=True, slots=True)
class Case:
    """What hinders a branch: its words, and the answer of the division that is competent."""

    branch: str
    field: str  # code of an obstacle field
    title: str
    facts: str
    answer: str
    lead: str
    helpers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda. ``papers`` are names in ``papers.CATALOGUE``."""

    place: int
    title: str
    note: str
    presenter: str
    unit: str
    minutes: int
    wanted: str  # inform | discuss | decide
    topic: str
    papers: tuple[str, ...] = ()
    is_carry_over: bool = False
    case: Case | None = None  # the obstacle that the item is about


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said on an item, as the minutes hold it."""

    item: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What was concluded on an item: with a lead unit and a deadline, or without action."""

    item: int
    content: str
    lead: str = ""
    coordinating: tuple[str, ...] = ()
    days: int | None = None
    deadline_on: date | None = None
    product: str = ""

    @property
    def no_action(self) -> bool:
        """Whether nothing is to be done."""
        return self.deadline_on is None


@dataclass(frozen=True, slots=True)
class Presence:
    """An invited person: there, there by video, or absent with a reason and perhaps a substitute."""

    person: str
    unit: str
    state: str  # on_site | online | absent
    is_late: bool = False
    reason: str = ""
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """A unit was asked for a paper before the meeting."""

    item: int
    unit: str
    what: str
    due_on: date
    state: str  # asked | submitted | accepted | returned
    reason: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a member marked on an item before the meeting."""

    item: int
    person: str
    kind: str  # agree | objection | speak
    text: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with everything that was said and concluded.

    ``state`` is concluded (past), running (today; the items below ``running_item`` are done) or draft.
    """

    key: str
    title: str
    kind: str
    form: str  # on_site | online | hybrid
    day: date
    start: time
    minutes: int
    location: str
    unit: str
    chair: str
    secretary: str
    state: str
    purpose: str
    demands: str
    contact: str
    items: tuple[Item, ...]
    presences: tuple[Presence, ...]
    statements: tuple[Statement, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    group: str = ""
    in_series: bool = False
    original_day: date | None = None  # the date of the series, where the meeting was moved
    moved_reason: str = ""
    is_drill: bool = False
    is_ad_hoc: bool = False
    running_item: int = 0
    requests: tuple[PaperRequest, ...] = ()
    marks: tuple[Mark, ...] = field(default=())

    @property
    def actions(self) -> list[Conclusion]:
        """Return the conclusions that become tasks."""
        return [conclusion for conclusion in self.conclusions if not conclusion.no_action]


def deadline(day: date, days: int) -> date:
    """Return the deadline so many calendar days later, moved on to a working day."""
    found = day + timedelta(days=days)
    while not works_on(found):
        found += timedelta(days=1)
    return found


def seats(units: list[str], leaders: list[str]) -> list[tuple[str, str]]:
    """Return who is invited: leaders, then the heads of the units, each with the unit spoken for."""
    return [(leader, BY_SIGN_IN[leader].unit) for leader in leaders] + [(head_of(code), code) for code in units]


def speaker_for(unit: str, presences: tuple[Presence, ...]) -> str:
    """Return who speaks for a unit at a meeting: its head, or the substitute."""
    for presence in presences:
        if presence.unit == unit and presence.person == head_of(unit):
            if presence.state != "absent":
                return presence.person
            return presence.substitute or first_deputy_of(unit)
    return head_of(unit)


def joins_online(unit: str) -> bool:
    """Tell whether a unit's people sit at a site of their own."""
    return unit in BRANCH_CODES


def name_of(unit: str) -> str:
    """Return a unit's full name."""
    return BY_CODE[unit].name
