"""Meetings before they start, in the HTTP API (api.md): lists, one meeting, its verbs, items, marks, answers."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router, Status

from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.paging import page as page_of
from giaoban.meetings import actions, permissions, queries
from giaoban.meetings.models import Meeting, MeetingKind, PaperRequest
from giaoban.meetings.queries.agenda import requests_for
from giaoban.meetings.queries.lists import Wanted, meetings_for
from giaoban.meetings.schemas import before as shapes
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import Unit

router = Router(tags=["meetings"])
WHEN = {"upcoming": "upcoming", "past": "past", "": "all"}


def _find(request: HouseRequest, meeting_id: UUID) -> Meeting:
    return get_object_or_404(queries.visible_meetings(request.actor), pk=meeting_id)


def _kind(code: str) -> UUID:
    kind = MeetingKind.objects.filter(code=code, is_active=True).first()
    if kind is None:
        raise Invalid("kernel.bad_input", fields={"kind": "kernel.bad_input"})
    return kind.pk


def _items(request: HouseRequest, meeting: Meeting) -> list[shapes.ItemOut]:
    by = request.actor
    cards = queries.agenda_of(meeting, by, whole=queries.sees_whole(by, meeting))
    reads = any(card.item.is_secret for card in cards) and permissions.reads_secrets(by, meeting)
    return [shapes.ItemOut.of(card, prepares=reads) for card in cards]


def _whole(request: HouseRequest, meeting_id: UUID) -> shapes.MeetingWhole:
    meeting, by = _find(request, meeting_id), request.actor
    whole, prepares = queries.sees_whole(by, meeting), permissions.prepares(by, meeting)
    place = queries.my_place(by, meeting) if whole else None
    attendees = queries.attendees_of(meeting) if whole else []
    return shapes.MeetingWhole(
        **shapes.MeetingOut.head(meeting),
        purpose=meeting.purpose if whole else "",
        demands=meeting.demands if whole else "",
        contact=meeting.contact,
        marks_until=meeting.marks_until,
        state_reason=meeting.state_reason if whole else "",
        items=_items(request, meeting),
        attendees=[shapes.AttendeeOut.of(row, reasons=prepares or by.answers_for(row.user_id)) for row in attendees],
        warnings=[warning.text for warning in queries.warnings_for(meeting)] if prepares else [],
        can={verb: verdict.reason for verb, verdict in permissions.abilities(by, meeting, place).items()},
    )


@router.get("/meetings", response=shapes.MeetingsOut, summary="Meetings that I may see")
def meetings(
    request: HouseRequest, when: str = "", of: str = "", q: str = "", kind: str = "", page: int = 1
) -> shapes.MeetingsOut:
    """List meetings: ``when`` upcoming or past, ``of`` me or unit:<id>."""
    unit = Unit.objects.filter(pk=of.removeprefix("unit:")).first() if of.startswith("unit:") else None
    if of.startswith("unit:") and unit is None:
        raise NotFound
    tab = "mine" if of == "me" else WHEN.get(when, "all")
    wanted = Wanted(tab=tab, text=q, kind=kind, unit=unit.code if unit else "")
    shown = page_of(meetings_for(request.actor, wanted), page)
    return shapes.MeetingsOut(
        items=[shapes.MeetingOut.of(meeting) for meeting in shown.rows],
        total=shown.total,
        page=shown.number,
        pages=shown.pages,
    )


@router.post("/meetings", response={201: shapes.MeetingWhole}, summary="Plan a meeting")
def schedule(request: HouseRequest, data: shapes.MeetingIn) -> Status[shapes.MeetingWhole]:
    """Draft a meeting with its first guests."""
    details = ("form", "location", "purpose", "demands", "contact", "is_ad_hoc", "is_drill", "marks_until")
    meeting = actions.schedule_meeting(
        meeting_id=data.id,
        title=data.title,
        kind_id=_kind(data.kind),
        unit_id=data.unit,
        starts_at=data.starts_at,
        ends_at=data.ends_at,
        chair_id=data.chair,
        secretary_id=data.secretary or request.actor.person_id,
        details={name: getattr(data, name) for name in details},
        group_ids=data.groups,
        user_ids=data.people,
        by=request.actor,
    )
    return Status(201, _whole(request, meeting.pk))


@router.get("/meetings/{uuid:meeting_id}", response=shapes.MeetingWhole, summary="One meeting")
def meeting(request: HouseRequest, meeting_id: UUID) -> shapes.MeetingWhole:
    """Return a meeting as the caller may see it."""
    return _whole(request, meeting_id)


@router.patch("/meetings/{uuid:meeting_id}", response=shapes.MeetingWhole, summary="Change a meeting")
def change(request: HouseRequest, meeting_id: UUID, data: shapes.MeetingChange) -> shapes.MeetingWhole:
    """Change the head of a meeting."""
    actions.change_meeting(meeting_id=meeting_id, changes=_given(data, shapes.NAMES), by=request.actor)
    return _whole(request, meeting_id)


def _given(data: Any, names: dict[str, str]) -> dict[str, Any]:
    sent = data.dict(exclude_unset=True)
    if "kind" in sent:
        sent["kind"] = _kind(sent["kind"])
    return {names.get(name, name): value for name, value in sent.items()}


@router.post("/meetings/{uuid:meeting_id}/submit", response=shapes.MeetingWhole, summary="Submit the agenda")
def submit(request: HouseRequest, meeting_id: UUID, data: shapes.SubmitIn) -> shapes.MeetingWhole:
    """Submit the agenda to the chair or a leader."""
    actions.submit_agenda(meeting_id=meeting_id, approver_id=data.approver, by=request.actor)
    return _whole(request, meeting_id)


@router.post("/meetings/{uuid:meeting_id}/approve", response=shapes.MeetingWhole, summary="Approve the agenda")
def approve(request: HouseRequest, meeting_id: UUID, data: shapes.ReasonIn) -> shapes.MeetingWhole:
    """Approve the submitted agenda."""
    actions.approve_agenda(meeting_id=meeting_id, comment=data.reason, by=request.actor)
    return _whole(request, meeting_id)


@router.post("/meetings/{uuid:meeting_id}/return", response=shapes.MeetingWhole, summary="Return the agenda")
def return_agenda(request: HouseRequest, meeting_id: UUID, data: shapes.ReasonIn) -> shapes.MeetingWhole:
    """Return the submitted agenda with a reason or remarks."""
    actions.return_agenda(meeting_id=meeting_id, reason=data.reason, by=request.actor)
    return _whole(request, meeting_id)


@router.post("/meetings/{uuid:meeting_id}/take-back", response=shapes.MeetingWhole, summary="Back to the draft")
def take_back(request: HouseRequest, meeting_id: UUID) -> shapes.MeetingWhole:
    """Take a submitted or approved agenda back to the draft."""
    actions.reopen_agenda(meeting_id=meeting_id, by=request.actor)
    return _whole(request, meeting_id)


@router.post("/meetings/{uuid:meeting_id}/publish", response=shapes.MeetingWhole, summary="Publish the meeting")
def publish(request: HouseRequest, meeting_id: UUID) -> shapes.MeetingWhole:
    """Publish an approved meeting: the invitation goes out."""
    actions.publish(meeting_id=meeting_id, by=request.actor)
    return _whole(request, meeting_id)


@router.post("/meetings/{uuid:meeting_id}/postpone", response=shapes.MeetingWhole, summary="Another time")
def postpone(request: HouseRequest, meeting_id: UUID, data: shapes.PostponeIn) -> shapes.MeetingWhole:
    """Move a meeting in time, with a reason."""
    actions.postpone(
        meeting_id=meeting_id, starts_at=data.starts_at, ends_at=data.ends_at, reason=data.reason, by=request.actor
    )
    return _whole(request, meeting_id)


@router.post("/meetings/{uuid:meeting_id}/cancel", response=shapes.MeetingWhole, summary="Cancel the meeting")
def cancel(request: HouseRequest, meeting_id: UUID, data: shapes.ReasonIn) -> shapes.MeetingWhole:
    """Cancel a meeting, with a reason."""
    actions.cancel(meeting_id=meeting_id, reason=data.reason, by=request.actor)
    return _whole(request, meeting_id)


@router.post("/meetings/{uuid:meeting_id}/attendees", response=list[shapes.AttendeeOut], summary="Invite people")
def invite(request: HouseRequest, meeting_id: UUID, data: shapes.PeopleIn) -> list[shapes.AttendeeOut]:
    """Invite groups and people."""
    for group in data.groups:
        actions.invite_group(meeting_id=meeting_id, group_id=group, by=request.actor)
    actions.invite(meeting_id=meeting_id, user_ids=data.people, capacity=data.capacity, by=request.actor)
    return _whole(request, meeting_id).attendees


@router.delete(
    "/meetings/{uuid:meeting_id}/attendees/{uuid:user_id}", response={204: None}, summary="Take off the list"
)
def remove_attendee(request: HouseRequest, meeting_id: UUID, user_id: UUID) -> Status[None]:
    """Take a person off the list."""
    actions.remove_attendee(meeting_id=meeting_id, user_id=user_id, by=request.actor)
    return Status(204, None)


@router.post("/meetings/{uuid:meeting_id}/answer", response=shapes.AttendeeOut, summary="Answer the invitation")
def answer(request: HouseRequest, meeting_id: UUID, data: shapes.AnswerIn) -> shapes.AttendeeOut:
    """Answer the invitation for oneself."""
    row = actions.answer(
        meeting_id=meeting_id, answer=data.answer, reason=data.reason, substitute_id=data.person, by=request.actor
    )
    return shapes.AttendeeOut.of(row, reasons=True)


@router.post("/attendees/{uuid:attendee_id}/consent", response=shapes.AttendeeOut, summary="Agree to a substitute")
def consent(request: HouseRequest, attendee_id: UUID, data: shapes.ConsentIn) -> shapes.AttendeeOut:
    """Agree to a substitute, or not."""
    verb = actions.consent_substitute if data.agree else actions.refuse_substitute
    return shapes.AttendeeOut.of(verb(attendee_id=attendee_id, by=request.actor), reasons=True)


@router.get("/meetings/{uuid:meeting_id}/items", response=list[shapes.ItemOut], summary="The agenda")
def items(request: HouseRequest, meeting_id: UUID) -> list[shapes.ItemOut]:
    """Return the agenda as the caller may see it."""
    return _items(request, _find(request, meeting_id))


@router.post("/meetings/{uuid:meeting_id}/items", response={201: shapes.ItemOut}, summary="Add an item")
def propose_item(request: HouseRequest, meeting_id: UUID, data: shapes.ItemIn) -> Status[shapes.ItemOut]:
    """Put an item on the agenda."""
    sent = data.dict(exclude={"id", "title"})
    details = {shapes.ITEM_NAMES.get(name, name): value for name, value in sent.items()}
    item = actions.propose_item(
        meeting_id=meeting_id, item_id=data.id, title=data.title, details=details, by=request.actor
    )
    return Status(201, _item(request, item.pk))


def _item(request: HouseRequest, item_id: UUID) -> shapes.ItemOut:
    item = get_object_or_404(queries.visible_items(request.actor), pk=item_id)
    return next(row for row in _items(request, item.meeting) if row.id == item_id)


@router.put("/meetings/{uuid:meeting_id}/order", response=list[shapes.ItemOut], summary="Order the agenda")
def order(request: HouseRequest, meeting_id: UUID, data: shapes.OrderIn) -> list[shapes.ItemOut]:
    """Put the agenda in order."""
    actions.order_agenda(meeting_id=meeting_id, item_ids=data.order, by=request.actor)
    return items(request, meeting_id)


@router.patch("/items/{uuid:item_id}", response=shapes.ItemOut, summary="Change an item")
def change_item(request: HouseRequest, item_id: UUID, data: shapes.ItemChange) -> shapes.ItemOut:
    """Change an item."""
    actions.change_item(item_id=item_id, changes=_given(data, shapes.ITEM_NAMES), by=request.actor)
    return _item(request, item_id)


@router.delete("/items/{uuid:item_id}", response={204: None}, summary="Take an item off")
def remove_item(request: HouseRequest, item_id: UUID) -> Status[None]:
    """Take an item off the agenda."""
    actions.remove_item(item_id=item_id, by=request.actor)
    return Status(204, None)


@router.post("/items/{uuid:item_id}/mark", response=shapes.MarkOut, summary="Mark an item")
def mark(request: HouseRequest, item_id: UUID, data: shapes.MarkIn) -> shapes.MarkOut:
    """Mark an item before the meeting."""
    return shapes.MarkOut.of(actions.mark_item(item_id=item_id, mark=data.mark, text=data.text, by=request.actor))


@router.post("/items/{uuid:item_id}/opinion", response={204: None}, summary="Write an opinion")
def opinion(request: HouseRequest, item_id: UUID, data: shapes.OpinionIn) -> Status[None]:
    """Keep an opinion for oneself, or hand it in."""
    kept = actions.write_opinion(item_id=item_id, text=data.text, document_id=data.document, by=request.actor)
    if kept and data.submit:
        actions.submit_opinion(opinion_id=kept.pk, by=request.actor)
    return Status(204, None)


@router.post("/meetings/{uuid:meeting_id}/remarks", response={201: None}, summary="Remark on the agenda")
def remark(request: HouseRequest, meeting_id: UUID, data: shapes.RemarkIn) -> Status[None]:
    """Remark on the agenda, an item, or a page."""
    actions.write_remark(
        meeting_id=meeting_id,
        text=data.text,
        item_id=data.item,
        document_id=data.document,
        page=data.page,
        by=request.actor,
    )
    return Status(201, None)


@router.post("/items/{uuid:item_id}/requests", response={201: shapes.RequestOut}, summary="Ask a unit for a paper")
def ask_for_paper(request: HouseRequest, item_id: UUID, data: shapes.RequestIn) -> Status[shapes.RequestOut]:
    """Ask a unit for a paper."""
    asked = actions.ask_for_paper(
        item_id=item_id, unit_id=data.unit, what=data.what, due_at=data.due_at, by=request.actor
    )
    return Status(201, _request(asked))


@router.get("/requests", response=list[shapes.RequestOut], summary="Papers that my units are asked for")
def requests(request: HouseRequest) -> list[shapes.RequestOut]:
    """Return what my units are asked for, the most urgent first."""
    return [_request(asked) for asked in requests_for(request.actor)]


def _request(asked: PaperRequest) -> shapes.RequestOut:
    return shapes.RequestOut(
        id=asked.pk,
        meeting=asked.item.meeting_id,
        item=asked.item_id,
        unit=asked.unit_id,
        what=asked.what,
        due_at=asked.due_at,
        state=asked.state,
        reason=asked.reason,
        document=asked.document_id,
    )


@router.post("/requests/{uuid:request_id}/submit", response=shapes.RequestOut, summary="Send the paper in")
def submit_paper(request: HouseRequest, request_id: UUID, data: shapes.SentIn) -> shapes.RequestOut:
    """Hand a unit's paper to the Office."""
    return _request(actions.submit_paper(request_id=request_id, document_id=data.document, by=request.actor))


@router.post("/requests/{uuid:request_id}/accept", response=shapes.RequestOut, summary="Take the paper")
def accept_paper(request: HouseRequest, request_id: UUID) -> shapes.RequestOut:
    """Take a unit's paper."""
    return _request(actions.accept_paper(request_id=request_id, by=request.actor))


@router.post("/requests/{uuid:request_id}/return", response=shapes.RequestOut, summary="Send the paper back")
def return_paper(request: HouseRequest, request_id: UUID, data: shapes.ReasonIn) -> shapes.RequestOut:
    """Send a unit's paper back with a reason."""
    return _request(actions.return_paper(request_id=request_id, reason=data.reason, by=request.actor))


@router.get("/meetings/{uuid:meeting_id}/papers", response=list[shapes.PaperOut], summary="Papers of the meeting")
def papers(request: HouseRequest, meeting_id: UUID) -> list[shapes.PaperOut]:
    """Return the papers of the meeting itself."""
    found = _find(request, meeting_id)
    if not queries.sees_whole(request.actor, found):
        return []
    return [shapes.PaperOut.of(paper) for paper in queries.papers_of([found.pk], request.actor)]
