"""The attendance list as a workbook, in the reader's language."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

import xlsxwriter
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.meetings.models import AttendanceMark, AttendanceRound, Attendee, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.room import Expected

WIDTHS = (6, 28, 30, 26, 16, 26, 20, 10, 10, 34)


def attendance_workbook(meeting: Meeting) -> bytes:
    """Return one sheet a round, one that sets the rounds side by side, one of absentees, one of the sites' heads."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        rounds = list(meeting.rounds.order_by("number"))
        for a_round in rounds:
            _sheet(book, meeting, a_round)
        if not rounds:
            _sheet(book, meeting, None)
        if rounds:
            _absentees(book, meeting, rounds)
        if len(rounds) > 1:
            _compared(book, meeting, rounds)
        if room.sites(meeting):
            _sites(book, meeting, rounds)
    return out.getvalue()


def _page(
    book: "xlsxwriter.Workbook", name: str, titles: list[str], widths: tuple[int, ...], rows: Iterable[Sequence[object]]
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, wrap)
    sheet.write_row(0, 0, titles, head)
    for place, row in enumerate(rows, start=1):
        sheet.write_row(place, 0, [place, *row])
    sheet.freeze_panes(1, 2)


def _absentees(book: "xlsxwriter.Workbook", meeting: Meeting, rounds: list[AttendanceRound]) -> None:
    """Whoever was in no round at all, with the reason that they or the secretary gave."""
    marks = room.marks_by_round(meeting)
    rows = []
    for entry in room.expected_people(meeting):
        mine = [found for one in rounds if (found := marks.get(one.pk, {}).get(entry.user.pk))]
        if not any(mark.state != AttendanceMark.State.ABSENT for mark in mine):
            reason = next((mark.reason for mark in reversed(mine) if mark.reason), entry.reason)
            rows.append([entry.user.full_name, entry.position, entry.unit.name if entry.unit else "", reason])
    titles = [_("TT"), _("Họ và tên"), _("Chức vụ"), _("Đơn vị"), _("Lý do")]
    _page(book, _("Vắng"), titles, (6, 28, 30, 26, 40), rows)


def _compared(book: "xlsxwriter.Workbook", meeting: Meeting, rounds: list[AttendanceRound]) -> None:
    """Everybody in every round: who was there at the start and not before the end stands out (C5)."""
    marks = room.marks_by_round(meeting)
    rows = []
    for entry in room.expected_people(meeting):
        found = [marks.get(one.pk, {}).get(entry.user.pk) for one in rounds]
        here = [mark is not None and mark.state != AttendanceMark.State.ABSENT for mark in found]
        note = _("Có mặt lần trước, vắng lần sau") if any(a and not b for a, b in pairwise(here)) else ""
        said = [str(mark.get_state_display()) if mark else "" for mark in found]
        rows.append([entry.user.full_name, entry.unit.name if entry.unit else "", *said, note])
    counts = [_("Lần {number}").format(number=one.number) for one in rounds]
    titles = [_("TT"), _("Họ và tên"), _("Đơn vị"), *counts, _("Ghi chú")]
    _page(book, _("So sánh các lần"), titles, (6, 28, 26, *(22 for _one in rounds), 30), rows)


def _sites(book: "xlsxwriter.Workbook", meeting: Meeting, rounds: list[AttendanceRound]) -> None:
    """Each site: how many of the list, how many heads it counted in the last round."""
    counts = room.site_counts(rounds[-1] if rounds else None)
    marks = room.marks_of(rounds[-1] if rounds else None)
    expected = room.expected_people(meeting)
    rows = []
    for site in room.sites(meeting):
        people = [entry.user.pk for entry in expected if entry.site and entry.site.pk == site.pk]
        there = [marks[one] for one in people if one in marks and marks[one].state != AttendanceMark.State.ABSENT]
        count = counts.get(site.pk)
        rows.append([site.name, len(people), len(there), count.heads if count else ""])
    titles = [_("TT"), _("Điểm cầu"), _("Trong danh sách"), _("Có mặt"), _("Số người tại điểm cầu")]
    _page(book, _("Điểm cầu"), titles, (6, 40, 16, 12, 22), rows)


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
