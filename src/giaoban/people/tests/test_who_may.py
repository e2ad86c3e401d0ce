"""Who may do what: An leads, Bình is the secretary, Chi heads a branch, Dũng is outside, Em administers."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.errors import Refused
from giaoban.people import actions
from giaoban.people.models import LeaderInCharge, RoleGrant, User
from giaoban.people.testing import (
    a_kind,
    a_person,
    a_position,
    a_unit,
    an,
    binh,
    by,
    chi,
    dung,
    em,
    the_agency,
    unit_admin,
)
from giaoban.people.tests.test_import import table

pytestmark = pytest.mark.django_db
YES, NO = True, False
NEW = "Moi-2024y"


class World:
    """One of everything, in Chi's branch; Giang administers that branch."""

    def __init__(self):
        an(), binh(), chi(), dung(), em()
        self.branch = chi().appointments.get().unit
        self.team = a_unit("DOI1", parent=self.branch, level="team")
        self.empty = a_unit("DOI2", parent=self.branch, level="team")
        self.hoa = a_person("hoa", "Đỗ Thị Hoa", unit=self.branch)
        self.giang = unit_admin(self.branch)
        self.locked = a_person("khoa", "Bị Khóa", unit=self.branch)
        User.objects.filter(pk=self.locked.pk).update(is_active=False)
        self.member = a_position("Công chức")
        self.grant = RoleGrant.objects.create(
            user=self.hoa, role="inspector", unit=the_agency(), starts_on=date(2024, 1, 1)
        )
        self.plain = a_person("lan", "Ngô Lan", unit=self.branch)
        self.charge = LeaderInCharge.objects.create(unit=self.branch, leader=an(), starts_on=date(2024, 1, 1))
        now = clock.now()
        self.delegation = actions.delegate(
            giver_id=chi().pk, holder_id=self.plain.pk, starts_at=now, ends_at=now + timedelta(days=1), reason="Nghỉ",
            by=by(chi()),
        )  # fmt: skip
        self.group = actions.save_group(name="Nhóm", unit_id=self.branch.pk, users=[self.hoa.pk], by=by(chi()))
        self.token, _ = actions.make_token(label="x", by=by(chi()))
        self.word = actions.save_identity_word(
            source="ldap", kind="unit", word="Y", unit_id=self.branch.pk, by=by(em())
        )
        self.draft = actions.upload_import(filename="x.xlsx", content=table(), by=by(em()))


def _delegate(w, me):
    now = clock.now() + timedelta(days=9)
    return actions.delegate(
        giver_id=an().pk, holder_id=chi().pk, starts_at=now, ends_at=now + timedelta(days=1), reason="Họp", by=me
    )


DO = {
    "create_unit": lambda w, me: actions.create_unit(
        code="X1", name="Mới", kind_id=a_kind().pk, parent_id=w.branch.pk, by=me
    ),
    "change_unit": lambda w, me: actions.change_unit(unit_id=w.branch.pk, details={"phone": "1"}, by=me),
    "rename_unit": lambda w, me: actions.rename_unit(unit_id=w.branch.pk, name="Khác", on=clock.today(), by=me),
    "move_unit": lambda w, me: actions.move_unit(unit_id=w.team.pk, parent_id=w.empty.pk, on=clock.today(), by=me),
    "merge_unit": lambda w, me: actions.merge_unit(unit_id=w.team.pk, into_id=w.empty.pk, on=clock.today(), by=me),
    "close_unit": lambda w, me: actions.close_unit(unit_id=w.empty.pk, on=clock.today(), by=me),
    "invite_user": lambda w, me: actions.invite_user(
        username="moi", full_name="Người Mới", unit_id=w.branch.pk, position_id=w.member.pk, by=me
    ),
    "change_user": lambda w, me: actions.change_user(user_id=w.plain.pk, full_name="Ngô Lân", by=me),
    "deactivate_user": lambda w, me: actions.deactivate_user(user_id=w.plain.pk, by=me),
    "reactivate_user": lambda w, me: actions.reactivate_user(user_id=w.locked.pk, by=me),
    "reset_password": lambda w, me: actions.reset_password(user_id=w.plain.pk, password=NEW, by=me),
    "assign_position": lambda w, me: actions.assign_position(
        user_id=w.plain.pk, unit_id=w.team.pk, position_id=w.member.pk, is_main=False, by=me
    ),
    "end_appointment": lambda w, me: actions.end_appointment(appointment_id=w.plain.appointments.get().pk, by=me),
    "leave_position": lambda w, me: actions.users.leave_position(
        appointment=w.plain.appointments.get(), day=clock.today(), by=me
    ),
    "grant_role": lambda w, me: actions.grant_role(user_id=w.plain.pk, role="inspector", unit_id=w.branch.pk, by=me),
    "revoke_role": lambda w, me: actions.revoke_role(grant_id=w.grant.pk, by=me),
    "put_leader_in_charge": lambda w, me: actions.put_leader_in_charge(unit_id=w.branch.pk, leader_id=an().pk, by=me),
    "take_off_charge": lambda w, me: actions.take_off_charge(charge_id=w.charge.pk, by=me),
    "delegate": _delegate,
    "end_delegation": lambda w, me: actions.end_delegation(delegation_id=w.delegation.pk, by=me),
    "save_group": lambda w, me: actions.save_group(
        group_id=w.group.pk, name="Nhóm", unit_id=w.branch.pk, users=[w.hoa.pk], by=me
    ),
    "retire_group": lambda w, me: actions.retire_group(group_id=w.group.pk, by=me),
    "save_position": lambda w, me: actions.save_position(name="Mới", authority="member", rank=1, by=me),
    "save_unit_kind": lambda w, me: actions.save_unit_kind(label="Mới", level="team", by=me),
    "save_catalogue_entry": lambda w, me: actions.save_catalogue_entry(catalogue="room", code="1", name="1", by=me),
    "set_day_rule": lambda w, me: actions.set_day_rule(day=date(2027, 1, 1), kind="holiday", name="Tết", by=me),
    "remove_day_rule": lambda w, me: actions.remove_day_rule(day=date(2027, 1, 1), by=me),
    "make_token": lambda w, me: actions.make_token(label="x", by=me),
    "revoke_token": lambda w, me: actions.revoke_token(token_id=w.token.pk, by=me),
    "begin_staff_session": lambda w, me: actions.begin_staff_session(reason="Việc", by=me),
    "upload_import": lambda w, me: actions.upload_import(filename="x.xlsx", content=table(), by=me),
    "apply_import": lambda w, me: actions.apply_import(draft_id=w.draft.pk, by=me),
    "drop_import": lambda w, me: actions.drop_import(draft_id=w.draft.pk, by=me),
    "save_identity_rules": lambda w, me: actions.save_identity_rules(
        source="oidc", values={"match": "username", "username_claim": "upn"}, by=me
    ),
    "save_identity_word": lambda w, me: actions.save_identity_word(
        source="oidc", kind="unit", word="X", unit_id=w.branch.pk, by=me
    ),
    "drop_identity_word": lambda w, me: actions.drop_identity_word(word_id=w.word.pk, by=me),
    "untie_identity": lambda w, me: actions.untie_identity(user_id=w.plain.pk, by=me),
    "renew_calendar": lambda w, me: actions.renew_calendar(by=me),
    "set_preferences": lambda w, me: actions.set_preferences(theme="dark", by=me),
}

