"""The invitation goes out (PRE-6), and what everybody is told after that: changes, another time, no meeting."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from giaoban.clerical import actions as clerical
from giaoban.clerical.papers import Invitation, from_json, render_pdf, to_json
from giaoban.documents import actions as documents
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.models import Entry, Job
from giaoban.ledger.record import record
from giaoban.meetings import invitation, live, permissions, queries
from giaoban.meetings.actions.approval import take_back
from giaoban.meetings.actions.schedule import check
from giaoban.meetings.actions.telling import STAY, everybody, heard, put_whereabouts
from giaoban.meetings.models import Attendee, Meeting, RecordPaper, SeriesDate
from giaoban.meetings.queries.agenda import RECORD
from giaoban.people import queries as people
from giaoban.people.models import User
from giaoban.whereabouts import actions as whereabouts

ACTIONS = {
    "meetings.published": _("{actor} phát hành giấy mời “{subject}”"),
    "meetings.invited": _("Giấy mời “{subject}” được gửi đến {count} người"),
    "meetings.changes_told": _("Thay đổi của “{subject}” được báo cho người dự"),
    "meetings.postponed": _("{actor} hoãn, dời cuộc họp “{subject}” sang {starts}: {reason}"),
    "meetings.cancelled": _("{actor} hủy cuộc họp “{subject}”: {reason}"),
}
State = Meeting.State
TOLD_LATER = {
    "meetings.changed": _("thông tin cuộc họp được sửa"),
    "meetings.item_proposed": _("thêm nội dung “{item}”"),
    "meetings.item_changed": _("sửa nội dung “{item}”"),
    "meetings.item_removed": _("bỏ nội dung “{item}”"),
    "meetings.item_taken_out_of_consent": _("đưa nội dung “{item}” ra thảo luận"),
    "meetings.agenda_ordered": _("sắp xếp lại chương trình"),
    "meetings.paper_replaced": _("thay bản mới của tài liệu “{paper}”"),
}


@transaction.atomic
def publish(*, meeting_id: UUID, by: Actor) -> Meeting:
    """Whoever prepares an approved meeting publishes it: a number from the register, the invitation, everybody told.

    The number and people's whereabouts are fixed here; PDF and messages follow within seconds.
    Repeat: a published meeting stays published under its number.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    if meeting.state == State.PUBLISHED and permissions.prepares(by, meeting):
        return meeting
    require(permissions.may_publish(by, meeting))
    meeting.state, meeting.published_at = State.PUBLISHED, clock.now()
    meeting.save(update_fields=["state", "published_at"])
    paper = _draw_up(meeting, by)
    put_whereabouts(meeting)
    record(
        "meetings.published",
        by=by,
        subject=meeting,
        data={"number": paper.number},
        live=live.changes_for_meeting(meeting),
        topics=everybody(meeting),
    )
    return meeting


def _draw_up(meeting: Meeting, by: Actor) -> RecordPaper:
    """Put the invitation into the record with its number; its PDF is made by the job that follows."""
    body, day = invitation.compose(meeting), clock.today()
    paper = RecordPaper.objects.create(
        meeting=meeting,
        kind=RecordPaper.Kind.INVITATION,
        state=RecordPaper.State.APPROVED,
        created_by_id=by.person_id,
        approved_at=meeting.approved_at,
    )
    number = clerical.issue_number(
        type_code=Invitation.type_code, symbol=body.letterhead.symbol, on=day, subject=paper, by=by
    )
    paper.number = number.label
    paper.body = to_json(invitation.numbered(body, number.number, day))
    paper.save(update_fields=["number", "body"])
    return paper


def make_invitation(job: Job) -> None:
    """Write the invitation's PDF into the record and tell everybody: the job that follows ``meetings.published``.

    Repeat: a paper that is issued already is not issued again.
    """
    if job.entry is None:
        raise LookupError("an invitation follows an entry")
    meeting = Meeting.objects.get(pk=job.entry.subject_id)
    paper = RecordPaper.objects.filter(meeting=meeting, kind=RecordPaper.Kind.INVITATION).order_by("-version").first()
    if paper is None or paper.issued_at or meeting.state == State.CANCELLED:
        return
    body = from_json(paper.body)
    _issue(meeting, paper.pk, render_pdf(body), _publisher(job.entry))


@transaction.atomic
def _issue(meeting: Meeting, paper_id: UUID, pdf: bytes, by: Actor) -> None:
    paper = lock_one(RecordPaper.objects.filter(pk=paper_id, issued_at=None))
    if paper is None:
        return
    document = documents.add_document(
        file=SimpleUploadedFile(invitation.FILENAME, pdf, "application/pdf"),
        owner_kind=RECORD,
        owner_id=paper.pk,
        title=now_("Giấy mời số %(number)s") % {"number": paper.number},
        vouched=True,
        by=by,
    )
    paper.document = documents.lock_paper(document_id=document.pk, by=by)
    paper.sha256 = hashlib.sha256(pdf).hexdigest()
    paper.state, paper.issued_at = RecordPaper.State.ISSUED, clock.now()
    paper.save(update_fields=["document", "sha256", "state", "issued_at"])
    guests = sorted(queries.invited_users(meeting.pk), key=str)
    data = {"people": [str(user_id) for user_id in guests], "count": len(guests), "number": paper.number}
    record("meetings.invited", by=by, subject=meeting, data=data, topics=[(user_id, "today") for user_id in guests])


