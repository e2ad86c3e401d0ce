"""What is due by the clock before a meeting, computed from the state whenever it is asked (invariant 11)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from giaoban.documents import queries as documents
from giaoban.kernel import clock
from giaoban.kernel.notice import Due
from giaoban.meetings.models import Attendee, Meeting, PaperRequest
from giaoban.meetings.queries.agenda import ITEM, MEETING
from giaoban.meetings.queries.meetings import invited_users
from giaoban.people import queries as people
from giaoban.ui.dates import datetime_vn

ANSWER_DAYS: Final = (1, 2)  # days before the meeting on which silence is reminded, nearest first
SOON: Final = 30  # minutes
READ_DAYS: Final = (1,)
PAPER_DAYS: Final = (0, 1)  # days before a paper is due


def _coming(now: datetime, days: int) -> Iterator[Meeting]:
    """Return published meetings that start within so many days."""
    yield from Meeting.objects.filter(
        state=Meeting.State.PUBLISHED, starts_at__gt=now, starts_at__lte=now + timedelta(days=days)
    ).order_by("starts_at")


def _due(meeting: Meeting, user_id: UUID, title: str, because: str, step: int, body: str = "") -> Due:
    return Due(
        user_id=user_id,
        subject_kind="meetings.meeting",
        subject_id=meeting.pk,
        title=title,
        url=reverse("meetings:meeting", args=[meeting.pk]),
        because=because,
        body=body,
        channels=("inbox", "email"),
        on=clock.local(meeting.starts_at).date() - timedelta(days=step),
    )


def _step(meeting: Meeting, now: datetime, steps: tuple[int, ...]) -> int:
    return next(step for step in steps if meeting.starts_at - timedelta(days=step) <= now)


def not_answered(now: datetime) -> Iterable[Due]:
    """Remind those who have not answered the invitation: two days and one day before, nobody else."""
    for meeting in _coming(now, max(ANSWER_DAYS)):
        silent = meeting.attendees.filter(removed_at=None, answer=Attendee.Answer.NONE).exclude(
            capacity=Attendee.Capacity.INFORMED
        )
        title = _("Chưa trả lời giấy mời: %(title)s") % {"title": meeting.title}
        body = _("Họp lúc %(when)s. Mời đồng chí báo dự họp, vắng mặt hoặc cử người dự thay.") % {
            "when": datetime_vn(meeting.starts_at)
        }
        for user_id in silent.values_list("user_id", flat=True):
            because = _("Đồng chí có trong thành phần dự họp.")
            yield _due(meeting, user_id, title, because, _step(meeting, now, ANSWER_DAYS), body)


def soon(now: datetime) -> Iterable[Due]:
    """Tell those who come that the meeting begins within half an hour: on their devices, not in the inbox."""
    coming = Meeting.objects.filter(
        state=Meeting.State.PUBLISHED, starts_at__gt=now, starts_at__lte=now + timedelta(minutes=SOON)
    )
    for meeting in coming.order_by("starts_at"):
        there = meeting.attendees.filter(removed_at=None).exclude(capacity=Attendee.Capacity.INFORMED)
        here = clock.local(meeting.starts_at)
        for user_id in there.exclude(answer=Attendee.Answer.ABSENT).values_list("user_id", flat=True):
            yield Due(
                user_id=user_id,
                subject_kind="meetings.meeting",
                subject_id=meeting.pk,
                title=_("Sắp họp lúc %(time)s: %(title)s") % {"time": f"{here:%H:%M}", "title": meeting.title},
                url=reverse("meetings:meeting", args=[meeting.pk]),
                because=_("Đồng chí có trong thành phần dự họp."),
                body=meeting.location,
                channels=("push",),
                on=here.date(),
            )


def not_read(now: datetime) -> Iterable[Due]:
    """Remind those who have left a paper unopened: one day before, nobody else (PRE-9)."""
    for meeting in _coming(now, max(READ_DAYS)):
        guests = invited_users(meeting.pk)
        items = list(meeting.items.filter(is_secret=False).values_list("pk", flat=True))
        unread = documents.not_opened_by(ITEM, items, guests) | documents.not_opened_by(MEETING, [meeting.pk], guests)
        title = _("Còn tài liệu chưa đọc: %(title)s") % {"title": meeting.title}
        for user_id in sorted(unread, key=str):
            because = _("Đồng chí chưa mở hết tài liệu của cuộc họp.")
            yield _due(meeting, user_id, title, because, _step(meeting, now, READ_DAYS))


def papers_due(now: datetime) -> Iterable[Due]:
    """Remind a unit of a paper on the day before and when it is due; once overdue, each day, the Office too."""
    waiting = PaperRequest.objects.filter(
        state__in=(PaperRequest.State.ASKED, PaperRequest.State.RETURNED),
        due_at__lte=now + timedelta(days=max(PAPER_DAYS)),
        item__meeting__starts_at__gt=now,
        item__meeting__state__in=(
            Meeting.State.DRAFT, Meeting.State.SUBMITTED, Meeting.State.APPROVED, Meeting.State.PUBLISHED,
        ),
    ).select_related("item__meeting", "unit")  # fmt: skip
    for request in waiting:
        yield from _paper_due(request, now)


def _paper_due(request: PaperRequest, now: datetime) -> Iterator[Due]:
    meeting, late = request.item.meeting, request.due_at <= now
    words = _("Quá hạn gửi tài liệu: %(what)s") if late else _("Sắp đến hạn gửi tài liệu: %(what)s")
    body = _("Cuộc họp: %(title)s. Hạn gửi: %(due)s.") % {"title": meeting.title, "due": datetime_vn(request.due_at)}
    told = {
        (user.pk, _("Đơn vị của đồng chí được đề nghị chuẩn bị tài liệu."))
        for user in people.leaders_of(request.unit_id)
    }
    if late:
        told.add((meeting.secretary_id, _("Đồng chí là thư ký cuộc họp.")))
    for user_id, because in sorted(told, key=str):
        yield Due(
            user_id=user_id,
            subject_kind="meetings.paperrequest",
            subject_id=request.pk,
            title=words % {"what": request.what},
            url=reverse("meetings:meeting", args=[meeting.pk]),
            because=because,
            body=body,
            channels=("inbox", "email"),
            on=clock.local(now).date() if late else clock.local(request.due_at).date() - timedelta(days=1),
        )
