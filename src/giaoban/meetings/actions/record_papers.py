"""Notice of conclusions and minutes: drawn up from the events, edited, approved, numbered, issued (END-2)."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from giaoban.approvals import actions as approvals
from giaoban.clerical import actions as clerical
from giaoban.clerical.papers import ConclusionNotice, Minutes, from_json, render_pdf, to_json
from giaoban.documents import actions as documents
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.rules import require
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.meetings import live, queries, recording
from giaoban.meetings.actions.conclusions import settle
from giaoban.meetings.actions.telling import everybody
from giaoban.meetings.models import Conclusion, Meeting, RecordPaper
from giaoban.meetings.permissions import after as rules
from giaoban.meetings.queries import after
from giaoban.meetings.queries.agenda import RECORD
from giaoban.people import queries as people

ACTIONS: dict[str, Promise | str] = {
    "meetings.paper_drawn_up": _("{actor} lập dự thảo {paper} của “{subject}”"),
    "meetings.paper_changed": _("{actor} sửa dự thảo {paper} của “{subject}”"),
    "meetings.paper_put_forward": _("{actor} trình {paper} của “{subject}”"),
    "meetings.paper_approved": _("{actor} duyệt {paper} của “{subject}”"),
    "meetings.paper_sent_back": _("{actor} trả lại {paper} của “{subject}”: {reason}"),
    "meetings.paper_taken_back": _("{actor} rút {paper} của “{subject}” về dự thảo"),
    "meetings.notice_issued": _("{actor} ban hành thông báo kết luận số {number} của “{subject}”"),
    "meetings.minutes_issued": _("{actor} ban hành biên bản số {number} của “{subject}”"),
}
APPROVAL = "meetings.record"
TERM = 5  # working days after the meeting within which the notice is issued, R-45-19
State, Kind = RecordPaper.State, RecordPaper.Kind


def prepare_record(job: Job) -> None:
    """Draw up both drafts as soon as a meeting is closed: the job that follows ``meetings.closed``."""
    if job.entry is None:
        raise LookupError("a record follows an entry")
    meeting = Meeting.objects.filter(pk=job.entry.subject_id).first()
    if meeting is None or meeting.state != Meeting.State.CLOSED or meeting.is_drill:
        return
    secretary = people.actor_of(meeting.secretary)
    for kind in (Kind.NOTICE, Kind.MINUTES):
        if after.newest_paper(meeting, kind) is None:
            draw_up(meeting_id=meeting.pk, kind=kind, by=secretary)


@transaction.atomic
def draw_up(*, meeting_id: UUID, kind: str, by: Actor) -> RecordPaper:
    """The desk has a draft made of what happened, or has it made anew while it is still a draft.

    When: the meeting is over. An issued paper stays: a new version supersedes it once that is issued.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(rules.may_draw_up(by, meeting))
    newest = after.newest_paper(meeting, kind)
    if newest and newest.state in {State.SUBMITTED, State.APPROVED}:
        raise Conflict("meetings.paper_is_submitted")
    if newest is None or newest.state in {State.ISSUED, State.SUPERSEDED}:
        newest = RecordPaper(
            meeting=meeting,
            kind=kind,
            version=newest.version + 1 if newest else 1,
            created_by_id=by.person_id,
            due_on=_due(meeting) if kind == Kind.NOTICE else None,
        )
    newest.body, newest.changed_at = to_json(_composed(meeting, kind)), clock.now()
    newest.save()
    return _said("meetings.paper_drawn_up", newest, by)


@transaction.atomic
def change_paper(*, paper_id: UUID, body: dict[str, Any], by: Actor) -> RecordPaper:
    """The desk edits a draft; what cannot be read as such a paper is refused field by field."""
    paper = after.lock_paper(paper_id, by)
    require(rules.may_change_paper(by, paper))
    kept = to_json(from_json({**body, "kind": paper.kind}))
    if kept == paper.body:
        return paper
    paper.body, paper.changed_at = kept, clock.now()
    paper.save(update_fields=["body", "changed_at"])
    return _said("meetings.paper_changed", paper, by)


@transaction.atomic
def put_forward(*, paper_id: UUID, by: Actor) -> RecordPaper:
    """The desk puts a draft before the chair. A notice needs complete conclusions (R-45-14).

    Repeat: what waits for the chair already goes on waiting.
    """
    paper = after.lock_paper(paper_id, by)
    if paper.state == State.SUBMITTED and rules.may_draw_up(by, paper.meeting):
        return paper
    require(rules.may_change_paper(by, paper))
    if paper.kind == Kind.NOTICE:
        _need_complete_conclusions(paper.meeting)
    paper.state, paper.remark = State.SUBMITTED, ""
    paper.save(update_fields=["state", "remark"])
    approvals.ask(kind=APPROVAL, subject_id=paper.pk, label=_label(paper), approvers=[paper.meeting.chair_id], by=by)
    return _said("meetings.paper_put_forward", paper, by)


@transaction.atomic
def take_paper_back(*, paper_id: UUID, by: Actor) -> RecordPaper:
    """The desk takes a paper back to draft before it is issued. Repeat: a draft stays a draft."""
    paper = after.lock_paper(paper_id, by)
    require(rules.may_draw_up(by, paper.meeting))
    if paper.state == State.DRAFT:
        return paper
    if paper.state not in {State.SUBMITTED, State.APPROVED}:
        raise Conflict("meetings.paper_is_issued")
    approvals.drop(kind=APPROVAL, subject_id=paper.pk, by=by)
    paper.state = State.DRAFT
    paper.save(update_fields=["state"])
    return _said("meetings.paper_taken_back", paper, by)


