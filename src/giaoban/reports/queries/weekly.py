"""Weekly reports: who owes one for which briefing, this week beside last week, all units in one table."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db.models import QuerySet

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings import queries as meetings
from giaoban.meetings.models import Meeting, Series
from giaoban.obstacles import queries as obstacles
from giaoban.people.models import Role, Unit
from giaoban.reports.models import ReportRow, UnitReport

COMING = (Meeting.State.DRAFT, Meeting.State.SUBMITTED, Meeting.State.APPROVED, Meeting.State.PUBLISHED)
PAST = (Meeting.State.RUNNING, Meeting.State.CLOSED, Meeting.State.CONCLUDED)
SHOWN = 12  # meetings in a list
PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the form with what was filled in now and the week before."""

    row: ReportRow
    value: str
    before: str

    @property
    def change(self) -> Decimal | None:
        """How much more than the week before; None for texts and where one is missing."""
        now, then = number(self.value), number(self.before)
        return now - then if self.row.is_number and now is not None and then is not None else None


@dataclass(frozen=True, slots=True)
class Owed:
    """A briefing for which units report: until when, and what this person's unit has done."""

    meeting: Meeting
    until: datetime
    unit: Unit | None
    report: UnitReport | None
    filed: int
    expected: int

    @property
    def is_filed(self) -> bool:
        """Whether the unit's report is in."""
        return self.report is not None and self.report.filed_at is not None

    @property
    def is_late(self) -> bool:
        """Whether the day has passed without it."""
        return not self.is_filed and self.until < clock.now()


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit's value in one line, as it reads and as a number."""

    text: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """All units' reports for one briefing in one table."""

    meeting: Meeting
    until: datetime
    rows: list[ReportRow]
    units: list[Unit]
    reports: dict[UUID, UnitReport]
    missing: list[Unit]
    cells: list[tuple[ReportRow, list[Cell], Decimal | None, Decimal | None]] = field(default_factory=list)


def number(text: str) -> Decimal | None:
    """Return the figure that a stored value is, None for anything else."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def rows_of(series: Series | None) -> QuerySet[ReportRow]:
    """Return the lines of a series' form in use."""
    if series is None:
        return ReportRow.objects.none()
    return ReportRow.objects.filter(series__in=meetings.lineage_of(series), is_active=True)


def expected_units(meeting: Meeting) -> QuerySet[Unit]:
    """Return the branches that report for a briefing: those that it hears."""
    return Unit.objects.filter(pk__in=meetings.branches_heard(meeting)).order_by("place", "name")


def with_forms() -> QuerySet[Meeting]:
    """Return the briefings for which units report."""
    forms = set(ReportRow.objects.filter(is_active=True).values_list("series_id", flat=True))
    heirs = [row.pk for row in Series.objects.all() if forms & set(meetings.lineage_of(row))]
    found = Meeting.objects.filter(series__in=heirs).exclude(state=Meeting.State.CANCELLED)
    return found.select_related("series__unit__kind", "unit")


def meeting_to_report(meeting_id: UUID) -> Meeting:
    """Return a briefing that has a form."""
    found = with_forms().filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def visible_unit(by: Actor, meeting: Meeting, unit_id: UUID) -> Unit:
    """Return a unit whose report this person may read: the own one; all for whoever sees the summary."""
    unit = expected_units(meeting).filter(pk=unit_id).first()
    if unit is None or not (obstacles.hats_of(by).works_in(unit.pk) or sees_summary(by, meeting)):
        raise NotFound
    return unit


