"""Duties that come back: their page, and ending one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid
from giaoban.kernel.messages import sentence
from giaoban.people import queries as people
from giaoban.people.middleware import HouseRequest
from giaoban.tasks import actions, permissions, queries, recurring, resting
from giaoban.tasks.forms import DutyForm

NAMED = {"lead_unit_id": "lead_unit", "assignee_id": "assignee"}


@login_required
@require_http_methods(["GET", "POST"])
def duties(request: HouseRequest) -> HttpResponse:
    """Show the running duties with their next deadline, and set one up."""
    form = DutyForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_up_duty(**form.facts(), by=request.actor)
        except Invalid as error:
            for field, code in error.details.get("fields", {}).items():
                form.add_error(NAMED.get(field, field), sentence(code, error.details))
        else:
            messages.success(request, _("Đã đặt việc định kỳ; mỗi kỳ hệ thống tự giao."))
            return redirect("tasks:duties")
    calendar, today = people.work_calendar(), clock.today()
    found = list(queries.visible_duties(request.actor).filter(ended_at=None))
    rests = resting.why(found)
    rows = [
        {
            "duty": duty,
            "next": recurring.next_of(duty, today, calendar),
            "may_end": bool(permissions.may_end_duty(request.actor, duty)),
            "rests": rests.get(duty.pk, ""),
        }
        for duty in found
    ]
    crumbs = [{"label": _("Nhiệm vụ"), "url": reverse("tasks:list")}]
    facts = {"form": form, "rows": rows, "crumbs": crumbs, "may_add": permissions.may_assign_at_all(request.actor)}
    return render(request, "tasks/duties.html", facts, status=422 if form.errors else 200)


@login_required
@require_POST
def end(request: HouseRequest, duty_id: UUID) -> HttpResponse:
    """End a duty."""
    actions.end_duty(duty_id=duty_id, by=request.actor)
    messages.success(request, _("Đã kết thúc việc định kỳ. Nhiệm vụ đã giao vẫn giữ nguyên."))
    return redirect("tasks:duties")
