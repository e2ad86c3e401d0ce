"""A meeting from plan to conclusions."""

from giaoban.meetings.models.after import (
    Conclusion,
    CoordinatingUnit,
    LineText,
    MinutesLine,
    Phrase,
    RecordPaper,
    stamp,
)
from giaoban.meetings.models.agenda import AgendaItem, CarriedOver, Mark, Opinion, PaperRequest, Remark
from giaoban.meetings.models.attendance import AttendanceMark, AttendanceRound, SiteCount
from giaoban.meetings.models.attendees import AssistantSecretary, Attendee, GuestPaper, SiteAnswer
from giaoban.meetings.models.meeting import Meeting, MeetingKind
from giaoban.meetings.models.running import PlanChange, PrivateNote
from giaoban.meetings.models.series import Series, SeriesDate, SeriesItem

__all__ = [
    "AgendaItem",
    "AssistantSecretary",
    "AttendanceMark",
    "AttendanceRound",
    "Attendee",
    "CarriedOver",
    "Conclusion",
    "CoordinatingUnit",
    "GuestPaper",
    "LineText",
    "Mark",
    "Meeting",
    "MeetingKind",
    "MinutesLine",
    "Opinion",
    "PaperRequest",
    "Phrase",
    "PlanChange",
    "PrivateNote",
    "RecordPaper",
    "Remark",
    "Series",
    "SeriesDate",
    "SeriesItem",
    "SiteAnswer",
    "SiteCount",
    "stamp",
]
