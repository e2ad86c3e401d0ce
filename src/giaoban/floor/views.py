"""Figures of speaking, for the Office and for leaders: who speaks how long, who never does, and the turns behind it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from giaoban.floor import permissions, sheet
from giaoban.floor.queries import figures as read
from giaoban.floor.queries.figures import Spoken
from giaoban.kernel.errors import NotFound
from giaoban.kernel.paging import page
from giaoban.meetings.models import Meeting
from giaoban.people import queries as people
from giaoban.people.middleware import HouseRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the figures is asked for: which days, whose meetings."""

    first: date
    last: date
    units: frozenset[UUID]
    unit: str

    @property
    def meetings(self) -> QuerySet[Meeting]:
        """The meetings that are counted."""
        wanted = {UUID(self.unit)} if self.unit else self.units
        return read.meetings_held(wanted, self.first, self.last)


def _asked(request: HouseRequest) -> Asked:
    units = permissions.figure_units(request.actor)
    if not units:
        raise NotFound
    given = request.GET
    first, last = read.span_of(_day(given.get("from")), _day(given.get("to")))
    unit = people.uuid_of(given.get("unit", ""))
    return Asked(first, last, units, str(unit) if unit in units else "")


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text or "")
    except ValueError:
        return None


@login_required
@require_GET
def figures(request: HouseRequest) -> HttpResponse:
    """Show who spoke how long in a period, by person or by unit; those who never spoke on demand."""
    asked, what = _asked(request), "unit" if request.GET.get("by") == "unit" else "person"
    rows = _rows(asked, what)
    silent = [row for row in rows if row.is_silent]
    shown = silent if request.GET.get("silent") == "1" else rows
    facts: dict[str, Any] = {
        "asked": asked,
        "what": what,
        "whats": list(read.BY.items()),
        "spans": [(label, _kept(request, first, last)) for label, first, last in read.usual_spans()],
        "units": [(unit.pk, unit.short_name) for unit in read.units_among(asked.units)],
        "only_silent": request.GET.get("silent") == "1",
        "page": page(shown, request.GET.get("page", 1)),
        "most": max((row.seconds for row in rows), default=0) or 1,
        "held": asked.meetings.count(),
        "silent": len(silent),
        "seconds": sum(row.seconds for row in rows),
        "turns": sum(row.turns for row in rows),
        "questions": sum(row.questions for row in rows),
        "answers": sum(row.answers for row in rows),
        "kept": _kept(request),
        "export": f"{reverse('floor:export')}?{request.GET.urlencode()}",
    }
    return render(request, "floor/figures.html", facts)


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Send the figures of the period as a workbook."""
    asked = _asked(request)
    content = sheet.of_speaking(_rows(asked, "person"), _rows(asked, "unit"), asked.first, asked.last)
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="phat-bieu-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.xlsx"'
    return answer


@login_required
@require_GET
def turns(request: HouseRequest) -> HttpResponse:
    """Show the turns behind one figure: of a person, or of a unit."""
    asked = _asked(request)
    person, unit = people.uuid_of(request.GET.get("person", "")), people.uuid_of(request.GET.get("of", ""))
    if person is None and unit is None:
        raise NotFound
    found = read.turns_of_one(asked.meetings, person=person, unit=unit)
    shown = page(found, request.GET.get("page", 1))
    first = shown.rows[0] if shown.rows else None
    facts = {
        "page": shown,
        "asked": asked,
        "label": (first.name if person else first.unit.short_name if first.unit else "") if first else "",
        "crumbs": [{"label": _("Thống kê phát biểu"), "url": f"{reverse('floor:figures')}?{_kept(request)}"}],
    }
    return render(request, "floor/turns.html", facts)


def _rows(asked: Asked, what: str) -> list[Spoken]:
    return read.spoken_by_unit(asked.meetings) if what == "unit" else read.spoken_by_person(asked.meetings)


def _kept(request: HttpRequest, first: date | None = None, last: date | None = None) -> str:
    """Return the choice of days and unit as a query, for the way down and back; perhaps with other days."""
    query = request.GET.copy()
    if first and last:
        query["from"], query["to"] = first.isoformat(), last.isoformat()
    for name in ("page", "person", "of", "silent"):
        query.pop(name, None)
    return query.urlencode()
