"""One task: its page, the form that gives one, and a small function for each verb."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.kernel.errors import Invalid
from giaoban.kernel.messages import sentence
from giaoban.ledger.queries import entries_about
from giaoban.ledger.registry import sentence_of
from giaoban.people.middleware import HouseRequest
from giaoban.tasks import actions, evidence, forms, permissions, queries, shown
from giaoban.tasks.models import Extension, Task

MEETING = "meetings.meeting"


@login_required
@require_GET
def task_page(request: HouseRequest, task_id: UUID) -> HttpResponse:
    """Show one task: where it stands, its six clear facts, its story, and the one next button."""
    part = request.GET.get("part")
    return render(request, "tasks/part/task.html" if part else "tasks/task.html", _facts(request, task_id))


def _facts(request: HouseRequest, task_id: UUID) -> dict[str, Any]:
    by = request.actor
    task = queries.page_task(by, task_id)
    can = permissions.abilities(by, task)
    extensions = list(task.extensions.all())
    return {
        "task": task,
        "can": can,
        "why": {verb: sentence(verdict.reason) for verb, verdict in can.items() if not verdict},
        "steps": shown.steps_of(task),
        "tone": shown.tone_of(task),
        "next": shown.next_of(task, can),
        "waits_for": shown.waits_for(task),
        "story": _story(task),
        "wish": next((e for e in extensions if e.state == Extension.State.ASKED), None),
        "extensions": extensions,
        "parent_seen": bool(task.parent_id and queries.seen_among(by, [task.parent_id])),
        "papers": evidence.papers_of(task, by.person_id),
        "source_url": reverse("meetings:meeting", args=[task.context_id]) if task.context_kind == MEETING else "",
        "upload_fields": json.dumps({"task": str(task.pk), "vouched": "true"}),
        "crumbs": [{"label": _("Nhiệm vụ"), "url": reverse("tasks:list")}],
        "forms": _forms(task, can),
    }


def _forms(task: Task, can: dict[str, Any]) -> dict[str, django_forms.Form]:
    made: dict[str, django_forms.Form] = {
        "progress": forms.ProgressForm(initial={"progress": task.progress}, prefix=None, auto_id="progress_%s"),
        "hand_in": forms.ReportForm(auto_id="hand_in_%s"),
        "confirm": forms.ConfirmForm(auto_id="confirm_%s"),
        "extension": forms.ExtensionForm(auto_id="extension_%s"),
    }
    if can["hand_over"]:
        made["hand_over"] = forms.HandOverForm(task=task, auto_id="hand_over_%s")
    if can["split"]:
        made["split"] = forms.PartForm(task=task, auto_id="split_%s")
    return made


def _story(task: Task) -> list[dict[str, Any]]:
    """Return what happened, newest first: the book's sentences, and under each the words that were said."""
    notes = list(task.notes.all())
    story: list[dict[str, Any]] = []
    for entry in entries_about("tasks.task", task.pk):
        kind = NOTE_OF.get(entry.action)
        note = next((n for n in notes if n.kind == kind and n.by_id == entry.actor_id and n.at <= entry.at), None)
        if note:
            notes.remove(note)
        icon, tone = shown.NOTE_SIGNS.get(kind or "", ("info-circle", ""))
        story.append({"at": entry.at, "text": sentence_of(entry), "note": note, "icon": icon, "tone": tone})
    return story[::-1]


