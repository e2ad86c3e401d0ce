"""Position and unit as one phrase."""

import pytest

from giaoban.people import titles
from giaoban.people.models import UnitKind
from giaoban.people.testing import a_unit, the_agency

pytestmark = pytest.mark.django_db


def a_unit_called(code: str, name: str, kind: str, level: str, parent=None):
    unit = a_unit(code, name=name, parent=parent or the_agency(), level=level)
    unit.kind = UnitKind.objects.get_or_create(label=kind, defaults={"level": level})[0]
    unit.save()
    return unit


@pytest.mark.parametrize(
    ("position", "name", "kind", "level", "phrase"),
    [
        ("Trưởng phòng", "Phòng Tổ chức cán bộ", "Phòng", "division", "Trưởng Phòng Tổ chức cán bộ"),
        ("Phó Trưởng phòng", "Phòng Tổ chức cán bộ", "Phòng", "division", "Phó Trưởng Phòng Tổ chức cán bộ"),
        ("Chánh Văn phòng", "Văn phòng", "Văn phòng", "office", "Chánh Văn phòng"),
        ("Phó Chánh Văn phòng", "Văn phòng", "Văn phòng", "office", "Phó Chánh Văn phòng"),
        ("Chuyên viên", "Văn phòng", "Văn phòng", "office", "Chuyên viên Văn phòng"),
        ("Cục trưởng", "Lãnh đạo Cục", "Lãnh đạo Cục", "leadership", "Cục trưởng"),
        (
            "Chi cục trưởng",
            "Chi cục Hải quan Gia Thụy",
            "Chi cục",
            "branch",
            "Chi cục trưởng Chi cục Hải quan Gia Thụy",
        ),
        ("Công chức", "Phòng Tổ chức cán bộ", "Phòng", "division", "Công chức Phòng Tổ chức cán bộ"),
        ("", "Phòng Tổ chức cán bộ", "Phòng", "division", "Phòng Tổ chức cán bộ"),
    ],
)
def test_a_position_and_its_unit_are_one_phrase(position, name, kind, level, phrase):
    assert titles.joined(position, a_unit_called("X", name, kind, level)) == phrase


def test_a_team_says_whose_team_it_is():
    branch = a_unit_called("NB", "Chi cục Hải quan Nội Bài", "Chi cục", "branch")
    team = a_unit_called("NB-1", "Đội Giám sát", "Đội", "team", branch)
    assert titles.joined("Đội trưởng", team) == "Đội trưởng Đội Giám sát, Chi cục Hải quan Nội Bài"
    assert titles.joined("Đội trưởng", team, inside=branch) == "Đội trưởng Đội Giám sát"


def test_the_agency_that_speaks_does_not_name_itself():
    branch = a_unit_called("NB", "Chi cục Hải quan Nội Bài", "Chi cục", "branch")
    assert titles.joined("Chi cục trưởng", branch, inside=branch) == "Chi cục trưởng"
    assert titles.joined("Cục trưởng", None) == "Cục trưởng"
