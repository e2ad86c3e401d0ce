"""The figures of obstacles, with the way down to the rows, and the yearly review as a workbook (OBS-6, REP-3)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from giaoban.kernel import clock
from giaoban.obstacles import queries, sheet
from giaoban.people.middleware import HouseRequest
from giaoban.ui.downloads import file_answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AGE_LABELS = {
    "0-7": _("đến 7 ngày"),
    "8-30": _("8–30 ngày"),
    "31-60": _("31–60 ngày"),
    "61-120": _("61–120 ngày"),
    "120+": _("trên 120 ngày"),
}
HIGH = 60  # units of a month's bar


def _asked(request: HttpRequest) -> tuple[str, str]:
    what, period = request.GET.get("by", ""), request.GET.get("period", "")
    return (what if what in queries.BY else "branch"), (period if period in queries.PERIODS else "twelve")


@login_required
@require_GET
def figures(request: HouseRequest) -> HttpResponse:
    """Show how many, how old, how late and how long, by branch, field or division."""
    what, period = _asked(request)
    since, until = queries.span_of(period)
    seen = queries.visible_obstacles(request.actor)
    found = queries.raised_in(seen, since, until)
    total, rows = queries.figures_of(found), queries.figures_by(found, what)
    most = max((row.raised for row in rows), default=0) or 1
    year = clock.today().year
    facts: dict[str, Any] = {
        "total": total,
        "rows": [(row, _bars(row, most)) for row in rows],
        "ages": [(name, label, total.ages[name]) for name, label in AGE_LABELS.items()],
        "months": _months(queries.months_of(seen, year)),
        "year": year,
        "what": what,
        "whats": [(name, label) for name, (_key, _label, label) in queries.BY.items()],
        "heading": queries.BY[what][2],
        "period": period,
        "periods": list(queries.PERIODS.items()),
        "carried": "".join(f"&{name}={day}" for name, day in (("since", since), ("until", until)) if day),
        "crumbs": [{"label": now_("Vướng mắc"), "url": reverse("obstacles:list")}],
    }
    return render(request, "obstacles/figures.html", facts)


def _bars(row: queries.Figures, most: int) -> list[tuple[str, int, float, float]]:
    """Return resolved, open and overdue as stretches of one bar: name, count, x, width in per cent."""
    bars, x = [], 0.0
    for name, count in (("done_on_time", row.resolved), ("open", row.open - row.overdue), ("overdue", row.overdue)):
        width = round(100 * count / most, 2)
        if count:
            bars.append((name, count, round(x, 2), width))
        x += width
    return bars


def _months(months: list[queries.Month]) -> list[dict[str, Any]]:
    most = max((max(month.raised, month.settled) for month in months), default=0) or 1
    return [
        {
            "month": month,
            "raised": round(HIGH * month.raised / most, 1),
            "settled": round(HIGH * month.settled / most, 1),
            "raised_y": round(HIGH - HIGH * month.raised / most, 1),
            "settled_y": round(HIGH - HIGH * month.settled / most, 1),
        }
        for month in months
    ]


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Send the review of a period: together, by branch, field and division, month by month, and every obstacle."""
    _what, period = _asked(request)
    seen = queries.visible_obstacles(request.actor)
    found = queries.raised_in(seen, *queries.span_of(period))
    content = sheet.of_figures(
        total=queries.figures_of(found),
        groups={str(label): queries.figures_by(found, name) for name, (_k, _l, label) in queries.BY.items()},
        months=queries.months_of(seen, clock.today().year),
        rows=queries.for_list(queries.in_order(queries.counted(found), "oldest")),
        ages={name: str(label) for name, label in AGE_LABELS.items()},
    )
    return file_answer(content, f"so-lieu-vuong-mac-{clock.today():%Y-%m-%d}.xlsx")
