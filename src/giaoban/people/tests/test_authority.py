"""Roles, the leader in charge, delegation: who acts for whom, from when to when."""

from datetime import timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.people import actions, queries
from giaoban.people.testing import a_person, an, binh, by, chi, dung, em, the_agency

pytestmark = pytest.mark.django_db


def noi_bai():
    return chi().appointments.get().unit


def given(**changes):
    now = clock.now()
    wanted = {
        "giver_id": an().pk,
        "holder_id": chi().pk,
        "starts_at": now,
        "ends_at": now + timedelta(days=3),
        "reason": "Nghỉ phép",
        "by": by(an()),
    } | changes
    return actions.delegate(**wanted)


def test_grant_role_covers_the_units_below_from_now_on():
    branch = noi_bai()
    with expect_record("people.role_granted"):
        actions.grant_role(user_id=dung().pk, role="inspector", unit_id=the_agency().pk, by=by(em()))
    assert by(dung()).has_role("inspector", branch.pk)
    with pytest.raises(Conflict, match=r"people\.role_held"):
        actions.grant_role(user_id=dung().pk, role="inspector", unit_id=the_agency().pk, by=by(em()))


def test_an_unknown_role_is_refused():
    with pytest.raises(Invalid, match=r"people\.unknown_role"):
        actions.grant_role(user_id=dung().pk, role="king", unit_id=the_agency().pk, by=by(em()))


def test_revoke_role_takes_it_at_once():
    grant = actions.grant_role(user_id=dung().pk, role="inspector", unit_id=the_agency().pk, by=by(em()))
    with expect_record("people.role_revoked"):
        actions.revoke_role(grant_id=grant.pk, by=by(em()))
        actions.revoke_role(grant_id=grant.pk, by=by(em()))
    assert not by(dung()).has_role("inspector")


def test_the_last_system_administrator_keeps_the_role():
    grant = em().role_grants.get()
    with pytest.raises(Conflict, match=r"people\.last_administrator"):
        actions.revoke_role(grant_id=grant.pk, by=by(em()))
    a_person("quan.tri", "Quản Trị Hai", role="system_admin")
    actions.revoke_role(grant_id=grant.pk, by=by(em()))
    assert not by(em()).has_role("system_admin")


def test_put_leader_in_charge_ends_the_one_before():
    other = a_person("pho1", "Phó Một", position="Phó Cục trưởng", authority="deputy", role="leader")
    today = clock.today()
    actions.put_leader_in_charge(unit_id=noi_bai().pk, leader_id=an().pk, starts_on=today, by=by(em()))
    with expect_record("people.put_in_charge"):
        actions.put_leader_in_charge(
            unit_id=noi_bai().pk, leader_id=other.pk, starts_on=today + timedelta(days=7), by=by(binh())
        )
        actions.put_leader_in_charge(unit_id=noi_bai().pk, leader_id=other.pk, by=by(binh()))
    assert queries.leader_in_charge(noi_bai().pk) == an()
    with clock.later(days=7):
        assert queries.leader_in_charge(noi_bai().pk) == other
        assert noi_bai().pk in by(other).in_charge
        assert by(an()).in_charge == frozenset()


def test_only_a_leader_is_put_in_charge():
    with pytest.raises(Invalid, match=r"people\.not_a_leader"):
        actions.put_leader_in_charge(unit_id=noi_bai().pk, leader_id=dung().pk, by=by(em()))


def test_take_off_charge_names_the_last_day():
    charge = actions.put_leader_in_charge(unit_id=noi_bai().pk, leader_id=an().pk, by=by(em()))
    with expect_record("people.taken_off_charge"):
        actions.take_off_charge(charge_id=charge.pk, by=by(em()))
        actions.take_off_charge(charge_id=charge.pk, by=by(em()))
    with clock.later(days=1):
        assert queries.leader_in_charge(noi_bai().pk) is None


def test_delegate_lets_the_holder_answer_for_the_giver_in_the_period():
    with expect_record("people.delegated"):
        given()
    actor = by(chi())
    assert actor.answers_for(an().pk)
    assert actor.in_place_of(an().pk).acting_for_id == an().pk
    assert not by(binh()).answers_for(an().pk)
    with clock.later(days=4):
        assert not by(chi()).answers_for(an().pk)


def test_authority_is_not_passed_on():
    given()
    given(giver_id=chi().pk, holder_id=binh().pk, by=by(chi()))
    assert not by(binh()).answers_for(an().pk)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "people.needed"),
        ({"ends_at": clock.now() - timedelta(days=1)}, "people.ends_before_start"),
        (
            {"starts_at": clock.now() - timedelta(days=3), "ends_at": clock.now() - timedelta(days=1)},
            "people.delegation_in_the_past",
        ),
    ],
)
def test_delegate_says_what_is_wrong(changes, code):
    with pytest.raises(Invalid) as refused:
        given(**changes)
    assert refused.value.code == code


def test_nobody_delegates_to_oneself():
    with pytest.raises(Invalid, match=r"people\.delegation_to_self"):
        given(holder_id=an().pk)


def test_one_holder_at_a_time():
    given()
    with pytest.raises(Conflict) as refused:
        given(holder_id=binh().pk, starts_at=clock.now() + timedelta(days=2), ends_at=clock.now() + timedelta(days=9))
    assert refused.value.details["holder"] == "Lê Thị Chi"
    given(holder_id=binh().pk, starts_at=clock.now() + timedelta(days=4), ends_at=clock.now() + timedelta(days=9))


def test_an_administrator_never_delegates_to_oneself():
    given(by=by(em()))
    with pytest.raises(Refused, match=r"people\.not_to_yourself"):
        given(giver_id=chi().pk, holder_id=em().pk, by=by(em()))
    with pytest.raises(Refused):
        given(giver_id=chi().pk, holder_id=dung().pk, by=by(dung()))


def test_end_delegation_works_at_once():
    delegation = given()
    with expect_record("people.delegation_ended"):
        actions.end_delegation(delegation_id=delegation.pk, by=by(chi()))
        actions.end_delegation(delegation_id=delegation.pk, by=by(an()))
    assert not by(chi()).answers_for(an().pk)
    with pytest.raises(Refused):
        actions.end_delegation(delegation_id=delegation.pk, by=by(dung()))


def test_what_is_not_there_is_not_found():
    for verb in (
        lambda: actions.end_delegation(delegation_id=new_id(), by=by(em())),
        lambda: actions.revoke_role(grant_id=new_id(), by=by(em())),
        lambda: actions.take_off_charge(charge_id=new_id(), by=by(em())),
    ):
        with pytest.raises(Exception, match=r"kernel\.not_found"):
            verb()
