"""Word papers in the layout of Decree 30/2020/NĐ-CP: letterhead, headings, tables, signature."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, TypeAlias

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

Untyped: TypeAlias = Any  # what the office libraries hand out: they come without types

FONT = "Times New Roman"
STAMP = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Paper:
    """A Word paper under way; every method appends what its name says."""

    def __init__(self, title: str, author: str) -> None:
        """Open an A4 page with the margins, font and top page number of the decree."""
        self.doc: Untyped = Document()
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin = section.bottom_margin = Cm(2)
        section.left_margin, section.right_margin = Cm(3), Cm(1.5)
        section.different_first_page_header_footer = True
        style = self.doc.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(14)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        self._page_number(section.header.paragraphs[0])
        core = self.doc.core_properties
        core.title, core.author, core.language = title, author, "vi-VN"
        core.created = core.modified = STAMP.replace(tzinfo=None)
        core.last_modified_by = author

    def letterhead(
        self, superior: str, agency: str, *, number: str, on: date, town: str = "Hà Nội", summary: str = ""
    ) -> None:
        """Set the two columns above every official paper; ``summary`` stands under the number of a letter."""
        table = self.doc.add_table(rows=2, cols=2)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _set_widths(table, (7.0, 9.8))
        left, right = table.rows[0].cells
        _write(left.paragraphs[0], superior, size=12, align="center")
        _write(left.add_paragraph(), agency, size=12, bold=True, align="center")
        _rule(left.add_paragraph(), 2.2)
        _write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, align="center")
        _write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, align="center")
        _rule(right.add_paragraph(), 5.4)
        left, right = table.rows[1].cells
        _write(left.paragraphs[0], f"Số: {number}", size=13, align="center")
        if summary:
            _write(left.add_paragraph(), summary, size=12, align="center")
        place = f"{town}, ngày {on.day:02} tháng {on.month:02} năm {on.year}"
        _write(right.paragraphs[0], place, size=13, italic=True, align="center")

    def title(self, kind: str, summary: str) -> None:
        """Set the name of the type and the summary."""
        first = self.doc.add_paragraph()
        first.paragraph_format.space_before = Pt(14)
        _write(first, kind.upper(), size=14, bold=True, align="center")
        _write(self.doc.add_paragraph(), summary, size=14, bold=True, align="center")
        _rule(self.doc.add_paragraph(), 4)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading that outlines and search can find."""
        paragraph = self.doc.add_heading(level=level)
        run = paragraph.add_run(text)
        run.font.name, run.font.size, run.font.bold = FONT, Pt(14), True
        run.font.italic, run.font.color.rgb = level > 2, None  # noqa: PLR2004
        run._element.rPr.rFonts.set(qn("w:ascii"), FONT)  # noqa: SLF001 - python-docx has no public way
        run._element.rPr.rFonts.set(qn("w:hAnsi"), FONT)  # noqa: SLF001
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(8), Pt(4)
        paragraph.paragraph_format.keep_with_next = True
        _black(run)

    def text(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """Add a justified paragraph with an indented first line."""
        paragraph = self.doc.add_paragraph()
        _write(paragraph, text, bold=bold, italic=italic, align="justify")
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.paragraph_format.line_spacing = 1.15

    def addressee(self, lines: Sequence[str]) -> None:
        """Add «Kính gửi» with one or several addressees."""
        first = f"Kính gửi: {lines[0]}." if len(lines) == 1 else "Kính gửi:"
        opening = self.doc.add_paragraph()
        opening.paragraph_format.space_before = opening.paragraph_format.space_after = Pt(12)
        _write(opening, first, align="center")
        if len(lines) > 1:
            for n, line in enumerate(lines):
                paragraph = self.doc.add_paragraph()
                paragraph.paragraph_format.left_indent = Cm(5.5)
                _write(paragraph, f"- {line}{'.' if n == len(lines) - 1 else ';'}")

    def table(self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Add a ruled table whose head row repeats on each page; figures are set to the right."""
        _write(self.doc.add_paragraph(), caption, size=13, italic=True, align="center")
        table = self.doc.add_table(rows=1, cols=len(head))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        _repeat(table.rows[0])
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            _write(cell.paragraphs[0], text, size=12, bold=True, align="center")
        for row in rows:
            added = table.add_row()
            _keep_whole(added)
            for n, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
                align = "center" if n == 0 else "right" if _is_figure(text) else "left"
                _write(cell.paragraphs[0], text, size=12, align=align)
        _set_widths(table, widths)
        self.doc.add_paragraph().paragraph_format.space_after = Pt(2)

    def signature(self, recipients: Sequence[str], capacity: str, position: str, name: str) -> None:
        """Add recipients on the left, capacity, position and name of the signer on the right."""
        for paragraph in self.doc.paragraphs[-2:]:  # a signature never stands on a page alone
            paragraph.paragraph_format.keep_with_next = True
        table = self.doc.add_table(rows=1, cols=2)
        table.autofit = False
        left, right = table.rows[0].cells
        _set_widths(table, (8, 8.5))
        _keep_whole(table.rows[0])
        _write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
        for n, line in enumerate(recipients):
            _write(left.add_paragraph(), f"- {line}{'.' if n == len(recipients) - 1 else ';'}", size=11)
        lines = [capacity, position] if capacity else [position]
        _write(right.paragraphs[0], lines[0], bold=True, align="center")
        for line in lines[1:]:
            _write(right.add_paragraph(), line, bold=True, align="center")
        for _ in range(4):
            right.add_paragraph()
        _write(right.add_paragraph(), name, bold=True, align="center")

    def page_break(self) -> None:
        """Begin a new page."""
        self.doc.add_page_break()

    def to_bytes(self) -> bytes:
        """Return the paper as a .docx file."""
        out = BytesIO()
        self.doc.save(out)
        return out.getvalue()

    def _page_number(self, paragraph: Untyped) -> None:
        paragraph.alignment = _ALIGN["center"]
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = paragraph.add_run()
            run.font.name, run.font.size = FONT, Pt(13)
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark.text = text
            run._r.append(mark)  # noqa: SLF001 - fields have no public way


def _write(
    paragraph: Untyped,
    text: str,
    *,
    size: int = 14,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold, run.italic = FONT, Pt(size), bold, italic
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(2)


def _rule(paragraph: Untyped, width: float) -> None:
    """Draw the short line under agency and motto: a bottom border between wide indents."""
    column = 7.0 if width < 3 else 9.8 if width > 5 else 16.5  # noqa: PLR2004 - the column it stands in
    indent = Cm((column - 0.4 - width) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - borders have no public way


def _set_widths(table: Untyped, widths: Sequence[float]) -> None:
    """Set the widths on the grid and on each cell: Word reads the one, LibreOffice the other."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _black(run: Untyped) -> None:
    run.font.color.rgb = RGBColor(0, 0, 0)


def _repeat(row: Untyped) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - no public way


def _keep_whole(row: Untyped) -> None:
    mark = OxmlElement("w:cantSplit")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - no public way


def _is_figure(text: str) -> bool:
    return bool(text) and text.replace(".", "").replace(",", "").replace("%", "").replace("-", "").isdigit()
