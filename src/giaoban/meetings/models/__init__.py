"""A meeting from plan to conclusions."""

from giaoban.meetings.models.after import Conclusion, CoordinatingUnit, MinutesLine, RecordPaper
from giaoban.meetings.models.agenda import AgendaItem, CarriedOver, Mark, Opinion, PaperRequest, Remark
from giaoban.meetings.models.attendance import AttendanceMark, AttendanceRound
from giaoban.meetings.models.attendees import Attendee, SiteAnswer
from giaoban.meetings.models.meeting import Meeting, MeetingKind
from giaoban.meetings.models.series import Series, SeriesDate, SeriesItem

__all__ = [
    "AgendaItem",
    "AttendanceMark",
    "AttendanceRound",
    "Attendee",
    "CarriedOver",
    "Conclusion",
    "CoordinatingUnit",
    "Mark",
    "Meeting",
    "MeetingKind",
    "MinutesLine",
    "Opinion",
    "PaperRequest",
    "RecordPaper",
    "Remark",
    "Series",
    "SeriesDate",
    "SeriesItem",
    "SiteAnswer",
]
