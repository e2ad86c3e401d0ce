"""Writing an obstacle down, with what was settled before beside it while one types (OBS-1)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giaoban.kernel.errors import Invalid
from giaoban.kernel.messages import sentence
from giaoban.kernel.rules import require
from giaoban.obstacles import actions, permissions, queries
from giaoban.obstacles.forms import ObstacleForm
from giaoban.people.middleware import HouseRequest
from giaoban.people.queries import uuid_of


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    """Raise an obstacle, or keep it as a draft."""
    form = ObstacleForm(request.POST or None, by=request.actor, initial={"title": request.GET.get("title", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft(branch_id=form.cleaned_data["branch"].pk, facts=form.facts_given(), by=request.actor)
            return _sent(request, made.pk)
        except Invalid as error:
            _show_faults(form, error)
    facts = {"form": form, "crumbs": _crumbs(), "is_new": True}
    return render(request, "obstacles/write.html", facts, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HouseRequest, obstacle_id: UUID) -> HttpResponse:
    """Rewrite a draft, or what nobody works on yet."""
    obstacle = queries.page_obstacle(request.actor, obstacle_id)
    require(permissions.may_edit(request.actor, obstacle))
    form = ObstacleForm(request.POST or None, by=request.actor, initial=ObstacleForm.first(obstacle))
    form.fields["branch"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(obstacle_id=obstacle_id, facts=form.facts_given(), by=request.actor)
            return _sent(request, obstacle_id)
        except Invalid as error:
            _show_faults(form, error)
    here = {"label": obstacle.title, "url": reverse("obstacles:obstacle", args=[obstacle.pk])}
    facts = {"form": form, "obstacle": obstacle, "crumbs": [*_crumbs(), here]}
    return render(request, "obstacles/write.html", facts, status=422 if form.errors else 200)


def _sent(request: HouseRequest, obstacle_id: UUID) -> HttpResponse:
    if request.POST.get("then") == "raise":
        actions.raise_obstacle(obstacle_id=obstacle_id, by=request.actor)
        messages.success(request, _("Đã nêu vướng mắc. Văn phòng sẽ chuyển phòng có thẩm quyền trả lời."))
    else:
        messages.success(request, _("Đã lưu."))
    return redirect("obstacles:obstacle", obstacle_id)


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Vướng mắc"), "url": reverse("obstacles:list")}]


def _show_faults(form: ObstacleForm, error: Invalid) -> None:
    for field, code in error.details.get("fields", {}).items():
        form.add_error(field, sentence(code, error.details))


@login_required
@require_GET
def alike(request: HouseRequest) -> HttpResponse:
    """Show the settled obstacles that are like what stands in the form now."""
    asked = request.GET
    but = uuid_of(asked.get("but", ""))
    rows = queries.alike(asked.get("title", ""), asked.get("facts", ""), uuid_of(asked.get("field", "")), but=but)
    return render(request, "obstacles/part/alike.html", {"alike": rows, "asked": bool(asked.get("title", "").strip())})