WHO_MAY = [
    # action                 An   Bình  Chi  Dũng  Em   Giang (administers the branch)
    ("create_unit",          NO,  NO,   NO,  NO,   YES, YES),
    ("change_unit",          NO,  NO,   NO,  NO,   YES, YES),
    ("rename_unit",          NO,  NO,   NO,  NO,   YES, NO),
    ("move_unit",            NO,  NO,   NO,  NO,   YES, YES),
    ("merge_unit",           NO,  NO,   NO,  NO,   YES, YES),
    ("close_unit",           NO,  NO,   NO,  NO,   YES, YES),
    ("invite_user",          NO,  NO,   NO,  NO,   YES, YES),
    ("change_user",          NO,  NO,   NO,  NO,   YES, YES),
    ("deactivate_user",      NO,  NO,   NO,  NO,   YES, YES),
    ("reactivate_user",      NO,  NO,   NO,  NO,   YES, YES),
    ("reset_password",       NO,  NO,   NO,  NO,   YES, YES),
    ("assign_position",      NO,  NO,   NO,  NO,   YES, YES),
    ("end_appointment",      NO,  NO,   NO,  NO,   YES, YES),
    ("leave_position",       NO,  NO,   NO,  NO,   YES, YES),
    ("grant_role",           NO,  NO,   NO,  NO,   YES, NO),
    ("revoke_role",          NO,  NO,   NO,  NO,   YES, NO),
    ("put_leader_in_charge", NO,  YES,  NO,  NO,   YES, NO),
    ("take_off_charge",      NO,  YES,  NO,  NO,   YES, NO),
    ("delegate",             YES, NO,   NO,  NO,   YES, NO),
    ("end_delegation",       NO,  NO,   YES, NO,   YES, NO),
    ("save_group",           YES, YES,  YES, NO,   YES, YES),
    ("retire_group",         YES, YES,  YES, NO,   YES, YES),
    ("save_position",        NO,  NO,   NO,  NO,   YES, NO),
    ("save_unit_kind",       NO,  NO,   NO,  NO,   YES, NO),
    ("save_catalogue_entry", NO,  NO,   NO,  NO,   YES, NO),
    ("set_day_rule",         NO,  YES,  NO,  NO,   YES, NO),
    ("remove_day_rule",      NO,  YES,  NO,  NO,   YES, NO),
    ("make_token",           YES, YES,  YES, YES,  YES, YES),
    ("revoke_token",         NO,  NO,   YES, NO,   YES, NO),
    ("begin_staff_session",  NO,  NO,   NO,  NO,   YES, YES),
    ("upload_import",        NO,  NO,   NO,  NO,   YES, NO),
    ("apply_import",         NO,  NO,   NO,  NO,   YES, NO),
    ("drop_import",          NO,  NO,   NO,  NO,   YES, NO),
    ("save_identity_rules",  NO,  NO,   NO,  NO,   YES, NO),
    ("save_identity_word",   NO,  NO,   NO,  NO,   YES, NO),
    ("drop_identity_word",   NO,  NO,   NO,  NO,   YES, NO),
    ("untie_identity",       NO,  NO,   NO,  NO,   YES, YES),
    ("renew_calendar",       YES, YES,  YES, YES,  YES, YES),
    ("set_preferences",      YES, YES,  YES, YES,  YES, YES),
]  # fmt: skip


class _Undo(Exception):
    pass


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(row):
    world = World()
    cast = (an(), binh(), chi(), dung(), em(), world.giang)
    answers = []
    for person in cast:
        try:
            with transaction.atomic():
                DO[row[0]](world, by(person))
                raise _Undo
        except _Undo:
            answers.append(YES)
        except Refused:
            answers.append(NO)
    assert answers == list(row[1:])


def test_every_verb_that_asks_for_a_permission_is_in_the_table():
    assert [row[0] for row in WHO_MAY] == list(DO)
