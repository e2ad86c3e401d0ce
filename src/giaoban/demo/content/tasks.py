"""How conclusions became tasks and what happened since: done, late, returned, extended, overdue, open."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from giaoban.demo.content.briefings import briefings
from giaoban.demo.content.deck import Deck
from giaoban.demo.content.holidays import works_on
from giaoban.demo.content.meetings import Conclusion, Meeting
from giaoban.demo.content.other_meetings import other_meetings
from giaoban.demo.content.people import BY_SIGN_IN
from giaoban.demo.content.texts import read
from giaoban.demo.content.units import BY_CODE, head_of

TITLE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a story; kind: received, progress, hand_in, return, confirm, comment, suspend, cancel."""

    kind: str
    day: date
    by: str
    text: str
    progress: int | None = None
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """A later deadline was asked for: asked, granted or refused."""

    asked_on: date
    wanted_on: date
    reason: str
    state: str
    answer: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class TaskStory:
    """A task with its events in order of time. ``place`` is the conclusion's place in its meeting."""

    meeting: str  # key of the meeting
    place: int
    title: str
    content: str
    product: str
    responsibility: str
    authority: str
    urgency: str
    assigner: str
    assignee: str
    lead: str
    coordinating: tuple[str, ...]
    assigned_on: date
    deadline_on: date
    original_deadline_on: date
    state: str  # new | received | in_progress | reported | returned | confirmed | suspended | cancelled
    progress: int
    done_on: date | None
    confirmed_on: date | None
    rating: int | None
    events: tuple[Event, ...]
    extensions: tuple[Extension, ...] = ()
    checklist: tuple[tuple[str, bool], ...] = field(default=())

    def is_overdue(self, today: date) -> bool:
        """Tell whether it is still open after its deadline."""
        return self.state not in {"confirmed", "cancelled", "suspended"} and self.deadline_on < today


# due more than so many days ago → how many tasks of a round ended in which way
_FATES = {
    45: {"on_time": 42, "late": 9, "again": 5, "overdue": 1, "suspended": 1, "cancelled": 1},
    7: {"on_time": 9, "late": 3, "again": 2, "reported": 1, "returned": 1, "overdue": 2},
    0: {"on_time": 4, "reported": 2, "returned": 1, "overdue": 2},
    -10_000: {"in_progress": 2, "received": 1, "new": 1, "reported": 1},
}


