"""The summary and the notice as files: what stands in them, and who gets them."""

from io import BytesIO

import docx
import pytest
from python_calamine import CalamineWorkbook

from giaoban.clerical.papers import from_json, render_pdf
from giaoban.clerical.tests.reading import text_of
from giaoban.consultations import actions, papers
from giaoban.consultations.testing import a_consultation, answered, decided, lan, phuc, slip_for
from giaoban.kernel import clock
from giaoban.people.testing import an, by, chi, dung

pytestmark = pytest.mark.django_db


def a_settled(**more):
    consultation = a_consultation("open", **more)
    answered(consultation, phuc(), "other", "Bổ sung thời hạn gửi tài liệu họp.")
    with clock.later(days=8):
        actions.close(consultation_id=consultation.pk, by=by(lan()))
        line = slip_for(consultation, phuc()).opinion.lines.first()
        facts = {"consultation_id": consultation.pk, "by": by(lan())}
        actions.treat(line_id=line.pk, kind="partly", text="Đã bổ sung tại Điều 5.", **facts)
    consultation.refresh_from_db()
    return consultation


class Said:
    """What stands in a PDF; a reader puts the spaces elsewhere."""

    def __init__(self, pdf: bytes) -> None:
        self.text = "".join(text_of(pdf).split())

    def __contains__(self, words: str) -> bool:
        return "".join(words.split()) in self.text


def test_the_report_says_how_it_was_asked_and_what_came_of_it():
    said = Said(render_pdf(papers.report_of(a_settled(silence="agree"))))
    assert "BÁO CÁO" in said
    assert "đến 02 đơn vị, cá nhân; hạn trả lời hết ngày 17 tháng 3 năm 2026" in said
    assert "Quá hạn không trả lời được tính là đồng ý." in said
    assert "01/02 phiếu trả lời" in said
    assert "Không trả lời (tính là đồng ý)" in said
    assert "Tiếp thu một phần: Đã bổ sung tại Điều 5." in said
    assert "Ý kiến khác: Bổ sung thời hạn gửi tài liệu họp." in said
    assert "Chi cục Nội Bài (Lê Thị Chi)" in said


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Dự thảo quy chế làm việc", "văn bản về dự thảo quy chế làm việc đến"),
        ("Hải quan số: thí điểm tại Nội Bài", "văn bản về Hải quan số: thí điểm tại Nội Bài đến"),
        ("Nguyễn Văn An làm tổ trưởng", "văn bản về Nguyễn Văn An làm tổ trưởng đến"),
    ],
)
def test_a_name_at_the_start_of_the_subject_keeps_its_capital(subject, said):
    assert said in Said(render_pdf(papers.report_of(a_settled(subject=subject))))


def test_the_notice_is_numbered_and_the_same_for_ever():
    consultation = a_settled()
    actions.announce(consultation_id=consultation.pk, note="Quy chế ban hành trong tháng 3.", by=by(lan()))
    decided(consultation, by(an()))
    consultation.refresh_from_db()
    said = Said(render_pdf(from_json(consultation.notice)))
    assert "Số: 01/TB-HQHN" in said
    assert "THÔNG BÁO" in said
    assert "Quy chế ban hành trong tháng 3." in said
    assert "(Kèm theo Thông báo số 01/TB-HQHN ngày 10 tháng 3 năm 2026 của Cục Hải quan thành phố Hà Nội)" in said
    assert "CỤC TRƯỞNG Nguyễn Văn An" in said
    assert "TL." not in said


def test_files_for_those_who_may_read_who_said_what(client):
    consultation = a_settled(questions=["Tên gọi?", "Thời hạn?"])
    page = f"/lay-y-kien/{consultation.pk}"
    client.force_login(lan())
    for name in ("tong-hop.pdf", "tong-hop.docx", "tong-hop.xlsx", "thong-bao.pdf", "thong-bao.docx"):
        reply = client.get(f"{page}/{name}")
        assert reply.status_code == 200, name
        assert len(reply.content) > 4_000, name
    assert client.get(f"{page}/tong-hop.zip").status_code == 404
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{page}/tong-hop.xlsx").content))
    counts, opinions = (book.get_sheet_by_index(n).to_python() for n in (0, 1))
    assert [row[0] for row in counts[1:]] == ["Tên gọi?", "Thời hạn?"]
    assert len(opinions) == 1 + 2 + 1  # a head, Phúc's two lines, one who kept silent
    word = docx.Document(BytesIO(client.get(f"{page}/thong-bao.docx").content))
    assert any("THÔNG BÁO" in paragraph.text for paragraph in word.paragraphs)
    for person, status in ((phuc(), 403), (chi(), 403), (dung(), 404), (an(), 200)):
        client.force_login(person)
        assert client.get(f"{page}/tong-hop.pdf").status_code == status, person
