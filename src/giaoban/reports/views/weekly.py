"""Weekly reports: what is owed, one report, all of a briefing, the form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.kernel.clock import today
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.messages import sentence
from giaoban.kernel.rules import require
from giaoban.meetings.models import Meeting
from giaoban.people.middleware import HouseRequest
from giaoban.reports import actions, forms, permissions, queries, sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Báo cáo tuần"), "url": reverse("reports:owed")}]


@login_required
@require_GET
def owed(request: HouseRequest) -> HttpResponse:
    """Show for which briefings the person's unit reports, and how many have."""
    by = request.actor
    facts = {
        "rows": queries.owed_by(by),
        "series": list(queries.series_with_forms(by)),
        "sees_rollout": bool(permissions.may_see_rollout(by)),
    }
    return render(request, "reports/owed.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HouseRequest, meeting_id: UUID, unit_id: UUID) -> HttpResponse:
    """Fill in a unit's report with last week's figures beside it; who only reads it sees the same page."""
    by = request.actor
    meeting = queries.meeting_to_report(meeting_id)
    unit = queries.visible_unit(by, meeting, unit_id)
    verdict = permissions.may_report(by, meeting, unit.pk)
    fault: Invalid | None = None
    if request.method == "POST":
        verb = actions.file_report if request.POST.get("then") == "file" else actions.save_report
        try:
            verb(meeting_id=meeting_id, unit_id=unit_id, values=request.POST.dict(), by=by)
        except Invalid as error:
            fault = error
        else:
            said = _("Đã nộp báo cáo.") if verb is actions.file_report else _("Đã lưu báo cáo.")
            messages.success(request, said)
            return redirect("reports:report", meeting_id, unit_id)
    lines = queries.lines_of(meeting, unit)
    facts = {
        "meeting": meeting,
        "unit": unit,
        "lines": [_shown(request, line, fault) for line in lines],
        "fault": sentence(fault.code, fault.details) if fault else "",
        "report": queries.report_of(meeting, unit),
        "until": queries.due_of(meeting),
        "may_report": bool(verdict),
        "why": "" if verdict else sentence(verdict.reason),
        "crumbs": _crumbs(),
    }
    return render(request, "reports/report.html", facts, status=422 if fault else 200)


def _shown(request: HouseRequest, line: queries.Line, fault: Invalid | None) -> dict[str, Any]:
    typed = request.POST.get(str(line.row.pk)) if fault else None
    wrong = str(line.row.pk) in (fault.details.get("fields", {}) if fault else {})
    value = _read(line, line.value) if typed is None else typed
    return {"line": line, "value": value, "before": _read(line, line.before), "wrong": wrong}


def _read(line: queries.Line, text: str) -> str:
    """Write a figure as the reader's language writes it; a text stays as it is."""
    return number_format(text) if line.row.is_number and text else text


@login_required
@require_GET
def summary(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show all reports of a briefing in one table, and who has not reported."""
    by, meeting = request.actor, _summarized(request, meeting_id)
    may_put = bool(permissions.may_put_on_agenda(by, meeting))
    facts = {
        "summary": queries.summary_of(meeting),
        "meeting": meeting,
        "may_put": may_put,
        "paper_form": forms.PaperForm(meeting=meeting) if may_put else None,
        "crumbs": _crumbs(),
    }
    return render(request, "reports/summary.html", facts)


def _summarized(request: HouseRequest, meeting_id: UUID) -> Meeting:
    meeting = queries.meeting_to_report(meeting_id)
    if not queries.sees_summary(request.actor, meeting):
        raise NotFound
    return meeting


@login_required
@require_GET
def export(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Send that table as an Excel file."""
    content = sheet.of_summary(queries.summary_of(_summarized(request, meeting_id)))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-tuan-{today():%Y-%m-%d}.xlsx"'
    return response


@login_required
@require_POST
def put_on_agenda(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Make the table a paper of an item."""
    meeting = _summarized(request, meeting_id)
    form = forms.PaperForm(request.POST, meeting=meeting)
    if not form.is_valid():
        raise NotFound
    actions.put_on_agenda(meeting_id=meeting_id, item_id=form.cleaned_data["item"].pk, by=request.actor)
    messages.success(request, _("Đã đưa bảng tổng hợp vào tài liệu của nội dung."))
    return redirect("meetings:meeting", meeting_id)


@login_required
@require_http_methods(["GET", "POST"])
def form(request: HouseRequest, series_id: UUID) -> HttpResponse:
    """Set the form of a series."""
    series = queries.series_with_forms(request.actor).filter(pk=series_id).first()
    if series is None:
        raise NotFound
    require(permissions.may_keep_form(request.actor, series))
    now = "\n".join(" | ".join(filter(None, [row.label, row.measure])) for row in queries.rows_of(series))
    made = forms.RowsForm(request.POST or None, initial={"rows": now})
    if request.method == "POST" and made.is_valid():
        try:
            actions.keep_form(series_id=series_id, rows=made.lines(), by=request.actor)
        except Invalid as error:
            made.add_error("rows", sentence(error.code, error.details))
        else:
            messages.success(request, _("Đã đặt mẫu báo cáo."))
            return redirect("reports:owed")
    facts = {"form": made, "series": series, "crumbs": _crumbs()}
    return render(request, "reports/form.html", facts, status=422 if made.errors else 200)
