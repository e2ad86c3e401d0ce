"""The Excel file for importing units and people: with instructions and lists to choose from, empty or filled.

The headings are the file format of ``people.importing``; a test reads the file back through it.
"""

from collections.abc import Sequence
from datetime import date

from giaoban.demo.content.catalogues import POSITIONS
from giaoban.demo.content.paper_sheets import Book
from giaoban.demo.content.paper_word import Untyped
from giaoban.demo.content.people import PEOPLE
from giaoban.demo.content.texts import read
from giaoban.demo.content.units import KINDS, UNITS

Row = Sequence[str | int | date]

UNIT_COLUMNS = [
    ("Mã đơn vị", 16),
    ("Tên đơn vị", 52),
    ("Tên ngắn", 24),
    ("Loại đơn vị", 16),
    ("Mã cấp trên", 16),
    ("Ký hiệu", 12),
    ("Mã hải quan", 13),
    ("Địa danh", 14),
    ("Địa chỉ", 40),
    ("Điện thoại", 16),
    ("Điểm cầu", 10),
    ("Thứ tự", 9),
]
PEOPLE_COLUMNS = [
    ("Tên đăng nhập", 22),
    ("Họ và tên", 28),
    ("Mã công chức", 14),
    ("Ngạch", 32),
    ("Thư điện tử", 36),
    ("Điện thoại", 16),
    ("Mã đơn vị", 18),
    ("Chức vụ", 22),
    ("Từ ngày", 13),
    ("Kiêm nhiệm", 12),
]
KIND_AT, POSITION_AT, LAST_ROW = 3, 7, 2_000


def agency_workbook(*, filled: bool = True) -> bytes:
    """Return the workbook for importing the agency: the demo's units and people, or an empty template."""
    book = Book("Danh sách đơn vị và công chức")
    units = _sheet(book, "Đơn vị", "DANH SÁCH ĐƠN VỊ", UNIT_COLUMNS, _units() if filled else [])
    people = _sheet(book, "Người", "DANH SÁCH CÔNG CHỨC", PEOPLE_COLUMNS, _people() if filled else [])
    _lists(book)
    units.data_validation(3, KIND_AT, LAST_ROW, KIND_AT, _choice("A", len(KINDS)))
    people.data_validation(3, POSITION_AT, LAST_ROW, POSITION_AT, _choice("B", len(POSITIONS)))
    guide = book.book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 110, book.book.add_format({"text_wrap": True}))
    for at, text in enumerate(read("papers")["import_guide"]):
        guide.write_string(at, 0, f"{at + 1}. {text}", book.formats["note"])
    return book.to_bytes()


def _units() -> list[Row]:
    return [
        [
            unit.code,
            unit.name,
            unit.short_name,
            unit.kind,
            unit.parent or "",
            unit.symbol,
            unit.customs_code,
            unit.town,
            unit.address,
            unit.phone,
            "x" if unit.is_site else "",
            unit.place,
        ]
        for unit in UNITS
    ]


def _people() -> list[Row]:
    return [
        [
            person.sign_in,
            person.full_name,
            person.employee_code,
            person.rank,
            person.email,
            person.phone,
            person.unit,
            person.position,
            person.since,
            "",
        ]
        for person in PEOPLE
    ]


def _sheet(book: Book, name: str, title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Row]) -> Untyped:
    sheet = book.sheet(name, title, [head for head, _ in columns], [width for _, width in columns])
    for at, row in enumerate(rows, start=3):
        book.row(sheet, at, row)
    return sheet


def _lists(book: Book) -> None:
    lists = book.book.add_worksheet("Danh mục")
    lists.set_column(0, 1, 28)
    columns = {"Loại đơn vị": [kind.label for kind in KINDS], "Chức vụ": [position.name for position in POSITIONS]}
    for column, (heading, values) in enumerate(columns.items()):
        lists.write_string(0, column, heading, book.formats["head"])
        for at, value in enumerate(values, start=1):
            lists.write_string(at, column, value, book.formats["text"])


def _choice(letter: str, count: int) -> dict[str, str]:
    return {"validate": "list", "source": f"='Danh mục'!${letter}$2:${letter}${count + 1}"}