def on_record_approved(paper_id: UUID, by: Actor) -> None:
    """Keep the promise of an approval: the paper may be issued."""
    paper = RecordPaper.objects.select_related("meeting").get(pk=paper_id)
    paper.state, paper.approved_at, paper.signer_id = State.APPROVED, clock.now(), paper.meeting.chair_id
    paper.save(update_fields=["state", "approved_at", "signer"])
    _said("meetings.paper_approved", paper, by)


def on_record_returned(paper_id: UUID, by: Actor, comment: str) -> None:
    """Keep the promise of a refusal: the paper is a draft again, with the chair's remark."""
    paper = RecordPaper.objects.select_related("meeting").get(pk=paper_id)
    paper.state, paper.remark = State.DRAFT, comment[:500]
    paper.save(update_fields=["state", "remark"])
    _said("meetings.paper_sent_back", paper, by, reason=comment[:300])


def on_record_withdrawn(paper_id: UUID, by: Actor) -> None:
    """Keep the promise of a request taken back: the paper is a draft again."""
    paper = RecordPaper.objects.select_related("meeting").get(pk=paper_id)
    paper.state = State.DRAFT
    paper.save(update_fields=["state"])
    _said("meetings.paper_taken_back", paper, by)


@transaction.atomic
def issue(*, paper_id: UUID, by: Actor) -> RecordPaper:
    """The desk issues an approved paper: a number from the register, a frozen PDF, everybody told.

    A notice makes every conclusion final and its tasks go out; the meeting is concluded.
    Repeat: what is issued stays issued under its number.
    """
    paper = after.lock_paper(paper_id, by)
    if paper.state == State.ISSUED and rules.may_draw_up(by, paper.meeting):
        return paper
    require(rules.may_issue(by, paper))
    meeting = paper.meeting
    if paper.kind == Kind.NOTICE:
        _need_complete_conclusions(meeting)
        for conclusion in meeting.conclusions.filter(state=Conclusion.State.DRAFT).order_by("place"):
            settle(after.visible_conclusions(by).get(pk=conclusion.pk), by)
    _number_and_freeze(paper, by)
    if paper.kind == Kind.NOTICE and meeting.state == Meeting.State.CLOSED:
        meeting.state, meeting.concluded_at = Meeting.State.CONCLUDED, clock.now()
        meeting.save(update_fields=["state", "concluded_at"])
    guests = sorted(queries.invited_users(meeting.pk) | {meeting.chair_id}, key=str)
    data = {"number": paper.number, "paper_id": str(paper.pk), "people": [str(user_id) for user_id in guests]}
    action = "meetings.notice_issued" if paper.kind == Kind.NOTICE else "meetings.minutes_issued"
    changes = live.changes_for_meeting(meeting)
    record(action, by=by, subject=meeting, data=data, live=changes, topics=everybody(meeting))
    return paper


def _number_and_freeze(paper: RecordPaper, by: Actor) -> None:
    body, day = _body(paper), clock.today()
    symbol = body.letterhead.symbol
    number = clerical.issue_number(type_code=body.type_code, symbol=symbol, on=day, subject=paper, by=by).number
    body = recording.numbered(body, number, day)
    pdf = render_pdf(body)
    paper.body, paper.number = to_json(body), recording.number_of(body)
    paper.save(update_fields=["body", "number"])
    document = documents.add_document(
        file=SimpleUploadedFile(f"{paper.kind}.pdf", pdf, "application/pdf"),
        owner_kind=RECORD,
        owner_id=paper.pk,
        title=now_("%(kind)s số %(number)s") % {"kind": paper.get_kind_display(), "number": paper.number},
        vouched=True,
        by=by,
    )
    paper.document = documents.lock_paper(document_id=document.pk, by=by)
    paper.sha256, paper.state, paper.issued_at = hashlib.sha256(pdf).hexdigest(), State.ISSUED, clock.now()
    paper.save(update_fields=["document", "sha256", "state", "issued_at"])
    earlier = paper.meeting.record_papers.filter(kind=paper.kind, state=State.ISSUED, version__lt=paper.version)
    earlier.update(state=State.SUPERSEDED)


def _need_complete_conclusions(meeting: Meeting) -> None:
    if not meeting.conclusions.exists():
        raise Invalid("meetings.no_conclusions")
    if lacking := after.incomplete(meeting):
        raise Invalid("meetings.incomplete_conclusions", count=lacking)


def _body(paper: RecordPaper) -> ConclusionNotice | Minutes:
    body = from_json(paper.body)
    if not isinstance(body, (ConclusionNotice, Minutes)):
        raise LookupError(f"{paper.kind} holds another paper")
    return body


def _composed(meeting: Meeting, kind: str) -> ConclusionNotice | Minutes:
    return recording.compose_notice(meeting) if kind == Kind.NOTICE else recording.compose_minutes(meeting)


def _due(meeting: Meeting) -> Any:
    ended = clock.local(meeting.closed_at or meeting.ends_at).date()
    return people.work_calendar().after(ended, TERM)


def _label(paper: RecordPaper) -> str:
    return f"{paper.get_kind_display()}: {paper.meeting.title}"


def _said(action: str, paper: RecordPaper, by: Actor, **more: str) -> RecordPaper:
    meeting = paper.meeting
    data = {"paper": str(paper.get_kind_display()).lower(), "paper_id": str(paper.pk), **more}
    topics = [(user, topic) for user in {meeting.chair_id, meeting.secretary_id} for topic in ("meetings", "today")]
    record(action, by=by, subject=meeting, data=data, topics=topics)
    return paper
