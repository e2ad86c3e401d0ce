"""Template tags and the words of days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString

from giaoban.kernel import clock
from giaoban.kernel.paging import Page
from giaoban.ui import dates
from giaoban.ui.templatetags import ui

MONDAY = datetime(2026, 3, 9, 1, 30, tzinfo=UTC)  # 08:30 in Hà Nội


def draw(text: str, path: str = "/", **context):
    return Template(text).render(Context({"request": RequestFactory().get(path), **context})).strip()


def test_days_and_times_are_those_of_the_wall():
    late = datetime(2026, 3, 9, 18, 0, tzinfo=UTC)
    assert dates.date_vn(late) == "10/03/2026"
    assert dates.time_vn(late) == "01:00"
    assert dates.datetime_vn(MONDAY) == "08:30 09/03/2026"
    assert dates.long_date_vn(MONDAY) == "Thứ Hai, 09/03/2026"
    assert dates.long_date_vn(date(2026, 3, 15)) == "Chủ nhật, 15/03/2026"


def test_nothing_gives_nothing():
    for words in (dates.date_vn, dates.time_vn, dates.datetime_vn, dates.when, dates.lunar, dates.long_date_vn):
        assert words(None) == ""
    assert dates.duration(None) == ""
    assert ui.days_left(None) == ""


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(hours=3), "hôm nay 11:30"),
        (timedelta(days=1), "ngày mai 08:30"),
        (timedelta(days=-1), "hôm qua 08:30"),
        (timedelta(days=4), "thứ Sáu 13/03 08:30"),
        (timedelta(days=400), "08:30 13/04/2027"),
    ],
)
def test_when_is_as_short_as_it_can_be(after, said):
    with clock.at(MONDAY):
        assert dates.when(MONDAY + after) == said


def test_a_stretch_names_the_day_once():
    assert dates.span(MONDAY, MONDAY + timedelta(minutes=90)) == "08:30–10:00 09/03/2026"
    assert dates.span(MONDAY, MONDAY + timedelta(days=1)) == "08:30 09/03/2026 – 08:30 10/03/2026"
    assert dates.span(MONDAY, None) == "08:30 09/03/2026"


@pytest.mark.parametrize(
    ("length", "said"), [(45, "45 phút"), (timedelta(minutes=95), "1 giờ 35 phút"), (120, "2 giờ"), (0, "0 phút")]
)
def test_lengths(length, said):
    assert dates.duration(length) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 17), "1/1"),  # Tết Bính Ngọ
        (date(2030, 2, 2), "1/1"),  # the new moon is at 23:07 in Hà Nội; by Beijing's clock it is the 3rd
        (date(2025, 7, 25), "1/6 nhuận"),
    ],
)
def test_lunar_days(day, said):
    assert dates.lunar(day) == said


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [
        (5, "còn 5 ngày", "neutral"),
        (1, "còn 1 ngày", "warning"),
        (0, "hạn hôm nay", "warning"),
        (-1, "quá hạn 1 ngày", "live"),
        (-4, "quá hạn 4 ngày", "live"),
    ],
)
def test_due_days(days, said, tone):
    with clock.at(MONDAY):
        day = MONDAY.date() + timedelta(days=days)
        assert (ui.days_left(day), ui.due_tone(day)) == (said, tone)


def test_due_days_in_english():
    with clock.at(MONDAY), translation.override("en"):
        assert ui.days_left(MONDAY.date() + timedelta(days=1)) == "1 day left"
        assert ui.days_left(MONDAY.date() + timedelta(days=5)) == "5 days left"
        assert dates.long_date_vn(MONDAY) == "Monday, 09/03/2026"


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 B"), (640_000, "640 kB"), (1_240_000, "1,2 MB"), (2_500_000_000, "2,5 GB"), (None, "")]
)
def test_file_sizes(size, said):
    with translation.override("vi"):
        assert ui.file_size(size) == said


@pytest.mark.parametrize(
    ("name", "letters"), [("Nguyễn Văn An", "NA"), ("Đỗ Hà", "ĐH"), ("Bình", "B"), ("", "?"), ("Ý", "Ý")]
)
def test_initials(name, letters):
    assert ui.initials(name) == letters


def test_a_name_keeps_its_tint():
    assert ui.tint("Nguyễn Văn An") == ui.tint("Nguyễn Văn An")
    assert {ui.tint(f"Người {place}") for place in range(60)} == set(range(1, 7))


@pytest.mark.parametrize(("name", "kind"), [("a.docx", "DOCX"), ("b.PDF", "PDF"), ("c", "?"), ("d.jpeg", "JPG")])
def test_file_kinds(name, kind):
    assert ui.file_kind(name) == ui.file_kind(SafeString(name)) == kind  # a component hands its words on marked safe


def test_an_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in ui.icon("bell")
    assert 'aria-label="Chuông &lt;b&gt;"' in ui.icon("bell", "Chuông <b>")


def test_typed_lines_stay_lines_and_stay_text():
    assert ui.lines("một\n<b>hai</b>") == "một<br>&lt;b&gt;hai&lt;/b&gt;"


def steps(number: int, pages: int) -> str:
    page = Page([], number, pages, pages * 10, 10)
    return " ".join(
        "…" if step == "gap" else str(step.number) for step in ui.pager_steps(page) if not getattr(step, "kind", "")
    )


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, "1"),
        (1, 3, "1 2 3"),
        (5, 9, "1 … 4 5 6 … 9"),
        (3, 9, "1 2 3 4 … 9"),
        (9, 9, "1 … 8 9"),
        (4, 9, "1 2 3 4 5 … 9"),
    ],
)
def test_the_pager_shows_the_ends_and_the_neighbours(number, pages, shown):
    assert steps(number, pages) == shown


def test_the_pager_keeps_what_was_asked():
    drawn = draw("{% with_query 'page' 4 %}", "/tasks?q=%C4%91&page=3")
    assert drawn == "/tasks?q=%C4%91&amp;page=4"


@pytest.mark.parametrize(
    ("path", "url", "direction"),
    [
        ("/t?q=a&page=3", "/t?q=a&sort=due", ""),
        ("/t?sort=due", "/t?sort=-due", "ascending"),
        ("/t?sort=-due", "/t?sort=due", "descending"),
        ("/t?sort=title", "/t?sort=due", ""),
    ],
)
def test_a_head_turns_its_column_and_goes_to_the_first_page(path, url, direction):
    how = ui.sorting(Context({"request": RequestFactory().get(path)}), "due")
    assert (how.url, how.direction) == (url, direction)
