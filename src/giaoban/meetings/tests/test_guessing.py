"""What a spoken conclusion names by itself: who leads, who helps, until when."""

from datetime import date

import pytest

from giaoban.kernel.workdays import WorkCalendar
from giaoban.meetings.guessing import guess
from giaoban.people.models import Unit
from giaoban.people.testing import a_unit, the_agency

TODAY = date(2026, 3, 16)  # a Monday


@pytest.fixture
def units(db):
    return [
        a_unit("NOIBAI", name="Chi cục Hải quan Nội Bài", parent=the_agency()),
        a_unit("GSQL", name="Phòng Giám sát quản lý", parent=the_agency()),
        a_unit("VP", name="Văn phòng", parent=the_agency()),
        a_unit("YENVIEN", name="HQ ga Yên Viên", parent=the_agency()),
    ]


def named(text, units):
    found = guess(text, units, TODAY, WorkCalendar())
    codes = dict(Unit.objects.values_list("pk", "code"))
    return codes.get(found.lead_unit_id), [codes[one] for one in found.coordinating], found.deadline_on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Chi cục Hải quan Nội Bài chủ trì, phối hợp Phòng Giám sát quản lý, Văn phòng, xong trước 20/3",
            ("NOIBAI", ["GSQL", "VP"], date(2026, 3, 20)),
        ),
        ("giao chi cuc hai quan noi bai bao cao trong 3 ngày làm việc", ("NOIBAI", [], date(2026, 3, 19))),
        ("Văn phòng ra thông báo trong tuần này.", ("VP", [], date(2026, 3, 20))),
        ("Chi cục hải quan ga Yên Viên báo cáo GSQL", ("YENVIEN", [], None)),
        ("Hoàn thành trước 05/01", (None, [], date(2027, 1, 5))),
        ("Đã xong từ ngày 05/01/2026", (None, [], None)),
        ("Ngày 31/2 không có", (None, [], None)),
        ("Thống nhất như báo cáo.", (None, [], None)),
    ],
)
def test_it_finds_what_is_said_plainly(text, expected, units):
    assert named(text, units) == expected
