"""What is done to items, papers, marks, opinions, remarks. Each answer leads back to the item on the meeting's page."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from giaoban.documents import actions as documents
from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid
from giaoban.kernel.rules import require
from giaoban.meetings import actions, permissions, queries
from giaoban.meetings.forms.agenda import (
    AskPaperForm,
    ItemForm,
    MarkForm,
    OpinionForm,
    ReasonForm,
    RemarkForm,
    UploadForm,
)
from giaoban.meetings.forms.checked import checked
from giaoban.meetings.models import AgendaItem, Mark, PaperRequest
from giaoban.meetings.queries.agenda import ITEM
from giaoban.people.middleware import HouseRequest


def _item(request: HouseRequest, item_id: UUID) -> AgendaItem:
    return get_object_or_404(queries.visible_items(request.actor), pk=item_id)


def _back(request: HttpRequest, item: AgendaItem, words: str = "") -> HttpResponse:
    if words:
        messages.success(request, words)
    return redirect(f"{reverse('meetings:meeting', args=[item.meeting_id])}#item-{item.pk}")


def _sent(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise Invalid("kernel.bad_input", fields=dict.fromkeys(form.errors, "kernel.bad_input"))
    return form.cleaned_data


@login_required
@require_POST
def add_item(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Put an item on the agenda."""
    form = ItemForm(request.POST)
    sent = _sent(form)
    item = actions.propose_item(meeting_id=meeting_id, title=sent["title"], details=form.details(), by=request.actor)
    return _back(request, item, _("Đã thêm nội dung."))


