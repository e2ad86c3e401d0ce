"""The yearly review of the briefings as a page and as a workbook (REP-3)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from giaoban.kernel.clock import today
from giaoban.kernel.rules import require
from giaoban.people.middleware import HouseRequest
from giaoban.reports import permissions, queries, sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _year(request: HttpRequest, years: list[int]) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and int(asked) in years else years[0]


@login_required
@require_GET
def year(request: HouseRequest) -> HttpResponse:
    """Show a year of briefings: meetings held, obstacles settled, days to settle, by branch."""
    require(permissions.may_see_rollout(request.actor))
    years = queries.years(request.actor, today())
    facts = {
        "review": queries.year_of(request.actor, _year(request, years)),
        "years": [(one, str(one)) for one in years],
        "crumbs": [{"label": _("Báo cáo tuần"), "url": reverse("reports:owed")}],
    }
    return render(request, "reports/year.html", facts)


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Send the review as an Excel file."""
    require(permissions.may_see_rollout(request.actor))
    asked = _year(request, queries.years(request.actor, today()))
    content = sheet.of_year(queries.year_of(request.actor, asked))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="tong-ket-giao-ban-{asked}.xlsx"'
    return response
