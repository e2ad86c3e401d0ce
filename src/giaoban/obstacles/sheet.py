"""Obstacles as an Excel file."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.obstacles.models import Obstacle
from giaoban.obstacles.queries import Figures, Month

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

    def sheet(self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Cells], frozen: int = 1) -> None:
        """Add a sheet with a head of (title, width) and rows."""
        sheet = self.book.add_worksheet(name[:31])
        for column, (title, width) in enumerate(columns):
            sheet.write_string(0, column, title, self.head)
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
        sheet.freeze_panes(1, frozen)

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


def of_obstacles(obstacles: Iterable[Obstacle]) -> bytes:
    """Return the workbook of a list: one row for each obstacle."""
    book = Book()
    rows = (_cells(number, obstacle) for number, obstacle in enumerate(obstacles, 1))
    book.sheet(_("Vướng mắc"), _columns(), rows, frozen=3)
    return book.bytes()


def _columns() -> list[tuple[str, int]]:
    return [
        (_("STT"), 5), (_("Số"), 14), (_("Vướng mắc"), 50), (_("Đơn vị nêu"), 22), (_("Lĩnh vực"), 24),
        (_("Mức khẩn"), 10), (_("Ngày nêu"), 12), (_("Đơn vị trả lời"), 18), (_("Cấp giải quyết"), 18),
        (_("Hạn trả lời"), 12), (_("Ngày trả lời"), 12), (_("Trạng thái"), 18), (_("Ngày kết thúc"), 12),
        (_("Số ngày"), 9), (_("Giao ban"), 32),
    ]  # fmt: skip


def _cells(number: int, row: Obstacle) -> Cells:
    return [
        number,
        row.number,
        row.title,
        row.branch.short_name,
        row.field.name,
        row.get_urgency_display(),
        clock.local(row.raised_at).date() if row.raised_at else None,
        row.division.short_name if row.division else "",
        row.get_level_display(),
        row.due_on,
        clock.local(row.answered_at).date() if row.answered_at else None,
        row.get_state_display(),
        clock.local(row.settled_at).date() if row.settled_at else None,
        row.days_open if row.raised_at else None,
        row.meeting_label,
    ]


def of_figures(
    *,
    total: Figures,
    groups: dict[str, list[Figures]],
    months: list[Month],
    rows: Iterable[Obstacle],
    ages: dict[str, str],
) -> bytes:
    """Return the workbook of a review: the total, each grouping, the months of the year, every obstacle."""
    book = Book()
    head = [(_("Nhóm"), 34), *((title, 13) for title in _figure_heads()), *((label, 11) for label in ages.values())]
    book.sheet(_("Tổng hợp"), head, [_figure_cells(total, _("Tất cả"), ages)])
    for name, found in groups.items():
        columns = [(name, 34), *head[1:]]
        book.sheet(name, columns, [_figure_cells(row, row.label or "–", ages) for row in found])
    monthly = [(f"{month.first:%m/%Y}", month.raised, month.settled) for month in months]
    book.sheet(_("Theo tháng"), [(_("Tháng"), 12), (_("Nêu"), 12), (_("Tháo gỡ"), 12)], monthly)
    cells = (_cells(number, obstacle) for number, obstacle in enumerate(rows, 1))
    book.sheet(_("Danh sách"), _columns(), cells, frozen=3)
    return book.bytes()


def _figure_heads() -> list[str]:
    return [
        _("Nêu"), _("Đã tháo gỡ"), _("Tỷ lệ tháo gỡ (%)"), _("Đang giải quyết"), _("Quá hạn trả lời"),
        _("Trả lời đúng hạn (%)"), _("Số ngày trung vị"), _("Qua giao ban"), _("Báo cáo cấp trên"), _("Mở lại"),
    ]  # fmt: skip


def _figure_cells(row: Figures, label: str, ages: dict[str, str]) -> Cells:
    return [
        label, row.raised, row.resolved, row.resolved_share, row.open, row.overdue, row.in_time_share,
        row.median_days, row.in_meeting, row.higher, row.reopened, *(row.ages[name] for name in ages),
    ]  # fmt: skip
