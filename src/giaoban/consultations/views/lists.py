"""Lists: waiting for me, sent to me, in my charge, everything; Excel."""

from dataclasses import fields
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from giaoban.consultations import permissions, queries, sheet
from giaoban.consultations.models import Consultation
from giaoban.kernel.clock import today
from giaoban.kernel.paging import page
from giaoban.people import queries as people
from giaoban.people.middleware import HouseRequest
from giaoban.ui.downloads import file_answer

EXPORT_LIMIT: Final = 10_000  # rows
TABS: Final = (
    ("todo", _("Chờ tôi xử lý")),
    ("asked", _("Gửi đến tôi")),
    ("mine", _("Tôi phụ trách")),
    ("all", _("Tất cả")),
)
STATES: Final = (("active", _("Chưa kết thúc")), ("late", _("Hết hạn, chưa kết thúc")))


def _wanted(request: HttpRequest) -> queries.Wanted:
    names = {field.name for field in fields(queries.Wanted)} - {"text"}
    asked = {name: request.GET[name] for name in names if request.GET.get(name)}
    return queries.Wanted(**asked, text=request.GET.get("q", ""))


@login_required
@require_GET
def consultation_list(request: HouseRequest) -> HttpResponse:
    """Show one tab of consultations."""
    by, wanted = request.actor, _wanted(request)
    query = request.GET.copy()
    query["part"] = "1"
    facts: dict[str, Any] = {
        "wanted": wanted,
        "tabs": [{"key": key, "label": label, "active": wanted.tab == key} for key, label in TABS],
        "states": [*STATES, *Consultation.State.choices],
        "units": [(unit.pk, unit.short_name) for unit in people.open_units().order_by("place", "name")],
        "page": page(queries.for_list(queries.narrowed(by, wanted)), request.GET.get("page", 1)),
        "part_url": f"{request.path}?{query.urlencode()}",
        "may_draft": bool(permissions.may_draft(by)),
    }
    template = "consultations/part/list.html" if request.GET.get("part") else "consultations/list.html"
    return render(request, template, facts)


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Send the list as it is filtered as an Excel file."""
    rows = queries.for_list(queries.narrowed(request.actor, _wanted(request)))
    return file_answer(sheet.of_list(rows[:EXPORT_LIMIT]), f"lay-y-kien-{today():%Y-%m-%d}.xlsx")
