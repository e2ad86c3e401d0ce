"""Figures of speaking as a workbook: people, units, and who never spoke; times as times."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from giaoban.floor.queries.figures import Spoken

DAY = 24 * 3600
WIDTHS = (6, 32, 28, 12, 12, 14, 14, 12, 12, 16)


def of_speaking(people: list[Spoken], units: list[Spoken], first: date, last: date) -> bytes:
    """Return the workbook of a period."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        period = _("Từ {first} đến {last}").format(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
        _page(book, _("Theo cá nhân"), period, [row for row in people if not row.is_silent])
        _page(book, _("Theo đơn vị"), period, units)
        silent = sorted((row for row in people if row.is_silent), key=lambda row: (-row.meetings, row.label))
        _page(book, _("Chưa phát biểu"), period, silent)
    return out.getvalue()


def _page(book: Any, title: str, period: str, rows: Iterable[Spoken]) -> None:
    page = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bg_color": "#E6ECF2", "border": 1, "text_wrap": True, "valign": "vcenter"})
    long = book.add_format({"num_format": "[h]:mm:ss"})
    page.write_string(0, 0, title, bold)
    page.write_string(1, 0, period)
    titles = [
        _("STT"), _("Tên"), _("Đơn vị"), _("Cuộc họp"), _("Lượt phát biểu"), _("Thời gian phát biểu"),
        _("Trung bình một lượt"), _("Chất vấn"), pgettext("số lượt", "Trả lời"), _("Gửi bằng văn bản"),
    ]  # fmt: skip
    for column, (words, width) in enumerate(zip(titles, WIDTHS, strict=True)):
        page.write_string(3, column, words, head)
        page.set_column(column, column, width)
    place = 0
    for place, row in enumerate(rows, 1):
        page.write_number(3 + place, 0, place)
        page.write_string(3 + place, 1, row.label or _("Không thuộc đơn vị"))  # never a formula, whatever a name is
        page.write_string(3 + place, 2, row.unit)
        page.write_number(3 + place, 3, row.meetings)
        page.write_number(3 + place, 4, row.turns)
        page.write_number(3 + place, 5, row.seconds / DAY, long)
        page.write_number(3 + place, 6, row.seconds / DAY / row.turns if row.turns else 0, long)
        for column, count in enumerate((row.questions, row.answers, row.written), 7):
            page.write_number(3 + place, column, count)
    page.freeze_panes(4, 2)
    page.autofilter(3, 0, 3 + place, len(titles) - 1)
