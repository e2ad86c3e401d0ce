"""Writing a consultation down: the form of a new one and of a draft."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from giaoban.consultations import actions, permissions, queries
from giaoban.consultations.forms import ConsultationForm
from giaoban.kernel.rules import require
from giaoban.people.middleware import HouseRequest
from giaoban.ui.forms import attempt


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    """Begin one; papers are added on its page."""
    require(permissions.may_draft(request.actor))
    form = ConsultationForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        unit_id, facts = form.cleaned_data["unit"].pk, form.facts_given()
        made = attempt(form, lambda: actions.draft(unit_id=unit_id, facts=facts, by=request.actor))
        if made:
            messages.success(request, _("Đã lưu. Đính kèm tài liệu rồi trình duyệt hoặc gửi đi."))
            return redirect("consultations:consultation", made.pk)
    facts = {"form": form, "crumbs": _crumbs(), "is_new": True}
    return render(request, "consultations/write.html", facts, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HouseRequest, consultation_id: UUID) -> HttpResponse:
    """Rewrite a draft."""
    by = request.actor
    consultation = queries.page_consultation(by, consultation_id)
    require(permissions.may_edit(by, consultation))
    first = ConsultationForm.first(consultation)
    form = ConsultationForm(request.POST or None, by=by, consultation=consultation, initial=first)
    if request.method == "POST" and form.is_valid():
        facts = form.facts_given()
        if attempt(form, lambda: actions.edit(consultation_id=consultation_id, facts=facts, by=by)):
            messages.success(request, _("Đã lưu."))
            return redirect("consultations:consultation", consultation_id)
    here = {"label": consultation.subject, "url": reverse("consultations:consultation", args=[consultation.pk])}
    shown = {"form": form, "consultation": consultation, "crumbs": [*_crumbs(), here]}
    return render(request, "consultations/write.html", shown, status=422 if form.errors else 200)


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Lấy ý kiến"), "url": reverse("consultations:list")}]
