"""The attendance list as a workbook, in the reader's language."""

import io
from datetime import datetime

import xlsxwriter
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.meetings.models import AttendanceMark, AttendanceRound, Attendee, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.room import Expected

WIDTHS = (6, 28, 30, 26, 16, 26, 20, 10, 10, 34)


def attendance_workbook(meeting: Meeting) -> bytes:
    """Return one sheet a round: everybody expected, how they were counted, absentees with their reasons."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        rounds: list[AttendanceRound | None] = list(meeting.rounds.order_by("number"))
        for a_round in rounds or [None]:
            _sheet(book, meeting, a_round)
    return out.getvalue()


def _sheet(book: "xlsxwriter.Workbook", meeting: Meeting, a_round: AttendanceRound | None) -> None:
    name = _("Lần {number}").format(number=a_round.number) if a_round else _("Danh sách")
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, wrap)
    sheet.write(0, 0, meeting.title, bold)
    starts = clock.local(meeting.starts_at).strftime("%H:%M %d/%m/%Y")
    sheet.write(1, 0, f"{starts} · {meeting.location}" if meeting.location else starts)
    titles = [
        _("TT"), _("Họ và tên"), _("Chức vụ"), _("Đơn vị"), _("Thành phần"), _("Điểm danh"), _("Cách điểm danh"),
        _("Lúc"), _("Ra về"), _("Ghi chú"),
    ]  # fmt: skip
    sheet.write_row(3, 0, titles, head)
    marks = room.marks_of(a_round)
    for place, entry in enumerate(room.expected_people(meeting), start=1):
        sheet.write_row(3 + place, 0, [place, *_row(entry, marks.get(entry.user.pk))])
    sheet.freeze_panes(4, 2)


def _row(entry: Expected, mark: AttendanceMark | None) -> list[str]:
    desk = {"chair": _("Chủ trì"), "secretary": _("Thư ký"), "assistant": _("Thư ký giúp việc")}
    capacity = desk.get(entry.capacity) or str(Attendee.Capacity(entry.capacity).label)
    there = mark is not None and mark.state != AttendanceMark.State.ABSENT
    notes = [
        _("Đi muộn") if mark and mark.is_late else "",
        _("Dự thay {name}").format(name=entry.in_place_of) if entry.in_place_of else "",
        (mark.reason if mark and mark.reason else entry.reason) if not there else "",
    ]
    return [
        entry.user.full_name,
        entry.position,
        entry.unit.name if entry.unit else "",
        capacity,
        str(mark.get_state_display()) if mark else _("Vắng"),
        str(mark.get_method_display()) if mark else "",
        _time(mark.at) if mark and there else "",
        _time(mark.left_at) if mark and mark.left_at else "",
        "; ".join(note for note in notes if note),
    ]


def _time(instant: datetime) -> str:
    return clock.local(instant).strftime("%H:%M")
