"""What stands in each paper, in PDF and in Word alike."""

import dataclasses

import pytest

from giaoban.clerical.papers import AttendanceGroup, ConclusionLine, Letterhead, render_docx, render_pdf
from giaoban.clerical.testing import a_letterhead, a_notice, an_agenda, an_invitation, some_minutes
from giaoban.clerical.tests.reading import pages_of, squeezed, text_of, word_text_of

HEAD = [
    "TỔNG CỤC HẢI QUAN",
    "CỤC HẢI QUAN THÀNH PHỐ HÀ NỘI",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
]
PAPERS = [
    (
        an_invitation(),
        [
            *HEAD,
            "Số: 15/GM-HQHN",
            "Hà Nội, ngày 02 tháng 11 năm 2026",
            "GIẤY MỜI",
            "Họp giao ban trực tuyến tuần 45 năm 2026",
            "trân trọng kính mời: Các đại biểu theo danh sách kèm theo.",
            "Chủ trì: Đồng chí Nguyễn Văn An, Cục trưởng.",
            "Thời gian: Từ 8 giờ 00 đến 10 giờ 30, thứ Sáu, ngày 06 tháng 11 năm 2026.",
            "Tài liệu đọc tại: https://giaoban.haiquanhanoi.example/hop/0198f3a2",
            "- Mang theo máy tính xách tay hoặc máy tính bảng để đọc tài liệu điện tử.",
            "điện thoại 024.3999.0000./.",
            "TL. CỤC TRƯỞNG",
            "CHÁNH VĂN PHÒNG",
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT, VP.",
            "DANH SÁCH ĐẠI BIỂU",
            "(Kèm theo Giấy mời số 15/GM-HQHN ngày 02 tháng 11 năm 2026 của Cục Hải quan thành phố Hà Nội)",
        ],
    ),
    (
        a_notice(),
        [
            *HEAD,
            "Số: 114/TB-HQHN",
            "THÔNG BÁO",
            "Kết luận của Cục trưởng Nguyễn Văn An tại Hội nghị giao ban trực tuyến tuần 45 năm 2026",
            "Ngày 06 tháng 11 năm 2026, tại Phòng họp trực tuyến tầng 2",
            "Cục trưởng Nguyễn Văn An kết luận như sau:",
            "2. Về thu ngân sách",
            "Giao Phòng Thuế xuất nhập khẩu chủ trì, phối hợp với Phòng Quản lý rủi ro và Chi cục Kiểm tra sau thông quan thực hiện; hoàn thành chậm nhất ngày 13 tháng 11 năm 2026; sản phẩm: kịch bản thu theo tháng và theo đơn vị.",  # noqa: E501
            "thông báo để các đơn vị biết, thực hiện./.",
        ],
    ),
    (
        some_minutes(),
        [
            *HEAD,
            "Số: 45/BB-HQHN",
            "BIÊN BẢN",
            "Thời gian bắt đầu: 8 giờ 00 phút, thứ Sáu, ngày 06 tháng 11 năm 2026.",
            "1. Có mặt: 20/22 đại biểu, gồm:",
            "2. Vắng mặt: 02 đại biểu, gồm:",
            "lý do: đi công tác (dự thay: đồng chí Phạm Văn Dũng, Phó Chi cục trưởng);",
            "được cuộc họp thống nhất thông qua, không thảo luận:",
            "Biểu quyết công khai: Thông qua phương án",
            "Số người có quyền biểu quyết: 22; số người đã biểu quyết: 20.",
            "Kết luận của chủ trì:",
            "Cuộc họp kết thúc vào 10 giờ 30 phút, thứ Sáu, ngày 06 tháng 11 năm 2026./.",
            "THƯ KÝ",
            "CHỦ TỌA",
        ],
    ),
    (
        an_agenda(),
        ["CHƯƠNG TRÌNH", "(Kèm theo Giấy mời số 15/GM-HQHN", "8 giờ 10", "15 phút", "Trung tâm Công nghệ thông tin"],
    ),
]


