"""The tree of units through time: create_unit, change_unit, rename_unit, move_unit, merge_unit, close_unit."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.people import actions, queries
from giaoban.people.models import Appointment, Position, Unit, UnitPeriod, User
from giaoban.people.testing import LONG_AGO, a_kind, a_person, a_unit, an, by, chi, dung, em, the_agency

pytestmark = pytest.mark.django_db


def branch(code: str = "GIATHUY") -> Unit:
    return a_unit(code, name=f"Chi cục {code}", parent=the_agency())


def test_create_unit_opens_its_history():
    root = the_agency()
    with expect_record("people.unit_created"):
        unit = actions.create_unit(
            code="BHN",
            name="Chi cục  Bắc Hà Nội ",
            kind_id=a_kind().pk,
            parent_id=root.pk,
            details={"town": "Hà Nội", "is_site": True, "closed_on": date(2020, 1, 1)},
            by=by(em()),
        )
    assert (unit.name, unit.town, unit.is_site, unit.closed_on) == ("Chi cục Bắc Hà Nội", "Hà Nội", True, None)
    assert unit.periods.get().starts_on == clock.today()


def test_a_code_is_used_once():
    branch("BHN")
    with pytest.raises(Invalid) as refused:
        actions.create_unit(code="bhn", name="Khác", kind_id=a_kind().pk, parent_id=the_agency().pk, by=by(em()))
    assert refused.value.details["fields"] == {"code": "people.unit_code_taken"}


def test_a_unit_needs_code_and_name():
    with pytest.raises(Invalid) as refused:
        actions.create_unit(code=" ", name="", kind_id=a_kind().pk, parent_id=the_agency().pk, by=by(em()))
    assert set(refused.value.details["fields"]) == {"code", "name"}


def test_change_unit_records_old_and_new_once():
    unit = branch()
    with expect_record("people.unit_changed") as entries:
        actions.change_unit(unit_id=unit.pk, details={"phone": "024 3827"}, by=by(em()))
        actions.change_unit(unit_id=unit.pk, details={"phone": "024 3827"}, by=by(em()))
    assert entries[0].data == {"old": {"phone": ""}, "new": {"phone": "024 3827"}}


def test_rename_unit_keeps_the_old_name_in_its_history():
    unit = branch()
    day = clock.today() - timedelta(days=10)
    with expect_record("people.unit_renamed"):
        actions.rename_unit(unit_id=unit.pk, name="Đội Gia Thụy", on=day, reason="QĐ 12", by=by(em()))
    before, after = unit.periods.all()
    assert (before.name, before.ends_on) == ("Chi cục GIATHUY", day)
    assert (after.name, after.starts_on, after.reason) == ("Đội Gia Thụy", day, "QĐ 12")
    assert {row.name for row in queries.tree_on(day - timedelta(days=1))} >= {"Chi cục GIATHUY"}
    assert {row.name for row in queries.tree_on(clock.today())} >= {"Đội Gia Thụy"}


def test_renaming_twice_on_one_day_corrects_the_period():
    unit = branch()
    for name in ("Đội Gia Thuỵ", "Đội Gia Thụy"):
        actions.rename_unit(unit_id=unit.pk, name=name, on=clock.today(), by=by(em()))
    assert [period.name for period in unit.periods.all()] == ["Chi cục GIATHUY", "Đội Gia Thụy"]


def test_the_same_name_changes_nothing():
    unit = branch()
    with expect_record():
        actions.rename_unit(unit_id=unit.pk, name=unit.name, short_name=unit.short_name, on=clock.today(), by=by(em()))


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2100, 1, 1), "people.not_in_the_future"),
        (LONG_AGO - timedelta(days=1), "people.before_last_change"),
    ],
)
def test_a_change_cannot_be_dated_in_the_future_or_before_the_last_one(day, code):
    unit = branch()
    with pytest.raises(Invalid) as refused:
        actions.rename_unit(unit_id=unit.pk, name="Tên khác", on=day, by=by(em()))
    assert refused.value.code == code
    unit.refresh_from_db()
    assert unit.name == "Chi cục GIATHUY"


def test_move_unit_changes_the_tree_from_a_day_on():
    team, new_home = a_unit("DOI1", parent=branch(), level="team"), branch("YENVIEN")
    with expect_record("people.unit_moved"):
        actions.move_unit(unit_id=team.pk, parent_id=new_home.pk, on=clock.today(), by=by(em()))
        actions.move_unit(unit_id=team.pk, parent_id=new_home.pk, on=clock.today(), by=by(em()))
    assert Unit.objects.get(pk=team.pk).parent == new_home
    assert UnitPeriod.objects.get(unit=team, ends_on=clock.today()).parent == branch()


def test_move_unit_refuses_a_ring_in_words():
    upper = branch()
    lower = a_unit("DOI1", parent=upper, level="team")
    lowest = a_unit("TO1", parent=lower, level="team")
    for below in (upper, lower, lowest):
        with pytest.raises(Conflict) as refused:
            actions.move_unit(unit_id=upper.pk, parent_id=below.pk, on=clock.today(), by=by(em()))
        assert refused.value.code == "people.unit_cycle"
    assert Unit.objects.get(pk=upper.pk).parent == the_agency()


def test_the_root_stays_where_it_is():
    for verb in (
        lambda: actions.move_unit(unit_id=the_agency().pk, parent_id=branch().pk, on=clock.today(), by=by(em())),
        lambda: actions.close_unit(unit_id=the_agency().pk, on=clock.today(), by=by(em())),
        lambda: actions.merge_unit(unit_id=the_agency().pk, into_id=branch().pk, on=clock.today(), by=by(em())),
    ):
        with pytest.raises(Conflict) as refused:
            verb()
        assert refused.value.code == "people.unit_is_root"


def test_merge_unit_takes_units_and_people_over():
    old, into = branch("PHUTHO"), branch("VINHPHUC")
    team = a_unit("DOI1", parent=old, level="team")
    hoa = a_person("hoa", "Đỗ Thị Hoa", unit=old)
    day = clock.today() - timedelta(days=3)
    with expect_record("people.unit_merged") as entries:
        actions.merge_unit(unit_id=old.pk, into_id=into.pk, on=day, reason="QĐ 382", by=by(em()))
        actions.merge_unit(unit_id=old.pk, into_id=into.pk, on=day, by=by(em()))
    assert entries[0].data["people"] == 1
    old.refresh_from_db()
    team.refresh_from_db()
    assert (old.closed_on, old.merged_into, team.parent) == (day, into, into)
    assert [(a.unit, a.ends_on) for a in hoa.appointments.order_by("starts_on")] == [
        (old, day - timedelta(days=1)),
        (into, None),
    ]
    assert {row.name for row in queries.tree_on(day - timedelta(days=1))} >= {"Chi cục PHUTHO"}
    assert "Chi cục PHUTHO" not in {row.name for row in queries.tree_on(day)}


def test_merge_unit_refuses_a_second_head_and_changes_nothing():
    old, into = branch("PHUTHO"), branch("VINHPHUC")
    a_person("k1", "Hai Người", unit=old, position="Chi cục trưởng", authority="head")
    a_person("k2", "Một Người", unit=into, position="Chi cục trưởng", authority="head")
    with pytest.raises(Conflict) as refused:
        actions.merge_unit(unit_id=old.pk, into_id=into.pk, on=clock.today(), by=by(em()))
    assert refused.value.code == "people.unit_has_a_head"
    assert Unit.objects.get(pk=old.pk).is_open
    assert Appointment.objects.filter(unit=old, ends_on=None).count() == 1


def test_a_unit_is_not_merged_into_itself_or_below():
    upper = branch()
    lower = a_unit("DOI1", parent=upper, level="team")
    for into in (upper, lower):
        with pytest.raises(Conflict) as refused:
            actions.merge_unit(unit_id=upper.pk, into_id=into.pk, on=clock.today(), by=by(em()))
        assert refused.value.code == "people.merge_into_itself"


def test_close_unit_wants_it_empty():
    unit = branch()
    team = a_unit("DOI1", parent=unit, level="team")
    with pytest.raises(Conflict, match=r"people\.unit_has_children"):
        actions.close_unit(unit_id=unit.pk, on=clock.today(), by=by(em()))
    hoa = a_person("hoa", "Đỗ Thị Hoa", unit=team)
    with pytest.raises(Conflict, match=r"people\.unit_has_people"):
        actions.close_unit(unit_id=team.pk, on=clock.today(), by=by(em()))
    actions.end_appointment(appointment_id=hoa.appointments.get().pk, on=clock.today() - timedelta(days=1), by=by(em()))
    with expect_record("people.unit_closed", "people.unit_closed"):
        actions.close_unit(unit_id=team.pk, on=clock.today(), by=by(em()))
        actions.close_unit(unit_id=unit.pk, on=clock.today(), by=by(em()))
        actions.close_unit(unit_id=unit.pk, on=clock.today(), by=by(em()))


def test_a_closed_unit_takes_no_more_changes():
    unit = branch()
    actions.close_unit(unit_id=unit.pk, on=clock.today(), by=by(em()))
    with pytest.raises(Conflict, match=r"people\.unit_closed"):
        actions.rename_unit(unit_id=unit.pk, name="Khác", on=clock.today(), by=by(em()))
    with pytest.raises(Conflict, match=r"people\.unit_closed"):
        actions.move_unit(unit_id=branch("KHAC").pk, parent_id=unit.pk, on=clock.today(), by=by(em()))


def test_what_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        actions.move_unit(unit_id=new_id(), parent_id=the_agency().pk, on=clock.today(), by=by(em()))


def test_the_tree_is_read_in_five_queries(django_assert_num_queries):
    an(), chi(), dung()
    with django_assert_num_queries(4):
        rows = queries.tree_on(clock.today())
    assert [(row.name, row.depth, row.people) for row in rows] == [
        ("Cục Hải quan thành phố Hà Nội", 0, 1),
        ("Chi cục Nội Bài", 1, 1),
        ("Chi cục Yên Bái", 1, 1),
    ]
    assert rows[0].heads == [an()]


def test_found_agency_makes_a_first_administrator_once():
    admin = actions.found_agency(
        name="Cục Thử",
        short_name="",
        symbol="CT",
        admin_username="Admin",
        admin_name="Lê Quản Trị",
        password="Aa@12345",
    )
    assert by(admin).has_role("system_admin")
    assert "Chi cục trưởng" in Position.objects.values_list("name", flat=True)
    assert admin.must_change_password
    assert queries.open_units().count() == 1
    with pytest.raises(Conflict):
        actions.found_agency(
            name="Cục Khác", short_name="", symbol="CK", admin_username="khac", admin_name="Khác", password="Aa@12345"
        )


def test_the_command_founds_and_says_why_not_a_second_time(capsys):
    call_command("found", name="Cục Thử", symbol="CT")
    password = capsys.readouterr().out.split()[-1]
    assert User.objects.get(username="quantri").check_password(password)
    with pytest.raises(CommandError, match="Cơ quan đã được lập"):
        call_command("found", name="Cục Khác", symbol="CK")
