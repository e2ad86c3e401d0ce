"""Files as answers, and the workbook of every app."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from giaoban.ui.downloads import file_answer
from giaoban.ui.workbook import Book


@pytest.mark.parametrize(("name", "manner"), [("a.pdf", "inline"), ("a.docx", "attachment"), ("a.xlsx", "attachment")])
def test_a_pdf_is_shown_and_everything_else_is_saved(name, manner):
    answer = file_answer(b"%", name)
    assert answer["Content-Disposition"] == f'{manner}; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"].startswith("application/")


def test_a_file_of_another_kind_is_a_mistake_of_the_house():
    with pytest.raises(KeyError):
        file_answer(b"%", "a.exe")


def test_a_sheet_holds_numbers_days_gaps_and_no_formula():
    book = Book()
    book.sheet(
        "Danh sách", [("Việc", 10), ("Số", 5), ("Ngày", 10)], [["=1+1", 2.5, date(2026, 3, 10)], ["b", None, None]]
    )
    rows = CalamineWorkbook.from_filelike(BytesIO(book.bytes())).get_sheet_by_name("Danh sách").to_python()
    assert rows == [["Việc", "Số", "Ngày"], ["=1+1", 2.5, date(2026, 3, 10)], ["b", "", ""]]
