"""One obstacle: its page, and a small function for each verb."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from giaoban.kernel.errors import Invalid
from giaoban.kernel.messages import sentence
from giaoban.ledger.queries import entries_about
from giaoban.ledger.registry import sentence_of
from giaoban.obstacles import actions, doors, forms, permissions, queries, shown
from giaoban.obstacles.models import Obstacle
from giaoban.people.middleware import HouseRequest

Form = django_forms.Form


@login_required
@require_GET
def obstacle_page(request: HouseRequest, obstacle_id: UUID) -> HttpResponse:
    """Show one obstacle: where it stands, what was asked and answered, and the one next button."""
    part = request.GET.get("part")
    template = "obstacles/part/obstacle.html" if part else "obstacles/obstacle.html"
    return render(request, template, _facts(request, obstacle_id))


def _facts(request: HouseRequest, obstacle_id: UUID) -> dict[str, Any]:
    by = request.actor
    obstacle = queries.page_obstacle(by, obstacle_id)
    can = permissions.abilities(by, obstacle)
    answer = shown.answer_of(obstacle)
    return {
        "obstacle": obstacle,
        "can": can,
        "why": {verb: sentence(verdict.reason) for verb, verdict in can.items() if not verdict},
        "steps": shown.steps_of(obstacle),
        "tone": shown.tone_of(obstacle),
        "next": shown.next_of(can, obstacle),
        "waits_for": shown.waits_for(obstacle),
        "answer": answer,
        "story": _story(obstacle),
        "papers": doors.papers_of(obstacle, by.person_id),
        "meeting_url": reverse("meetings:meeting", args=[obstacle.meeting_id]) if obstacle.meeting_id else "",
        "task_url": reverse("tasks:task", args=[obstacle.task_id]) if obstacle.task_id else "",
        "alike": _alike(obstacle, can),
        "upload_fields": json.dumps({"obstacle": str(obstacle.pk), "vouched": "true"}),
        "crumbs": [{"label": _("Vướng mắc"), "url": reverse("obstacles:list")}],
        "forms": _forms(obstacle, can),
    }


def _alike(obstacle: Obstacle, can: dict[str, Any]) -> list[Any]:
    """Whoever sorts or answers sees what was answered before in such a case."""
    if not (can["route"] or can["answer"]):
        return []
    return queries.alike(obstacle.title, obstacle.facts, obstacle.field_id, but=obstacle.pk)


def _forms(obstacle: Obstacle, can: dict[str, Any]) -> dict[str, Form]:
    made: dict[str, Form] = {}
    if can["route"]:
        made["route"] = forms.RouteForm(obstacle=obstacle, auto_id="route_%s")
    if can["answer"]:
        made["answer"] = forms.AnswerForm(obstacle=obstacle, auto_id="answer_%s")
    if can["escalate"]:
        made["escalate"] = forms.EscalateForm(obstacle=obstacle, auto_id="escalate_%s")
    return made


def _story(obstacle: Obstacle) -> list[dict[str, Any]]:
    """Return what happened, newest first: the book's sentences, and under each the words that were said."""
    lines = list(obstacle.lines.all())
    story: list[dict[str, Any]] = []
    for entry in entries_about(doors.OBSTACLE, obstacle.pk):
        kind = shown.LINE_OF.get(entry.action)
        line = next((n for n in lines if n.kind == kind and n.by_id == entry.actor_id and n.at <= entry.at), None)
        if line:
            lines.remove(line)
        icon, tone = shown.LINE_SIGNS.get(entry.action, ("info-circle", ""))
        story.append(
            {"at": entry.at, "text": _short(sentence_of(entry), obstacle), "line": line, "icon": icon, "tone": tone}
        )
    return story[::-1]


def _short(said: str, obstacle: Obstacle) -> str:
    """Leave the name out of a sentence of the book: it is the page's own."""
    return said.replace(f" “{obstacle.title}”", "")


def _valid(form: Form) -> Form:
    """Return the form, or refuse it with the first fault in words: dialogs are too small for more."""
    if not form.is_valid():
        if "division" in form.errors:
            raise Invalid("obstacles.division_needed")
        raise Invalid("obstacles.bad_date" if "due_on" in form.errors else "obstacles.text_needed")
    return form


