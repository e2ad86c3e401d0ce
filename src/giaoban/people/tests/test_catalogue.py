"""Groups, positions, kinds, entries, days, keys."""

from datetime import date, timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people import actions, queries
from giaoban.people.models import DayRule, User
from giaoban.people.testing import an, binh, by, chi, dung, em, the_agency

pytestmark = pytest.mark.django_db


def noi_bai():
    return chi().appointments.get().unit


def test_save_group_keeps_people_and_units_in_order():
    with expect_record("people.group_saved"):
        group = actions.save_group(
            name="Giao ban tuần",
            unit_id=the_agency().pk,
            chair_id=an().pk,
            secretary_id=binh().pk,
            users=[chi().pk, dung().pk, chi().pk],
            units=[noi_bai().pk],
            by=by(binh()),
        )
    assert [str(member) for member in group.members.all()] == ["Chi cục Nội Bài", "Lê Thị Chi", "Phạm Văn Dũng"]
    again = actions.save_group(
        group_id=group.pk, name="Giao ban tuần", unit_id=the_agency().pk, users=[dung().pk], by=by(binh())
    )
    assert (again.pk, again.chair, again.members.count()) == (group.pk, None, 1)


def test_a_group_has_a_name_of_its_own_and_somebody_in_it():
    actions.save_group(name="Giao ban", unit_id=the_agency().pk, users=[chi().pk], by=by(binh()))
    with pytest.raises(Conflict, match=r"people\.name_taken"):
        actions.save_group(name="giao ban", unit_id=the_agency().pk, users=[chi().pk], by=by(binh()))
    with pytest.raises(Invalid, match=r"people\.group_empty"):
        actions.save_group(name="Khác", unit_id=the_agency().pk, by=by(binh()))


def test_a_group_cannot_be_taken_from_another_unit():
    group = actions.save_group(name="Giao ban", unit_id=the_agency().pk, users=[chi().pk], by=by(binh()))
    with pytest.raises(Refused):
        actions.save_group(group_id=group.pk, name="X", unit_id=noi_bai().pk, users=[chi().pk], by=by(chi()))


def test_retire_group_once():
    group = actions.save_group(name="Giao ban", unit_id=noi_bai().pk, users=[chi().pk], by=by(chi()))
    with expect_record("people.group_retired"):
        actions.retire_group(group_id=group.pk, by=by(chi()))
        actions.retire_group(group_id=group.pk, by=by(chi()))


def test_save_position_and_kind_and_entry():
    with expect_record("people.position_saved", "people.unit_kind_saved", "people.catalogue_saved"):
        position = actions.save_position(name="Đội trưởng", authority="head", rank=30, by=by(em()))
        actions.save_unit_kind(label="Đội", level="team", by=by(em()))
        entry = actions.save_catalogue_entry(catalogue="room", code="P201", name="Phòng họp 201", by=by(em()))
    with pytest.raises(Conflict):
        actions.save_position(name="đội trưởng", authority="member", rank=1, by=by(em()))
    with pytest.raises(Conflict):
        actions.save_unit_kind(label="đội", level="team", by=by(em()))
    with pytest.raises(Conflict):
        actions.save_catalogue_entry(catalogue="room", code="p201", name="Khác", by=by(em()))
    assert (
        actions.save_position(position_id=position.pk, name="Đội trưởng", authority="head", rank=31, by=by(em())).rank
        == 31
    )
    actions.save_catalogue_entry(
        entry_id=entry.pk, catalogue="room", code="P201", name="Phòng họp 201", is_active=False, by=by(em())
    )
    entry.refresh_from_db()
    assert not entry.is_active


def test_set_day_rule_changes_the_working_calendar():
    tet, saturday = date(2027, 2, 8), date(2027, 2, 20)
    with expect_record("people.day_set", "people.day_set", "people.day_removed"):
        actions.set_day_rule(day=tet, kind="holiday", name="Tết Nguyên đán", by=by(binh()))
        actions.set_day_rule(day=tet, kind="holiday", name="Tết Nguyên đán", by=by(binh()))
        actions.set_day_rule(day=saturday, kind="swap_day", name="Làm bù", basis="QĐ 1", by=by(binh()))
        assert not queries.work_calendar().works_on(tet)
        assert queries.work_calendar().works_on(saturday)
        actions.remove_day_rule(day=saturday, by=by(binh()))
        actions.remove_day_rule(day=saturday, by=by(binh()))
    assert DayRule.objects.count() == 1


def test_a_swap_day_is_a_weekend_day():
    with pytest.raises(Invalid, match=r"people\.day_not_weekend"):
        actions.set_day_rule(day=date(2027, 2, 8), kind="swap_day", name="Làm bù", by=by(binh()))


def test_make_token_shows_the_key_once_and_use_token_finds_it():
    with expect_record("people.token_made"):
        token, key = actions.make_token(label="Đồng bộ", days=30, by=by(chi()))
    assert key not in str(token.__dict__)
    assert actions.use_token(key=key).user == chi()
    assert actions.use_token(key=key + "x") is None
    with clock.later(days=31):
        assert actions.use_token(key=key) is None


def test_revoke_token_shuts_the_door():
    token, key = actions.make_token(label="x", by=by(chi()))
    with pytest.raises(Refused):
        actions.revoke_token(token_id=token.pk, by=by(dung()))
    with expect_record("people.token_revoked"):
        actions.revoke_token(token_id=token.pk, by=by(chi()))
        actions.revoke_token(token_id=token.pk, by=by(chi()))
    assert actions.use_token(key=key) is None


def test_a_key_is_no_way_around_a_forced_change_or_a_lock():
    _, key = actions.make_token(label="x", by=by(chi()))
    User.objects.filter(pk=chi().pk).update(must_change_password=True)
    assert actions.use_token(key=key) is None
    User.objects.filter(pk=chi().pk).update(must_change_password=False, is_active=False)
    assert actions.use_token(key=key) is None


def test_a_key_lives_for_one_of_the_offered_times():
    with pytest.raises(Invalid):
        actions.make_token(label="x", days=10_000, by=by(chi()))


def test_a_staff_session_is_begun_with_a_reason_and_ends_by_itself():
    with pytest.raises(Refused):
        actions.begin_staff_session(reason="Xem thử", by=by(chi()))
    with pytest.raises(Invalid):
        actions.begin_staff_session(reason=" ", by=by(em()))
    with expect_record("people.staff_session_begun"):
        session = actions.begin_staff_session(reason="Nhập danh sách", hours=2, by=by(em()))
        assert actions.begin_staff_session(reason="Lần nữa", by=by(em())) == session
    assert queries.current_staff_session(em().pk) == session
    with clock.later(hours=2):
        assert queries.current_staff_session(em().pk) is None
    with expect_record("people.staff_session_ended"):
        actions.end_staff_session(by=by(em()))
        actions.end_staff_session(by=by(em()))


def test_set_preferences_of_oneself():
    with expect_record("people.preferences_changed"):
        actions.set_preferences(language="en", theme="dark", by=by(chi()))
        actions.set_preferences(language="en", by=by(chi()))
    assert User.objects.get(pk=chi().pk).theme == "dark"
    with pytest.raises(Invalid):
        actions.set_preferences(language="fr", by=by(chi()))


def test_old_failures_are_forgotten():
    actions.note_failed_sign_in(username="ai.do", by=by(em()))
    with clock.later(days=2):
        actions.forget_old_guards()
    assert queries.locked_minutes("ai.do") == 0
    assert timedelta(minutes=15) == actions.sign_in.LOCK
