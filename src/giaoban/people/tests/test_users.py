"""Accounts and positions: invited, changed, locked, opened, given a password, appointed."""

from datetime import timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people import actions, queries
from giaoban.people.models import ApiToken, SignInGuard, User
from giaoban.people.testing import (
    LONG_AGO,
    a_person,
    a_position,
    a_unit,
    an,
    by,
    can_sign_in,
    chi,
    dung,
    em,
    the_agency,
    unit_admin,
)

pytestmark = pytest.mark.django_db
GOOD = "Hoa-2024x"


def noi_bai():
    return chi().appointments.get().unit


def invited(**changes) -> User:
    given = {
        "username": "hoa.do",
        "full_name": "đỗ  Thị Hoa",
        "unit_id": noi_bai().pk,
        "position_id": a_position("Công chức").pk,
        "password": GOOD,
        "by": by(em()),
    } | changes
    return actions.invite_user(**given)


def test_invite_user_makes_an_account_that_must_change_its_password():
    with expect_record("people.invited", "people.appointed"):
        user = invited()
    assert (user.full_name, user.folded_name) == ("đỗ Thị Hoa", "do thi hoa")
    assert user.must_change_password
    assert user.check_password(GOOD)
    assert user.appointments.get().unit == noi_bai()


def test_without_a_password_nobody_can_sign_in():
    assert not invited(password="").has_usable_password()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"username": "CHI"}, "people.username_taken"),
        ({"username": "hoa đỗ"}, "people.username_shape"),
        ({"username": "h"}, "people.username_shape"),
        ({"email": "hoa@"}, "people.bad_email"),
        ({"full_name": "  "}, "people.needed"),
        ({"password": "hoahoahoa"}, "people.weak_password"),
    ],
)
def test_invite_user_says_what_is_wrong(changes, code):
    chi()
    with pytest.raises(Invalid) as refused:
        invited(**changes)
    assert refused.value.code == code
    assert not User.objects.filter(username__startswith="hoa").exists()


def test_change_user_records_what_changed():
    user = invited()
    with expect_record("people.changed") as entries:
        actions.change_user(user_id=user.pk, full_name="Đỗ Thị Hòa", details={"phone": "0912"}, by=by(em()))
        actions.change_user(user_id=user.pk, full_name="Đỗ Thị Hòa", details={"phone": "0912"}, by=by(em()))
    assert set(entries[0].data["new"]) == {"full_name", "phone"}
    assert list(queries.search_people("do thi hoa")) == [user]


def test_people_keep_their_own_telephone_but_not_their_name():
    actions.change_user(user_id=chi().pk, email="chi@moi.example", details={"phone": "0988"}, by=by(chi()))
    assert User.objects.get(pk=chi().pk).phone == "0988"
    with pytest.raises(Refused):
        actions.change_user(user_id=chi().pk, full_name="Lê Thị Chị", by=by(chi()))
    with pytest.raises(Refused):
        actions.change_user(user_id=dung().pk, details={"phone": "1"}, by=by(chi()))


def test_deactivate_user_signs_out_everywhere_and_cuts_keys(client):
    user = can_sign_in(invited(), GOOD)
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    client.post("/tai-khoan/login/", {"login": "hoa.do", "password": GOOD})
    assert client.get("/api/me").status_code == 200
    token, _ = actions.make_token(label="x", by=by(user))
    with expect_record("people.deactivated"):
        actions.deactivate_user(user_id=user.pk, by=by(em()))
        actions.deactivate_user(user_id=user.pk, by=by(em()))
    assert client.get("/api/me").status_code == 401
    assert ApiToken.objects.get(pk=token.pk).revoked_at


def test_reactivate_user_opens_the_account_again():
    user = invited()
    actions.deactivate_user(user_id=user.pk, by=by(em()))
    with expect_record("people.reactivated"):
        actions.reactivate_user(user_id=user.pk, by=by(em()))
        actions.reactivate_user(user_id=user.pk, by=by(em()))
    assert User.objects.get(pk=user.pk).is_active


def test_nobody_locks_the_own_account_and_the_last_administrator_stays():
    other = a_person("quan.tri", "Quản Trị Hai", role="system_admin")
    with pytest.raises(Conflict, match=r"people\.not_yourself"):
        actions.deactivate_user(user_id=em().pk, by=by(em()))
    actions.deactivate_user(user_id=em().pk, by=by(other))
    with pytest.raises(Conflict):
        actions.deactivate_user(user_id=other.pk, by=by(other))


