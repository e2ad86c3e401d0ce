"""Lists: mine, my unit's, what I gave, everything; as table, board and Excel file."""

from dataclasses import fields
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from giaoban.kernel.actor import Actor
from giaoban.kernel.clock import today
from giaoban.kernel.paging import page
from giaoban.people.middleware import HouseRequest
from giaoban.tasks import permissions, queries, sheet, shown
from giaoban.tasks.models import Task
from giaoban.ui.downloads import file_answer

BOARD = (
    (_("Mới giao"), (Task.State.NEW,)),
    (_("Đang thực hiện"), (Task.State.RECEIVED, Task.State.IN_PROGRESS, Task.State.RETURNED)),
    (_("Chờ xác nhận"), (Task.State.REPORTED,)),
    (_("Đã hoàn thành"), (Task.State.CONFIRMED,)),
)
BOARD_SIZE = 40  # cards in one column
EXPORT_LIMIT = 10_000  # rows


def _wanted(request: HttpRequest) -> queries.Wanted:
    names = {field.name for field in fields(queries.Wanted)} - {"text"}
    asked = {name: request.GET[name] for name in names if request.GET.get(name)}
    return queries.Wanted(**asked, text=request.GET.get("q", ""))


def _tabs(by: Actor, wanted: queries.Wanted) -> list[dict[str, Any]]:
    offered = [("mine", _("Của tôi")), ("given", _("Tôi giao"))]
    if by.heads or by.units:
        offered.insert(1, ("unit", _("Đơn vị tôi")))
    if permissions.is_leader(by):
        offered.append(("all", _("Toàn cơ quan")))
    return [{"key": key, "label": label, "active": wanted.tab == key} for key, label in offered]


@login_required
@require_GET
def task_list(request: HouseRequest) -> HttpResponse:
    """Show one tab of tasks as a table or as a board."""
    by, wanted = request.actor, _wanted(request)
    found = queries.narrowed(queries.visible_tasks(by), by, wanted)
    is_board = request.GET.get("view") == "board"
    facts: dict[str, Any] = {
        "wanted": wanted,
        "tabs": _tabs(by, wanted),
        "is_board": is_board,
        "states": [("open", _("Chưa kết thúc")), *Task.State.choices],
        "urgencies": Task.Urgency.choices,
        "units": [(unit.pk, unit.short_name) for unit in queries.assignable_units(by)],
        "dues": [("overdue", _("Quá hạn")), ("soon", _("Sắp đến hạn")), ("none", _("Không thời hạn"))],
        "today": today(),
        "kept": _kept(request),
        "part_url": f"{request.path}?{_query(request, part='1')}",
        "narrowed_to": _narrowed_to(wanted),
    }
    if is_board:
        facts["columns"] = _columns(found)
    else:
        facts["page"] = page(queries.for_page(found), request.GET.get("page", 1))
        queries.signed(facts["page"].rows)
    return render(request, "tasks/part/list.html" if request.GET.get("part") else "tasks/list.html", facts)


def _query(request: HttpRequest, **more: str) -> str:
    query = request.GET.copy()
    query.update(more)
    return query.urlencode()


CARRIED = ("figure", "age", "period", "parts", "person", "giver", "meeting")


def _kept(request: HttpRequest) -> dict[str, str]:
    """Return what a figure brought along and no control shows, so that a filter does not drop it."""
    return {name: request.GET[name] for name in CARRIED if request.GET.get(name)}


def _narrowed_to(wanted: queries.Wanted) -> str:
    """Say in words what a figure brought along."""
    said = [str(queries.FIGURES.get(wanted.figure, ""))]
    if wanted.age in AGE_LABELS:
        said.append(_("quá hạn %(age)s") % {"age": AGE_LABELS[wanted.age]})
    if wanted.period:
        said.append(str(queries.PERIODS.get(wanted.period, "")))
    return " · ".join(word for word in said if word)


def _columns(found: Any) -> list[dict[str, Any]]:
    rows = queries.for_list(found.exclude(state__in=[Task.State.CANCELLED, Task.State.SUSPENDED]))
    cut = []
    for label, states in BOARD:
        cards = list(rows.filter(state__in=states)[: BOARD_SIZE + 1])
        cut.append({"label": label, "state": states[0], "cards": cards[:BOARD_SIZE], "more": len(cards) > BOARD_SIZE})
    return cut


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Send the list as it is filtered as an Excel file."""
    by = request.actor
    rows = queries.for_list(queries.narrowed(queries.visible_tasks(by), by, _wanted(request)))
    return file_answer(sheet.of_tasks(rows[:EXPORT_LIMIT]), f"nhiem-vu-{today():%Y-%m-%d}.xlsx")


AGE_LABELS = {
    "1-7": _("1–7 ngày"),
    "8-30": _("8–30 ngày"),
    "31-60": _("31–60 ngày"),
    "61-120": _("61–120 ngày"),
    "120+": _("trên 120 ngày"),
}
WHATS = {
    "unit": (_("Đơn vị"), "unit"),
    "person": (_("Cá nhân"), "person"),
    "meeting": (pgettext("một", "Cuộc họp"), "meeting"),
    "leader": (_("Lãnh đạo giao"), "giver"),
}


@login_required
@require_GET
def figures(request: HouseRequest) -> HttpResponse:
    """Show the four official figures by unit, person, meeting or leader, with the way down to the tasks."""
    by, asked = request.actor, request.GET
    what = asked["by"] if asked.get("by") in WHATS else "unit"
    period = asked["period"] if asked.get("period") in queries.PERIODS else "year"
    parts = asked.get("parts") == "1"
    tasks = queries.given_in(queries.visible_tasks(by), period)
    tasks = tasks if parts else tasks.filter(parent=None)
    rows, total = queries.figures_by(tasks, what), queries.figures_of(tasks)
    most = max((row.total for row in rows), default=0)
    shown_rows = page(rows, asked.get("page", 1))
    facts = {
        "cells": [{"name": n, "label": label, "count": getattr(total, n)} for n, label in queries.FIGURES.items()],
        "ages": [{"name": n, "label": label, "count": total.ages[n]} for n, label in AGE_LABELS.items()],
        "total": total,
        "page": shown_rows,
        "rows": [(row, shown.bars_of(row, most)) for row in shown_rows.rows],
        "what": what,
        "whats": [(name, label) for name, (label, _parameter) in WHATS.items()],
        "heading": WHATS[what][0],
        "parameter": WHATS[what][1],
        "period": period,
        "periods": list(queries.PERIODS.items()),
        "parts": parts,
        "figures": list(queries.FIGURES.items()),
        "tab": "all",
        "carried": f"&period={period}" + ("" if parts else "&parts=0"),
        "crumbs": [{"label": _("Nhiệm vụ"), "url": reverse("tasks:list")}],
    }
    return render(request, "tasks/figures.html", facts)
