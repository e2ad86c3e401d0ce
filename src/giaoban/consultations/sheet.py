"""Consultations as Excel files: the list, and the summary of one with every opinion (SLIP-2)."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from giaoban.consultations.queries import Row, Tally
from giaoban.kernel import clock

Cells = Sequence[object]


class Book:
    """A workbook whose sheets look alike: a frozen head, dates as dates, no text ever a formula."""

    def __init__(self) -> None:
        """Begin an empty one."""
        self.out = BytesIO()
        self.book = xlsxwriter.Workbook(self.out, {"in_memory": True, "remove_timezone": True})
        head = {"bold": True, "bg_color": "#E6ECF2", "border": 1, "text_wrap": True, "valign": "vcenter"}
        self.head = self.book.add_format(head)
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self.text = self.book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Cells]) -> None:
        """Add a sheet with a head of (title, width) and rows."""
        sheet = self.book.add_worksheet(name[:31])
        for column, (title, width) in enumerate(columns):
            sheet.write_string(0, column, title, self.head)
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
        sheet.freeze_panes(1, 1)

    def _write(self, sheet: Any, row: int, column: int, value: object) -> None:
        if value is None:
            sheet.write_blank(row, column, None, self.text)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.text)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        else:
            sheet.write_string(row, column, str(value), self.text)

    def bytes(self) -> bytes:
        """Close it and return its content."""
        self.book.close()
        return self.out.getvalue()


def of_list(rows: Iterable[Any]) -> bytes:
    """Return the workbook of a list: one row for each consultation."""
    book = Book()
    columns = [
        (_("STT"), 5), (_("Việc xin ý kiến"), 60), (_("Đơn vị"), 22), (_("Phụ trách"), 22), (_("Ngày gửi"), 12),
        (_("Hạn trả lời"), 12), (_("Được hỏi"), 9), (_("Đã trả lời"), 9), (_("Trạng thái"), 22),
        (_("Số thông báo"), 18),
    ]  # fmt: skip
    book.sheet(_("Lấy ý kiến"), columns, (_list_cells(number, row) for number, row in enumerate(rows, 1)))
    return book.bytes()


def _list_cells(number: int, row: Any) -> Cells:
    return [
        number,
        row.subject,
        row.unit.short_name,
        row.officer.full_name,
        clock.local(row.sent_at).date() if row.sent_at else None,
        row.due_on,
        row.asked,
        row.answered,
        row.get_state_display(),
        row.number,
    ]


def of_summary(tallies: list[Tally], rows: list[Row]) -> bytes:
    """Return the summary of one consultation: the counts of each question, and every opinion with its treatment."""
    book = Book()
    counts = [
        (_("Câu hỏi"), 60), (_("Được hỏi"), 10), (_("Đồng ý"), 10), (_("Không đồng ý"), 12), (_("Ý kiến khác"), 12),
        (_("Không trả lời"), 12), (_("Tính là đồng ý"), 12), (_("Tỷ lệ đồng ý (%)"), 12),
    ]  # fmt: skip
    book.sheet(_("Tổng hợp"), counts, ([
        t.question.text, t.asked, t.agree, t.disagree, t.other, t.silent, t.agree_in_all, t.agree_share,
    ] for t in tallies))  # fmt: skip
    columns = [
        (_("STT"), 5), (_("Đơn vị"), 24), (_("Người được lấy ý kiến"), 26), (_("Trả lời thay"), 24),
        (_("Ngày trả lời"), 12), (_("Câu hỏi"), 40), (_("Ý kiến"), 16), (_("Lời góp ý"), 60), (_("Xử lý"), 18),
        (_("Nội dung tiếp thu, giải trình"), 60),
    ]  # fmt: skip
    book.sheet(_("Từng ý kiến"), columns, _opinion_cells(rows))
    return book.bytes()


def _opinion_cells(rows: list[Row]) -> Iterable[Cells]:
    for number, row in enumerate(rows, 1):
        slip, opinion = row.slip, row.slip.opinion
        who: list[object] = [number, slip.unit.short_name if slip.unit else "", slip.user.full_name]
        if opinion is None:
            yield [*who, "", None, "", _("Không trả lời"), "", "", ""]
            continue
        who += [opinion.by.full_name if opinion.is_on_behalf else "", clock.local(opinion.at).date()]
        for line in row.lines:
            treatment = getattr(line, "treatment", None)
            told = [str(treatment.get_kind_display()), treatment.text] if treatment else ["", ""]
            yield [*who, line.question.text, str(line.get_choice_display()), line.text, *told]