class _Teller:
    """Tells the stories in order, so that their words come back only when a deck is used up."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.chance = Random(77)  # noqa: S311 - fates of a demo's tasks
        self.texts = read("tasks")
        self.decks = {
            key: Deck(rows, 40 + n) for n, (key, rows) in enumerate(self.texts.items()) if isinstance(rows, list)
        }
        self.fates = [
            (least, Deck(list(Counter(round_).elements()), 90 + n)) for n, (least, round_) in enumerate(_FATES.items())
        ]

    def fate(self, deadline_on: date) -> str:
        """Choose how a task ended, by how long ago it was due."""
        ago = (self.today - deadline_on).days
        return next(deck for least, deck in self.fates if ago > least).draw()

    def tell(self, meeting: Meeting, place: int, row: Conclusion) -> TaskStory:
        """Tell what became of one conclusion."""
        due = row.deadline_on or meeting.day
        assignee = self._assignee(row.lead)
        fate = "new" if meeting.day >= self.today else self.fate(due)
        extension = self._extension(meeting.day, due) if fate in {"late", "overdue"} and place % 3 == 0 else None
        now_due = extension.wanted_on if extension and extension.state == "granted" else due
        events = self._events(fate, meeting, row, assignee, now_due)
        state = {
            "on_time": "confirmed",
            "late": "confirmed",
            "again": "confirmed",
            "overdue": "in_progress",
        }.get(fate, fate)
        hand_ins = [event.day for event in events if event.kind == "hand_in"]
        confirmed = next((event for event in events if event.kind == "confirm"), None)
        progress = 100 if confirmed else max([event.progress or 0 for event in events], default=0)
        steps = self.texts["checklist"]
        return TaskStory(
            meeting=meeting.key,
            place=place,
            title=row.content[:TITLE_LENGTH].rstrip("."),
            content=row.content,
            product=row.product,
            responsibility=self.texts["responsibility"],
            authority=self.texts["authority"],
            urgency="urgent" if (row.days or 0) <= 5 else "normal",  # noqa: PLR2004
            assigner=meeting.chair,
            assignee=assignee,
            lead=row.lead,
            coordinating=row.coordinating,
            assigned_on=meeting.day,
            deadline_on=now_due,
            original_deadline_on=due,
            state=state,
            progress=progress,
            done_on=hand_ins[-1] if confirmed else None,
            confirmed_on=confirmed.day if confirmed else None,
            rating=confirmed.rating if confirmed else None,
            events=tuple(events),
            extensions=(extension,) if extension else (),
            checklist=tuple((step, progress >= 100 * n // len(steps)) for n, step in enumerate(steps, start=1)),
        )

    def _assignee(self, lead: str) -> str:
        """Return the head, or in one case of three an officer of the unit."""
        officer = f"{BY_CODE[lead].sign_in}.cb{self.chance.randint(1, 4)}"
        return officer if self.chance.random() < 0.33 and officer in BY_SIGN_IN else head_of(lead)  # noqa: PLR2004

    def _extension(self, given: date, due: date) -> Extension:
        asked = max(given + timedelta(days=1), due - timedelta(days=2))
        granted = self.chance.random() < 0.7  # noqa: PLR2004
        wanted = due + timedelta(days=7)
        while not works_on(wanted):
            wanted += timedelta(days=1)
        return Extension(
            asked,
            wanted,
            self.decks["extension"].draw(),
            "granted" if granted else "refused",
            self.texts["extension_granted" if granted else "extension_refused"],
            min(asked + timedelta(days=1), self.today),
        )

    def _events(self, fate: str, meeting: Meeting, row: Conclusion, assignee: str, due: date) -> list[Event]:
        if fate == "new":
            return []
        day, chair, yesterday = meeting.day, meeting.chair, self.today - timedelta(days=1)
        end = {"late": due + timedelta(days=self.chance.randint(2, 14))}.get(fate, due - timedelta(days=1))
        end = _office_day(min(max(end, day + timedelta(days=1)), yesterday), day)
        half = _office_day(day + timedelta(days=(end - day).days // 2), day)
        events = [Event("received", day, assignee, self.decks["received"].draw())]
        if fate == "received":
            return events
        events.append(
            Event(
                "progress",
                half,
                assignee,
                self.decks["progress"].draw(),
                self.chance.choice((30, 40, 50, 60)),
            )
        )
        if fate == "in_progress":
            return events
        if fate == "overdue":
            urged = _office_day(min(due + timedelta(days=3), yesterday), day)
            words = self.decks["urge"].draw()
            return [*events, Event("comment", urged, chair, words)] if urged > due else events
        if fate in {"suspended", "cancelled"}:
            kind = "suspend" if fate == "suspended" else "cancel"
            return [*events, Event(kind, end, chair, self.texts[fate])]
        events.append(Event("hand_in", end, assignee, self._filled("hand_in", row), 90))
        return events + self._ending(fate, row, assignee, chair, end)

    def _ending(self, fate: str, row: Conclusion, assignee: str, chair: str, end: date) -> list[Event]:
        """Return what followed the first hand-in."""
        yesterday, events = self.today - timedelta(days=1), []
        if fate in {"returned", "again"}:
            end = _office_day(min(end + timedelta(days=1), yesterday), end)
            events.append(Event("return", end, chair, self.decks["returned"].draw(), 70))
        if fate == "again":
            end = _office_day(min(end + timedelta(days=3), yesterday), end)
            events.append(Event("hand_in", end, assignee, self._filled("again", row), 95))
        if fate in {"on_time", "late", "again"}:
            end = _office_day(min(end + timedelta(days=1), yesterday), end)
            words = "confirmed_late" if fate == "late" else "confirmed"
            rating = {"late": (2, 3, 3), "again": (3, 4, 3)}.get(fate, (4, 5, 4))
            events.append(Event("confirm", end, chair, self.decks[words].draw(), 100, self.chance.choice(rating)))
        return events

    def _filled(self, part: str, row: Conclusion) -> str:
        product = row.product or "Báo cáo kết quả"
        wording = str(self.decks[part].draw())
        return wording.format(sp=product, sp_thuong=product[0].lower() + product[1:], dv=BY_CODE[row.lead].name)


def _office_day(day: date, earliest: date) -> date:
    """Return the day, or the working day before it, but none before ``earliest``."""
    while day > earliest and not works_on(day):
        day -= timedelta(days=1)
    return max(day, earliest)


def task_stories(today: date) -> list[TaskStory]:
    """Return what became of every conclusion of the past meetings that asks for something."""
    return list(_stories(today))


@cache
def _stories(today: date) -> tuple[TaskStory, ...]:
    teller = _Teller(today)
    held = [row for row in (*briefings(today), *other_meetings(today)) if row.state == "concluded" and not row.is_drill]
    held.sort(key=lambda meeting: (meeting.day, meeting.key))
    return tuple(
        teller.tell(meeting, place, row)
        for meeting in held
        for place, row in enumerate(meeting.conclusions, start=1)
        if not row.no_action
    )
