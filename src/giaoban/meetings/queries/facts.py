"""The facts that warnings about a meeting are computed from."""

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


def facts_of(meeting: Meeting, present: set[UUID] | None = None) -> Facts:
    """Gather what speaks for or against a meeting as it stands: a handful of queries. ``present``: who comes."""
    day = clock.local(meeting.starts_at).date()
    items = list(meeting.items.values_list("minutes", flat=True))
    waiting = (PaperRequest.State.ASKED, PaperRequest.State.RETURNED)
    missing = PaperRequest.objects.filter(item__meeting=meeting, state__in=waiting).count()
    return Facts(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        kind=meeting.kind.name,
        max_minutes=meeting.kind.max_minutes,
        invitation_lead_days=meeting.kind.invitation_lead_days,
        paper_lead_days=meeting.kind.paper_lead_days,
        is_ad_hoc=meeting.is_ad_hoc,
        is_told=meeting.published_at is not None,
        agenda_minutes=sum(items),
        papers_missing=missing,
        calendar=people.work_calendar(),
        holiday=holiday_names(day, day).get(day, ""),
        clashes=_clashes(meeting, present_users(meeting) if present is None else present),
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


def warnings_for(meeting: Meeting, present: set[UUID] | None = None) -> list[Advice]:
    """Return what speaks against the meeting today; nothing once it is over or off. ``present``: who comes."""
    if meeting.state in {Meeting.State.CANCELLED, Meeting.State.CLOSED, Meeting.State.CONCLUDED, Meeting.State.RUNNING}:
        return []
    return warnings_of(facts_of(meeting, present), clock.today())
