"""What the first page of an official paper says about itself."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.documents.guessing import SUMMARY, Guess, guess

TRUTH = Path(__file__).parent / "truth"

LETTER = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NINH
Số: 438 /UBND-VHXH
V/v triển khai Chỉ thị số 02/CT-TTg
của Thủ tướng Chính phủ về tăng cường
thực thi quyền sở hữu trí tuệ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Ninh, ngày 02 tháng 02 năm 2026
Kính gửi:
- Thủ trưởng các sở, ban, ngành tỉnh;"""

DECREE = """CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 134/2026/NĐ-CP Hà Nội, ngày 06 tháng 4 năm 2026

NGHỊ ĐỊNH

Sửa đổi, bổ sung một số điều của Nghị định số 17/2023/NĐ-CP
ngày 26 tháng 4 năm 2023 của Chính phủ quy định chi tiết một số điều
và biện pháp thi hành Luật Sở hữu trí tuệ về quyền tác giả, quyền liên quan

Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;"""

DECISION = """BỘ TÀI CHÍNH
CỤC HẢI QUAN
________
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 1810/QĐ-TCHQ
Hà Nội, ngày 15 tháng 6 năm 2018
QUYẾT ĐỊNH
Về việc ban hành Quy chế họp trực tuyến
_________
CỤC TRƯỞNG CỤC HẢI QUAN
Căn cứ Luật Hải quan ngày 23 tháng 6 năm 2014;"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            LETTER,
            Guess(
                "CÔNG VĂN", "438/UBND-VHXH", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH", date(2026, 2, 2),
                "triển khai Chỉ thị số 02/CT-TTg của Thủ tướng Chính phủ về tăng cường thực thi quyền sở hữu trí tuệ",
            ),
        ),
        (
            DECREE,
            Guess(
                "NGHỊ ĐỊNH", "134/2026/NĐ-CP", "CHÍNH PHỦ", date(2026, 4, 6),
                "Sửa đổi, bổ sung một số điều của Nghị định số 17/2023/NĐ-CP ngày 26 tháng 4 năm 2023 của Chính phủ "
                "quy định chi tiết một số điều và biện pháp thi hành Luật Sở hữu trí tuệ về quyền tác giả, quyền liên "
                "quan",
            ),
        ),
        (
            DECISION,
            Guess(
                "QUYẾT ĐỊNH", "1810/QĐ-TCHQ", "CỤC HẢI QUAN", date(2018, 6, 15), "ban hành Quy chế họp trực tuyến",
            ),
        ),
        ("", Guess()),
        ("Bảng kê số liệu tuần\n1.247\n3.802", Guess()),
    ],
)  # fmt: skip
def test_the_head_of_a_paper_is_read(text, found):
    assert guess(text) == found


def test_a_scanned_head_is_read_too():
    found = guess((TRUTH / "chi-thi-02-trang-1.txt").read_text("utf8"))
    assert (found.kind, found.number, found.issued_on) == ("CHỈ THỊ", "02/CT-TTg", date(2026, 1, 30))
    assert found.summary == "tăng cường thực thi quyền sở hữu trí tuệ"


def test_a_day_that_does_not_exist_is_no_day():
    assert guess("Hà Nội, ngày 31 tháng 02 năm 2026").issued_on is None


@given(text=st.text(max_size=2000))
def test_whatever_stands_there_nothing_breaks(text):
    found = guess(text)
    assert len(found.summary) <= SUMMARY
