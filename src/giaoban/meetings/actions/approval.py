"""The agenda before a leader (PRE-5): submitted, approved or returned, with remarks on the very item or page."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from giaoban.approvals import actions as approvals
from giaoban.approvals import queries as waiting
from giaoban.documents import actions as documents
from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import permissions, queries
from giaoban.meetings.actions.telling import workshop
from giaoban.meetings.models import Meeting, Remark
from giaoban.meetings.queries.agenda import paper_of

ACTIONS = {
    "meetings.agenda_submitted": _("{actor} trình duyệt chương trình “{subject}”"),
    "meetings.agenda_approved": _("{actor} duyệt chương trình “{subject}”"),
    "meetings.agenda_returned": _("{actor} trả lại chương trình “{subject}”"),
    "meetings.agenda_reopened": _("{actor} rút chương trình “{subject}” về dự thảo"),
    "meetings.remark_written": _("{actor} cho ý kiến vào chương trình “{subject}”"),
    "meetings.remark_settled": _("{actor} đã tiếp thu một ý kiến về chương trình “{subject}”"),
}
KIND = "meetings.agenda"
State = Meeting.State


@transaction.atomic
def submit_agenda(*, meeting_id: UUID, by: Actor, approver_id: UUID | None = None) -> Meeting:
    """Whoever prepares the meeting submits its agenda with its papers to the chair, or to a leader over the unit.

    When: a draft with at least one item and one guest.
    Repeat: a submitted agenda stays with whoever has it.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    if meeting.state == State.SUBMITTED and permissions.prepares(by, meeting):
        return meeting
    require(permissions.may_submit(by, meeting))
    if not meeting.items.exists():
        raise Conflict("meetings.agenda_is_empty")
    if not queries.attendees_of(meeting).exists():
        raise Conflict("meetings.nobody_invited")
    approver_id = approver_id or meeting.chair_id
    if approver_id not in {user.pk for user in queries.approver_choices(meeting)}:
        raise Invalid("meetings.approver_not_allowed", fields={"approver": "meetings.approver_not_allowed"})
    meeting.state, meeting.submitted_at, meeting.state_reason = State.SUBMITTED, clock.now(), ""
    meeting.save(update_fields=["state", "submitted_at", "state_reason"])
    label = now_("Chương trình họp: %(title)s") % {"title": meeting.title}
    approvals.ask(kind=KIND, subject_id=meeting.pk, label=label, approvers=[approver_id], by=by)
    record(
        "meetings.agenda_submitted",
        by=by,
        subject=meeting,
        data={"approver": str(approver_id)},
        topics=[*workshop(meeting), (approver_id, "meetings")],
    )
    return meeting


@transaction.atomic
def approve_agenda(*, meeting_id: UUID, by: Actor, comment: str = "") -> Meeting:
    """The leader approves the submitted agenda; its papers are frozen in the versions that were read.

    Repeat: an approval that was given stays given.
    """
    _decide(meeting_id, by, approve=True, comment=comment)
    return Meeting.objects.get(pk=meeting_id)


@transaction.atomic
def return_agenda(*, meeting_id: UUID, by: Actor, reason: str = "") -> Meeting:
    """The leader sends the submitted agenda back: with a reason, or with remarks on its items and pages.

    Repeat: with the same reason, before it is submitted again, it changes nothing.
    """
    if not reason.strip():
        count = Remark.objects.filter(meeting=meeting_id, settled_at=None).count()
        if count:
            reason = now_("Xem %(n)d ý kiến ghi tại từng nội dung.") % {"n": count}
    _decide(meeting_id, by, approve=False, comment=reason)
    return Meeting.objects.get(pk=meeting_id)


def _decide(meeting_id: UUID, by: Actor, *, approve: bool, comment: str) -> None:
    if not queries.visible_meetings(by).filter(pk=meeting_id).exists():
        raise NotFound
    approval = waiting.newest_approval(KIND, meeting_id)
    if approval is None:
        raise Conflict("meetings.not_submitted")
    approvals.decide(approval_id=approval.pk, approve=approve, comment=comment, by=by)


def on_agenda_approved(meeting_id: UUID, by: Actor) -> None:
    """Keep the promise of a yes: the agenda is approved, the versions of its papers are locked (PRE-5)."""
    meeting = _submitted(meeting_id)
    meeting.state, meeting.approved_at = State.APPROVED, clock.now()
    meeting.save(update_fields=["state", "approved_at"])
    for document_id in _papers(meeting):
        documents.lock_paper(document_id=document_id, by=by)
    record("meetings.agenda_approved", by=by, subject=meeting, topics=workshop(meeting))


