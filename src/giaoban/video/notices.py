"""Whom this app tells, and what it reminds of."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from giaoban.kernel import clock
from giaoban.kernel.notice import Due, Happening, Notice, Reminder
from giaoban.meetings.models import Meeting
from giaoban.people import queries as people
from giaoban.ui.dates import datetime_vn
from giaoban.video import queries


def _desk(entry: Happening) -> set[UUID]:
    meeting = Meeting.objects.get(pk=entry.subject_id)
    return {meeting.chair_id, meeting.secretary_id}


NOTICES: tuple[Notice, ...] = (
    Notice(
        action="video.recording_ready",
        to=_desk,
        title=_lazy("Bản ghi hình đã xem được: {subject}"),
        url=lambda entry: reverse("video:recordings", args=[entry.subject_id]),
        topic="meetings",
    ),
)


def line_not_tested(now: datetime) -> Iterable[Due]:
    """Remind the leaders of a site an hour before that nobody has tested its line (NET-4)."""
    for meeting, unit in queries.untested_sites(now):
        for user in people.leaders_of(unit.pk):
            yield Due(
                user_id=user.pk,
                subject_kind="meetings.meeting",
                subject_id=meeting.pk,
                title=_("Chưa kiểm tra đường truyền điểm cầu: %(title)s") % {"title": meeting.title},
                body=_("Họp lúc %(when)s. Mời kiểm tra máy quay, micrô, loa và đường truyền trước giờ họp.")
                % {"when": datetime_vn(meeting.starts_at)},
                url=reverse("video:line_test", args=[meeting.pk]),
                because=_("Đơn vị của đồng chí dự họp tại điểm cầu."),
                channels=("inbox", "email"),
                on=clock.local(meeting.starts_at).date(),
                urgent=True,
            )


REMINDERS: tuple[Reminder, ...] = (Reminder("video.line_not_tested", line_not_tested, topics=("meetings",)),)
