"""Weekly reports and the rollout as Excel files."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from giaoban.reports.models import Phase
from giaoban.reports.queries import Adoption, Summary, Year
from giaoban.ui.workbook import Book


def of_summary(summary: Summary) -> bytes:
    """Return the table of a briefing's reports: a line for each of the form, a column for each unit."""
    book = Book()
    columns = [(_("Chỉ tiêu"), 36), (_("Đơn vị tính"), 12), (_("Cộng"), 12), (_("Kỳ trước"), 12)]
    columns += [(unit.short_name, 18) for unit in summary.units]
    rows = [
        [row.label, row.measure, _number(total), _number(before), *(_number(c.amount) or c.text for c in cells)]
        for row, cells, total, before in summary.cells
    ]
    book.sheet(_("Báo cáo tuần"), columns, rows, frozen=1)
    return book.bytes()


def _number(value: object) -> object:
    return None if value is None else float(value)  # type: ignore[arg-type]


def of_rollout(phases: Iterable[Phase], adoption: dict[UUID, Adoption]) -> bytes:
    """Return the phase report: every branch with what is ready, its first meeting and how it goes since."""
    book = Book()
    columns = [
        (_("Giai đoạn"), 24), (_("Từ ngày"), 12), (_("Đơn vị"), 28), (_("Đường truyền"), 13), (_("Phòng họp"), 13),
        (_("Tập huấn"), 13), (_("Họp thử"), 13), (_("Sẵn sàng"), 13), (_("Họp đầu tiên"), 13),
        (_("Số kỳ tham gia"), 12), (_("Số kỳ tổ chức"), 12), (_("Tỷ lệ (%)"), 10),
    ]  # fmt: skip
    rows = []
    for phase in phases:
        for row in phase.branches.all():
            since = adoption[row.unit_id]
            rows.append([
                phase.name, phase.starts_on, row.unit.short_name, row.line_on, row.room_on, row.training_on,
                row.trial_on, row.ready_on, since.first_on, since.joined, since.held, since.share,
            ])  # fmt: skip
    book.sheet(_("Triển khai"), columns, rows, frozen=3)
    return book.bytes()


def of_year(review: Year) -> bytes:
    """Return the yearly review: the briefings, the obstacles by branch, the months."""
    book = Book()
    found = review.obstacles
    facts = [
        (_("Số kỳ giao ban đã họp"), review.held), (_("Trong đó trực tuyến hoặc kết hợp"), review.online),
        (_("Tổng số giờ họp"), review.hours), (_("Thời lượng trung bình (phút)"), review.minutes),
        (_("Số điểm cầu đã tham gia"), review.sites), (_("Vướng mắc đã nêu"), found.raised),
        (_("Vướng mắc đã tháo gỡ"), found.resolved), (_("Số ngày trung vị để tháo gỡ"), found.median_days),
        (_("Trả lời đúng hạn (%)"), found.in_time_share), (_("Giải quyết qua giao ban"), found.in_meeting),
        (_("Báo cáo cấp trên"), found.higher),
    ]  # fmt: skip
    book.sheet(_("Tổng kết năm %(year)s") % {"year": review.year}, [(_("Chỉ tiêu"), 36), (_("Giá trị"), 14)], facts)
    columns = [
        (_("Đơn vị"), 30), (_("Nêu"), 10), (_("Tháo gỡ"), 10), (_("Đang giải quyết"), 14), (_("Ngày trung vị"), 14),
    ]  # fmt: skip
    rows = [[row.label, row.raised, row.resolved, row.open, row.median_days] for row in review.branches]
    book.sheet(_("Theo đơn vị"), columns, rows)
    monthly = [(f"{month.first:%m/%Y}", month.raised, month.settled) for month in review.months]
    book.sheet(_("Theo tháng"), [(_("Tháng"), 12), (_("Nêu"), 10), (_("Tháo gỡ"), 10)], monthly)
    return book.bytes()
