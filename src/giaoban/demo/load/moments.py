"""When the steps of a meeting happened, from its draft to its notice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from giaoban.demo.content.holidays import working_day_before, working_days_after
from giaoban.demo.content.meetings import Meeting
from giaoban.demo.load.timeline import moment

LEAD_DAYS = 3  # working days between invitation and meeting
RUNNING_FOR = timedelta(minutes=42)


@dataclass(frozen=True, slots=True)
class Moments:
    """The steps of one meeting."""

    drafted: datetime
    submitted: datetime
    approved: datetime
    published: datetime
    answered: datetime  # the first answer; others follow minutes apart
    starts: datetime
    ends: datetime
    notice: datetime
    minutes: datetime


def moments_of(meeting: Meeting, starts: datetime | None = None) -> Moments:
    """Return when the steps of a meeting were taken; a meeting called at once skips the waiting."""
    begin = starts or moment(meeting.day, meeting.start.hour, meeting.start.minute)
    end = begin + timedelta(minutes=meeting.minutes)
    after = working_days_after(meeting.day, 1)
    notice = moment(meeting.day if meeting.in_series else working_days_after(meeting.day, 2), 16, 30)
    notice = max(notice, end + timedelta(hours=2))
    minutes = max(moment(after, 10), notice + timedelta(minutes=20))
    drafted, submitted, approved, published, answered = _before(meeting, begin)
    return Moments(drafted, submitted, approved, published, answered, begin, end, notice, minutes)


def _before(meeting: Meeting, begin: datetime) -> list[datetime]:
    if meeting.is_ad_hoc:
        return [begin - timedelta(minutes=back) for back in (180, 165, 155, 150, 140)]
    published = meeting.day
    for _ in range(LEAD_DAYS):
        published = working_day_before(published)
    before = working_day_before(published)
    draft = working_day_before(working_day_before(before))
    return [
        moment(draft, 9),
        moment(before, 15),
        moment(published, 8, 10),
        moment(published, 9, 30),
        moment(published, 10, 15),
    ]