def _publisher(entry: Entry) -> Actor:
    user = User.objects.filter(pk=entry.actor_id).first() if entry.actor_id else None
    return people.actor_of(user, request_id=entry.request_id) if user else SYSTEM


@transaction.atomic
def postpone(*, meeting_id: UUID, starts_at: datetime, ends_at: datetime, reason: str, by: Actor) -> Meeting:
    """Whoever prepares the meeting moves it in time, with a reason; everybody invited is told (R-45-16).

    The time for marks moves along. On another day earlier answers no longer hold: people answer anew.
    Repeat: the same time changes nothing.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_move(by, meeting))
    if (meeting.starts_at, meeting.ends_at) == (starts_at, ends_at):
        return meeting
    _need(reason)
    shift, before = starts_at - meeting.starts_at, meeting.starts_at
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    if meeting.marks_until and not meeting.marks_settled_at:
        meeting.marks_until += shift
    meeting.state_reason = reason.strip()[:500]
    meeting.calendar_sequence += bool(meeting.published_at)
    check(meeting)
    meeting.save()
    if clock.local(before).date() != clock.local(starts_at).date():
        _ask_anew(meeting)
    _in_series(meeting, SeriesDate.State.MOVED, reason)
    put_whereabouts(meeting)
    data = {
        "reason": meeting.state_reason,
        "starts": f"{clock.local(starts_at):%H:%M %d/%m/%Y}",
        "before": f"{clock.local(before):%H:%M %d/%m/%Y}",
    }
    record(
        "meetings.postponed",
        by=by,
        subject=meeting,
        data=data,
        live=heard(meeting, lambda: live.changes_for_meeting(meeting)),
        topics=everybody(meeting),
    )
    return meeting


def _ask_anew(meeting: Meeting) -> None:
    meeting.attendees.exclude(answer="").update(
        answer=Attendee.Answer.NONE, reason="", answered_at=None, substitute=None, consent=Attendee.Consent.NONE
    )


@transaction.atomic
def cancel(*, meeting_id: UUID, reason: str, by: Actor) -> Meeting:
    """Whoever prepares the meeting cancels it, with a reason; everybody invited is told, calendars drop it (R-45-16).

    Repeat: a cancelled meeting stays cancelled.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    if meeting.state == State.CANCELLED and permissions.prepares(by, meeting):
        return meeting
    require(permissions.may_cancel(by, meeting))
    _need(reason)
    told = everybody(meeting)
    take_back(meeting, by)
    meeting.state, meeting.cancelled_at = State.CANCELLED, clock.now()
    meeting.state_reason = reason.strip()[:500]
    meeting.calendar_sequence += bool(meeting.published_at)
    meeting.save(update_fields=["state", "cancelled_at", "state_reason", "calendar_sequence"])
    _in_series(meeting, SeriesDate.State.SKIPPED, reason)
    whereabouts.withdraw(kind=STAY, subject_id=meeting.pk)
    record(
        "meetings.cancelled",
        by=by,
        subject=meeting,
        data={"reason": meeting.state_reason},
        live=heard(meeting, lambda: live.changes_for_meeting(meeting)),
        topics=told,
    )
    return meeting


def _need(reason: str) -> None:
    if not reason.strip():
        raise Invalid("meetings.reason_needed", fields={"reason": "meetings.reason_needed"})


def _in_series(meeting: Meeting, state: str, reason: str) -> None:
    if meeting.series_id is None or meeting.original_start is None:
        return
    SeriesDate.objects.filter(series=meeting.series_id, original_start=meeting.original_start).update(
        state=state, starts_at=meeting.starts_at, reason=reason.strip()[:300]
    )


@transaction.atomic
def tell_changes(job: Job) -> None:
    """Tell everybody at once what changed since they were told last: a job that waits for a quiet while.

    Repeat: changes that were told are not told again.
    """
    meeting = lock_one(Meeting.objects.filter(pk=job.args["meeting"]))
    if meeting is None:
        raise NotFound
    about = Entry.objects.filter(subject_kind=STAY, subject_id=str(meeting.pk))
    last = about.filter(action__in=("meetings.published", "meetings.changes_told")).order_by("-pk").first()
    changes = about.filter(action__in=TOLD_LATER, pk__gt=last.pk if last else 0).order_by("pk")
    lines = list(dict.fromkeys(str(TOLD_LATER[entry.action]).format_map(entry.data) for entry in changes))
    if not lines or meeting.state != State.PUBLISHED:
        return
    meeting.calendar_sequence += 1
    meeting.save(update_fields=["calendar_sequence"])
    data = {"what": "; ".join(lines)[:500]}
    record("meetings.changes_told", by=SYSTEM, subject=meeting, data=data, topics=everybody(meeting))
