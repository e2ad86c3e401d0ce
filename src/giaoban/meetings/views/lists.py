"""Lists of meetings, and what units are asked to prepare."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from giaoban.kernel import clock
from giaoban.kernel.paging import page
from giaoban.meetings import sheet, shown
from giaoban.meetings.forms.meeting import units_to_plan_for
from giaoban.meetings.models import Meeting, MeetingKind, PaperRequest
from giaoban.meetings.queries.agenda import requests_for
from giaoban.meetings.queries.lists import Wanted, meetings_for
from giaoban.people.middleware import HouseRequest

TABS = (
    ("upcoming", _("Sắp tới")),
    ("mine", _("Tôi dự")),
    ("drafts", _("Đang soạn")),
    ("past", _("Đã họp")),
    ("all", _("Tất cả")),
)
EXPORT_LIMIT = 5000


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    return Wanted(
        tab=asked.get("tab", "upcoming"),
        text=asked.get("q", ""),
        kind=asked.get("kind", ""),
        unit=asked.get("unit", ""),
        state=asked.get("state", ""),
        since=_day(request, "from"),
        until=_day(request, "to"),
        sort=asked.get("sort", ""),
    )


@login_required
@require_GET
def meeting_list(request: HouseRequest) -> HttpResponse:
    """Show one tab of meetings."""
    wanted = _wanted(request)
    found = page(meetings_for(request.actor, wanted), request.GET.get("page", 1))
    facts: dict[str, Any] = {
        "wanted": wanted,
        "page": found,
        "rows": [(meeting, shown.tone_of(meeting.state)) for meeting in found.rows],
        "tabs": [{"key": key, "label": label, "active": key == wanted.tab} for key, label in TABS],
        "kinds": [(kind.code, kind.name) for kind in MeetingKind.objects.filter(is_active=True)],
        "states": Meeting.State.choices,
        "may_plan": bool(units_to_plan_for(request.actor)),
        "today": clock.today(),
    }
    return render(request, "meetings/list.html", facts)


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Send the list as it is filtered as an Excel file."""
    content = sheet.of_meetings(meetings_for(request.actor, _wanted(request))[:EXPORT_LIMIT])
    response = HttpResponse(content, content_type=sheet.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="cuoc-hop-{clock.today():%Y-%m-%d}.xlsx"'
    return response


@login_required
@require_GET
def requests(request: HouseRequest) -> HttpResponse:
    """Show what the person's units are asked to prepare."""
    rows = requests_for(request.actor)
    waiting = {PaperRequest.State.ASKED, PaperRequest.State.RETURNED}
    facts = {
        "waiting": [row for row in rows if row.state in waiting],
        "sent": [row for row in rows if row.state not in waiting],
        "now": clock.now(),
    }
    return render(request, "meetings/requests.html", facts)