def sees_summary(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person sees all units' reports: the Office, leaders, inspectors, who sees the meeting whole."""
    watching = (Role.OFFICE_SECRETARY, Role.LEADER, Role.INSPECTOR)
    if any(by.has_role(role, meeting.unit_id) for role in watching):
        return True
    return bool(meetings.meetings_seen_among(by, [meeting.pk]))


def owed_by(by: Actor) -> list[Owed]:
    """Return the coming briefings for which the person's unit reports, or whose reports the person gathers."""
    hats = obstacles.hats_of(by)
    mine = hats.homes | hats.led
    found = []
    for meeting in with_forms().filter(state__in=COMING).order_by("starts_at")[:SHOWN]:
        units = {unit.pk: unit for unit in expected_units(meeting)}
        own = next((unit for pk, unit in units.items() if pk in mine), None)
        gathers = by.has_role(Role.OFFICE_SECRETARY, meeting.unit_id)
        if own or gathers:
            reports = {row.unit_id: row for row in UnitReport.objects.filter(meeting=meeting)}
            filed = sum(row.filed_at is not None for row in reports.values())
            report = reports.get(own.pk) if own else None
            found.append(Owed(meeting, meetings.cutoff_of(meeting), own, report, filed, len(units)))
    return found


def _before(meeting: Meeting) -> Meeting | None:
    if meeting.series is None:
        return None
    earlier = Meeting.objects.filter(series__in=meetings.lineage_of(meeting.series), starts_at__lt=meeting.starts_at)
    return earlier.exclude(state=Meeting.State.CANCELLED).order_by("-starts_at").first()


def lines_of(meeting: Meeting, unit: Unit) -> list[Line]:
    """Return the unit's form for a briefing with the figures of the one before beside it."""
    earlier = _before(meeting)
    values = _values(meeting, unit)
    then = _values(earlier, unit) if earlier else {}
    return [Line(row, values.get(str(row.pk), ""), then.get(str(row.pk), "")) for row in rows_of(meeting.series)]


def _values(meeting: Meeting, unit: Unit) -> dict[str, str]:
    return UnitReport.objects.filter(meeting=meeting, unit=unit).values_list("values", flat=True).first() or {}


def summary_of(meeting: Meeting) -> Summary:
    """Return all filed reports of a briefing as one table, figures added up, with the sum of the one before."""
    units = list(expected_units(meeting))
    reports = {row.unit_id: row for row in UnitReport.objects.filter(meeting=meeting).exclude(filed_at=None)}
    rows = list(rows_of(meeting.series))
    earlier = _before(meeting)
    then = list(UnitReport.objects.filter(meeting=earlier).exclude(filed_at=None)) if earlier else []
    cells = []
    for row in rows:
        line = [_cell(row, reports.get(unit.pk)) for unit in units]
        amounts = [cell.amount for cell in line if cell.amount is not None]
        before = [value for report in then if (value := number(report.values.get(str(row.pk), ""))) is not None]
        cells.append((row, line, _together(row, amounts), _together(row, before)))
    missing = [unit for unit in units if unit.pk not in reports]
    return Summary(meeting, meetings.cutoff_of(meeting), rows, units, reports, missing, cells)


def _together(row: ReportRow, amounts: list[Decimal]) -> Decimal | None:
    """Add figures up; shares in per cent have a mean instead."""
    if not row.is_number or not amounts:
        return None
    total = sum(amounts, Decimal())
    return (total / len(amounts)).quantize(Decimal("0.1")) if row.measure == PER_CENT else total


def _cell(row: ReportRow, report: UnitReport | None) -> Cell:
    text = report.values.get(str(row.pk), "") if report else ""
    return Cell(text, number(text) if row.is_number else None)


def lock_reported(meeting_id: UUID) -> Meeting:
    """Lock a briefing that has a form, before a report on it is written."""
    meeting_to_report(meeting_id)
    found = lock_one(Meeting.objects.filter(pk=meeting_id).select_related("series__unit__kind", "unit"))
    if found is None:
        raise NotFound
    return found


def series_with_forms(by: Actor) -> QuerySet[Series]:
    """Return the running briefing series whose form this person keeps."""
    office = by.scopes.get(Role.OFFICE_SECRETARY, frozenset())
    return Series.objects.filter(ended_at=None, kind__has_sites=True, unit_id__in=office).select_related("unit")


def report_of(meeting: Meeting, unit: Unit) -> UnitReport | None:
    """Return what a unit has written for a briefing."""
    return UnitReport.objects.filter(meeting=meeting, unit=unit).select_related("filed_by").first()


def due_of(meeting: Meeting) -> datetime:
    """Return until when reports are due: the cut-off of the series."""
    return meetings.cutoff_of(meeting)
