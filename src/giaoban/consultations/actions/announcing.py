"""The result notice: put before the leader, numbered from the register, frozen, sent to those asked (SLIP-2)."""

from typing import Final
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from giaoban.approvals import actions as approvals
from giaoban.clerical import actions as clerical
from giaoban.clerical.papers import render_pdf, to_json
from giaoban.consultations import papers, permissions, queries
from giaoban.consultations.actions.told import tell
from giaoban.consultations.models import Consultation
from giaoban.documents import actions as documents
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.kernel.rules import require
from giaoban.people import queries as people

State = Consultation.State
APPROVAL: Final = "consultations.notice"
NOTICE: Final = "consultations.notice"  # the door of the frozen PDF


@transaction.atomic
def announce(*, consultation_id: UUID, note: str = "", by: Actor) -> Consultation:
    """The officer puts the result notice before the leader, with what is to be said besides the figures.

    The leader's own yes issues it; an officer who holds the leader's authority still asks. What went out without a
    leader is issued at once by who leads the unit today, else by its head. When: every opinion has its treatment.
    Repeat: what waits for the leader, or is out, stays as it is.
    """
    consultation = queries.lock_consultation(consultation_id, by)
    if consultation.state in {State.SIGNING, State.PUBLISHED} and by.answers_for(consultation.officer_id):
        return consultation
    require(permissions.may_publish(by, consultation))
    if lacking := queries.untreated(consultation):
        raise Invalid("consultations.untreated", count=lacking)
    acting = by.in_place_of(consultation.officer_id)
    consultation.result_note, consultation.remark = note.strip(), ""
    consultation.save(update_fields=["result_note", "remark"])
    if permissions.may_issue(by, consultation):
        return _issue(consultation, acting)
    consultation.approver_id = consultation.approver_id or _head(consultation)
    consultation.state = State.SIGNING
    consultation.save(update_fields=["state", "approver"])
    approvals.ask(
        kind=APPROVAL,
        subject_id=consultation.pk,
        label=f"Thông báo kết quả lấy ý kiến: {consultation.subject}",
        approvers=[consultation.approver_id],
        by=acting,
    )
    tell("consultations.notice_submitted", consultation, acting)
    return consultation


def _head(consultation: Consultation) -> UUID:
    """Return who signs what went out without a leader, when the officer no longer leads the unit."""
    head = people.head_of(consultation.unit_id)
    if head is None:
        raise Invalid("consultations.nobody_signs", unit=consultation.unit.short_name)
    return head.pk


def on_notice_approved(consultation_id: UUID, by: Actor) -> None:
    """Keep the promise of an approval: the notice gets its number and goes out."""
    _issue(queries.lock_any(consultation_id), by)


def on_notice_returned(consultation_id: UUID, by: Actor, comment: str) -> None:
    """Keep the promise of a refusal: the officer goes on summing up, with the leader's remark."""
    consultation = queries.lock_any(consultation_id)
    consultation.state, consultation.remark = State.CLOSED, comment.strip()[:500]
    consultation.save(update_fields=["state", "remark"])
    tell("consultations.notice_returned", consultation, by, reason=comment.strip()[:300])


def _issue(consultation: Consultation, by: Actor) -> Consultation:
    draft, day = papers.notice_of(consultation), clock.today()
    symbol = draft.letterhead.symbol
    given = clerical.issue_number(type_code=draft.type_code, symbol=symbol, on=day, subject=consultation, by=by)
    notice = papers.numbered(draft, given.number, day)
    number = papers.number_of(notice)
    document = documents.add_document(
        file=SimpleUploadedFile("thong-bao-ket-qua.pdf", render_pdf(notice), "application/pdf"),
        owner_kind=NOTICE,
        owner_id=consultation.pk,
        title=f"Thông báo kết quả lấy ý kiến số {number}",
        vouched=True,
        by=by,
    )
    documents.lock_paper(document_id=document.pk, by=by)
    consultation.number, consultation.notice, consultation.document_id = number, to_json(notice), document.pk
    consultation.state, consultation.published_at = State.PUBLISHED, clock.now()
    consultation.save(update_fields=["number", "notice", "document_id", "state", "published_at"])
    tell("consultations.published", consultation, by, number=number)
    return consultation
