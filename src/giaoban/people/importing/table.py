"""From the bytes of an Excel file to rows of text with their row numbers."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from giaoban.kernel.errors import Invalid
from giaoban.kernel.folding import fold
from giaoban.people.importing.columns import SHEETS, Column

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_UNPACKED: Final = 200 * 1024 * 1024  # a small file that unpacks to more is an attack, not a table
MAX_ROWS: Final = 20_000

Cell = str | int | float | bool | date | time | timedelta


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet: its number as Excel shows it, its cells as text by column key."""

    sheet: str
    number: int
    cells: dict[str, str]

    def get(self, key: str) -> str:
        """Return the text of a cell, empty when there is none."""
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class Workbook:
    """What was read: rows by sheet, the columns that are there, and what is wrong with the file itself."""

    rows: dict[str, list[Row]]
    headings: dict[str, frozenset[str]]
    faults: list[str]


def read(content: bytes) -> Workbook:
    """Read both sheets. Raises Invalid when the bytes are no table at all."""
    if len(content) > MAX_BYTES:
        raise Invalid("people.file_too_large", limit=MAX_BYTES // 1024 // 1024)
    _refuse_bombs(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        raw = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid("people.file_unreadable") from error
    rows: dict[str, list[Row]] = {}
    headings: dict[str, frozenset[str]] = {}
    faults: list[str] = []
    by_name = {fold(name.strip()): lines for name, lines in raw.items()}
    for sheet, columns in SHEETS.items():
        rows[sheet], headings[sheet] = [], frozenset()
        lines = by_name.get(fold(sheet))
        if lines:
            rows[sheet], headings[sheet] = _sheet(sheet, columns, lines, faults)
    if not any(headings.values()) and not faults:
        faults.append(_("Tệp không có trang “Đơn vị” hoặc “Người”: hãy dùng tệp mẫu."))
    return Workbook(rows, headings, faults)


def _refuse_bombs(content: bytes) -> None:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
            raise Invalid("people.file_unreadable")


def _sheet(
    sheet: str, columns: tuple[Column, ...], lines: "list[list[Cell]]", faults: list[str]
) -> tuple[list[Row], frozenset[str]]:
    known = {fold(column.heading): column.key for column in columns}
    start = next((i for i, line in enumerate(lines) if _heads(line, known)), None)
    if start is None:
        faults.append(_("Trang “{sheet}”: không tìm thấy hàng tiêu đề.").format(sheet=sheet))
        return [], frozenset()
    keys = [known.get(fold(_text(cell)).rstrip(" *")) for cell in lines[start]]
    missing = [column.heading for column in columns if column.needed and column.key not in keys]
    if missing:
        faults.append(_("Trang “{sheet}”: thiếu cột {columns}.").format(sheet=sheet, columns=", ".join(missing)))
        return [], frozenset()
    if len(lines) - start > MAX_ROWS:
        faults.append(_("Trang “{sheet}”: nhiều hơn {count} dòng.").format(sheet=sheet, count=MAX_ROWS))
        return [], frozenset()
    found = [
        Row(sheet, number, {key: _text(cell) for key, cell in zip(keys, line, strict=False) if key})
        for number, line in enumerate(lines[start + 1 :], start + 2)
    ]
    return [row for row in found if any(row.cells.values())], frozenset(key for key in keys if key)


def _heads(line: "Iterable[Cell]", known: dict[str, str]) -> bool:
    """Tell whether a line is the headings: two known ones are enough, so that a title above them may stand."""
    return sum(fold(_text(cell)).rstrip(" *") in known for cell in line) > 1


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
