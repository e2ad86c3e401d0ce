"""The forty-slide deck on digital transformation: titles, bullets, tables, charts."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.util import Inches, Pt

from giaoban.demo.content.figures import week_of
from giaoban.demo.content.paper_figures import branch_rows
from giaoban.demo.content.paper_word import STAMP, Untyped
from giaoban.demo.content.texts import read
from giaoban.demo.content.units import BY_CODE

_COLOR: Untyped = RGBColor
NAVY, WHITE, INK = (_COLOR.from_string(color) for color in ("0B3A5B", "FFFFFF", "12263A"))
_CHART_DATA: Untyped = CategoryChartData
FONT = "Arial"
BLANK = 6


class Slides:
    """A 16:9 presentation under way."""

    def __init__(self, title: str) -> None:
        """Open an empty presentation."""
        self.deck: Untyped = Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(13.333), Inches(7.5)
        core = self.deck.core_properties
        core.title, core.author = title, "Phòng Công nghệ thông tin"
        core.created = core.modified = STAMP.replace(tzinfo=None)
        self.count = 0

    def cover(self, title: str, lines: Sequence[str]) -> None:
        """Add a dark slide: the first one, or one that opens a part."""
        slide = self._slide()
        band = slide.background.fill
        band.solid()
        band.fore_color.rgb = NAVY
        self._box(slide, (0.9, 2.3, 11.5, 1.8), [title], size=38, bold=True, color=WHITE)
        self._box(slide, (0.9, 4.4, 11.5, 1.8), lines, size=20, color=WHITE)

    def bullets(self, title: str, lines: Sequence[str]) -> None:
        """Add a slide with a title and bullets."""
        slide = self._titled(title)
        self._box(slide, (0.8, 1.6, 11.8, 5.0), [f"•  {line}" for line in lines], size=22, color=INK)

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Add a slide with a table."""
        slide = self._titled(title)
        shape = slide.shapes.add_table(
            len(rows) + 1,
            len(head),
            Inches(0.8),
            Inches(1.6),
            Inches(sum(widths)),
            Inches(0.6 * (len(rows) + 1)),
        )
        for column, width in zip(shape.table.columns, widths, strict=True):
            column.width = Inches(width)
        for at, row in enumerate([head, *rows]):
            for column, text in enumerate(row):
                self._cell(shape.table.cell(at, column), text, is_head=at == 0)

    def chart(self, title: str, names: Sequence[str], series: dict[str, Sequence[float]], *, line: bool) -> None:
        """Add a slide with a column or line chart."""
        slide, data = self._titled(title), _CHART_DATA()
        data.categories = names
        for name, values in series.items():
            data.add_series(name, values)
        kind = XL_CHART_TYPE.LINE_MARKERS if line else XL_CHART_TYPE.COLUMN_CLUSTERED
        chart = slide.shapes.add_chart(kind, Inches(0.8), Inches(1.5), Inches(11.7), Inches(5.3), data).chart
        chart.has_legend, chart.font.size, chart.font.name = True, Pt(13), FONT
        chart.has_title = False
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False

    def to_bytes(self) -> bytes:
        """Return the presentation as a .pptx file."""
        out = BytesIO()
        self.deck.save(out)
        return out.getvalue()

    def _slide(self) -> Untyped:
        self.count += 1
        return self.deck.slides.add_slide(self.deck.slide_layouts[BLANK])

    def _titled(self, title: str) -> Untyped:
        slide = self._slide()
        band = slide.shapes.add_shape(1, 0, 0, self.deck.slide_width, Inches(1.15))
        band.fill.solid()
        band.fill.fore_color.rgb = NAVY
        band.line.fill.background()
        self._box(slide, (0.7, 0.2, 11.9, 0.8), [title], size=26, bold=True, color=WHITE)
        self._box(
            slide,
            (0.7, 6.95, 11, 0.4),
            ["Cục Hải quan TP. Hà Nội – Phòng Công nghệ thông tin"],
            size=11,
            color=INK,
        )
        self._box(slide, (12.2, 6.95, 0.8, 0.4), [str(self.count)], size=11, color=INK)
        return slide

    def _box(
        self,
        slide: Untyped,
        area: tuple[float, float, float, float],
        lines: Sequence[str],
        *,
        size: int,
        color: RGBColor,
        bold: bool = False,
    ) -> None:
        frame = slide.shapes.add_textbox(*map(Inches, area)).text_frame
        frame.word_wrap = True
        for n, text in enumerate(lines):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(10)
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(size), bold
            run.font.name, run.font.color.rgb = FONT, color

    def _cell(self, cell: Untyped, text: str, *, is_head: bool) -> None:
        cell.text = text
        cell.fill.solid()
        cell.fill.fore_color.rgb = NAVY if is_head else WHITE
        run = cell.text_frame.paragraphs[0].runs
        for part in run:
            part.font.size, part.font.name, part.font.bold = Pt(18), FONT, is_head
            part.font.color.rgb = WHITE if is_head else INK


def digital_deck(on: date) -> bytes:
    """Build «Chuyển đổi số và an toàn thông tin»: forty slides."""
    texts = read("slides")
    slides = Slides(texts["title"])
    slides.cover(texts["title"], [texts["subtitle"], f"Hà Nội, tháng {on.month}/{on.year}"])
    slides.bullets("Nội dung trình bày", [part["title"] for part in texts["part"]])
    for number, part in enumerate(texts["part"], start=1):
        slides.cover(f"Phần {number}. {part['title']}", [part["lead"]])
        for slide in part["slides"]:
            _add(slides, slide, on)
    slides.bullets("Kiến nghị, đề xuất", texts["proposals"])
    slides.cover("Trân trọng cảm ơn", ["Phòng Công nghệ thông tin – Cục Hải quan TP. Hà Nội"])
    return slides.to_bytes()


def _add(slides: Slides, slide: dict[str, Any], on: date) -> None:
    if "bullets" in slide:
        slides.bullets(slide["title"], slide["bullets"])
    elif "rows" in slide:
        slides.table(slide["title"], slide["head"], slide["rows"], slide["widths"])
    elif slide["chart"] == "branches":
        rows = branch_rows(on)
        names = [BY_CODE[row.code].short_name.removeprefix("HQ ") for row in rows]
        declared: dict[str, Sequence[float]] = {"Tờ khai trong tuần": [row.declarations for row in rows[:-1]]}
        slides.chart(slide["title"], names[:-1], declared, line=False)
    else:
        weeks = [week_of(on - timedelta(days=7 * n)) for n in range(11, -1, -1)]
        series: dict[str, Sequence[float]] = {"Tờ khai (nghìn)": [round(week.declarations / 1000, 1) for week in weeks]}
        slides.chart(slide["title"], [f"{week.friday:%d/%m}" for week in weeks], series, line=True)
