"""What waits for my yes, on one page: approve, or send back with a reason."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from giaoban.approvals import actions, queries
from giaoban.approvals.kinds import KINDS
from giaoban.kernel.paging import page
from giaoban.people.middleware import HouseRequest


@login_required
@require_GET
def waiting(request: HouseRequest) -> HttpResponse:
    """Show what waits for this person, and what this person asked for and decided."""
    by = request.actor
    steps = list(queries.waiting_for(by))
    past = page(queries.visible_approvals(by).exclude(steps__in=steps), request.GET.get("page", 1))
    facts = {
        "waiting": [{"step": step, "url": KINDS[step.approval.kind].url(step.approval.subject_id)} for step in steps],
        "page": past,
        "past": [(approval, KINDS[approval.kind].url(approval.subject_id)) for approval in past.rows],
        "me": by.user_id,
    }
    return render(
        request, "approvals/part/waiting.html" if request.GET.get("part") else "approvals/waiting.html", facts
    )


@login_required
@require_POST
def decide(request: HouseRequest, approval_id: UUID) -> HttpResponse:
    """Say yes, or send it back."""
    approve = request.POST.get("verdict") == "approve"
    actions.decide(approval_id=approval_id, approve=approve, comment=request.POST.get("reason", ""), by=request.actor)
    messages.success(request, _("Đã duyệt.") if approve else _("Đã trả lại kèm lý do."))
    return redirect("approvals:waiting")


@login_required
@require_POST
def withdraw(request: HouseRequest, approval_id: UUID) -> HttpResponse:
    """Take a request back."""
    actions.withdraw(approval_id=approval_id, by=request.actor)
    messages.success(request, _("Đã rút lại đề nghị."))
    return redirect("approvals:waiting")
