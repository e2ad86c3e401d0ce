"""The form of a series, a unit's report for one briefing, and the summary as a paper of the agenda."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from giaoban.documents import actions as documents
from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import queries as meetings
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.agenda import ITEM
from giaoban.reports import permissions, queries, sheet
from giaoban.reports.models import ReportRow, UnitReport

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FormRow(NamedTuple):
    """One line of a form: its words, and what it is measured in (nothing: a text)."""

    label: str
    measure: str = ""


@transaction.atomic
def keep_form(*, series_id: UUID, rows: Sequence[FormRow], by: Actor) -> list[ReportRow]:
    """The Office sets the form of a series: the same every week until it is set anew.

    A line keeps its history as long as its words stay. Repeat: the same lines change nothing.
    """
    series = meetings.lock_series(series_id, by)
    require(permissions.may_keep_form(by, series))
    wanted = [FormRow(row.label.strip()[:200], row.measure.strip()[:40]) for row in rows if row.label.strip()]
    if not wanted:
        raise Invalid("reports.rows_needed", fields={"rows": "reports.rows_needed"})
    for row in wanted:
        if sum(one.label == row.label for one in wanted) > 1:
            raise Invalid("reports.row_twice", fields={"rows": "reports.row_twice"}, label=row.label)
    there = {row.label: row for row in ReportRow.objects.filter(series=series)}
    now = [FormRow(row.label, row.measure) for row in sorted(there.values(), key=lambda r: r.place) if row.is_active]
    if now == wanted:
        return list(queries.rows_of(series))
    ReportRow.objects.filter(series=series).exclude(label__in=[row.label for row in wanted]).update(is_active=False)
    for place, row in enumerate(wanted, 1):
        facts = {"place": place, "measure": row.measure, "is_active": True}
        ReportRow.objects.update_or_create(series=series, label=row.label, defaults=facts)
    record("reports.form_kept", by=by, subject=series, data={"count": len(wanted)})
    return list(queries.rows_of(series))


@transaction.atomic
def save_report(*, meeting_id: UUID, unit_id: UUID, values: Mapping[str, str], by: Actor) -> UnitReport:
    """Somebody of a unit fills in its report; it may have gaps until it is filed.

    Repeat: the same values change nothing.
    """
    meeting, report = _report(meeting_id, unit_id, by)
    filled = _filled(meeting, values)
    if report.pk and report.values == filled and UnitReport.objects.filter(pk=report.pk).exists():
        return report
    _write(report, filled, by)
    record("reports.saved", by=by, subject=report, topics=_topics(meeting))
    return report


@transaction.atomic
def file_report(*, meeting_id: UUID, unit_id: UUID, values: Mapping[str, str], by: Actor) -> UnitReport:
    """Somebody of a unit files its report for a briefing; until the meeting starts it may be filed anew.

    When: every figure is there. Repeat: the same values change nothing.
    """
    meeting, report = _report(meeting_id, unit_id, by)
    filled = _filled(meeting, values)
    for row in queries.rows_of(meeting.series):
        if row.is_number and not filled.get(str(row.pk)):
            raise Invalid("reports.row_missing", fields={str(row.pk): "reports.row_missing"}, label=row.label)
    if report.filed_at and report.values == filled:
        return report
    report.filed_at, report.filed_by_id = clock.now(), by.person_id
    _write(report, filled, by)
    record("reports.filed", by=by, subject=report, data={"unit": report.unit.short_name}, topics=_topics(meeting))
    return report


def _report(meeting_id: UUID, unit_id: UUID, by: Actor) -> tuple[Meeting, UnitReport]:
    meeting = queries.lock_reported(meeting_id)
    unit = queries.visible_unit(by, meeting, unit_id)
    require(permissions.may_report(by, meeting, unit.pk))
    found = UnitReport.objects.filter(meeting=meeting, unit=unit).first()
    return meeting, found or UnitReport(meeting=meeting, unit=unit)


def _write(report: UnitReport, filled: dict[str, str], by: Actor) -> None:
    report.values, report.changed_by_id, report.changed_at = filled, by.person_id, clock.now()
    report.save()


def _filled(meeting: Meeting, values: Mapping[str, str]) -> dict[str, str]:
    """Read figures as people write them («1.234,5») and keep texts as they are; lines of no form are dropped."""
    filled: dict[str, str] = {}
    for row in queries.rows_of(meeting.series):
        text = str(values.get(str(row.pk), "")).strip()
        if row.is_number and text:
            text = _plain(text, row)
        filled[str(row.pk)] = text[:4000]
    return filled


def _plain(text: str, row: ReportRow) -> str:
    plain = text.replace(" ", "").replace(".", "").replace(",", ".") if "," in text else text.replace(" ", "")
    if "," not in text and plain.count(".") >= 1 and all(len(part) == 3 for part in plain.split(".")[1:]):  # noqa: PLR2004 - thousands
        plain = plain.replace(".", "")
    try:
        figure = Decimal(plain)
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite():
        raise Invalid("reports.not_a_number", fields={str(row.pk): "reports.not_a_number"}, label=row.label)
    return format(figure.normalize(), "f")


def _topics(meeting: Meeting) -> list[tuple[UUID, str]]:
    return [(user, topic) for user in {meeting.secretary_id, meeting.chair_id} for topic in ("reports", "today")]


@transaction.atomic
def put_on_agenda(*, meeting_id: UUID, item_id: UUID, by: Actor) -> Document:
    """Whoever prepares a briefing makes the summary of its reports a paper of an item; a later one replaces it.

    When: somebody has filed. Repeat: the same figures change nothing.
    """
    meeting = meetings.lock_meeting(meeting_id, by)
    require(permissions.may_put_on_agenda(by, meeting))
    if not meeting.items.filter(pk=item_id).exists():
        raise NotFound
    summary = queries.summary_of(meeting)
    if not summary.reports:
        raise Conflict("reports.nothing_filed")
    title = _("Tổng hợp báo cáo tuần của các đơn vị")
    file = SimpleUploadedFile(f"{title}.xlsx", sheet.of_summary(summary), XLSX)
    there = Document.objects.filter(owner_kind=ITEM, owner_id=item_id, title=title, withdrawn_at=None).first()
    if there:
        reason = _("Thêm báo cáo mới nộp")
        documents.add_version(document_id=there.pk, file=file, reason=reason, vouched=True, by=by)
    else:
        there = documents.add_document(file=file, owner_kind=ITEM, owner_id=item_id, title=title, vouched=True, by=by)
    record("reports.put_on_agenda", by=by, subject=meeting, data={"count": len(summary.reports)})
    return there
