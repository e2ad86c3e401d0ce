"""Ages, late answers, medians, the year by month, and the workbook."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from giaoban.kernel import clock
from giaoban.obstacles import actions, queries
from giaoban.obstacles.testing import an_obstacle, gsql, khanh, led_to, noi_bai
from giaoban.people.testing import an, by, chi, dung

pytestmark = pytest.mark.django_db


def settled_after(days: int, title: str):
    """An obstacle raised so many days ago, answered the day after, confirmed now."""
    with clock.at(clock.now() - timedelta(days=days)):
        row = an_obstacle("routed", title)
    with clock.at(clock.now() - timedelta(days=days - 1)):
        actions.answer(obstacle_id=row.pk, text="Theo quy định", by=by(khanh()))
    return actions.confirm(obstacle_id=row.pk, by=by(chi()))


def the_world():
    for days in (2, 4, 12):
        settled_after(days, f"Đã xong {days}")
    with clock.at(clock.now() - timedelta(days=40)):
        an_obstacle("routed", "Quá hạn lâu")
    an_obstacle("routed", "Mới")
    an_obstacle("higher", "Lên trên")
    an_obstacle("withdrawn", "Đã rút")
    an_obstacle("draft", "Nháp")


def test_each_is_counted_once_in_its_place():
    the_world()
    total = queries.figures_of(queries.visible_obstacles(by(an())))
    assert (total.raised, total.resolved, total.open, total.overdue) == (6, 3, 3, 1)
    assert (total.median_days, total.in_time_share, total.higher) == (4, 100, 1)
    assert total.ages == {"0-7": 2, "8-30": 0, "31-60": 1, "61-120": 0, "120+": 0}
    (branch,) = queries.figures_by(queries.visible_obstacles(by(an())), "branch")
    assert (branch.label, branch.raised) == (noi_bai().short_name, 6)
    assert [row.label for row in queries.figures_by(queries.visible_obstacles(by(an())), "division")] == [
        gsql().short_name
    ]


def test_the_year_month_by_month():
    the_world()
    months = queries.months_of(queries.visible_obstacles(by(an())), 2026)
    assert [(m.raised, m.settled) for m in months[:3]] == [(1, 0), (1, 0), (4, 3)]


@pytest.mark.parametrize("what", ["branch", "field", "division", "nonsense"])
@pytest.mark.parametrize("period", ["month", "quarter", "year", "last_year", "twelve", "all"])
def test_the_page_in_every_shape(client, what, period):
    led_to(an_obstacle("draft"), "routed")
    client.force_login(an())
    assert client.get(f"/vuong-mac/so-lieu/?by={what}&period={period}").status_code == 200


def test_figures_lead_down_to_the_rows(client):
    the_world()
    client.force_login(an())
    page = client.get("/vuong-mac/so-lieu/").content.decode()
    assert "age=31-60" in page
    listed = client.get("/vuong-mac/?tab=all&state=open&age=31-60").content.decode()
    assert "Quá hạn lâu" in listed
    assert "Lên trên" not in listed


def test_the_workbook_holds_every_grouping_and_row(client):
    the_world()
    client.force_login(an())
    book = CalamineWorkbook.from_filelike(BytesIO(client.get("/vuong-mac/so-lieu/xuat-excel/").content))
    assert book.sheet_names == ["Tổng hợp", "Đơn vị nêu", "Lĩnh vực", "Đơn vị trả lời", "Theo tháng", "Danh sách"]
    assert book.get_sheet_by_name("Tổng hợp").to_python()[1][:3] == ["Tất cả", 6, 3]
    assert len(book.get_sheet_by_name("Danh sách").to_python()) == 7


def test_a_stranger_counts_nothing(client):
    the_world()
    client.force_login(dung())
    assert client.get("/api/obstacles/figures").json()[0]["raised"] == 0
    client.force_login(an())
    assert client.get("/api/obstacles/figures?by=branch").json()[0]["median_days"] == 4
