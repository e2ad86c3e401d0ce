"""The page of one meeting, and what is done to it as a whole."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.approvals import queries as approvals
from giaoban.kernel import clock
from giaoban.kernel.rules import require
from giaoban.ledger import registry
from giaoban.ledger.models import Entry
from giaoban.meetings import actions, calendar, permissions, queries, shown
from giaoban.meetings.forms.agenda import ItemForm, ReasonForm
from giaoban.meetings.forms.checked import checked
from giaoban.meetings.forms.fields import span
from giaoban.meetings.forms.meeting import AssistantsForm, InviteForm, MeetingForm, MoveForm, SiteForm, SubmitForm
from giaoban.meetings.models import Meeting, SiteAnswer
from giaoban.meetings.queries.agenda import MEETING, opinions_by_item, reading_of
from giaoban.meetings.queries.facts import WAITING, Known, warnings_for
from giaoban.meetings.warnings import Advice
from giaoban.people.middleware import HouseRequest

HISTORY = 200


def find(request: HouseRequest, meeting_id: UUID, *, whole: bool = False) -> Meeting:
    """Return a meeting that the person may see, or 404."""
    return get_object_or_404(queries.visible_meetings(request.actor, whole=whole), pk=meeting_id)


def _page(request: HouseRequest, meeting: Meeting) -> shown.MeetingPage:
    by = request.actor
    whole = queries.sees_whole(by, meeting)
    attendees = list(queries.attendees_of(meeting)) if whole else []
    assistants = queries.assistants_of(meeting) if whole else []
    place = queries.place_among(by, attendees)
    submitted = meeting.state == Meeting.State.SUBMITTED
    asked = {"approval__kind": actions.AGENDA, "approval__subject_id": meeting.pk}
    prepares = permissions.prepares(by, meeting)
    decides = submitted and approvals.waiting_for(by).filter(**asked).exists()
    sites = queries.sites_among(attendees)
    answered = {row.unit_id: row for row in SiteAnswer.objects.filter(meeting=meeting)} if sites else {}
    cards, papers = queries.agenda_and_papers(meeting, by, whole=whole)
    found = shown.MeetingPage(
        meeting=meeting,
        whole=whole,
        cards=cards,
        papers=papers,
        attendees=attendees,
        place=place,
        can=permissions.abilities(by, meeting, place),
        warnings=[],
        prepares=prepares,
        decides=decides,
        assistants=assistants,
        sites=[(unit, answered.get(unit.pk)) for unit in sites],
    )
    if prepares or decides:
        found.warnings = _warnings(found)
    remarks = queries.remarks_of(meeting) if prepares or decides or found.can["remark"] else []
    by_item = {card.item.pk: card for card in found.cards}
    for remark in remarks:
        if remark.item_id in by_item:
            by_item[remark.item_id].remarks.append(remark)
    found.remarks_open = sum(remark.settled_at is None for remark in remarks)
    return found


def _warnings(found: shown.MeetingPage) -> list[Advice]:
    """Return what speaks against the meeting, by what the page has read already where it has read all."""
    if not found.whole:
        return warnings_for(found.meeting)
    missing = sum(row.state in WAITING for card in found.cards for row in card.requests)
    present = queries.present_among(found.meeting, found.attendees, found.assistants)
    return warnings_for(found.meeting, Known(present, found.agenda_minutes, missing))


def _forms(request: HouseRequest, found: shown.MeetingPage) -> dict[str, Any]:
    """Return the forms that this person can use on the page; nothing is built for a mere reader."""
    meeting = found.meeting
    forms: dict[str, Any] = {}
    if found.can["change"]:
        forms |= {"item_form": ItemForm(), "invite_form": InviteForm(meeting=meeting)}
    if found.can["submit"]:
        forms["submit_form"] = SubmitForm(meeting=meeting)
    if found.can["move"]:
        first = {key: value for key, value in MeetingForm.of(meeting).items() if key in {"day", "starts", "ends"}}
        forms["move_form"] = MoveForm(initial=first)
    if found.can["appoint_assistants"]:
        forms["assistants_form"] = AssistantsForm(initial={"assistants": [user.pk for user in found.assistants]})
    my_sites = [unit for unit, _answer in found.sites if unit.pk in request.actor.units | request.actor.heads]
    if my_sites and meeting.state == Meeting.State.PUBLISHED:
        forms |= {"my_site": my_sites[0], "site_form": SiteForm()}
    return forms


@login_required
@require_GET
def meeting_page(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show one meeting: workshop, reading desk or decision sheet, by who asks."""
    meeting = find(request, meeting_id)
    found = _page(request, meeting)
    facts = {"p": found, "meeting": meeting, "me": request.actor, "now": clock.now(), **_forms(request, found)}
    return render(request, "meetings/meeting.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    """Plan a meeting."""
    form = MeetingForm(request.POST or None, by=request.actor, initial=MeetingForm.first(request.actor))
    if request.method == "POST" and form.is_valid():
        head, sent = form.head(), form.cleaned_data
        meeting = checked(
            form,
            lambda: actions.schedule_meeting(
                title=head.pop("title"),
                kind_id=head.pop("kind_id"),
                unit_id=sent["unit"].pk,
                starts_at=head.pop("starts_at"),
                ends_at=head.pop("ends_at"),
                chair_id=head.pop("chair_id"),
                secretary_id=head.pop("secretary_id"),
                details=head,
                group_ids=[group.pk for group in sent["groups"]],
                user_ids=[user.pk for user in sent["guests"]],
                by=request.actor,
            ),
        )
        if meeting:
            messages.success(request, _("Đã lập cuộc họp. Hãy thêm nội dung và tài liệu."))
            return redirect("meetings:meeting", meeting.pk)
    return render(request, "meetings/new.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Change the head of a meeting."""
    meeting = find(request, meeting_id, whole=True)
    form = MeetingForm(request.POST or None, by=request.actor, meeting=meeting, initial=MeetingForm.of(meeting))
    if request.method == "POST" and form.is_valid():
        done = checked(
            form, lambda: actions.change_meeting(meeting_id=meeting.pk, changes=form.head(), by=request.actor)
        )
        if done:
            messages.success(request, _("Đã lưu thông tin cuộc họp."))
            return redirect("meetings:meeting", meeting.pk)
    return render(request, "meetings/change.html", {"form": form, "meeting": meeting})


def _done(request: HttpRequest, meeting_id: UUID, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("meetings:meeting", meeting_id)


@login_required
@require_POST
def submit(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Submit the agenda."""
    approver = request.POST.get("approver") or None
    actions.submit_agenda(meeting_id=meeting_id, approver_id=UUID(approver) if approver else None, by=request.actor)
    return _done(request, meeting_id, _("Đã trình duyệt chương trình họp."))


@login_required
@require_POST
def reopen(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Take the agenda back to the draft."""
    actions.reopen_agenda(meeting_id=meeting_id, by=request.actor)
    return _done(request, meeting_id, _("Đã rút về dự thảo để sửa."))


@login_required
@require_POST
def decide(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Approve or return the agenda: the button says which."""
    reason = request.POST.get("reason", "")
    if request.POST.get("decision") == "approve":
        actions.approve_agenda(meeting_id=meeting_id, comment=reason, by=request.actor)
        return _done(request, meeting_id, _("Đã duyệt chương trình họp."))
    actions.return_agenda(meeting_id=meeting_id, reason=reason, by=request.actor)
    return _done(request, meeting_id, _("Đã trả lại chương trình họp."))


@login_required
@require_POST
def publish(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Publish the meeting."""
    actions.publish(meeting_id=meeting_id, by=request.actor)
    return _done(request, meeting_id, _("Đã phát hành. Giấy mời đang được gửi đến người dự."))


@login_required
@require_POST
def postpone(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Move the meeting in time."""
    find(request, meeting_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi đủ ngày, giờ và lý do."))
        return redirect("meetings:meeting", meeting_id)
    starts_at, ends_at = span(form.cleaned_data["day"], form.cleaned_data["starts"], form.cleaned_data["ends"])
    actions.postpone(
        meeting_id=meeting_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=form.cleaned_data["reason"],
        by=request.actor,
    )
    return _done(request, meeting_id, _("Đã dời lịch họp và báo cho người dự."))


@login_required
@require_POST
def cancel(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Cancel the meeting."""
    form = ReasonForm(request.POST)
    form.is_valid()
    actions.cancel(meeting_id=meeting_id, reason=form.cleaned_data.get("reason", ""), by=request.actor)
    return _done(request, meeting_id, _("Đã hủy cuộc họp và báo cho người dự."))


@login_required
@require_GET
def opinions(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show all submitted opinions and marks gathered per item, to the chair and the secretary."""
    meeting = find(request, meeting_id, whole=True)
    require(permissions.may_read_opinions(request.actor, meeting))
    gathered = opinions_by_item(meeting)
    cards = [(card, gathered.get(card.item.pk, [])) for card in queries.agenda_of(meeting, request.actor)]
    return render(request, "meetings/opinions.html", {"meeting": meeting, "cards": cards})


@login_required
@require_GET
def reading(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show who has read how much, to those who prepare the meeting."""
    meeting = find(request, meeting_id, whole=True)
    require(permissions.may_see_reading(request.actor, meeting))
    papers, pages, rows = reading_of(meeting)
    people = [(row, rows.get(row.user_id)) for row in queries.attendees_of(meeting)]
    people.sort(key=lambda pair: (pair[1].pages if pair[1] else -1, pair[0].place))
    facts = {"meeting": meeting, "papers": papers, "pages": pages, "people": people}
    return render(request, "meetings/reading.html", facts)


@login_required
@require_GET
def history(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show what happened to the meeting, newest first."""
    meeting = find(request, meeting_id, whole=True)
    entries = Entry.objects.filter(subject_kind=MEETING, subject_id=str(meeting.pk)).order_by("-pk")
    entries = entries.exclude(action__in=permissions.hidden_from(request.actor, meeting))[:HISTORY]
    events = [(entry, registry.sentence_of(entry)) for entry in entries]
    return render(request, "meetings/history.html", {"meeting": meeting, "events": events})


@login_required
@require_GET
def calendar_file(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Send the meeting as a calendar entry."""
    meeting = find(request, meeting_id, whole=True)
    content = calendar.calendar_of(meeting, request.user, "PUBLISH").to_ical()
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="cuoc-hop.ics"'
    return response
