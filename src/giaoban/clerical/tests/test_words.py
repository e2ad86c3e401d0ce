"""Dates, times, shares and numbers as Decree 30 asks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from giaoban.clerical.papers import words
from giaoban.clerical.papers.codes import TYPE_NAMES, number_label
from giaoban.clerical.papers.compose.parts import bare, body, finished, sentence
from giaoban.clerical.papers.lettering import balanced, width
from giaoban.clerical.testing import ENDS, STARTS


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 11, 6), "ngày 06 tháng 11 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
    ],
)
def test_days_and_the_first_months_carry_a_zero(value, said):
    assert words.day(value) == said


def test_a_moment_names_the_weekday():
    assert words.moment(STARTS) == "8 giờ 00 phút, thứ Sáu, ngày 06 tháng 11 năm 2026"


def test_an_instant_is_told_by_the_agency_s_clock():
    assert words.moment(datetime(2026, 11, 6, 1, 5, tzinfo=UTC)).startswith("8 giờ 05 phút, thứ Sáu")


def test_a_day_near_midnight_is_the_agency_s_day():
    assert words.moment(datetime(2026, 11, 5, 18, 0, tzinfo=UTC)) == "1 giờ 00 phút, thứ Sáu, ngày 06 tháng 11 năm 2026"


def test_spans():
    assert words.span(STARTS, ENDS) == "Từ 8 giờ 00 đến 10 giờ 30, thứ Sáu, ngày 06 tháng 11 năm 2026"
    assert words.span(STARTS, STARTS + timedelta(days=1, hours=9)) == (
        "Từ 8 giờ 00, thứ Sáu, ngày 06 tháng 11 năm 2026 đến 17 giờ 00, thứ Bảy, ngày 07 tháng 11 năm 2026"
    )
    assert words.span(STARTS, None).startswith("8 giờ 00 phút")


def test_shares_have_a_decimal_comma():
    assert [words.share(17, 20), words.share(1, 3), words.share(3, 3), words.share(0, 0)] == [
        "85%",
        "33,3%",
        "100%",
        "0%",
    ]


def test_names_with_commas_are_parted_by_semicolons():
    assert words.joined(["A"]) == "A"
    assert words.joined(["A", "B", "C"]) == "A, B và C"
    assert words.joined(["A, a", "B", "C"]) == "A, a; B và C"


def test_there_are_27_types_and_numbers_below_ten_carry_a_zero():
    assert len(TYPE_NAMES) == 27
    assert number_label(5, "TB", "HQHN") == "05/TB-HQHN"
    assert number_label(114, "TB", "HQHN") == "114/TB-HQHN"
    assert number_label(438, "", "UBND-VHXH") == "438/UBND-VHXH"
    assert number_label(None, "GM", "HQHN").strip("\u00a0") == "/GM-HQHN"


def test_a_long_head_breaks_evenly():
    assert balanced("CỤC HẢI QUAN THÀNH PHỐ HÀ NỘI", 12, 210) == ("CỤC HẢI QUAN", "THÀNH PHỐ HÀ NỘI")
    assert balanced("CỤC HẢI QUAN", 12, 210) == ("CỤC HẢI QUAN",)
    assert balanced("", 12, 210) == ("",)


def test_no_line_of_a_head_is_wider_than_its_place():
    text = "CHI CỤC HẢI QUAN CỬA KHẨU SÂN BAY QUỐC TẾ NỘI BÀI THUỘC CỤC HẢI QUAN THÀNH PHỐ HÀ NỘI"
    lines = balanced(text, 12, 210)
    assert " ".join(lines) == text
    assert all(width(line, 12, bold=True) <= 210 for line in lines)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Như trên;", "Như trên", "Như trên."),
        ("- Như trên.", "Như trên", "- Như trên."),
        ("vân vân...", "vân vân...", "vân vân..."),
        ("Xem tại https://a.example/", "Xem tại https://a.example/", "Xem tại https://a.example/."),
        ("gồm:", "gồm:", "gồm:"),
        ("Hết./.", "Hết", "Hết./."),
    ],
)
def test_the_form_sets_the_stops_and_keeps_the_rest(text, line, said):
    assert (bare(text), sentence(text)) == (line, said)


def test_the_end_of_the_paper_leaves_an_address_clickable():
    (closed,) = finished(body("Tài liệu đọc tại: https://a.example/1"))
    assert closed.runs[0].text == "Tài liệu đọc tại: https://a.example/1 ./."