NOTE_OF = {
    "tasks.progressed": "progress",
    "tasks.handed_in": "hand_in",
    "tasks.returned": "return",
    "tasks.confirmed": "confirm",
    "tasks.commented": "comment",
    "tasks.suspended": "side",
    "tasks.cancelled": "side",
    "tasks.handed_over": "side",
}


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    """Give a task in seconds: what, to whom, by when."""
    first = {name: request.GET[name] for name in ("title", "lead_unit", "assignee") if request.GET.get(name)}
    form = forms.AssignForm(request.POST or None, by=request.actor, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            task = actions.assign(**form.facts(), by=request.actor)
        except Invalid as error:
            _show_faults(form, error)
        else:
            messages.success(request, _("Đã giao nhiệm vụ. Người thực hiện nhận được ngay."))
            return redirect("tasks:task", task.pk)
    return render(request, "tasks/new.html", {"form": form}, status=422 if form.errors else 200)


def _show_faults(form: django_forms.Form, error: Invalid) -> None:
    named = {"lead_unit_id": "lead_unit", "assignee_id": "assignee"}
    for field, code in error.details.get("fields", {}).items():
        form.add_error(named.get(field, field), sentence(code, error.details))


def _valid(form: django_forms.Form) -> dict[str, Any]:
    """Return what was sent, or refuse it with the first fault in words: dialogs are too small for more."""
    if not form.is_valid():
        raise Invalid("tasks.bad_date" if {"wanted_on", "until"} & set(form.errors) else "kernel.bad_input")
    return form.cleaned_data


def _done(request: HttpRequest, task_id: UUID, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("tasks:task", task_id)


def _verb(say: Callable[[HouseRequest, UUID], str]) -> Callable[..., HttpResponse]:
    """Turn «do it and say so» into a POST page that goes back to the task."""

    @login_required
    @require_POST
    def view(request: HouseRequest, task_id: UUID) -> HttpResponse:
        return _done(request, task_id, say(request, task_id))

    return view


@_verb
def accept(request: HouseRequest, task_id: UUID) -> str:
    """Take it."""
    actions.accept(task_id=task_id, by=request.actor)
    return _("Đã nhận việc.")


@_verb
def progress(request: HouseRequest, task_id: UUID) -> str:
    """Say how far it is."""
    asked = _valid(forms.ProgressForm(request.POST))
    actions.report_progress(task_id=task_id, **asked, by=request.actor)
    return _("Đã cập nhật tiến độ.")


@_verb
def hand_in(request: HouseRequest, task_id: UUID) -> str:
    """Report it as done."""
    actions.hand_in(task_id=task_id, text=request.POST.get("text", ""), by=request.actor)
    return _("Đã báo cáo hoàn thành. Người giao sẽ xác nhận.")


@_verb
def return_work(request: HouseRequest, task_id: UUID) -> str:
    """Send it back."""
    actions.return_work(task_id=task_id, reason=request.POST.get("reason", ""), by=request.actor)
    return _("Đã trả lại nhiệm vụ.")


@_verb
def confirm(request: HouseRequest, task_id: UUID) -> str:
    """Confirm it."""
    actions.confirm(task_id=task_id, **_valid(forms.ConfirmForm(request.POST)), by=request.actor)
    return _("Đã xác nhận hoàn thành.")


@_verb
def ask_extension(request: HouseRequest, task_id: UUID) -> str:
    """Ask for more time."""
    actions.ask_extension(task_id=task_id, **_valid(forms.ExtensionForm(request.POST)), by=request.actor)
    return _("Đã gửi đề nghị gia hạn.")


@_verb
def suspend(request: HouseRequest, task_id: UUID) -> str:
    """Let it rest."""
    actions.suspend(task_id=task_id, reason=request.POST.get("reason", ""), by=request.actor)
    return _("Đã tạm dừng nhiệm vụ.")


@_verb
def resume(request: HouseRequest, task_id: UUID) -> str:
    """Wake it."""
    actions.resume(task_id=task_id, by=request.actor)
    return _("Nhiệm vụ được tiếp tục.")


@_verb
def cancel(request: HouseRequest, task_id: UUID) -> str:
    """Take it back."""
    actions.cancel(task_id=task_id, reason=request.POST.get("reason", ""), by=request.actor)
    return _("Đã hủy nhiệm vụ.")


@_verb
def comment(request: HouseRequest, task_id: UUID) -> str:
    """Write to it."""
    actions.comment(task_id=task_id, text=request.POST.get("text", ""), by=request.actor)
    return _("Đã gửi trao đổi.")


@_verb
def add_step(request: HouseRequest, task_id: UUID) -> str:
    """Add a step."""
    actions.add_step(task_id=task_id, text=request.POST.get("text", ""), by=request.actor)
    return _("Đã thêm bước thực hiện.")


@_verb
def hand_over(request: HouseRequest, task_id: UUID) -> str:
    """Give it to another of the unit."""
    task = queries.page_task(request.actor, task_id)
    asked = _valid(forms.HandOverForm(request.POST, task=task))
    actions.hand_over(task_id=task_id, assignee_id=asked["assignee"].pk, reason=asked["reason"], by=request.actor)
    return _("Đã chuyển nhiệm vụ cho %(person)s.") % {"person": asked["assignee"]}


@_verb
def split(request: HouseRequest, task_id: UUID) -> str:
    """Hand a part of it down."""
    task = queries.page_task(request.actor, task_id)
    asked = _valid(forms.PartForm(request.POST, task=task))
    person = asked["assignee"].pk if asked["assignee"] else None
    part = actions.Part(asked["unit"].pk, asked["title"], person, asked["deadline_on"])
    actions.split(task_id=task_id, parts=[part], by=request.actor)
    return _("Đã giao phần việc cho %(unit)s.") % {"unit": asked["unit"].short_name}


@login_required
@require_POST
def tick_step(request: HouseRequest, step_id: UUID) -> HttpResponse:
    """Tick a step off, or take the tick back."""
    step = actions.tick_step(step_id=step_id, done=request.POST.get("done") == "1", by=request.actor)
    return redirect("tasks:task", step.task_id)


@login_required
@require_POST
def decide_extension(request: HouseRequest, extension_id: UUID) -> HttpResponse:
    """Grant more time, or keep the deadline."""
    if request.POST.get("verdict") == "refuse":
        reason = request.POST.get("reason", "")
        wish = actions.refuse_extension(extension_id=extension_id, answer=reason, by=request.actor)
        return _done(request, wish.task_id, _("Đã giữ nguyên thời hạn."))
    asked = _valid(forms.GrantForm(request.POST))
    wish = actions.grant_extension(extension_id=extension_id, **asked, by=request.actor)
    return _done(request, wish.task_id, _("Đã đồng ý gia hạn."))
