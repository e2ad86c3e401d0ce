"""The Excel files for importing units and people: with instructions, empty or filled with the agency."""

from collections.abc import Sequence
from datetime import date

from giaoban.demo.content.catalogues import POSITIONS
from giaoban.demo.content.paper_sheets import Book
from giaoban.demo.content.people import PEOPLE
from giaoban.demo.content.units import KINDS, UNITS

UNIT_COLUMNS = [
    ("Mã đơn vị", 16),
    ("Tên đơn vị", 52),
    ("Tên viết tắt", 24),
    ("Loại đơn vị", 16),
    ("Mã đơn vị cấp trên", 18),
    ("Thứ tự", 9),
    ("Ký hiệu văn bản", 16),
    ("Mã hải quan", 13),
    ("Địa chỉ", 40),
    ("Địa danh", 14),
    ("Điện thoại", 16),
    ("Điểm cầu", 10),
    ("Ngày thành lập", 15),
]
PEOPLE_COLUMNS = [
    ("Tên đăng nhập", 22),
    ("Họ và tên", 28),
    ("Mã công chức", 14),
    ("Mã đơn vị", 18),
    ("Chức vụ", 22),
    ("Ngạch", 32),
    ("Thư điện tử", 36),
    ("Điện thoại", 16),
    ("Từ ngày", 13),
]
_UNIT_HELP = [
    "Mỗi dòng là một đơn vị. Không đổi tên và thứ tự các cột ở dòng 3; dữ liệu bắt đầu từ dòng 4.",
    "«Mã đơn vị» không trùng nhau; «Mã đơn vị cấp trên» chỉ để trống ở một dòng: cơ quan cao nhất.",
    "«Loại đơn vị» chọn trong danh sách; «Điểm cầu» ghi «x» nếu đơn vị họp trực tuyến từ phòng họp riêng.",
    "Ngày ghi theo dạng ngày/tháng/năm. Trước khi lưu, phần mềm cho xem trước những gì sẽ thay đổi.",
]
_PEOPLE_HELP = [
    "Mỗi dòng là một người với chức vụ chính. Dữ liệu bắt đầu từ dòng 4.",
    "«Tên đăng nhập» viết thường, không dấu, không trùng nhau; «Mã đơn vị» phải có trong danh sách đơn vị.",
    "«Chức vụ» chọn trong danh sách; mỗi đơn vị chỉ có một người đứng đầu.",
    "Lần đầu đăng nhập, người dùng phải đổi mật khẩu.",
    "Trước khi lưu, phần mềm cho xem trước những gì sẽ thay đổi.",
]


def units_workbook(*, filled: bool = True) -> bytes:
    """Return the workbook for importing units, with the demo agency's or without rows."""
    rows: list[Sequence[str | int | date]] = [
        [
            unit.code,
            unit.name,
            unit.short_name,
            unit.kind,
            unit.parent or "",
            unit.place,
            unit.symbol,
            unit.customs_code,
            unit.address,
            unit.town,
            unit.phone,
            "x" if unit.is_site else "",
            unit.opened_on,
        ]
        for unit in UNITS
    ]
    return _workbook(
        "Đơn vị",
        "DANH SÁCH ĐƠN VỊ",
        UNIT_COLUMNS,
        rows=rows if filled else [],
        instructions=_UNIT_HELP,
        choices={3: [kind.label for kind in KINDS]},
    )


def people_workbook(*, filled: bool = True) -> bytes:
    """Return the workbook for importing people, with the demo agency's or without rows."""
    rows: list[Sequence[str | int | date]] = [
        [
            person.sign_in,
            person.full_name,
            person.employee_code,
            person.unit,
            person.position,
            person.rank,
            person.email,
            person.phone,
            person.since,
        ]
        for person in PEOPLE
    ]
    return _workbook(
        "Công chức",
        "DANH SÁCH CÔNG CHỨC",
        PEOPLE_COLUMNS,
        rows=rows if filled else [],
        instructions=_PEOPLE_HELP,
        choices={4: [position.name for position in POSITIONS]},
    )


def _workbook(
    name: str,
    title: str,
    columns: Sequence[tuple[str, int]],
    *,
    rows: Sequence[Sequence[str | int | date]],
    instructions: Sequence[str],
    choices: dict[int, list[str]],
) -> bytes:
    book = Book(title)
    sheet = book.sheet(name, title, [head for head, _ in columns], [width for _, width in columns])
    for at, row in enumerate(rows, start=3):
        book.row(sheet, at, row)
    lists = book.book.add_worksheet("Danh mục")
    for column, (target, values) in enumerate(choices.items()):
        lists.write_string(0, column, columns[target][0], book.formats["head"])
        lists.set_column(column, column, 28)
        for at, value in enumerate(values, start=1):
            lists.write_string(at, column, value, book.formats["text"])
        letter = chr(ord("A") + column)
        source = f"='Danh mục'!${letter}$2:${letter}${len(values) + 1}"
        sheet.data_validation(3, target, 2_000, target, {"validate": "list", "source": source})
    guide = book.book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 110, book.book.add_format({"text_wrap": True}))
    for at, text in enumerate(instructions):
        guide.write_string(at, 0, f"{at + 1}. {text}", book.formats["note"])
    return book.to_bytes()