def test_reset_password_lifts_the_lock_and_asks_for_a_change():
    user = invited()
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    for _ in range(5):
        actions.note_failed_sign_in(username="hoa.do", by=by(em()))
    assert queries.locked_minutes("HOA.DO") == 15
    with expect_record("people.password_reset"):
        actions.reset_password(user_id=user.pk, password="Moi-2024y", by=by(em()))
    user.refresh_from_db()
    assert user.check_password("Moi-2024y")
    assert user.must_change_password
    assert not SignInGuard.objects.exists()


def test_a_unit_administrator_keeps_the_own_unit_only():
    admin = by(unit_admin(noi_bai()))
    user = invited(by=admin)
    actions.reset_password(user_id=user.pk, password="Moi-2024y", by=admin)
    for stranger in (dung(), an(), em()):
        with pytest.raises(Refused):
            actions.reset_password(user_id=stranger.pk, password="Moi-2024y", by=admin)
    with pytest.raises(Refused):
        invited(username="khac", unit_id=the_agency().pk, by=admin)


def test_a_unit_administrator_does_not_touch_accounts_that_hold_roles():
    admin = unit_admin(noi_bai())
    second = unit_admin(noi_bai(), "hang")
    with pytest.raises(Refused) as refused:
        actions.reset_password(user_id=second.pk, password="Moi-2024y", by=by(admin))
    assert refused.value.code == "people.person_holds_more"


def test_assign_position_ends_the_main_one_before():
    user, day = invited(), clock.today() + timedelta(days=5)
    unit = a_unit("GSQL", parent=the_agency(), level="division")
    with expect_record("people.appointment_ended", "people.appointed"):
        actions.assign_position(
            user_id=user.pk, unit_id=unit.pk, position_id=a_position("Công chức").pk, starts_on=day, by=by(em())
        )
    assert [(a.unit.code, a.ends_on) for a in user.appointments.order_by("starts_on")] == [
        ("NOIBAI", day - timedelta(days=1)),
        ("GSQL", None),
    ]


def test_an_extra_position_leaves_the_main_one():
    user = invited()
    unit = a_unit("GSQL", parent=the_agency(), level="division")
    actions.assign_position(
        user_id=user.pk, unit_id=unit.pk, position_id=a_position("Tổ viên").pk, is_main=False, by=by(em())
    )
    assert by(user).units == {noi_bai().pk, unit.pk}


def test_a_unit_has_one_head():
    with pytest.raises(Conflict) as refused:
        invited(position_id=a_position("Quyền Chi cục trưởng", "head").pk)
    assert refused.value.details["head"] == "Lê Thị Chi"
    assert not User.objects.filter(username="hoa.do").exists()


def test_a_new_head_may_follow_the_old_one():
    running = chi().appointments.get()
    actions.end_appointment(appointment_id=running.pk, on=clock.today() - timedelta(days=1), by=by(em()))
    user = invited(position_id=a_position("Chi cục trưởng", "head").pk)
    assert list(queries.heads_of(noi_bai_id(running))) == [user]


def noi_bai_id(appointment):
    return appointment.unit_id


def test_the_same_position_twice_is_refused():
    user = invited()
    with pytest.raises(Conflict, match=r"people\.position_held"):
        actions.assign_position(
            user_id=user.pk, unit_id=noi_bai().pk, position_id=a_position("Công chức").pk, by=by(em())
        )


def test_end_appointment_is_the_last_day():
    running = chi().appointments.get()
    with expect_record("people.appointment_ended"):
        actions.end_appointment(appointment_id=running.pk, by=by(em()))
        actions.end_appointment(appointment_id=running.pk, by=by(em()))
    assert noi_bai_id(running) in by(chi()).units
    with clock.later(days=1):
        assert by(chi()).units == frozenset()
    with pytest.raises(Invalid):
        actions.end_appointment(appointment_id=running.pk, on=LONG_AGO - timedelta(days=1), by=by(em()))


def test_leave_position_asks_for_permission_in_the_unit_that_is_left():
    running = dung().appointments.get()
    with pytest.raises(Refused):
        actions.assign_position(
            user_id=dung().pk,
            unit_id=noi_bai().pk,
            position_id=a_position("Công chức").pk,
            by=by(unit_admin(noi_bai())),
        )
    with pytest.raises(Refused):
        actions.users.leave_position(appointment=running, day=clock.today(), by=by(chi()))
