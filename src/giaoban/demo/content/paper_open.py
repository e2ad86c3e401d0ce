"""The papers in open formats, written without an office program: a calendar sheet (ODT) and figures (ODS)."""

import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from xml.sax.saxutils import escape

from giaoban.demo.content.figures import week_of
from giaoban.demo.content.texts import read

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
_STYLES = """<office:automatic-styles>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties style:font-name="Times New Roman" fo:font-family="Times New Roman" fo:font-size="14pt"
fo:font-weight="bold"/></style:style>
<style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-family="Times New Roman"
fo:font-size="12pt"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-family="Times New Roman" fo:font-size="12pt" fo:font-weight="bold"/>
</style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:padding="0.12cm"
fo:border="0.5pt solid #000000"/><style:text-properties fo:font-family="Times New Roman" fo:font-size="12pt"/>
</style:style>
<style:style style:name="B" style:family="table-cell"><style:table-cell-properties fo:padding="0.12cm"
fo:border="0.5pt solid #000000"/><style:paragraph-properties fo:text-align="center"/><style:text-properties
fo:font-family="Times New Roman" fo:font-size="12pt" fo:font-weight="bold"/></style:style>
<style:style style:name="W1" style:family="table-column"><style:table-column-properties
style:column-width="3cm"/></style:style>
<style:style style:name="W3" style:family="table-column"><style:table-column-properties
style:column-width="4.2cm"/></style:style>
<style:style style:name="W2" style:family="table-column"><style:table-column-properties
style:column-width="7cm"/></style:style>
</office:automatic-styles>"""
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu")


def week_schedule(on: date) -> bytes:
    """Build «Lịch công tác tuần» of the week after ``on`` as ODT."""
    monday = on + timedelta(days=7 - on.weekday())
    rows = [["Ngày", "Buổi sáng", "Buổi chiều"]]
    for n, (name, (morning, afternoon)) in enumerate(zip(_DAYS, read("schedule")["days"], strict=True)):
        rows.append([f"{name}, {monday + timedelta(days=n):%d/%m/%Y}", morning, afternoon])
    columns = (
        '<table:table-column table:style-name="W1"/>'
        '<table:table-column table:style-name="W2" table:number-columns-repeated="2"/>'
    )
    body = "".join(
        [
            _p("T", "LỊCH CÔNG TÁC TUẦN CỦA LÃNH ĐẠO CỤC"),
            _p("H", f"Từ ngày {monday:%d/%m/%Y} đến ngày {monday + timedelta(days=4):%d/%m/%Y}"),
            _p("P", ""),
            f'<table:table table:name="Lich">{columns}{_rows(rows)}</table:table>',
            *(_p("P", text) for text in read("schedule")["notes"]),
        ]
    )
    return _package("text", f"<office:text>{body}</office:text>")


def offence_figures(on: date) -> bytes:
    """Build «Số liệu vi phạm» of the last twelve weeks as ODS, with sums as formulas."""
    weeks = [week_of(on - timedelta(days=7 * n)) for n in range(11, -1, -1)]
    head = _rows([["Tuần kết thúc ngày", "Số vụ", "Tiền phạt (triệu đồng)", "Tỷ lệ luồng đỏ (%)"]])
    lines = [
        f"<table:table-row>{_cell(f'{week.friday:%d/%m/%Y}')}{_number(week.offences)}{_number(week.fines)}"
        f"{_number(week.red)}</table:table-row>"
        for week in weeks
    ]
    total = (
        f"<table:table-row>{_cell('Tổng cộng')}{_sum('B', sum(week.offences for week in weeks))}"
        f"{_sum('C', sum(week.fines for week in weeks))}{_cell('')}</table:table-row>"
    )
    columns = '<table:table-column table:style-name="W3" table:number-columns-repeated="4"/>'
    table = f'<table:table table:name="Vi phạm">{columns}{head}{"".join(lines)}{total}</table:table>'
    return _package("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")


def _p(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def _cell(text: str, style: str = "P") -> str:
    cell = "B" if style == "H" else "C"
    opening = f'<table:table-cell table:style-name="{cell}" office:value-type="string">'
    return f"{opening}{_p(style, text)}</table:table-cell>"


def _number(value: float) -> str:
    shown = str(value).replace(".", ",")
    return (
        f'<table:table-cell table:style-name="C" office:value-type="float" office:value="{value}">'
        f"{_p('P', shown)}</table:table-cell>"
    )


def _sum(column: str, value: int) -> str:
    return (
        f'<table:table-cell table:style-name="B" table:formula="of:=SUM([.{column}2:.{column}13])" '
        f'office:value-type="float" office:value="{value}">{_p("H", str(value))}</table:table-cell>'
    )


def _rows(rows: Sequence[Sequence[str]]) -> str:
    return "".join(
        f"<table:table-row>{''.join(_cell(text, 'H' if n == 0 else 'P') for text in row)}</table:table-row>"
        for n, row in enumerate(rows)
    )


def _package(kind: str, body: str) -> bytes:
    """Zip the parts; the media type comes first and unpacked, as the format asks."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"{_STYLES}<office:body>{body}</office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype"), media, zipfile.ZIP_STORED)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", manifest)):
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
