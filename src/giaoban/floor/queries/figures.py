"""Who speaks, how long, how often, and who never does, over a period (LIVE-4). Counted in SQL; drills stay out.

A turn counts when it is over. Who was counted as present in a meeting of the period and has no such turn
never spoke in it. Somebody without an account counts for the site that named them, under the own name.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.floor.models import Turn
from giaoban.kernel import clock
from giaoban.meetings.models import AttendanceMark, Meeting
from giaoban.people import queries as people
from giaoban.people.models import Unit, User

Kind = Turn.Kind
BY: Final[dict[str, Promise | str]] = {"person": _("Cá nhân"), "unit": _("Đơn vị")}
HELD: Final = (Meeting.State.RUNNING, Meeting.State.CLOSED, Meeting.State.CONCLUDED)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The figures of one person, or of one unit."""

    key: str
    label: str
    unit: str = ""
    meetings: int = 0
    turns: int = 0
    seconds: int = 0
    questions: int = 0
    answers: int = 0
    written: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether nothing was said at all."""
        return not (self.turns or self.written)

    @property
    def minutes_each(self) -> float | None:
        """How many minutes a turn lasted on average; None when there was none."""
        return round(self.seconds / 60 / self.turns, 1) if self.turns else None


def span_of(first: date | None, last: date | None) -> tuple[date, date]:
    """Return the first and last day that are meant: this year where nothing is said; upside down is put right."""
    today = clock.today()
    if first is None and last is None:
        return today.replace(month=1, day=1), today
    last = last or max(today, first or today)
    found = sorted((first or last.replace(month=1, day=1), last))
    return found[0], found[1]


def usual_spans() -> list[tuple[Promise | str, date, date]]:
    """Return the periods that an office asks for, around today."""
    today = clock.today()
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return [
        (_("Tháng này"), today.replace(day=1), today),
        (_("Quý này"), quarter, today),
        (_("Năm nay"), today.replace(month=1, day=1), today),
        (_("Năm trước"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    ]


def meetings_held(units: Iterable[UUID], first: date, last: date) -> QuerySet[Meeting]:
    """Return the meetings of these units that were held in a span of days; drills stay out."""
    starts = timezone.make_aware(datetime.combine(first, time()))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    rows = Meeting.objects.filter(unit__in=list(units), is_drill=False, state__in=HELD)
    return rows.filter(started_at__gte=starts, started_at__lt=ends)


def turns_in(meetings: QuerySet[Meeting]) -> QuerySet[Turn]:
    """Return the turns of these meetings that count: over, spoken or in writing."""
    heard = Q(state=Turn.State.ENDED) | Q(state=Turn.State.PASSED_OVER, remainder__isnull=False)
    return Turn.objects.filter(heard, meeting__in=meetings.values("pk"))


def spoken_by_person(meetings: QuerySet[Meeting]) -> list[Spoken]:
    """Return the figures of everybody who spoke or was there, who spoke longest first, the silent last."""
    found: dict[str, Spoken] = {}
    for row in _sums(turns_in(meetings), "speaker_id", "speaker__full_name", "name"):
        person = row["speaker_id"]
        key = str(person or row["name"])
        found[key] = _added(found.get(key), _spoken(row, str(person or ""), row["speaker__full_name"] or row["name"]))
    present = _present(meetings)
    users = User.objects.filter(pk__in=present).only("full_name").in_bulk()
    for user_id, count in present.items():
        known = found.get(str(user_id)) or Spoken(str(user_id), users[user_id].full_name)
        found[str(user_id)] = replace(known, meetings=count)
    posts = people.main_appointments([UUID(row.key) for row in found.values() if row.key])
    rows = [
        replace(row, unit=posts[UUID(row.key)].unit.short_name) if row.key and UUID(row.key) in posts else row
        for row in found.values()
    ]
    return sorted(rows, key=_loudest)


def spoken_by_unit(meetings: QuerySet[Meeting]) -> list[Spoken]:
    """Return the figures of every unit whose people spoke or were called, who spoke longest first."""
    found = {
        str(row["unit_id"] or ""): _spoken(row, str(row["unit_id"] or ""), row["unit__short_name"] or "")
        for row in _sums(turns_in(meetings), "unit_id", "unit__short_name")
    }
    called = meetings.filter(attendees__removed_at=None, attendees__unit__isnull=False)
    counted = called.values("attendees__unit", "attendees__unit__short_name").annotate(count=Count("pk", distinct=True))
    for row in counted.order_by():
        key = str(row["attendees__unit"])
        known = found.get(key) or Spoken(key, row["attendees__unit__short_name"])
        found[key] = replace(known, meetings=row["count"])
    return sorted(found.values(), key=_loudest)


def turns_of_one(meetings: QuerySet[Meeting], *, person: UUID | None, unit: UUID | None) -> QuerySet[Turn]:
    """Return the turns behind one figure, the newest first."""
    rows = turns_in(meetings).select_related("meeting", "item", "speaker", "unit", "asked", "question")
    if person is not None:
        rows = rows.filter(speaker=person)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.order_by("-requested_at", "-pk")


def units_among(ids: Iterable[UUID]) -> list[Unit]:
    """Return units by name, for a choice."""
    return list(Unit.objects.filter(pk__in=list(ids)).order_by("place", "name"))


def _sums(turns: QuerySet[Turn], *keys: str) -> Iterable[dict[str, Any]]:
    spoken = Q(started_at__isnull=False, state=Turn.State.ENDED) & ~Q(used=timedelta())
    rows: QuerySet[Turn, dict[str, Any]] = turns.values(*keys).annotate(
        turns=Count("pk", filter=spoken),
        long=Sum("used"),
        questions=Count("pk", filter=Q(kind=Kind.QUESTION)),
        answers=Count("pk", filter=Q(kind=Kind.ANSWER)),
        written=Count("pk", filter=Q(remainder__isnull=False)),
    )
    return rows.order_by()


def _spoken(row: dict[str, Any], key: str, label: str) -> Spoken:
    counts = {name: row[name] for name in ("turns", "questions", "answers", "written")}
    return Spoken(key, label, seconds=round((row["long"] or timedelta()).total_seconds()), **counts)


def _added(known: Spoken | None, more: Spoken) -> Spoken:
    """Add up a person who was written differently at different times."""
    if known is None:
        return more
    names = ("turns", "seconds", "questions", "answers", "written")
    return replace(known, **{name: getattr(known, name) + getattr(more, name) for name in names})


def _present(meetings: QuerySet[Meeting]) -> dict[UUID, int]:
    """Return in how many of these meetings each person was counted as present."""
    marks = AttendanceMark.objects.filter(round__meeting__in=meetings.values("pk"))
    counted = marks.exclude(state=AttendanceMark.State.ABSENT).values("user")
    return dict(counted.annotate(count=Count("round__meeting", distinct=True)).values_list("user", "count").order_by())


def _loudest(row: Spoken) -> tuple[int, int, int, str]:
    return (-row.seconds, -row.turns - row.written, -row.meetings, row.label)
