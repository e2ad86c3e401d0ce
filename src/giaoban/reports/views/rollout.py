"""The rollout of online briefings: phases, what is ready, how it goes (NET-7, REP-3)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from giaoban.kernel.clock import today
from giaoban.kernel.errors import Invalid
from giaoban.kernel.rules import require
from giaoban.people.middleware import HouseRequest
from giaoban.reports import actions, forms, permissions, queries, sheet
from giaoban.reports.actions.rollout import STEPS
from giaoban.reports.models import Phase

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _found() -> tuple[list[Phase], dict[UUID, queries.Adoption]]:
    phases = list(queries.phases())
    return phases, queries.adoption_of([row for phase in phases for row in phase.branches.all()])


@login_required
@require_GET
def rollout(request: HouseRequest) -> HttpResponse:
    """Show every phase with its branches, what is ready, the first meeting and the adoption."""
    require(permissions.may_see_rollout(request.actor))
    phases, adoption = _found()
    cards: list[dict[str, Any]] = []
    for phase in phases:
        rows: list[dict[str, Any]] = [
            {
                "branch": row,
                "steps": [(name, label, getattr(row, name)) for name, label in STEPS.items()],
                "since": adoption[row.unit_id],
            }
            for row in phase.branches.all()
        ]
        ready = sum(row["branch"].ready_on is not None for row in rows)
        first = {"phase_id": phase.pk, "name": phase.name, "starts_on": phase.starts_on, "note": phase.note}
        units = [row["branch"].unit_id for row in rows]
        made = forms.PhaseForm(initial=first | {"units": units}, auto_id=f"p{phase.pk}_%s")
        cards.append({"phase": phase, "rows": rows, "ready": ready, "form": made})
    facts = {
        "cards": cards,
        "may_keep": bool(permissions.may_keep_rollout(request.actor)),
        "new_form": forms.PhaseForm(auto_id="new_%s"),
        "today": today(),
        "crumbs": [{"label": _("Báo cáo tuần"), "url": reverse("reports:owed")}],
    }
    return render(request, "reports/rollout.html", facts)


@login_required
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Send the phase report as an Excel file."""
    require(permissions.may_see_rollout(request.actor))
    phases, adoption = _found()
    response = HttpResponse(sheet.of_rollout(phases, adoption), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="trien-khai-{today():%Y-%m-%d}.xlsx"'
    return response


@login_required
@require_POST
def phase(request: HouseRequest) -> HttpResponse:
    """Plan a phase, or change one."""
    form = forms.PhaseForm(request.POST)
    if not form.is_valid():
        raise Invalid("reports.name_needed" if "name" in form.errors else "reports.day_needed")
    asked = form.cleaned_data
    units = [unit.pk for unit in asked["units"]]
    actions.keep_phase(
        name=asked["name"], starts_on=asked["starts_on"], units=units, note=asked["note"],
        phase_id=asked["phase_id"], by=request.actor,
    )  # fmt: skip
    messages.success(request, _("Đã đặt giai đoạn."))
    return redirect("reports:rollout")


@login_required
@require_POST
def mark_ready(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """Write down the day on which something was ready, or take it back."""
    form = forms.ReadyForm(request.POST)
    if not form.is_valid():
        raise Invalid("reports.day_needed")
    actions.mark_ready(unit_id=unit_id, **form.cleaned_data, by=request.actor)
    messages.success(request, _("Đã ghi mức sẵn sàng."))
    return redirect("reports:rollout")
