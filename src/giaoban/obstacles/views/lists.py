"""Lists: waiting for me, my unit's, to answer, everything; the Office's desk; Excel; the terms."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from giaoban.kernel.actor import Actor
from giaoban.kernel.clock import today
from giaoban.kernel.errors import Invalid
from giaoban.kernel.paging import page
from giaoban.kernel.rules import require
from giaoban.obstacles import actions, forms, permissions, queries, sheet
from giaoban.obstacles.models import Obstacle
from giaoban.people.middleware import HouseRequest
from giaoban.ui.downloads import file_answer

EXPORT_LIMIT = 10_000  # rows
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = (("open", _("Đang giải quyết")), ("overdue", _("Quá hạn trả lời")), ("closed", _("Đã kết thúc")))


def _wanted(request: HttpRequest, by: Actor) -> queries.Wanted:
    names = {field.name for field in fields(queries.Wanted)} - {"text"}
    asked = {name: request.GET[name] for name in names if request.GET.get(name)}
    asked.setdefault("tab", "todo" if not permissions.watches(by) else "all")
    if asked["tab"] in {"all", "unit"} and "state" not in request.GET:
        asked["state"] = "open"
    return queries.Wanted(**asked, text=request.GET.get("q", ""))


def _tabs(by: Actor, wanted: queries.Wanted) -> list[dict[str, Any]]:
    hats = queries.hats_of(by)
    mine = hats.homes | hats.led
    offered = [("todo", _("Chờ tôi xử lý"))]
    if queries.branches().filter(pk__in=mine).exists():
        offered.append(("unit", _("Đơn vị tôi nêu")))
    if queries.divisions().filter(pk__in=mine).exists():
        offered.append(("answer", _("Đơn vị tôi trả lời")))
    offered.append(("all", _("Tất cả")))
    return [{"key": key, "label": label, "active": wanted.tab == key} for key, label in offered]


@login_required
@require_GET
def obstacle_list(request: HouseRequest) -> HttpResponse:
    """Show one tab of obstacles."""
    by = request.actor
    wanted = _wanted(request, by)
    query = request.GET.copy()
    query["part"] = "1"
    facts: dict[str, Any] = {
        "wanted": wanted,
        "tabs": _tabs(by, wanted),
        "states": [*STATES, *Obstacle.State.choices],
        "urgencies": Obstacle.Urgency.choices,
        "levels": Obstacle.Level.choices,
        "branches": [(unit.pk, unit.short_name) for unit in queries.branches()],
        "fields": [(field.pk, field.name) for field in queries.fields()],
        "divisions": [(unit.pk, unit.short_name) for unit in queries.divisions()],
        "page": page(queries.for_list(queries.narrowed(by, wanted)), request.GET.get("page", 1)),
        "part_url": f"{request.path}?{query.urlencode()}",
        "kept": {name: request.GET[name] for name in ("since", "until", "meeting", "age") if request.GET.get(name)},
        "may_raise": _may_raise(by),
        "is_office": bool(permissions.may_keep_terms(by)),
    }
    return render(request, "obstacles/part/list.html" if request.GET.get("part") else "obstacles/list.html", facts)


def _may_raise(by: Actor) -> bool:
    hats = queries.hats_of(by)
    return queries.branches().filter(pk__in=hats.homes | hats.led).exists()


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Send the list as it is filtered as an Excel file."""
    rows = queries.for_list(queries.narrowed(request.actor, _wanted(request, request.actor)))
    return file_answer(sheet.of_obstacles(rows[:EXPORT_LIMIT]), f"vuong-mac-{today():%Y-%m-%d}.xlsx")


@login_required
@require_GET
def triage(request: HouseRequest) -> HttpResponse:
    """Show the Office what waits to be passed on, each with the way that its field suggests."""
    by = request.actor
    require(permissions.may_keep_terms(by))
    rows = list(queries.to_triage(by))
    facts = {
        "rows": [{"obstacle": row, "form": forms.RouteForm(obstacle=row, auto_id=f"r{row.pk}_%s")} for row in rows],
        "crumbs": [{"label": now_("Vướng mắc"), "url": reverse("obstacles:list")}],
        "is_part": bool(request.GET.get("part")),
    }
    return render(request, "obstacles/part/triage.html" if facts["is_part"] else "obstacles/triage.html", facts)


@login_required
@require_GET
def terms(request: HouseRequest) -> HttpResponse:
    """Show how long answers may take, by field."""
    require(permissions.may_keep_terms(request.actor))
    facts = {
        "rows": queries.terms(),
        "crumbs": [{"label": now_("Vướng mắc"), "url": reverse("obstacles:list")}],
    }
    return render(request, "obstacles/terms.html", facts)


@login_required
@require_POST
def set_term(request: HouseRequest, field_id: UUID) -> HttpResponse:
    """Set the days of one field."""
    form = forms.TermForm(request.POST)
    if not form.is_valid():
        raise Invalid("obstacles.bad_term")
    actions.set_term(field_id=field_id, **form.cleaned_data, by=request.actor)
    messages.success(request, now_("Đã đặt thời hạn."))
    return redirect("obstacles:terms")
