"""Papers of the record of past meetings: composed from the rows, numbered in order of time, issued."""

import hashlib
from datetime import date, datetime

from django.utils import timezone

from giaoban.clerical import actions as clerical
from giaoban.clerical.papers import ConclusionNotice, Invitation, Minutes, render_pdf, to_json
from giaoban.demo.content.holidays import working_days_after
from giaoban.demo.load.known import Known
from giaoban.demo.load.past import Past
from giaoban.demo.load.timeline import Timeline
from giaoban.meetings import invitation, recording
from giaoban.meetings.models import Meeting, RecordPaper

Body = Invitation | ConclusionNotice | Minutes
Kind = RecordPaper.Kind
TERM = 5  # working days, R-45-19
BOOKED = {
    Kind.INVITATION: "meetings.published",
    Kind.NOTICE: "meetings.notice_issued",
    Kind.MINUTES: "meetings.minutes_issued",
}


def plan_records(past: Past, known: Known, timeline: Timeline) -> None:
    """Plan the invitation, the notice of conclusions and the minutes of a past meeting."""
    when = past.moments
    timeline.act(when.published, lambda: _issue(past, Kind.INVITATION, when.published, known, timeline))
    if not past.row.is_drill:
        timeline.act(when.notice, lambda: _issue(past, Kind.NOTICE, when.notice, known, timeline))
        timeline.act(when.minutes, lambda: _issue(past, Kind.MINUTES, when.minutes, known, timeline))


def _issue(past: Past, kind: str, at: datetime, known: Known, timeline: Timeline) -> None:
    meeting = Meeting.objects.select_related("unit__parent", "chair", "secretary").get(pk=past.row.pk)
    by, day = known.by(past.content.secretary), timezone.localtime(at).date()
    ended = timezone.localtime(meeting.closed_at or meeting.ends_at).date()
    body = _composed(meeting, kind)
    paper = RecordPaper(
        meeting=meeting,
        kind=kind,
        state=RecordPaper.State.ISSUED,
        signer=None if kind == Kind.INVITATION else meeting.chair,
        due_on=working_days_after(ended, TERM) if kind == Kind.NOTICE else None,
        created_by=meeting.secretary,
        created_at=at,
        changed_at=at,
        approved_at=at,
        issued_at=at,
    )
    symbol = body.letterhead.symbol
    issued = clerical.issue_number(type_code=body.type_code, symbol=symbol, on=day, subject=paper, by=by)
    numbered = _numbered(body, issued.number, day)
    paper.number, paper.body = issued.label, to_json(numbered)
    paper.sha256 = hashlib.sha256(render_pdf(numbered)).hexdigest()
    paper.save(force_insert=True)
    timeline.line(at, BOOKED[Kind(kind)], meeting.secretary, meeting, number=paper.number)


def _composed(meeting: Meeting, kind: str) -> Body:
    if kind == Kind.INVITATION:
        return invitation.compose(meeting)
    return recording.compose_notice(meeting) if kind == Kind.NOTICE else recording.compose_minutes(meeting)


def _numbered(body: Body, number: int, day: date) -> Body:
    if isinstance(body, Invitation):
        return invitation.numbered(body, number, day)
    return recording.numbered(body, number, day)
