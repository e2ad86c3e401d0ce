"""The workbooks: revenue with formulas and a chart, obstacles, tasks; and the import templates' look."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO

import xlsxwriter

from giaoban.demo.content.agenda import CASES
from giaoban.demo.content.figures import YEAR_TARGET, week_of
from giaoban.demo.content.paper_figures import BranchRow, branch_rows
from giaoban.demo.content.paper_word import STAMP, Untyped
from giaoban.demo.content.tasks import task_stories
from giaoban.demo.content.units import BRANCHES, BY_CODE

FONT = "Times New Roman"
LINE = 16.5  # points; rows are given their height, since not every program fits wrapped text by itself
LETTERS_PER_LINE = 60


class Book:
    """A workbook with the formats that all of ours share."""

    def __init__(self, title: str) -> None:
        """Open a workbook in memory."""
        self._out = BytesIO()
        self.book: Untyped = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self.book.set_properties({"title": title, "created": STAMP.replace(tzinfo=None)})
        base = {"font_name": FONT, "font_size": 12, "valign": "top"}
        grid = base | {"border": 1, "text_wrap": True}
        self.formats: dict[str, Untyped] = {
            name: self.book.add_format(form)
            for name, form in {
                "title": base | {"bold": True, "font_size": 14, "align": "center"},
                "note": base | {"italic": True},
                "head": grid | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DCE6F1"},
                "text": grid,
                "number": grid | {"num_format": "#,##0"},
                "percent": grid | {"num_format": "0.0%"},
                "date": grid | {"num_format": "dd/mm/yyyy", "align": "center"},
                "total": grid | {"bold": True, "num_format": "#,##0", "bg_color": "#F2F2F2"},
                "total_percent": grid | {"bold": True, "num_format": "0.0%", "bg_color": "#F2F2F2"},
            }.items()
        }

    def sheet(self, name: str, title: str, head: Sequence[str], widths: Sequence[float]) -> Untyped:
        """Add a sheet with a title, a head row that stays in view, and column widths; data begin in row 4."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.merge_range(0, 0, 0, len(head) - 1, title, self.formats["title"])
        for column, (text, width) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write(2, column, text, self.formats["head"])
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(2)
        return sheet

    def row(self, sheet: Untyped, at: int, values: Sequence[str | float | date]) -> None:
        """Write one row, each value in the format of its kind; texts that begin with = are formulas."""
        longest = max((len(value) for value in values if isinstance(value, str)), default=0)
        sheet.set_row(at, LINE * (1 + longest // LETTERS_PER_LINE))
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, self.formats["date"])
            elif isinstance(value, int | float):
                sheet.write_number(at, column, value, self.formats["number"])
            else:
                sheet.write_string(at, column, value, self.formats["text"])

    def to_bytes(self) -> bytes:
        """Close the workbook and return it as a .xlsx file."""
        self.book.close()
        return self._out.getvalue()


def revenue(on: date) -> bytes:
    """Build «Theo dõi thu ngân sách»: by branch, by week with a chart, a sheet of notes."""
    book, rows = Book("Theo dõi thu ngân sách"), branch_rows(on)
    sheet = book.sheet(
        "Theo đơn vị",
        f"SỐ THU NGÂN SÁCH THEO ĐƠN VỊ ĐẾN NGÀY {on:%d/%m/%Y} (tỷ đồng)",
        ["TT", "Đơn vị", "Dự toán năm", "Thu trong tuần", "Lũy kế", "% dự toán", "Còn phải thu"],
        [6, 48, 14, 14, 14, 12, 14],
    )
    for n, row in enumerate(rows, start=1):
        at, line = n + 2, n + 3
        book.row(sheet, at, [n, row.name, row.target, row.week, row.to_date])
        sheet.write_formula(at, 5, f"=E{line}/C{line}", book.formats["percent"], row.to_date / row.target)
        sheet.write_formula(at, 6, f"=MAX(C{line}-E{line},0)", book.formats["number"], max(row.target - row.to_date, 0))
    last = len(rows) + 3
    _total(book, sheet, last, rows)
    _weeks(book, on)
    notes = book.book.add_worksheet("Ghi chú")
    notes.set_column(0, 0, 100)
    for at, text in enumerate(
        [
            "Số liệu lấy theo ngày hạch toán, đã đối chiếu với kho bạc đến ngày liền trước.",
            "Cột «% dự toán» và «Còn phải thu» tính tự động; không sửa trực tiếp.",
            "Đơn vị tổng hợp: Phòng Thuế xuất nhập khẩu.",
        ]
    ):
        notes.write_string(at, 0, text, book.formats["note"])
    return book.to_bytes()


def _total(book: Book, sheet: Untyped, at: int, rows: Sequence[BranchRow]) -> None:
    sheet.write_string(at, 0, "", book.formats["total"])
    sheet.write_string(at, 1, "Tổng cộng", book.formats["total"])
    sums = [sum(row.target for row in rows), sum(row.week for row in rows), sum(row.to_date for row in rows)]
    for column, (letter, value) in enumerate(zip("CDE", sums, strict=True), start=2):
        sheet.write_formula(at, column, f"=SUM({letter}4:{letter}{at})", book.formats["total"], value)
    sheet.write_formula(at, 5, f"=E{at + 1}/C{at + 1}", book.formats["total_percent"], sums[2] / sums[0])
    left = sum(max(row.target - row.to_date, 0) for row in rows)
    sheet.write_formula(at, 6, f"=SUM(G4:G{at})", book.formats["total"], left)


def _weeks(book: Book, on: date) -> None:
    sheet = book.sheet(
        "Theo tuần",
        "SỐ THU, KIM NGẠCH, TỜ KHAI THEO TUẦN",
        ["Ngày", "Thu (tỷ đồng)", "Lũy kế (tỷ đồng)", "% dự toán", "Kim ngạch (triệu USD)", "Tờ khai"],
        [14, 16, 18, 12, 22, 14],
    )
    weeks = [week_of(on - timedelta(days=7 * n)) for n in range(25, -1, -1)]
    for at, week in enumerate(weeks, start=3):
        book.row(sheet, at, [week.friday, week.revenue, week.revenue_to_date])
        sheet.write_formula(
            at, 3, f"=C{at + 1}/{YEAR_TARGET}", book.formats["percent"], week.revenue_to_date / YEAR_TARGET
        )
        sheet.write_number(at, 4, week.turnover, book.formats["number"])
        sheet.write_number(at, 5, week.declarations, book.formats["number"])
    chart = book.book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "Thu trong tuần (tỷ đồng)",
            "categories": ["Theo tuần", 3, 0, 28, 0],
            "values": ["Theo tuần", 3, 1, 28, 1],
            "fill": {"color": "#0B3A5B"},
        }
    )
    chart.set_title({"name": "Số thu theo tuần", "name_font": {"name": FONT, "size": 13}})
    chart.set_x_axis({"date_axis": True, "num_format": "dd/mm"})
    chart.set_legend({"position": "bottom"})
    sheet.insert_chart("H3", chart, {"x_scale": 1.5, "y_scale": 1.3})


