"""Papers that units are asked for (PRE-4): asked, sent in, accepted or returned. Bytes belong to ``documents``."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from giaoban.documents import actions as documents
from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.meetings import permissions, queries
from giaoban.meetings.actions.agenda import lock_item
from giaoban.meetings.actions.telling import tell_soon, workshop
from giaoban.meetings.models import AgendaItem, Meeting, PaperRequest
from giaoban.meetings.queries.agenda import ITEM, MEETING

ACTIONS = {
    "meetings.paper_asked": _("{actor} đề nghị {unit} chuẩn bị “{what}” cho “{subject}”"),
    "meetings.paper_request_withdrawn": _("{actor} rút đề nghị {unit} chuẩn bị “{what}” cho “{subject}”"),
    "meetings.paper_submitted": _("{actor} ({unit}) gửi “{what}” cho “{subject}”"),
    "meetings.paper_accepted": _("{actor} nhận “{what}” của {unit} cho “{subject}”"),
    "meetings.paper_returned": _("{actor} trả lại “{what}” của {unit} cho “{subject}”"),
    "meetings.paper_opened": _("{actor} mở khóa tài liệu “{paper}” của “{subject}” để thay bản mới"),
    "meetings.paper_replaced": _("Tài liệu “{paper}” của “{subject}” được thay bản mới"),
}
State = PaperRequest.State


@transaction.atomic
def ask_for_paper(*, item_id: UUID, unit_id: UUID, what: str, due_at: datetime, by: Actor) -> PaperRequest:
    """Whoever prepares the meeting asks a unit to prepare a paper for an item by a time.

    Repeat: the same unit asked for the same paper is asked once; a new time replaces the old one.
    """
    meeting, item = lock_item(item_id, by)
    require(permissions.may_ask_for_paper(by, meeting))
    what = what.strip()
    if not what:
        raise Invalid("meetings.text_needed", fields={"what": "meetings.text_needed"})
    request, made = PaperRequest.objects.get_or_create(
        item=item, unit_id=unit_id, what=what, defaults={"due_at": due_at, "asked_by_id": by.person_id}
    )
    if not made and request.due_at == due_at:
        return request
    request.due_at = due_at
    request.save(update_fields=["due_at"])
    return _said("meetings.paper_asked", meeting, request, by)


@transaction.atomic
def withdraw_request(*, request_id: UUID, by: Actor) -> Meeting:
    """Whoever prepares the meeting no longer needs the paper; what was uploaded stays with the item."""
    meeting, request = _lock(request_id, by)
    require(permissions.may_ask_for_paper(by, meeting))
    data = _data(request)
    request.delete()
    record("meetings.paper_request_withdrawn", by=by, subject=meeting, data=data, topics=workshop(meeting))
    return meeting


@transaction.atomic
def submit_paper(*, request_id: UUID, by: Actor, document_id: UUID | None = None) -> PaperRequest:
    """The asked unit hands its paper to the Office: the document it has just uploaded to the item.

    When: asked, or returned. Repeat: a paper that is with the Office already stays there.
    """
    meeting, request = _lock(request_id, by)
    require(permissions.may_submit_paper(by, request))
    if request.state == State.SUBMITTED:
        return request
    if request.state == State.ACCEPTED or meeting.state not in permissions.BEFORE:
        raise Conflict("meetings.paper_is_with_the_office")
    request.document_id = document_id or request.document_id
    papers = Document.objects.filter(owner_kind=ITEM, owner_id=request.item_id, withdrawn_at=None)
    if request.document_id is None or not papers.filter(pk=request.document_id).exists():
        raise Invalid("meetings.paper_needed", fields={"document": "meetings.paper_needed"})
    request.state, request.reason = State.SUBMITTED, ""
    request.submitted_by_id, request.submitted_at, request.decided_at = by.user_id, clock.now(), None
    request.save()
    return _said("meetings.paper_submitted", meeting, request, by)


@transaction.atomic
def accept_paper(*, request_id: UUID, by: Actor) -> PaperRequest:
    """Whoever prepares the meeting takes a unit's paper. Repeat: an accepted paper stays accepted."""
    meeting, request = _lock(request_id, by)
    require(permissions.may_ask_for_paper(by, meeting))
    if request.state == State.ACCEPTED:
        return request
    _decide(request, State.ACCEPTED, "")
    return _said("meetings.paper_accepted", meeting, request, by)


