"""Who is invited, and what they answer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.kernel.errors import Invalid
from giaoban.meetings import actions, queries
from giaoban.meetings.forms.meeting import AnswerForm, AssistantsForm, InviteForm, SiteForm
from giaoban.meetings.views.meeting import find
from giaoban.people.middleware import HouseRequest


def _done(request: HttpRequest, meeting_id: UUID, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("meetings:meeting", meeting_id)


@login_required
@require_POST
def invite(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Add groups and people to the list."""
    meeting = find(request, meeting_id, whole=True)
    form = InviteForm(request.POST, meeting=meeting)
    form.is_valid()
    added = []
    for group in form.cleaned_data.get("groups", []):
        added += actions.invite_group(meeting_id=meeting.pk, group_id=group.pk, by=request.actor)
    guests = [user.pk for user in form.cleaned_data.get("guests", [])]
    added += actions.invite(meeting_id=meeting.pk, user_ids=guests, by=request.actor)
    return _done(request, meeting_id, _("Đã thêm %(n)d người vào thành phần dự họp.") % {"n": len(added)})


@login_required
@require_POST
def assistants(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Name who assists the secretary: who is no longer on the list is dismissed."""
    meeting = find(request, meeting_id, whole=True)
    form = AssistantsForm(request.POST)
    form.is_valid()
    wanted = {user.pk for user in form.cleaned_data.get("assistants", [])} - {meeting.chair_id, meeting.secretary_id}
    there = {user.pk for user in queries.assistants_of(meeting)}
    for user_id in sorted(there - wanted):
        actions.dismiss_assistant(meeting_id=meeting.pk, user_id=user_id, by=request.actor)
    for user_id in sorted(wanted - there):
        actions.appoint_assistant(meeting_id=meeting.pk, user_id=user_id, by=request.actor)
    return _done(request, meeting_id, _("Đã lưu danh sách thư ký giúp việc."))


@login_required
@require_POST
def remove(request: HouseRequest, meeting_id: UUID, user_id: UUID) -> HttpResponse:
    """Take a person off the list."""
    actions.remove_attendee(meeting_id=meeting_id, user_id=user_id, by=request.actor)
    return _done(request, meeting_id, _("Đã đưa ra khỏi thành phần dự họp."))


@login_required
@require_POST
def answer(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Take an invited person's answer."""
    form = AnswerForm(request.POST)
    form.is_valid()
    sent = form.cleaned_data
    if "answer" not in sent:
        raise Invalid("kernel.bad_input", fields={"answer": "kernel.bad_input"})
    substitute = sent.get("substitute")
    actions.answer(
        meeting_id=meeting_id,
        answer=sent["answer"],
        reason=sent.get("reason", ""),
        substitute_id=substitute.pk if substitute else None,
        by=request.actor,
    )
    if substitute:
        return _done(request, meeting_id, _("Đã gửi đề nghị dự thay, chờ chủ trì đồng ý."))
    return _done(request, meeting_id, _("Đã trả lời giấy mời."))


@login_required
@require_POST
def answer_site(request: HouseRequest, meeting_id: UUID, unit_id: UUID) -> HttpResponse:
    """Take a branch's answer as a site."""
    form = SiteForm(request.POST)
    if not form.is_valid():
        raise Invalid("kernel.bad_input", fields=dict.fromkeys(form.errors, "kernel.bad_input"))
    actions.answer_site(meeting_id=meeting_id, unit_id=unit_id, by=request.actor, **form.cleaned_data)
    return _done(request, meeting_id, _("Đã trả lời thay điểm cầu."))


@login_required
@require_POST
def consent(request: HouseRequest, attendee_id: UUID) -> HttpResponse:
    """Agree to a substitute, or not: the button says which."""
    verb = actions.consent_substitute if request.POST.get("decision") == "agree" else actions.refuse_substitute
    row = verb(attendee_id=attendee_id, by=request.actor)
    return _done(request, row.meeting_id, _("Đã ghi ý kiến về người dự thay."))
