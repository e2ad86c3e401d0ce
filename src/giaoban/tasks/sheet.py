"""Tasks as an Excel file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.tasks.models import Task
from giaoban.ui.workbook import Book

WIDTHS = (5, 50, 22, 24, 24, 12, 12, 12, 10, 18, 10, 14, 30)


def of_tasks(tasks: Iterable[Task]) -> bytes:
    """Return the workbook: one row for each task, dates as dates, the head frozen."""
    book = Book()
    columns = list(zip(_heads(), WIDTHS, strict=True))
    book.sheet(_("Nhiệm vụ"), columns, (_cells(number, task) for number, task in enumerate(tasks, 1)), frozen=2)
    return book.bytes()


def _heads() -> list[str]:
    return [
        _("STT"),
        _("Nhiệm vụ"),
        _("Đơn vị chủ trì"),
        _("Người thực hiện"),
        _("Người giao"),
        _("Ngày giao"),
        _("Thời hạn"),
        _("Hạn ban đầu"),
        _("Độ khẩn"),
        _("Trạng thái"),
        _("Tiến độ (%)"),
        _("Ngày hoàn thành"),
        _("Nguồn giao"),
    ]


def _cells(number: int, task: Task) -> list[object]:
    return [
        number,
        task.title,
        task.lead_unit.short_name,
        str(task.assignee or ""),
        str(task.assigner),
        clock.local(task.assigned_at).date(),
        task.deadline_on,
        task.original_deadline_on,
        task.get_urgency_display(),
        task.get_state_display(),
        task.progress,
        task.done_on,
        task.origin_label or task.context_label,
    ]