def obstacles(on: date) -> bytes:
    """Build «Theo dõi vướng mắc»: a list and a summary by division with COUNTIFS."""
    book = Book("Theo dõi vướng mắc")
    sheet = book.sheet(
        "Danh sách",
        f"THEO DÕI VƯỚNG MẮC CỦA CÁC CHI CỤC ĐẾN NGÀY {on:%d/%m/%Y}",
        [
            "TT",
            "Mã",
            "Đơn vị nêu",
            "Nội dung",
            "Đơn vị trả lời",
            "Ngày nêu",
            "Hạn trả lời",
            "Tình trạng",
            "Số ngày",
        ],
        [6, 12, 24, 60, 18, 13, 13, 18, 10],
    )
    states = ("Đã trả lời", "Đã trả lời", "Đang xử lý", "Đã trả lời", "Báo cáo cấp trên")
    counted: dict[tuple[str, str], int] = {}
    for n in range(1, 73):
        case, branch = CASES[n % len(CASES)], BRANCHES[n % 11]
        raised = on - timedelta(days=(n * 5) % 120 + 2)
        goods = case["goods"][n % len(case["goods"])]
        lead, state = BY_CODE[case["lead"]].short_name, states[n % len(states)]
        counted[lead, state] = counted.get((lead, state), 0) + 1
        book.row(
            sheet,
            n + 2,
            [
                n,
                f"VM-{n:03}",
                branch.short_name,
                case["title"].format(hang=goods),
                lead,
                raised,
                raised + timedelta(days=7),
                state,
            ],
        )
        sheet.write_formula(
            n + 2,
            8,
            f"=DATE({on.year},{on.month},{on.day})-F{n + 3}",
            book.formats["number"],
            (on - raised).days,
        )
    sheet.autofilter(2, 0, 74, 8)
    _obstacle_summary(book, counted)
    return book.to_bytes()