def _verb(say: Callable[[HouseRequest, UUID], str]) -> Callable[..., HttpResponse]:
    """Turn «do it and say so» into a POST page that goes back to the obstacle."""

    @login_required
    @require_POST
    def view(request: HouseRequest, obstacle_id: UUID) -> HttpResponse:
        messages.success(request, say(request, obstacle_id))
        if request.POST.get("back") == "triage":
            return redirect("obstacles:triage")
        return redirect("obstacles:obstacle", obstacle_id)

    return view


@_verb
def raise_obstacle(request: HouseRequest, obstacle_id: UUID) -> str:
    """Send it to the Office."""
    actions.raise_obstacle(obstacle_id=obstacle_id, by=request.actor)
    return _("Đã nêu vướng mắc. Văn phòng sẽ chuyển phòng có thẩm quyền trả lời.")


@_verb
def withdraw(request: HouseRequest, obstacle_id: UUID) -> str:
    """Take it back."""
    actions.withdraw(obstacle_id=obstacle_id, reason=request.POST.get("reason", ""), by=request.actor)
    return _("Đã rút vướng mắc.")


@_verb
def route(request: HouseRequest, obstacle_id: UUID) -> str:
    """Pass it to the competent division."""
    obstacle = queries.page_obstacle(request.actor, obstacle_id)
    form = forms.RouteForm(request.POST, obstacle=obstacle)
    facts = _valid(form).facts_given()  # type: ignore[attr-defined]
    moved = actions.route(obstacle_id=obstacle_id, **facts, by=request.actor)
    return _("Đã chuyển %(unit)s.") % {"unit": moved.division.short_name if moved.division else ""}


@_verb
def give_back(request: HouseRequest, obstacle_id: UUID) -> str:
    """Give it back to the branch."""
    actions.give_back(obstacle_id=obstacle_id, reason=request.POST.get("reason", ""), by=request.actor)
    return _("Đã trả lại để đơn vị tự giải quyết.")


@_verb
def answer(request: HouseRequest, obstacle_id: UUID) -> str:
    """Answer it."""
    obstacle = queries.page_obstacle(request.actor, obstacle_id)
    asked = _valid(forms.AnswerForm(request.POST, obstacle=obstacle)).cleaned_data
    actions.answer(obstacle_id=obstacle_id, **asked, by=request.actor)
    return _("Đã gửi trả lời. Đơn vị nêu sẽ xác nhận.")


@_verb
def ask_on(request: HouseRequest, obstacle_id: UUID) -> str:
    """Ask on."""
    actions.ask_on(obstacle_id=obstacle_id, text=request.POST.get("reason", ""), by=request.actor)
    return _("Đã gửi câu hỏi thêm.")


@_verb
def escalate(request: HouseRequest, obstacle_id: UUID) -> str:
    """Pass it upwards."""
    obstacle = queries.page_obstacle(request.actor, obstacle_id)
    asked = _valid(forms.EscalateForm(request.POST, obstacle=obstacle)).cleaned_data
    moved = actions.escalate(obstacle_id=obstacle_id, **asked, by=request.actor)
    return _("Đã báo cáo lên %(level)s.") % {"level": moved.get_level_display()}


@_verb
def confirm(request: HouseRequest, obstacle_id: UUID) -> str:
    """Say that it is resolved."""
    actions.confirm(obstacle_id=obstacle_id, text=request.POST.get("text", ""), by=request.actor)
    return _("Đã xác nhận vướng mắc được tháo gỡ.")


@_verb
def reopen(request: HouseRequest, obstacle_id: UUID) -> str:
    """Say that it is not resolved."""
    actions.reopen(obstacle_id=obstacle_id, reason=request.POST.get("reason", ""), by=request.actor)
    return _("Đã mở lại vướng mắc.")


@_verb
def comment(request: HouseRequest, obstacle_id: UUID) -> str:
    """Write to it."""
    actions.comment(obstacle_id=obstacle_id, text=request.POST.get("text", ""), by=request.actor)
    return _("Đã gửi trao đổi.")
