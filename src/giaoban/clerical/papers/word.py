"""A sheet as a Word file that an office goes on writing in: real styles, head blocks in tables without lines."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as WordParagraph

from giaoban.clerical.papers import form
from giaoban.clerical.papers import word_styles as styles
from giaoban.clerical.papers.compose import sheet_of
from giaoban.clerical.papers.content import Paper
from giaoban.clerical.papers.sheet import Annex, Block, Head, Paragraph, Sheet, Signer, Table
from giaoban.clerical.papers.word_styles import Style

Place = Document | Cell
HAND_SIGNATURE: Final = Pt(56)  # the room between title and name
EARLIEST_IN_ZIP: Final = 1980
ROWS_ON_A_PAGE: Final = 25


def render_docx(paper: Paper) -> bytes:
    """Return the paper as a Word file; the same content gives the same bytes."""
    sheet = sheet_of(paper)
    document = docx.Document()
    _empty(document)
    styles.add_styles(document)
    _page(document)
    if sheet.head:
        _head(document, sheet.head)
    _title(document, sheet.title, form.summary(sheet), sheet.note, above=18)
    document.styles[styles.BODY.name].paragraph_format.line_spacing = sheet.line_spacing
    _blocks(document, sheet.blocks, closing=bool(sheet.signers))
    _signatures(document, sheet)
    for annex in sheet.annexes:
        _annex(document, annex)
    return _saved(document, sheet)


def _empty(document: Document) -> None:
    for paragraph in document.paragraphs:
        paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001 - python-docx has no other way
    compat = OxmlElement("w:compat")
    mode = OxmlElement("w:compatSetting")  # without it Word opens the file in the mode of 2007
    mode.set(qn("w:name"), "compatibilityMode")
    mode.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
    mode.set(qn("w:val"), "15")
    compat.append(mode)
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.replace(old, compat)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(form.PAGE_WIDTH_MM), Mm(form.PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(form.TOP_MM), Mm(form.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(form.LEFT_MM), Mm(form.RIGHT_MM)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = styles.PAGE.name
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("result", "2"), ("end", "")):
        _field_part(number, kind, text)


def _field_part(paragraph: WordParagraph, kind: str, text: str) -> None:
    run = paragraph.add_run(text if kind == "result" else "")
    if kind in {"begin", "separate", "end"}:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
        run._element.append(part)  # noqa: SLF001 - fields have no interface in python-docx
    elif not kind:
        part = OxmlElement("w:instrText")
        part.text = text
        run._element.append(part)  # noqa: SLF001


def _head(document: Document, head: Head) -> None:
    table = _bare_table(document, (form.AGENCY, form.NATIONAL), rows=2)
    left, right = table.rows[0].cells
    for line in form.superior(head):
        _line(left, line, styles.SUPERIOR)
    agency = form.agency(head)
    for line in agency.lines:
        _line(left, line, styles.AGENCY)
    _rule(left, agency.rule, form.AGENCY)
    _line(right, form.NATIONAL_TITLE, styles.NATIONAL)
    _line(right, form.MOTTO, styles.MOTTO)
    _rule(right, form.motto_rule(), form.NATIONAL)
    number, place = table.rows[1].cells
    _line(number, head.number, styles.NUMBER)
    _line(place, head.place, styles.PLACE)
    for mark in head.marks:
        _line(number, "", styles.RULE)  # two framed lines in a row would share one frame
        _framed(_line(number, mark, styles.MARK))


def _title(document: Document, name: str, summary: form.Lines, note: str, *, above: float = 0) -> None:
    _line(document, name, styles.TITLE).paragraph_format.space_before = Pt(above)
    for line in summary.lines:
        _line(document, line, styles.SUMMARY)
    for line in form.note(note):
        _line(document, line, styles.NOTE)
    _rule(document, summary.rule, form.TEXT_WIDTH).paragraph_format.space_after = Pt(12)


def _blocks(document: Document, blocks: Iterable[Block], *, closing: bool = False) -> None:
    last: WordParagraph | None = None
    for block in blocks:
        last = None
        if isinstance(block, Table):
            _grid(document, block)
            continue
        last = _paragraph(document, block)
    if last is not None and closing:
        last.paragraph_format.keep_with_next = True  # the last words and the signatures share a page


def _paragraph(document: Document, block: Paragraph) -> WordParagraph:
    made = document.add_paragraph(style=(styles.HEADING if block.role == "heading" else styles.BODY).name)
    if block.leads:
        made.paragraph_format.keep_with_next = True
    for piece in block.runs:
        run = made.add_run(piece.text)
        run.bold, run.italic = piece.bold or None, piece.italic or None
    return made


def _grid(document: Document, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    shares = sum(column.share for column in block.columns)
    widths = [form.TEXT_WIDTH * column.share / shares for column in block.columns]
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        head = _line(cell, column.head, styles.CELL)
        head.alignment, head.runs[0].bold = styles.CENTER, True
    _mark_row(table.rows[0], "w:tblHeader")
    for row in block.rows:
        for cell, text, column in zip(table.add_row().cells, row, block.columns, strict=True):
            _line(cell, text, styles.CELL).alignment = styles.CENTER if column.align == "center" else styles.LEFT
    _widths(table, widths)
    for row in table.rows:
        _mark_row(row, "w:cantSplit")
    for row in table.rows[:-1] if block.is_short else ():
        for paragraph in (p for cell in row.cells for p in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = True
    document.add_paragraph(style=styles.RULE.name)  # two tables in a row would grow together


def _signatures(document: Document, sheet: Sheet) -> None:
    if not sheet.signers:
        return
    half = form.TEXT_WIDTH / 2
    _line(document, "", styles.RULE).paragraph_format.keep_with_next = True
    if len(sheet.signers) > 1:
        table = _bare_table(document, (half, half), rows=1)
        for cell, who in zip(table.rows[0].cells, sheet.signers, strict=True):
            _signer(cell, who)
        for paragraph in (p for cell in table.rows[0].cells for p in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = True
        _line(document, "", styles.TO_LINE).paragraph_format.keep_with_next = True
        _recipients(document, sheet.recipients)
        return
    table = _bare_table(document, (form.TEXT_WIDTH * 0.46, form.TEXT_WIDTH * 0.54), rows=1)
    left, right = table.rows[0].cells
    _recipients(left, sheet.recipients)
    _signer(right, sheet.signers[0])


def _recipients(place: Place, lines: tuple[str, ...]) -> None:
    if lines:
        _line(place, "Nơi nhận:", styles.TO)
    for line in lines:
        _line(place, line, styles.TO_LINE)


def _signer(cell: Cell, who: Signer) -> None:
    for line in who.lines:
        _line(cell, line, styles.SIGNER)
    _line(cell, who.name, styles.NAME).paragraph_format.space_before = HAND_SIGNATURE


def _annex(document: Document, annex: Annex) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = True
    document.paragraphs[-1].style = styles.RULE.name  # it holds the break: at full size it could take a page
    if sum(len(block.rows) for block in annex.blocks if isinstance(block, Table)) > ROWS_ON_A_PAGE:
        # LibreOffice puts a blank page before a second page 1, so a list of one page (no number) is left alone
        restart = OxmlElement("w:pgNumType")
        restart.set(qn("w:start"), "1")
        section._sectPr.append(restart)  # noqa: SLF001 - page numbers have no interface in python-docx
    _title(document, annex.title, form.summary(annex), annex.attached)
    _blocks(document, annex.blocks)


def _line(place: Place, text: str, style: Style) -> WordParagraph:
    """Add a line; the empty paragraph that every new cell has becomes the first."""
    if not isinstance(place, Document) and len(place.paragraphs) == 1 and not place.paragraphs[0].text:
        paragraph: WordParagraph = place.paragraphs[0]
        if paragraph.style is None or paragraph.style.name == "Normal":
            paragraph.style = style.name
            paragraph.add_run(text)
            return paragraph
    added: WordParagraph = place.add_paragraph(text, style=style.name)
    return added


def _rule(place: Place, length: float, across: float) -> WordParagraph:
    """A rule of a given length: an empty paragraph with a line on top, indented from both sides."""
    paragraph = _line(place, "", styles.RULE)
    side = max((across - length) / 2, 0)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(round(side, 1))
    paragraph.paragraph_format.space_before = Pt(2)
    _borders(paragraph, ("top",))
    return paragraph


def _framed(paragraph: WordParagraph) -> None:
    side = Pt(30)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    _borders(paragraph, ("top", "left", "bottom", "right"))


def _borders(paragraph: WordParagraph, sides: tuple[str, ...]) -> None:
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001 - borders have no interface in python-docx
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def _bare_table(document: Document, widths: tuple[float, ...], *, rows: int) -> WordTable:
    table: WordTable = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _no_cell_margins(table)
    _widths(table, widths)
    for row in table.rows:
        _mark_row(row, "w:cantSplit")
    return table


def _no_cell_margins(table: WordTable) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr  # noqa: SLF001 - cell margins have no interface in python-docx
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _widths(table: WordTable, widths: Iterable[float]) -> None:
    table.autofit = False
    for column, points in zip(table.columns, widths, strict=True):
        column.width = Pt(points)
        for cell in column.cells:
            cell.width = Pt(points)


def _mark_row(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - row properties have no interface in python-docx
    properties.append(OxmlElement(name))


def _saved(document: Document, sheet: Sheet) -> bytes:
    made_at = datetime(sheet.made_on.year, sheet.made_on.month, sheet.made_on.day, tzinfo=UTC)
    about = document.core_properties
    about.title, about.author, about.language = sheet.subject[:255], sheet.issuer[:255], "vi-VN"
    about.last_modified_by, about.comments, about.revision = "", "", 1
    about.created = about.modified = made_at.replace(tzinfo=None)
    packed = io.BytesIO()
    pack = document.save  # of a file; nothing to do with saving rows
    pack(packed)
    return _undated(packed)


def _undated(packed: io.BytesIO) -> bytes:
    """Pack again with one fixed time in every entry: the bytes must tell the content, not the moment."""
    again = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (EARLIEST_IN_ZIP, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return again.getvalue()