def on_agenda_returned(meeting_id: UUID, by: Actor, reason: str) -> None:
    """Keep the promise of a no: the agenda is a draft again, and says why."""
    meeting = _submitted(meeting_id)
    meeting.state, meeting.state_reason = State.DRAFT, reason[:500]
    meeting.save(update_fields=["state", "state_reason"])
    record("meetings.agenda_returned", by=by, subject=meeting, data={"reason": reason[:500]}, topics=workshop(meeting))


def on_agenda_withdrawn(meeting_id: UUID, by: Actor) -> None:
    """Keep the promise of a request taken back: the agenda is a draft again."""
    meeting = _submitted(meeting_id)
    meeting.state = State.DRAFT
    meeting.save(update_fields=["state"])
    record("meetings.agenda_reopened", by=by, subject=meeting, topics=workshop(meeting))


@transaction.atomic
def reopen_agenda(*, meeting_id: UUID, by: Actor) -> Meeting:
    """Whoever prepares the meeting takes a submitted or approved agenda back to the draft, to change it.

    Repeat: a draft stays a draft. Frozen papers are open again; the agenda must be approved anew.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    if meeting.state == State.DRAFT and permissions.prepares(by, meeting):
        return meeting
    require(permissions.may_reopen(by, meeting))
    if not take_back(meeting, by):
        for document_id in _papers(meeting):
            documents.unlock_paper(document_id=document_id, by=by)
    meeting.state, meeting.approved_at = State.DRAFT, None
    meeting.save(update_fields=["state", "approved_at"])
    record("meetings.agenda_reopened", by=by, subject=meeting, topics=workshop(meeting))
    return meeting


def take_back(meeting: Meeting, by: Actor) -> bool:
    """Withdraw the request that waits for a leader; tell if one did. Whoever prepares the meeting may."""
    return approvals.drop(kind=KIND, subject_id=meeting.pk, by=by)


@transaction.atomic
def write_remark(
    *,
    meeting_id: UUID,
    text: str,
    by: Actor,
    item_id: UUID | None = None,
    document_id: UUID | None = None,
    page: int | None = None,
) -> Remark:
    """A leader remarks on the agenda, on one item, or on one page of a paper (PRE-5)."""
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_remark(by, meeting))
    if not text.strip():
        raise Invalid("meetings.text_needed", fields={"text": "meetings.text_needed"})
    document = Document.objects.filter(paper_of(meeting), pk=document_id).first() if document_id else None
    if document and document.owner_id != meeting.pk:
        item_id = document.owner_id
    if (document_id and document is None) or (item_id and not meeting.items.filter(pk=item_id).exists()):
        raise NotFound
    remark = Remark.objects.create(
        meeting=meeting,
        item_id=item_id,
        document=document,
        page=page if document else None,
        text=text.strip(),
        by_id=by.person_id,
    )
    record("meetings.remark_written", by=by, subject=meeting, topics=workshop(meeting))
    return remark


@transaction.atomic
def settle_remark(*, remark_id: UUID, by: Actor) -> Remark:
    """Whoever prepares the meeting, or the leader who wrote it, ticks a remark off. Repeat: it stays ticked off."""
    remark = lock_one(Remark.objects.filter(pk=remark_id))
    if remark is None or not queries.visible_meetings(by, whole=True).filter(pk=remark.meeting_id).exists():
        raise NotFound
    meeting = Meeting.objects.get(pk=remark.meeting_id)
    if not permissions.prepares(by, meeting) and not by.answers_for(remark.by_id):
        raise Refused("meetings.only_the_office")
    if remark.settled_at:
        return remark
    remark.settled_at = clock.now()
    remark.save(update_fields=["settled_at"])
    record("meetings.remark_settled", by=by, subject=meeting, topics=workshop(meeting))
    return remark


def _submitted(meeting_id: UUID) -> Meeting:
    meeting = lock_one(Meeting.objects.filter(pk=meeting_id))
    if meeting is None or meeting.state != State.SUBMITTED:
        raise Conflict("meetings.not_submitted")
    return meeting


def _papers(meeting: Meeting) -> list[UUID]:
    papers = Document.objects.filter(paper_of(meeting), withdrawn_at=None)
    return list(papers.order_by("pk").values_list("pk", flat=True))