@pytest.mark.parametrize(("paper", "phrases"), PAPERS, ids=lambda value: getattr(value, "kind", ""))
def test_the_paper_says_it(paper, phrases):
    pdf, word = text_of(render_pdf(paper)), word_text_of(render_docx(paper))
    assert [phrase for phrase in phrases if squeezed(phrase) not in pdf] == []
    assert [phrase for phrase in phrases if squeezed(phrase) not in word] == []


def test_minutes_carry_no_place_and_day_at_the_head():
    assert squeezed("Hà Nội, ngày") not in text_of(render_pdf(some_minutes()))


def test_an_invitation_for_one_names_that_one_and_has_no_list():
    pages = pages_of(render_pdf(an_invitation(invitee="Đồng chí Lê Thị Chi, Chi cục trưởng")))
    assert len(pages) == 1
    assert "Lê Thị Chi" in pages[0]
    assert "danh sách" not in pages[0]


def test_a_few_invitees_stand_in_the_text():
    text = text_of(render_pdf(an_invitation(invitees=("Phòng A", "Phòng B"))))
    assert squeezed("kính mời: - Phòng A; - Phòng B.") in text


def test_everybody_on_the_list_is_on_the_list():
    invitees = tuple(f"Đại biểu thứ {n} của đơn vị" for n in range(1, 121))
    pages = pages_of(render_pdf(an_invitation(invitees=invitees)))
    listed = squeezed("".join(pages[1:]))
    assert all(squeezed(invitee) in listed for invitee in invitees)
    assert pages[2].startswith("2")  # the annex counts its own pages


def test_a_draft_leaves_room_for_number_and_day():
    draft = text_of(render_pdf(a_notice(letterhead=a_letterhead(number=None, issued_on=None))))
    assert squeezed("Số: /TB-HQHN") in draft
    assert squeezed("Hà Nội, ngày tháng năm") in draft


def test_a_conclusion_without_action_stands_alone():
    text = text_of(render_pdf(a_notice(conclusions=(ConclusionLine(content="Ghi nhận báo cáo"),), closing="Hết")))
    assert squeezed("1. Ghi nhận báo cáo. Hết./.") in text


def test_pages_are_numbered_from_the_second():
    first, second, *_ = pages_of(render_pdf(some_minutes()))
    assert first.startswith("TỔNG CỤC")
    assert second.startswith("2\r\n")


def test_urgency_and_circulation_are_marked():
    letterhead = dataclasses.replace(a_letterhead(), urgency="Hỏa tốc", circulation="Lưu hành nội bộ")
    for text in (
        text_of(render_pdf(an_invitation(letterhead=letterhead))),
        word_text_of(render_docx(an_invitation(letterhead=letterhead))),
    ):
        assert "HỎATỐC" in text
        assert "LƯUHÀNHNỘIBỘ" in text


def test_an_agency_without_a_superior_has_one_line_less():
    alone = Letterhead(superior="", agency="Sở Nội vụ", symbol="SNV", place="Hà Nội")
    assert text_of(render_pdf(an_invitation(letterhead=alone))).startswith(squeezed("SỞ NỘI VỤ"))


def test_a_meeting_that_still_runs_can_be_drafted():
    bare = some_minutes(
        ends_at=None, present=(), absent=(), items=(), conclusions=(), consent=None, opening=(), adoption=""
    )
    text = text_of(render_pdf(bare))
    assert squeezed("1. Có mặt: 00/22 đại biểu.") in text
    assert text_of(render_pdf(some_minutes(present=(AttendanceGroup(people=("A", "B")),)))).count("A;B")


def test_a_secret_vote_is_called_so():
    minutes = some_minutes()
    vote = minutes.items[8].entries[-1]
    item = dataclasses.replace(minutes.items[8], entries=(dataclasses.replace(vote, secret=True),))
    assert squeezed("Bỏ phiếu kín: Thông qua") in text_of(render_pdf(some_minutes(items=(item,))))
