"""Consultations as Excel files: the list, and the summary of one with every opinion (SLIP-2)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from giaoban.consultations.queries import Row, Tally
from giaoban.kernel import clock
from giaoban.ui.workbook import Book, Cells


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
