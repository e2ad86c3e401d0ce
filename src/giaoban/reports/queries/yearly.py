"""The yearly review of the briefings: meetings held, obstacles settled, days to settle (REP-3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from giaoban.kernel.actor import Actor
from giaoban.meetings.models import AttendanceMark, Meeting
from giaoban.meetings.queries import visible_meetings
from giaoban.obstacles import queries as obstacles
from giaoban.obstacles.queries import Figures, Month

HELD = (Meeting.State.CLOSED, Meeting.State.CONCLUDED)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of briefings as far as the person may see them."""

    year: int
    held: int
    online: int
    hours: float
    sites: int
    obstacles: Figures
    branches: list[Figures]
    months: list[Month]

    @property
    def minutes(self) -> int | None:
        """How long a briefing took on the average."""
        return round(60 * self.hours / self.held) if self.held else None


def year_of(by: Actor, year: int) -> Year:
    """Return the review of a year in a constant number of queries."""
    found = visible_meetings(by, whole=True).filter(
        state__in=HELD, kind__has_sites=True, kind__is_periodic=True, is_drill=False, starts_at__year=year
    )
    rows = list(found.values_list("pk", "form", "started_at", "closed_at"))
    lengths = [closed - started for _pk, _form, started, closed in rows if started and closed]
    marks = AttendanceMark.objects.filter(round__meeting__in=[row[0] for row in rows], site__isnull=False)
    seen = obstacles.visible_obstacles(by)
    asked = obstacles.raised_in(seen, date(year, 1, 1), date(year, 12, 31))
    return Year(
        year=year,
        held=len(rows),
        online=sum(form != Meeting.Form.ON_SITE for _pk, form, _started, _closed in rows),
        hours=round(sum(lengths, timedelta()).total_seconds() / 3600, 1),
        sites=marks.filter(state=AttendanceMark.State.ONLINE).values("site").distinct().count(),
        obstacles=obstacles.figures_of(asked),
        branches=obstacles.figures_by(asked, "branch"),
        months=obstacles.months_of(seen, year),
    )


def years(by: Actor, today: date) -> list[int]:
    """Return the years in which there were briefings, the newest first."""
    first = visible_meetings(by, whole=True).filter(kind__has_sites=True).order_by("starts_at").first()
    begin = first.starts_at.year if first else today.year
    return list(range(today.year, min(begin, today.year) - 1, -1))
