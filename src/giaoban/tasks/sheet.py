"""Tasks as an Excel file."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.tasks.models import Task

WIDTHS = (5, 50, 22, 24, 24, 12, 12, 12, 10, 18, 10, 14, 30)


def of_tasks(tasks: Iterable[Task]) -> bytes:
    """Return the workbook: one row for each task, dates as dates, the head frozen."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet(_("Nhiệm vụ"))
    head = book.add_format({"bold": True, "bg_color": "#E6ECF2", "border": 1, "text_wrap": True, "valign": "vcenter"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate(zip(_heads(), WIDTHS, strict=True)):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, width)
    for number, task in enumerate(tasks, 1):
        for column, value in enumerate(_cells(number, task)):
            if value is None:
                sheet.write_blank(number, column, None, text)
            elif isinstance(value, int):
                sheet.write_number(number, column, value, text)
            elif isinstance(value, str):
                sheet.write_string(number, column, value, text)  # never a formula, whatever a title begins with
            else:
                sheet.write_datetime(number, column, value, day)
    sheet.freeze_panes(1, 2)
    book.close()
    return out.getvalue()


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