@transaction.atomic
def return_paper(*, request_id: UUID, reason: str, by: Actor) -> PaperRequest:
    """Whoever prepares the meeting sends a unit's paper back with a reason; the unit replaces it and sends it again.

    Repeat: with the same reason, before the unit sends it again, it changes nothing.
    """
    meeting, request = _lock(request_id, by)
    require(permissions.may_ask_for_paper(by, meeting))
    if not reason.strip():
        raise Invalid("meetings.reason_needed", fields={"reason": "meetings.reason_needed"})
    if (request.state, request.reason) == (State.RETURNED, reason.strip()):
        return request
    _decide(request, State.RETURNED, reason.strip())
    return _said("meetings.paper_returned", meeting, request, by)


@transaction.atomic
def open_paper(*, document_id: UUID, by: Actor) -> Document:
    """Whoever prepares a published meeting opens one frozen paper, to replace it; the new version freezes it again.

    Repeat: an open paper stays open.
    """
    paper = Document.objects.filter(pk=document_id, withdrawn_at=None).first()
    if paper is None or paper.owner_kind not in {ITEM, MEETING}:
        raise NotFound
    meeting = queries.lock_meeting(_meeting_of(paper), by)
    require(permissions.may_change(by, meeting))
    if paper.locked_at is None:
        return paper
    paper = documents.unlock_paper(document_id=paper.pk, by=by)
    record("meetings.paper_opened", by=by, subject=meeting, data={"paper": paper.title}, topics=workshop(meeting))
    return paper


@transaction.atomic
def paper_replaced(job: Job) -> None:
    """Freeze a paper of a published meeting again after it was replaced, and tell everybody soon (PRE-6).

    Repeat: a frozen paper was told already.
    """
    paper = Document.objects.filter(pk=job.entry.subject_id).first() if job.entry else None
    if paper is None or paper.owner_kind not in {ITEM, MEETING} or paper.locked_at:
        return
    meeting = lock_one(Meeting.objects.filter(pk=_meeting_of(paper)))
    if meeting is None or meeting.state != Meeting.State.PUBLISHED:
        return
    documents.lock_paper(document_id=paper.pk, by=SYSTEM)
    tell_soon(meeting)
    record("meetings.paper_replaced", by=SYSTEM, subject=meeting, data={"paper": paper.title})


def _meeting_of(paper: Document) -> UUID:
    if paper.owner_kind == MEETING:
        return paper.owner_id
    return AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=paper.owner_id)


def _decide(request: PaperRequest, state: str, reason: str) -> None:
    if request.state != State.SUBMITTED:
        raise Conflict("meetings.paper_not_submitted")
    request.state, request.reason, request.decided_at = state, reason, clock.now()
    request.save(update_fields=["state", "reason", "decided_at"])


def _lock(request_id: UUID, by: Actor) -> tuple[Meeting, PaperRequest]:
    request = lock_one(PaperRequest.objects.filter(pk=request_id).select_related("unit"))
    if request is None or not queries.visible_items(by).filter(pk=request.item_id).exists():
        raise NotFound
    meeting = Meeting.objects.get(items=request.item_id)
    return meeting, request


def _data(request: PaperRequest) -> dict[str, str]:
    return {
        "unit": request.unit.short_name,
        "unit_id": str(request.unit_id),
        "what": request.what,
        "request": str(request.pk),
        "reason": request.reason,
        "due": f"{clock.local(request.due_at):%H:%M %d/%m/%Y}",
        "by": str(request.submitted_by_id or ""),
    }


def _said(action: str, meeting: Meeting, request: PaperRequest, by: Actor) -> PaperRequest:
    topics = workshop(meeting)
    if request.submitted_by_id:
        topics.append((request.submitted_by_id, "meetings"))
    record(action, by=by, subject=meeting, data=_data(request), topics=topics)
    return request
