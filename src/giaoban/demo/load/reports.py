"""Weekly reports of the last briefings, those that are in for the next one, and the rollout of the past year."""

from datetime import timedelta

from django.utils import timezone

from giaoban.demo.content import reports as content
from giaoban.demo.content.holidays import working_day_before
from giaoban.demo.content.units import BRANCHES, head_of
from giaoban.demo.load.known import Known
from giaoban.demo.load.timeline import Timeline, moment
from giaoban.meetings.models import Meeting, Series
from giaoban.reports import actions
from giaoban.reports.models import Phase, PhaseBranch, ReportRow, UnitReport

BACK = 8  # briefings whose reports are kept
OFFICE = "vanphong"
STEPS = ("line_on", "room_on", "training_on", "trial_on")


def plan_reports(known: Known, timeline: Timeline, series: Series) -> None:
    """Plan when the form was set; write the reports of past briefings and file those of the next one before now."""
    begun = moment(series.starts_on, 9)
    timeline.act(begun, lambda: _keep_form(known, series))
    timeline.act(timeline.now - timedelta(minutes=15), lambda: _report(known, series))


def _keep_form(known: Known, series: Series) -> None:
    rows = [actions.FormRow(label, measure) for label, measure in content.ROWS]
    actions.keep_form(series_id=series.pk, rows=rows, by=known.by(OFFICE))


def _report(known: Known, series: Series) -> None:
    rows = list(ReportRow.objects.filter(series=series))
    held = Meeting.objects.filter(series=series, state__in=["running", "closed", "concluded"]).order_by("-starts_at")[
        :BACK
    ]
    UnitReport.objects.bulk_create(
        _filed(known, meeting, unit.code, week, rows) for week, meeting in enumerate(held) for unit in BRANCHES
    )
    _next(known, series, rows)


def _filed(known: Known, meeting: Meeting, code: str, week: int, rows: list[ReportRow]) -> UnitReport:
    day = working_day_before(timezone.localtime(meeting.starts_at).date())
    who, at = known.users[head_of(code)], moment(working_day_before(day), 10, 30)
    values = _values(code, week, rows)
    return UnitReport(
        meeting=meeting, unit=known.units[code], values=values, changed_by=who, changed_at=at, filed_at=at, filed_by=who
    )


def _values(code: str, week: int, rows: list[ReportRow]) -> dict[str, str]:
    return {str(row.pk): value for row, value in zip(rows, content.values_of(code, week), strict=True)}


def _next(known: Known, series: Series, rows: list[ReportRow]) -> None:
    coming = Meeting.objects.filter(series=series, state="draft").order_by("starts_at").first()
    if coming is None:
        return
    for unit in BRANCHES:
        if unit.code in content.LATE:
            continue
        values = _values(unit.code, -1, rows)
        verb = actions.file_report
        if unit.code == content.HALF_DONE:
            verb, values = actions.save_report, dict(list(values.items())[:3])
        verb(meeting_id=coming.pk, unit_id=known.unit_id(unit.code), values=values, by=known.by(head_of(unit.code)))


def write_rollout(known: Known, timeline: Timeline) -> None:
    """Write the phases with what was ready when."""
    today = timezone.localtime(timeline.now).date()
    for row in content.PHASES:
        starts = today - timedelta(days=row.days_ago)
        phase = Phase.objects.create(name=row.name, starts_on=starts, note=row.note)
        for nth, code in enumerate(row.units):
            days = [starts - timedelta(days=30 - 7 * step - nth) for step in range(len(STEPS))]
            done = {name: day for name, day in zip(STEPS, days, strict=True) if day <= today}
            PhaseBranch.objects.create(phase=phase, unit=known.units[code], **done)
