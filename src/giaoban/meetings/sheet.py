"""A list of meetings as an Excel file."""

import io
from collections.abc import Iterable
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.meetings.models import Meeting

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of_meetings(meetings: Iterable[Meeting]) -> bytes:
    """Return the meetings as a sheet with a frozen head and filters."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(_("Cuộc họp"))
        bold = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "hh:mm dd/mm/yyyy"})
        heads = [
            (_("Tên cuộc họp"), 50), (_("Loại họp"), 24), (_("Bắt đầu"), 18), (_("Kết thúc"), 18), (_("Địa điểm"), 28),
            (_("Đơn vị tổ chức"), 30), (_("Chủ trì"), 24), (_("Thư ký"), 24), (_("Trạng thái"), 18),
        ]  # fmt: skip
        for column, (words, width) in enumerate(heads):
            page.write(0, column, words, bold)
            page.set_column(column, column, width)
        last = 0
        for last, meeting in enumerate(meetings, 1):
            page.write_row(last, 0, [meeting.title, meeting.kind.name])
            for column, instant in ((2, meeting.starts_at), (3, meeting.ends_at)):
                page.write_datetime(last, column, clock.local(instant).replace(tzinfo=None), moment)
            page.write_row(
                last,
                4,
                [
                    meeting.location,
                    meeting.unit.name,
                    meeting.chair.full_name,
                    meeting.secretary.full_name,
                    str(meeting.get_state_display()),
                ],
            )
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last, len(heads) - 1)
    return out.getvalue()
