"""Whom to remind of a report that is not filed, and whom to tell that one came."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.notice import Due, Happening, Notice, Reminder
from giaoban.meetings import queries as meetings
from giaoban.meetings.models import Meeting
from giaoban.obstacles import queries as obstacles
from giaoban.people import queries as people
from giaoban.reports import queries
from giaoban.reports.models import UnitReport
from giaoban.ui.dates import datetime_vn

STEPS: Final = (0, 1)  # working days before the day on which reports are due, nearest first
SOON = (Meeting.State.DRAFT, Meeting.State.SUBMITTED, Meeting.State.APPROVED, Meeting.State.PUBLISHED)


def _report(entry: Happening) -> UnitReport:
    return UnitReport.objects.select_related("meeting").get(pk=entry.subject_id)


def _desk(entry: Happening) -> set[UUID]:
    return {_report(entry).meeting.secretary_id}


def _url(entry: Happening) -> str:
    return reverse("reports:summary", args=[_report(entry).meeting_id])


def not_filed(now: datetime) -> Iterable[Due]:
    """Remind the heads of units that have not reported: the working day before the reports are due, and on it."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for meeting in queries.with_forms().filter(state__in=SOON, starts_at__gt=now):
        until = meetings.cutoff_of(meeting)
        steps = [(step, calendar.before(clock.local(until).date(), step)) for step in STEPS]
        reached = next(((step, on) for step, on in steps if on <= today), None)
        if reached is None:
            continue
        for unit in queries.summary_of(meeting).missing:
            title = now_("Chưa nộp báo cáo tuần: %(title)s") % {"title": meeting.title}
            body = now_("Hạn nộp %(when)s.") % {"when": datetime_vn(until)}
            for person in sorted(obstacles.leaders_of_units({unit.pk}), key=str):
                yield Due(
                    user_id=person,
                    subject_kind="meetings.meeting",
                    subject_id=meeting.pk,
                    title=title,
                    body=body,
                    url=reverse("reports:report", args=[meeting.pk, unit.pk]),
                    because=now_("Nhắc trước hạn nộp báo cáo và trong ngày đến hạn."),
                    channels=("inbox", "email"),
                    on=reached[1],
                )


NOTICES: tuple[Notice, ...] = (
    Notice(
        action="reports.filed",
        to=_desk,
        title=_("{unit} nộp báo cáo tuần: {subject}"),
        url=_url,
        topic="meetings",
    ),
)
REMINDERS: tuple[Reminder, ...] = (Reminder("reports.not_filed", not_filed, topics=("meetings",)),)
