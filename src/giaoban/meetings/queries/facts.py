"""The facts that warnings about a meeting are computed from."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from giaoban.kernel import clock
from giaoban.meetings import recurrence
from giaoban.meetings.models import Meeting, PaperRequest
from giaoban.meetings.queries.meetings import present_users
from giaoban.meetings.queries.series import holiday_names
from giaoban.meetings.warnings import Advice, Clash, Facts, papers_by, warnings_of
from giaoban.people import queries as people
from giaoban.whereabouts import queries as whereabouts

PAPER_HOUR: Final = time(16, 0)  # a paper that a unit is asked for is due in the afternoon of its last day


@dataclass(frozen=True, slots=True)
class Known:
    """What a page has read already: who comes, how long the items are, how many papers are missing."""

    present: set[UUID]
    minutes: int
    papers_missing: int


WAITING: Final = (PaperRequest.State.ASKED, PaperRequest.State.RETURNED)


def _read(meeting: Meeting) -> Known:
    missing = PaperRequest.objects.filter(item__meeting=meeting, state__in=WAITING).count()
    return Known(present_users(meeting), sum(meeting.items.values_list("minutes", flat=True)), missing)


def facts_of(meeting: Meeting, known: Known | None = None) -> Facts:
    """Gather what speaks for or against a meeting as it stands: a handful of queries."""
    known = known or _read(meeting)
    day = clock.local(meeting.starts_at).date()
    return Facts(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        kind=meeting.kind.name,
        max_minutes=meeting.kind.max_minutes,
        invitation_lead_days=meeting.kind.invitation_lead_days,
        paper_lead_days=meeting.kind.paper_lead_days,
        is_ad_hoc=meeting.is_ad_hoc,
        is_told=meeting.published_at is not None,
        agenda_minutes=known.minutes,
        papers_missing=known.papers_missing,
        calendar=people.work_calendar(),
        holiday=holiday_names(day, day).get(day, ""),
        clashes=_clashes(meeting, known.present),
    )


def _clashes(meeting: Meeting, present: set[UUID]) -> tuple[Clash, ...]:
    stays = whereabouts.clashes_with(present, meeting.starts_at, meeting.ends_at, but=meeting.pk)
    return tuple(
        Clash(stay.user.full_name, stay.label, stay.starts, stay.ends, stay.user_id == meeting.chair_id)
        for stay in stays
    )


def papers_due_at(meeting: Meeting) -> datetime:
    """Return when papers are due by the kind of meeting; where that is past, tomorrow."""
    last = papers_by(facts_of(meeting))
    return recurrence.at(max(last, clock.today() + timedelta(days=1)), PAPER_HOUR)


def warnings_for(meeting: Meeting, known: Known | None = None) -> list[Advice]:
    """Return what speaks against the meeting today; nothing once it is over or off."""
    if meeting.state in {Meeting.State.CANCELLED, Meeting.State.CLOSED, Meeting.State.CONCLUDED, Meeting.State.RUNNING}:
        return []
    return warnings_of(facts_of(meeting, known), clock.today())
