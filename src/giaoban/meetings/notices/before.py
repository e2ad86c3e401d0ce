"""What people are told before a meeting. What is due by the clock is in ``reminders``."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.documents.storage import original_key, storage
from giaoban.kernel.notice import Attachment, Happening, Notice, Reminder
from giaoban.meetings import calendar, queries, reminders
from giaoban.meetings.invitation import FILENAME
from giaoban.meetings.models import Attendee, Meeting, RecordPaper
from giaoban.people import queries as people
from giaoban.people.models import User

Whom = Callable[[Happening], Iterable[UUID]]
EVERYWHERE = ("inbox", "email")


def _meeting(entry: Happening) -> Meeting:
    found = Meeting.objects.select_related("chair", "secretary", "kind", "unit")
    return found.prefetch_related("items", "attendees").get(pk=entry.subject_id)


def _url(entry: Happening) -> str:
    return reverse("meetings:meeting", args=[entry.subject_id])


def _may_see(entry: Happening, user_id: UUID) -> bool:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user is not None and queries.visible_meetings(people.actor_of(user)).filter(pk=entry.subject_id).exists()


def _still_here(_entry: Happening, user_id: UUID) -> bool:
    """A person who was taken off the list no longer sees the meeting, but must hear of it."""
    return User.objects.filter(pk=user_id, is_active=True).exists()


def _everybody(entry: Happening) -> set[UUID]:
    meeting = _meeting(entry)
    if meeting.published_at is None:
        return _desk(entry)
    return {meeting.chair_id, *_desk(entry)} | queries.invited_users(meeting.pk)


def _desk(entry: Happening) -> set[UUID]:
    meeting = _meeting(entry)
    return {meeting.secretary_id, meeting.created_by_id, *(user.pk for user in queries.assistants_of(meeting))}


def _chair(entry: Happening) -> set[UUID]:
    chair_id = _meeting(entry).chair_id
    return {chair_id, *people.holders_of(chair_id)}


def _approver(entry: Happening) -> set[UUID]:
    approver = UUID(entry.data["approver"])
    return {approver, *people.holders_of(approver)}


def _unit_asked(entry: Happening) -> set[UUID]:
    return set(people.leaders_of(UUID(entry.data["unit_id"])).values_list("pk", flat=True))


def _sender(entry: Happening) -> set[UUID]:
    sender = entry.data.get("by")
    return _unit_asked(entry) | ({UUID(sender)} if sender else set())


def _named(entry: Happening) -> set[UUID]:
    return {UUID(user_id) for user_id in entry.data.get("people", ())}


def _added_late(entry: Happening) -> set[UUID]:
    """People who are added after the invitation went out get it at once; before, with everybody."""
    out = RecordPaper.objects.filter(
        meeting=UUID(entry.subject_id), kind=RecordPaper.Kind.INVITATION, issued_at__isnull=False
    ).exists()
    return _named(entry) if out else set()


def _removed_late(entry: Happening) -> set[UUID]:
    return _named(entry) if _meeting(entry).published_at else set()


def _attendee(entry: Happening) -> Attendee | None:
    return Attendee.objects.filter(pk=UUID(entry.data["attendee"])).first()


def _represented(entry: Happening) -> set[UUID]:
    row = _attendee(entry)
    return {row.user_id} if row else set()


def _substitute(entry: Happening) -> set[UUID]:
    row = _attendee(entry)
    return {row.substitute_id} if row and row.substitute_id else set()


def invitation_files(entry: Happening, user_id: UUID) -> list[Attachment]:
    """Return what goes with an invitation: the paper, and the entry for the calendar."""
    return [*_paper(entry), *calendar_file(entry, user_id)]


def calendar_file(entry: Happening, user_id: UUID) -> list[Attachment]:
    """Return the calendar entry as it is now: a request, an update, or a cancellation."""
    user = User.objects.filter(pk=user_id).first()
    return [calendar.attachment_of(_meeting(entry), user)] if user else []


def _calendar_withdrawal(entry: Happening, user_id: UUID) -> list[Attachment]:
    user = User.objects.filter(pk=user_id).first()
    return [calendar.withdrawal_of(_meeting(entry), user)] if user else []


def _paper(entry: Happening) -> list[Attachment]:
    paper = RecordPaper.objects.filter(
        meeting=UUID(entry.subject_id), kind=RecordPaper.Kind.INVITATION, issued_at__isnull=False
    ).first()
    if paper is None:
        return []
    with storage().open(original_key(paper.sha256)) as content:
        return [Attachment(FILENAME, "application/pdf", content.read())]


def _notice(action: str, to: Whom, title: Any, body: Any = "", *, mail: bool = True, **more: Any) -> Notice:
    return Notice(
        action=action,
        to=to,
        title=title,
        body=body,
        url=_url,
        channels=EVERYWHERE if mail else ("inbox",),
        topic="meetings",
        **({"may_see": _may_see} | more),
    )


BEFORE: tuple[Notice, ...] = (
    _notice(
        "meetings.paper_asked",
        _unit_asked,
        _("Đề nghị chuẩn bị tài liệu: {what}"),
        _("Cuộc họp: {subject}. Hạn gửi: {due}."),
    ),
    _notice(
        "meetings.paper_submitted",
        _desk,
        _("{unit} đã gửi tài liệu: {what}"),
        _("Cuộc họp: {subject}. Mời đồng chí xem, nhận hoặc trả lại."),
        mail=False,
    ),
    _notice(
        "meetings.paper_accepted",
        _sender,
        _("Văn phòng đã nhận tài liệu: {what}"),
        _("Cuộc họp: {subject}."),
        mail=False,
    ),
    _notice(
        "meetings.paper_returned",
        _sender,
        _("Tài liệu bị trả lại: {what}"),
        _("Cuộc họp: {subject}. Lý do: {reason}. Đề nghị chỉnh sửa và gửi lại trước {due}."),
    ),
    _notice(
        "meetings.agenda_submitted",
        _approver,
        _("Trình duyệt chương trình họp: {subject}"),
        _("{actor} trình chương trình và tài liệu. Mời đồng chí xem, duyệt hoặc trả lại."),
    ),
    _notice("meetings.agenda_approved", _desk, _("Chương trình họp đã được duyệt: {subject}"), mail=False),
    _notice("meetings.agenda_returned", _desk, _("Chương trình họp bị trả lại: {subject}"), _("Lý do: {reason}")),
    _notice(
        "meetings.invited",
        _named,
        _("Giấy mời số {number}: {subject}"),
        _("Mời đồng chí xem chương trình, tài liệu và trả lời giấy mời."),
        attachments=invitation_files,
        tell_actor=True,
    ),
    _notice(
        "meetings.attendees_added",
        _added_late,
        _("Giấy mời họp: {subject}"),
        _("Mời đồng chí xem chương trình, tài liệu và trả lời giấy mời."),
        attachments=invitation_files,
        tell_actor=True,
    ),
    _notice(
        "meetings.attendee_removed",
        _removed_late,
        _("Đồng chí không còn trong thành phần dự: {subject}"),
        attachments=_calendar_withdrawal,
        may_see=_still_here,
    ),
    _notice(
        "meetings.assistant_appointed",
        _named,
        _("Đồng chí được cử làm thư ký giúp việc: {subject}"),
        _("Đồng chí ghi biên bản, điểm danh và điều hành phòng họp cùng thư ký."),
    ),
    _notice(
        "meetings.assistant_dismissed",
        _named,
        _("Đồng chí thôi làm thư ký giúp việc: {subject}"),
        mail=False,
        may_see=_still_here,
    ),
    _notice(
        "meetings.postponed",
        _everybody,
        _("HOÃN, DỜI LỊCH: {subject} – {starts}"),
        _("Thời gian cũ: {before}. Thời gian mới: {starts}. Lý do: {reason}"),
        attachments=calendar_file,
        urgent=True,
    ),
    _notice(
        "meetings.cancelled",
        _everybody,
        _("HỦY HỌP: {subject}"),
        _("Lý do: {reason}"),
        attachments=calendar_file,
        urgent=True,
    ),
    _notice(
        "meetings.changes_told",
        _everybody,
        _("Cuộc họp có thay đổi: {subject}"),
        _("Nội dung thay đổi: {what}."),
        attachments=calendar_file,
    ),
    _notice(
        "meetings.substitute_asked",
        _chair,
        _("{for} xin cử {person} dự thay: {subject}"),
        _("Mời đồng chí cho ý kiến đồng ý hoặc không đồng ý."),
    ),
    _notice(
        "meetings.substitute_consented",
        _represented,
        _("Chủ trì đồng ý để {person} dự thay: {subject}"),
        mail=False,
    ),
    _notice(
        "meetings.substitute_consented",
        _substitute,
        _("Đồng chí được cử dự họp thay {for}: {subject}"),
        _("Mời đồng chí xem chương trình và tài liệu."),
        attachments=invitation_files,
    ),
    _notice(
        "meetings.substitute_refused",
        _represented,
        _("Chủ trì không đồng ý để {person} dự thay: {subject}"),
        _("Đề nghị đồng chí trả lời lại giấy mời."),
    ),
    _notice("meetings.opinion_submitted", _chair, _("{actor} gửi ý kiến bằng văn bản: {subject}"), mail=False),
    _notice("meetings.remark_written", _desk, _("{actor} cho ý kiến vào chương trình họp: {subject}"), mail=False),
)

REMIND_BEFORE: tuple[Reminder, ...] = (
    Reminder("meetings.not_answered", reminders.not_answered, topics=("meetings",)),
    Reminder("meetings.soon", reminders.soon, topics=("meetings",), at_once=True),
    Reminder("meetings.not_read", reminders.not_read, topics=("meetings",)),
    Reminder("meetings.paper_overdue", reminders.papers_due, topics=("meetings",)),
)

__all__ = ["BEFORE", "REMIND_BEFORE", "calendar_file", "invitation_files"]
