"""The form in millimetres and points (R-30-01 … R-30-05), measured on the page and read from the Word file."""

import dataclasses
import io
import time

import docx
import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm, Pt

from giaoban.clerical.papers import AgendaLine, Recipients, Signature, VoteCount, VoteResult, render_docx, render_pdf
from giaoban.clerical.papers.compose import sheet_of
from giaoban.clerical.papers.form import MM, agency, motto_rule, summary
from giaoban.clerical.papers.lettering import width
from giaoban.clerical.testing import a_letterhead, a_notice, an_agenda, an_invitation, some_minutes

ENDLESS = "https://vanban.example/" + "DÀI" * 60
CROWDED = an_agenda(
    summary=ENDLESS,
    place=ENDLESS,
    lines=(AgendaLine(title=ENDLESS, presenter=ENDLESS),),
    attached_to="",
    letterhead=dataclasses.replace(a_letterhead(), agency=ENDLESS),
    signature=Signature(title=ENDLESS, name=ENDLESS),
    recipients=Recipients(lines=(ENDLESS,)),
)


@pytest.fixture(scope="module", params=[some_minutes(), CROWDED], ids=["minutes", "endless words"])
def boxes(request):
    """Every printed rectangle of a paper: page → (left, bottom, right, top, text) in points."""
    document = pypdfium2.PdfDocument(render_pdf(request.param))
    found = []
    for page in document:
        text = page.get_textpage()
        rects = [text.get_rect(n) for n in range(text.count_rects())]
        found.append([(*rect, text.get_text_bounded(*rect)) for rect in rects])
    document.close()
    return found


def test_the_page_is_a4_upright():
    page = pypdfium2.PdfDocument(render_pdf(a_notice()))[0]
    assert (round(page.get_width() / MM), round(page.get_height() / MM)) == (210, 297)


def test_everything_stays_inside_the_margins(boxes):
    for page in boxes:
        for left, bottom, right, top, text in page:
            number = text.strip().isdigit() and top > 277 * MM
            assert left >= 30 * MM - 1, text
            assert right <= 195 * MM + (4 if text.endswith(" ") else 1), text  # a space at the end is no ink
            assert bottom >= 20 * MM - 5, text
            assert number or top <= 277 * MM + 1, text


def test_page_numbers_stand_in_the_middle_of_the_top_margin(boxes):
    for place, page in enumerate(boxes[1:], start=2):
        left, bottom, right, _top, _text = next(box for box in page if box[4].strip() == str(place))
        assert bottom > 277 * MM
        assert abs((left + right) / 2 - (30 + 165 / 2) * MM) < 3
    assert all(top <= 277 * MM + 1 for _l, _b, _r, top, _t in boxes[0])


def test_rules_have_the_lengths_of_the_law():
    sheet = sheet_of(a_notice())
    for drawn, size in ((agency(sheet.head), 12), (summary(sheet), 14)):
        longest = max(width(line, size, bold=True) for line in drawn.lines)
        assert longest / 3 <= drawn.rule <= longest / 2
    assert motto_rule() == width("Độc lập - Tự do - Hạnh phúc", 13, bold=True)


def test_an_invitation_of_usual_length_takes_one_page_and_its_list():
    assert len(pypdfium2.PdfDocument(render_pdf(an_invitation()))) == 2


def test_word_has_the_same_form():
    document = docx.Document(io.BytesIO(render_docx(a_notice())))
    section = document.sections[0]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(value / Mm(1)) for value in margins] == [20, 20, 30, 15]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    body = document.styles["Nội dung"]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    assert body.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert abs(body.paragraph_format.first_line_indent - Cm(1.27)) < Pt(0.1)
    assert body.paragraph_format.space_after >= Pt(6)
    assert 1 <= body.paragraph_format.line_spacing <= 1.5
    sizes = {
        name: (document.styles[name].font.size.pt, document.styles[name].font.bold, document.styles[name].font.italic)
        for name in ("Nơi nhận", "Danh sách nơi nhận", "Quốc hiệu", "Tiêu ngữ", "Địa danh, thời gian")
    }
    assert sizes == {
        "Nơi nhận": (12, True, True),
        "Danh sách nơi nhận": (11, False, False),
        "Quốc hiệu": (12, True, False),
        "Tiêu ngữ": (13, True, False),
        "Địa danh, thời gian": (13, False, True),
    }


def test_word_numbers_pages_from_the_second():
    document = docx.Document(io.BytesIO(render_docx(some_minutes())))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.first_page_header.is_linked_to_previous or not section.first_page_header.paragraphs[0].text


def test_every_paragraph_of_the_word_file_has_a_style_of_ours():
    document = docx.Document(io.BytesIO(render_docx(an_invitation())))
    cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    assert {p.style.name for p in [*document.paragraphs, *cells]} & {"Normal"} == set()


@pytest.mark.load
def test_how_long_minutes_take(capsys):
    items = some_minutes().items
    papers = [some_minutes(summary=f"Giao ban tuần {n}", items=(*items, *items[:2])) for n in range(20)]
    render_pdf(papers[0])
    started = time.perf_counter()
    for paper in papers[1:]:
        render_pdf(paper)
    each = (time.perf_counter() - started) / (len(papers) - 1) * 1000
    with capsys.disabled():
        print(f"\nminutes of twelve items: {each:.0f} ms a PDF")  # noqa: T201 - a benchmark prints its figure


def test_a_notice_tells_how_the_meeting_voted():
    counts = (VoteCount(label="Đồng ý", number=11), VoteCount(label="Không đồng ý", number=1))
    vote = VoteResult(question="Thông qua quy chế?", counts=counts, eligible=13, cast=12, outcome="được thông qua")
    document = docx.Document(io.BytesIO(render_docx(a_notice(votes=(vote,)))))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Kết quả biểu quyết tại cuộc họp:" in words
    assert "Biểu quyết công khai: Thông qua quy chế?" in words
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert any(row[:2] == ["Đồng ý", "11"] for row in cells)
    assert "Kết quả biểu quyết" not in "".join(
        p.text for p in docx.Document(io.BytesIO(render_docx(a_notice()))).paragraphs
    )
