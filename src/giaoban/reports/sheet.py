"""Weekly reports and the rollout as Excel files."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from giaoban.obstacles.sheet import Book
from giaoban.reports.models import Phase
from giaoban.reports.queries import Adoption, Summary


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