def _obstacle_summary(book: Book, counted: dict[tuple[str, str], int]) -> None:
    states = ["Đã trả lời", "Đang xử lý", "Báo cáo cấp trên"]
    sheet = book.sheet(
        "Tổng hợp",
        "TỔNG HỢP VƯỚNG MẮC THEO ĐƠN VỊ TRẢ LỜI",
        ["Đơn vị", *states, "Tổng"],
        [28, 14, 14, 20, 12],
    )
    leads = sorted({lead for lead, _ in counted})
    for at, lead in enumerate(leads, start=3):
        book.row(sheet, at, [lead])
        for column, (letter, state) in enumerate(zip("BCD", states, strict=True), start=1):
            formula = f"=COUNTIFS('Danh sách'!$E$4:$E$75,$A{at + 1},'Danh sách'!$H$4:$H$75,{letter}$3)"
            sheet.write_formula(at, column, formula, book.formats["number"], counted.get((lead, state), 0))
        total = sum(counted.get((lead, state), 0) for state in states)
        sheet.write_formula(at, 4, f"=SUM(B{at + 1}:D{at + 1})", book.formats["total"], total)


_STATES = {
    "new": "Mới giao",
    "received": "Đã nhận",
    "in_progress": "Đang thực hiện",
    "reported": "Đã báo cáo",
    "returned": "Bị trả lại",
}


def open_tasks(on: date) -> bytes:
    """Build «Theo dõi nhiệm vụ»: what was open on that day."""
    book = Book("Theo dõi nhiệm vụ theo kết luận giao ban")
    sheet = book.sheet(
        "Nhiệm vụ",
        f"NHIỆM VỤ CHƯA HOÀN THÀNH ĐẾN NGÀY {on:%d/%m/%Y}",
        [
            "TT",
            "Nội dung",
            "Đơn vị chủ trì",
            "Ngày giao",
            "Thời hạn",
            "Tình trạng",
            "Tiến độ (%)",
            "Quá hạn (ngày)",
        ],
        [6, 70, 24, 13, 13, 18, 12, 14],
    )
    open_now = [story for story in task_stories(on) if story.state in _STATES]
    for at, story in enumerate(open_now, start=3):
        book.row(
            sheet,
            at,
            [
                at - 2,
                story.title,
                BY_CODE[story.lead].short_name,
                story.assigned_on,
                story.deadline_on,
                _STATES[story.state],
                story.progress,
            ],
        )
        sheet.write_formula(
            at,
            7,
            f"=MAX(DATE({on.year},{on.month},{on.day})-E{at + 1},0)",
            book.formats["number"],
            max((on - story.deadline_on).days, 0),
        )
    sheet.autofilter(2, 0, len(open_now) + 2, 7)
    return book.to_bytes()
