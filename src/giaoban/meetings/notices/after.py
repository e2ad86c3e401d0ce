"""What people are told after a meeting, and the clock of the notice of conclusions (R-45-19)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from giaoban.clerical.papers import from_json, render_pdf
from giaoban.kernel import clock
from giaoban.kernel.notice import Attachment, Due, Happening, Notice, Reminder
from giaoban.meetings import queries
from giaoban.meetings.models import Meeting, RecordPaper
from giaoban.people import queries as people
from giaoban.people.models import User


def _meeting(entry: Happening) -> Meeting:
    return Meeting.objects.get(pk=entry.subject_id)


def _url(entry: Happening) -> str:
    return reverse("meetings:after", args=[entry.subject_id])


def _desk(entry: Happening) -> set[UUID]:
    meeting = _meeting(entry)
    return {meeting.secretary_id, meeting.created_by_id, *(user.pk for user in queries.assistants_of(meeting))}


def _named(entry: Happening) -> set[UUID]:
    return {UUID(user_id) for user_id in entry.data.get("people", ())}


def _may_see(entry: Happening, user_id: UUID) -> bool:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user is not None and queries.visible_meetings(people.actor_of(user)).filter(pk=entry.subject_id).exists()


def _pdf(entry: Happening, _user_id: UUID) -> list[Attachment]:
    paper = RecordPaper.objects.get(pk=entry.data["paper_id"])
    return [Attachment(f"{paper.kind}.pdf", "application/pdf", render_pdf(from_json(paper.body)))]


def _notice(action: str, to: Any, title: Any, body: Any = "", **more: Any) -> Notice:
    return Notice(action=action, to=to, title=title, body=body, url=_url, topic="meetings", may_see=_may_see, **more)


AFTER: tuple[Notice, ...] = (
    _notice("meetings.paper_approved", _desk, _("Chủ trì đã duyệt {paper} của {subject}"), _("Có thể ban hành.")),
    _notice("meetings.paper_sent_back", _desk, _("{paper} của {subject} bị trả lại"), _("Lý do: {reason}")),
    _notice(
        "meetings.notice_issued",
        _named,
        _("Thông báo kết luận số {number}: {subject}"),
        _("Thông báo kết luận đã ban hành. Nhiệm vụ của đơn vị đồng chí (nếu có) nằm ở trang Nhiệm vụ."),
        channels=("inbox", "email"),
        attachments=_pdf,
    ),
    _notice("meetings.minutes_issued", _named, _("Biên bản số {number}: {subject}"), _("Biên bản họp đã ban hành.")),
)


def _notices_due(now: datetime) -> Iterable[Due]:
    """Tell the secretary the day before a notice is due, and every day that it is late."""
    today = clock.local(now).date()
    waiting = RecordPaper.objects.filter(
        kind=RecordPaper.Kind.NOTICE, issued_at=None, due_on__lte=today + timedelta(days=1), meeting__is_drill=False
    )
    for paper in waiting.select_related("meeting"):
        late = paper.due_on is not None and paper.due_on < today
        words = (
            now_("Quá hạn ban hành thông báo kết luận: %(title)s")
            if late
            else now_("Đến hạn ban hành thông báo kết luận: %(title)s")
        )
        yield Due(
            user_id=paper.meeting.secretary_id,
            subject_kind="meetings.meeting",
            subject_id=paper.meeting_id,
            title=words % {"title": paper.meeting.title},
            url=reverse("meetings:after", args=[paper.meeting_id]),
            because=now_("Thông báo kết luận phải ban hành trong 05 ngày làm việc sau khi họp xong."),
        )


REMIND_AFTER: tuple[Reminder, ...] = (Reminder("meetings.notice_due", _notices_due, topics=("meetings",)),)
