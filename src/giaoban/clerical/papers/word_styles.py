"""The named styles of the Word file: an office changes one style, and every paragraph of that sort follows."""

from dataclasses import dataclass
from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from giaoban.clerical.papers import form

FONT: Final = "Times New Roman"
LEFT, CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One paragraph style: its face and how it stands."""

    name: str
    size: float
    align: WD_ALIGN_PARAGRAPH = CENTER
    bold: bool = False
    italic: bool = False
    after: float = 0
    before: float = 0
    spacing: float = 1.0
    indent: bool = False
    keep: bool = False
    outline: int | None = None


SUPERIOR = Style(name="Cơ quan chủ quản", size=form.AGENCY_SIZE)
AGENCY = Style(name="Cơ quan ban hành", size=form.AGENCY_SIZE, bold=True)
NATIONAL = Style(name="Quốc hiệu", size=form.TITLE_SIZE, bold=True)
MOTTO = Style(name="Tiêu ngữ", size=form.MOTTO_SIZE, bold=True)
NUMBER = Style(name="Số, ký hiệu", size=form.NUMBER_SIZE, before=6)
PLACE = Style(name="Địa danh, thời gian", size=form.NUMBER_SIZE, italic=True, before=6)
MARK = Style(name="Dấu chỉ độ khẩn, lưu hành", size=form.NUMBER_SIZE, bold=True, before=6)
TITLE = Style(name="Tên loại văn bản", size=form.BODY_SIZE, bold=True, keep=True, outline=0)
SUMMARY = Style(name="Trích yếu", size=form.BODY_SIZE, bold=True, keep=True)
NOTE = Style(name="Kèm theo", size=form.BODY_SIZE, italic=True, keep=True)
RULE = Style(name="Đường kẻ", size=2)
BODY = Style(name="Nội dung", size=form.BODY_SIZE, align=JUSTIFY, after=6, spacing=1.1, indent=True)
HEADING = Style(
    name="Đề mục",
    size=form.BODY_SIZE,
    align=JUSTIFY,
    bold=True,
    after=6,
    spacing=1.1,
    indent=True,
    keep=True,
    outline=1,
)
CELL = Style(name="Ô bảng", size=13, align=LEFT, before=2, after=2)
TO = Style(name="Nơi nhận", size=12, align=LEFT, bold=True, italic=True)
TO_LINE = Style(name="Danh sách nơi nhận", size=11, align=LEFT)
SIGNER = Style(name="Quyền hạn, chức vụ", size=form.BODY_SIZE, bold=True, keep=True)
NAME = Style(name="Họ tên người ký", size=form.BODY_SIZE, bold=True)
PAGE = Style(name="Số trang", size=form.BODY_SIZE)
BUILT_IN: Final = ("Normal", "Default Paragraph Font", "Normal Table", "Table Grid")
STYLES: Final = (
    SUPERIOR, AGENCY, NATIONAL, MOTTO, NUMBER, PLACE, MARK, TITLE, SUMMARY, NOTE, RULE,
    BODY, HEADING, CELL, TO, TO_LINE, SIGNER, NAME, PAGE,
)  # fmt: skip


def add_styles(document: Document) -> None:
    """Put the styles into the file, and make its plain text ours too."""
    for style in list(document.styles):
        if style.name not in BUILT_IN:  # the library brings 160 that an official paper never uses
            style.element.getparent().remove(style.element)
    normal = document.styles["Normal"]
    _face(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    for style in STYLES:
        made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = normal
        made.quick_style = True
        _face(made, style.size, bold=style.bold, italic=style.italic)
        _stance(made, style)


def _face(style: object, size: float, *, bold: bool = False, italic: bool = False) -> None:
    font = style.font  # type: ignore[attr-defined]
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        properties.rFonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def _stance(made: object, style: Style) -> None:
    paragraph = made.paragraph_format  # type: ignore[attr-defined]
    paragraph.alignment = style.align
    paragraph.space_before, paragraph.space_after = Pt(style.before), Pt(style.after)
    paragraph.line_spacing = Pt(style.size) if style is RULE else style.spacing
    paragraph.keep_with_next = style.keep
    paragraph.widow_control = True
    if style.indent:
        paragraph.first_line_indent = Cm(1.27)
    if style.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(style.outline))
        made.element.get_or_add_pPr().append(level)  # type: ignore[attr-defined]
