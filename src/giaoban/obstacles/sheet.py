"""Obstacles as an Excel file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.obstacles.models import Obstacle
from giaoban.obstacles.queries import Figures, Month
from giaoban.ui.workbook import Book, Cells


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
