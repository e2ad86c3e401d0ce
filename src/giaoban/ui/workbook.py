"""Excel files that look alike in every app."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

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
