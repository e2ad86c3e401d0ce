"""Answering reminders: the day's page with one tap a task, and the small page behind a link of a letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.kernel.errors import HouseError, Invalid, NotFound
from giaoban.kernel.messages import sentence
from giaoban.people.middleware import HouseRequest
from giaoban.tasks import actions, forms, ladder, links, queries
from giaoban.tasks.links import LABELS, Link, Reply
from giaoban.tasks.models import LinkAnswer, Task

DONE_WORDS = {
    Reply.TAKEN: gettext_lazy("Đã nhận việc."),
    Reply.PROGRESS: gettext_lazy("Đã ghi nhận: đang thực hiện."),
    Reply.TIME: gettext_lazy("Đã gửi đề nghị gia hạn."),
    Reply.DONE: gettext_lazy("Đã báo cáo hoàn thành. Người giao sẽ xác nhận."),
}

SAID_WORDS = {
    Reply.TAKEN: gettext_lazy("Việc này đã được nhận từ trước, không ghi thêm lần nữa."),
    Reply.PROGRESS: gettext_lazy("Hôm nay đồng chí đã báo đang thực hiện, không ghi thêm lần nữa."),
    Reply.TIME: gettext_lazy("Đề nghị gia hạn đã gửi và đang chờ quyết định, không gửi thêm lần nữa."),
    Reply.DONE: gettext_lazy("Đã báo cáo hoàn thành từ trước, không ghi thêm lần nữa."),
}


@login_required
@require_GET
def mine(request: HouseRequest) -> HttpResponse:
    """Show what the person is reminded of today, why, and the buttons that answer it."""
    policy = queries.policy_in_force()
    rows = [_row(task, line) for task, line in ladder.lines_for(request.actor, policy)]
    facts = {
        "rows": rows,
        "at": ladder.digest_at(),
        "crumbs": [{"label": _("Nhiệm vụ"), "url": reverse("tasks:list")}],
    }
    return render(request, "tasks/reminders.html", facts)


def _row(task: Task, line: ladder.Line) -> dict[str, Any]:
    replies = [(reply.value, LABELS[reply]) for reply in links.replies_to(task)] if line.is_doer else []
    return {"task": task, "line": line, "replies": replies}


@login_required
@require_POST
def reply(request: HouseRequest, task_id: UUID) -> HttpResponse:
    """Answer a reminder in one tap."""
    try:
        said = Reply(request.POST.get("reply", ""))
    except ValueError:
        raise Invalid("kernel.bad_input") from None
    answered = actions.answer_reminder(task_id=task_id, reply=said, by=request.actor)
    if answered.did:
        messages.success(request, str(DONE_WORDS[said]))
    else:
        messages.info(request, str(SAID_WORDS[said]))
    return redirect("tasks:reminders")


@require_http_methods(["GET", "POST"])
@never_cache
def by_link(request: HouseRequest, token: str) -> HttpResponse:
    """Ask once whether the answer of the letter is meant; opening the page changes nothing.

    A link that was used, or whose days are over, says nothing of the task: letters are passed on.
    """
    link, asker = links.read(token), request.actor
    by = queries.actor_behind(link.user_id, request_id=asker.request_id, address=asker.address) if link else None
    if link is None or by is None or not queries.seen_among(by, [link.task_id]):
        raise NotFound
    facts: dict[str, Any] = {"link": link, "label": LABELS[link.reply]}
    facts["used"] = LinkAnswer.objects.filter(mark=link.mark).first()
    if request.method == "POST":
        facts |= _press(request, link, by)
    facts["state"] = _state_of(facts)
    if facts["state"] in {"ask", "done"}:
        task = queries.task_of(link.task_id)
        facts |= {"task": task, "person": by.label}
        facts.setdefault("form", forms.LinkForm(reply=link.reply, initial={"wanted_on": links.later_day(task)}))
    reply_ = render(request, "tasks/answer.html", facts, status=facts.get("status", 200))
    # The address is a key: no other site learns it. «no-referrer» would send «Origin: null», which CSRF refuses.
    reply_.headers["Referrer-Policy"] = "same-origin"
    return reply_


def _press(request: HouseRequest, link: Link, by: Any) -> dict[str, Any]:
    form = forms.LinkForm(request.POST, reply=link.reply)
    if not form.is_valid():
        return {"form": form, "status": 422}
    try:
        pressed = actions.answer_by_link(link=link, by=by, **form.facts())
    except HouseError as error:
        return {"refused": sentence(error.code, error.details), "form": form, "status": error.status}
    words = DONE_WORDS[link.reply] if pressed.did else SAID_WORDS[link.reply]
    return {"used": pressed.used, "just_now": pressed.is_first, "did": pressed.did, "words": words}


def _state_of(facts: dict[str, Any]) -> str:
    if facts.get("just_now"):
        return "done"
    if facts["used"]:
        return "used"
    return "ask" if facts["link"].works_under(queries.policy_in_force()) else "expired"