@login_required
@require_http_methods(["GET", "POST"])
def item(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """Show an item as a form in place, and take what was changed."""
    found = _item(request, item_id)
    form = ItemForm(request.POST or None, initial=ItemForm.of(found), auto_id=f"id_{found.pk}_%s")
    if request.method == "POST" and form.is_valid():
        changes = {"title": form.cleaned_data["title"], **form.details()}
        if checked(form, lambda: actions.change_item(item_id=found.pk, changes=changes, by=request.actor)):
            return _back(request, found, _("Đã lưu nội dung."))
    require(permissions.may_change(request.actor, found.meeting))
    return _in_place(request, "item", {"form": form, "item": found, "meeting": found.meeting})


@login_required
@require_POST
def remove_item(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """Take an item off the agenda."""
    meeting = actions.remove_item(item_id=item_id, by=request.actor)
    messages.success(request, _("Đã bỏ nội dung khỏi chương trình."))
    return redirect("meetings:meeting", meeting.pk)


@login_required
@require_POST
def out_of_consent(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """Bring an item out of the consent block."""
    return _back(
        request,
        actions.take_out_of_consent(item_id=item_id, by=request.actor),
        _("Đã đưa nội dung ra thảo luận."),
    )


@login_required
@require_POST
def order(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Take the new order of the agenda from the list that was dragged."""
    wanted = [UUID(value) for value in request.POST.getlist("order")]
    actions.order_agenda(meeting_id=meeting_id, item_ids=wanted, by=request.actor)
    return HttpResponse(status=204)


@login_required
@require_http_methods(["GET", "POST"])
def mark(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """Show the form for another opinion in place, and take a member's mark."""
    if request.method == "GET":
        asked = _item(request, item_id)
        mine = asked.marks.filter(user=request.actor.user_id).first()
        return _in_place(request, "mark", {"item": asked, "meeting": asked.meeting, "mark": mine})
    sent = _sent(MarkForm(request.POST))
    found = actions.mark_item(item_id=item_id, mark=sent["mark"], text=sent["text"], by=request.actor)
    words = _("Đã ghi: %(mark)s.") % {"mark": Mark.Kind(found.kind).label}
    return _back(request, found.item, words)


@login_required
@require_POST
def opinion(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """Keep an opinion for oneself, or hand it in: the button says which."""
    found, sent = _item(request, item_id), _sent(OpinionForm(request.POST))
    kept = actions.write_opinion(item_id=item_id, text=sent["text"], document_id=sent["document"], by=request.actor)
    if kept and sent["submit"]:
        actions.submit_opinion(opinion_id=kept.pk, by=request.actor)
        return _back(request, found, _("Đã gửi ý kiến đến chủ trì."))
    return _back(request, found, _("Đã lưu ý kiến, chỉ đồng chí xem được."))


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """Show the upload form in place, and take a paper; one that answers a request goes to the Office at once."""
    found, form = _item(request, item_id), UploadForm(request.POST, request.FILES)
    if request.method == "GET":
        return _in_place(request, "upload", {"item": found, "meeting": found.meeting})
    sent = _sent(form)
    asked = PaperRequest.objects.filter(pk=sent["request"], item=found).first()
    paper = documents.add_document(
        file=sent["file"],
        owner_kind=ITEM,
        owner_id=found.pk,
        title=sent["title"] or (asked.what if asked else ""),
        vouched=sent["vouched"],
        unit_id=asked.unit_id if asked else None,
        by=request.actor,
    )
    if asked:
        actions.submit_paper(request_id=asked.pk, document_id=paper.pk, by=request.actor)
        return _back(request, found, _("Đã gửi tài liệu đến Văn phòng."))
    return _back(request, found, _("Đã tải tài liệu lên."))


@login_required
@require_POST
def open_paper(request: HouseRequest, item_id: UUID, document_id: UUID) -> HttpResponse:
    """Open a frozen paper of a published meeting for its replacement."""
    found = _item(request, item_id)
    actions.open_paper(document_id=document_id, by=request.actor)
    return redirect("documents:read", document_id) if found else _back(request, found)


@login_required
@require_http_methods(["GET", "POST"])
def ask_for_paper(request: HouseRequest, item_id: UUID) -> HttpResponse:
    """Show the form that asks a unit for a paper in place, and take it."""
    found = _item(request, item_id)
    require(permissions.may_ask_for_paper(request.actor, found.meeting))
    first = {"due_at": clock.local(queries.papers_due_at(found.meeting)), "unit": found.preparing_unit_id}
    form = AskPaperForm(request.POST or None, initial=first, auto_id=f"ask_{found.pk}_%s")
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        asked = checked(
            form,
            lambda: actions.ask_for_paper(
                item_id=item_id, unit_id=sent["unit"].pk, what=sent["what"], due_at=sent["due_at"], by=request.actor
            ),
        )
        if asked:
            return _back(request, found, _("Đã gửi đề nghị đến %(unit)s.") % {"unit": sent["unit"].short_name})
    return _in_place(request, "ask", {"form": form, "item": found, "meeting": found.meeting})


def _in_place(request: HttpRequest, name: str, facts: dict[str, Any]) -> HttpResponse:
    """Answer htmx with the form alone, and a browser without it with a page around the form."""
    part = f"meetings/part/{name}_form.html"
    if request.headers.get("HX-Request"):
        return render(request, part, facts)
    return render(request, "meetings/item.html", {"part": part, **facts})


@login_required
@require_POST
def accept_paper(request: HouseRequest, request_id: UUID) -> HttpResponse:
    """Take a unit's paper."""
    return _back(request, actions.accept_paper(request_id=request_id, by=request.actor).item, _("Đã nhận tài liệu."))


@login_required
@require_POST
def return_paper(request: HouseRequest, request_id: UUID) -> HttpResponse:
    """Send a unit's paper back."""
    sent = _sent(ReasonForm(request.POST))
    asked = actions.return_paper(request_id=request_id, reason=sent["reason"], by=request.actor)
    return _back(request, asked.item, _("Đã trả lại tài liệu."))


@login_required
@require_POST
def withdraw_request(request: HouseRequest, request_id: UUID) -> HttpResponse:
    """No longer ask for the paper."""
    meeting = actions.withdraw_request(request_id=request_id, by=request.actor)
    messages.success(request, _("Đã rút đề nghị."))
    return redirect("meetings:meeting", meeting.pk)


@login_required
@require_POST
def remark(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Take a leader's remark on the meeting, an item or a page."""
    sent = _sent(RemarkForm(request.POST))
    written = actions.write_remark(
        meeting_id=meeting_id,
        text=sent["text"],
        item_id=sent["item"],
        document_id=sent["document"],
        page=sent["page"],
        by=request.actor,
    )
    messages.success(request, _("Đã ghi ý kiến."))
    place = f"#item-{written.item_id}" if written.item_id else ""
    return redirect(f"{reverse('meetings:meeting', args=[meeting_id])}{place}")


@login_required
@require_POST
def settle_remark(request: HouseRequest, remark_id: UUID) -> HttpResponse:
    """Tick a remark off."""
    done = actions.settle_remark(remark_id=remark_id, by=request.actor)
    place = f"#item-{done.item_id}" if done.item_id else ""
    return redirect(f"{reverse('meetings:meeting', args=[done.meeting_id])}{place}")
