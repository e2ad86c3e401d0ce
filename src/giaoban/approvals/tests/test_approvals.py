"""Asking, deciding, withdrawing."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest

from giaoban.approvals import actions, queries
from giaoban.approvals.kinds import KINDS, Kind
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.people.models import Delegation
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db


@dataclass
class Owner:
    """An owner that remembers which promises it was asked to keep."""

    kept: list[tuple[str, UUID]] = field(default_factory=list)

    def approved(self, subject_id, _by):
        self.kept.append(("approved", subject_id))

    def returned(self, subject_id, _by, comment):
        self.kept.append((f"returned: {comment}", subject_id))

    def withdrawn(self, subject_id, _by):
        self.kept.append(("withdrawn", subject_id))


@pytest.fixture
def owner():
    owner = Owner()
    KINDS["test.thing"] = Kind("test.thing", owner.approved, owner.returned, owner.withdrawn, lambda _id: "/")
    yield owner
    del KINDS["test.thing"]


def ask(*approvers):
    return actions.ask(
        kind="test.thing",
        subject_id=new_id(),
        label="Chương trình họp",
        approvers=[a.pk for a in approvers],
        by=by(binh()),
    )


def test_the_last_yes_keeps_the_owners_promise(owner):
    approval = ask(chi(), an())
    actions.decide(approval_id=approval.pk, approve=True, by=by(chi()))
    assert owner.kept == []
    actions.decide(approval_id=approval.pk, approve=True, by=by(an()))
    assert owner.kept == [("approved", approval.subject_id)]


def test_it_goes_in_order(owner):
    approval = ask(chi(), an())
    with pytest.raises(Refused):
        actions.decide(approval_id=approval.pk, approve=True, by=by(an()))
    assert [step.approval_id for step in queries.waiting_for(by(chi()))] == [approval.pk]
    assert list(queries.waiting_for(by(an()))) == []


def test_sending_back_needs_a_reason(owner):
    approval = ask(an())
    with pytest.raises(Invalid):
        actions.decide(approval_id=approval.pk, approve=False, comment=" ", by=by(an()))
    actions.decide(approval_id=approval.pk, approve=False, comment="Thiếu số liệu.", by=by(an()))
    assert owner.kept == [("returned: Thiếu số liệu.", approval.subject_id)]


def test_a_decision_is_never_made_twice(owner):
    approval = ask(an())
    actions.decide(approval_id=approval.pk, approve=True, by=by(an()))
    with pytest.raises(Conflict):
        actions.decide(approval_id=approval.pk, approve=False, comment="Đổi ý.", by=by(an()))


def test_the_same_word_again_changes_nothing(owner):
    approval = ask(an())
    actions.decide(approval_id=approval.pk, approve=False, comment="Thiếu số liệu.", by=by(an()))
    with expect_record():
        actions.decide(approval_id=approval.pk, approve=False, comment="Thiếu số liệu.", by=by(an()))
    assert owner.kept == [("returned: Thiếu số liệu.", approval.subject_id)]


def test_a_delegate_decides_and_the_book_says_for_whom(owner):
    approval = ask(an())
    Delegation.objects.create(
        giver=an(), holder=chi(), starts_at=clock.now(), ends_at=clock.now().replace(year=2100), reason="Đi công tác"
    )
    with expect_record("approvals.approved") as entries:
        actions.decide(approval_id=approval.pk, approve=True, by=by(chi()))
    assert entries[0].acting_for_id == an().pk


def test_an_outsider_may_not(owner):
    with pytest.raises(Refused):
        actions.decide(approval_id=ask(an()).pk, approve=True, by=by(dung()))


def test_asking_twice_is_asking_once(owner):
    first = ask(an())
    again = actions.ask(
        kind="test.thing", subject_id=first.subject_id, label="Chương trình họp", approvers=[an().pk], by=by(binh())
    )
    assert again.pk == first.pk


def test_only_the_asker_withdraws(owner):
    approval = ask(an())
    with pytest.raises(Refused):
        actions.withdraw(approval_id=approval.pk, by=by(an()))
    actions.withdraw(approval_id=approval.pk, by=by(binh()))
    actions.withdraw(approval_id=approval.pk, by=by(binh()))
    assert owner.kept == [("withdrawn", approval.subject_id)]
    with pytest.raises(Conflict):
        actions.decide(approval_id=approval.pk, approve=True, by=by(an()))


def test_the_owner_takes_its_own_request_back_and_is_not_told_of_it(owner):
    approval = ask(an())
    assert actions.drop(kind="test.thing", subject_id=approval.subject_id, by=by(chi()))
    assert not actions.drop(kind="test.thing", subject_id=approval.subject_id, by=by(chi()))
    assert (approval.__class__.objects.get().state, owner.kept) == ("withdrawn", [])


def lends(giver, holder):
    now = clock.now()
    Delegation.objects.create(giver=giver, holder=holder, starts_at=now, ends_at=now.replace(year=2100), reason="Vắng")


def test_nobody_says_yes_to_the_own_request_by_proxy(owner):
    approval = ask(an())
    lends(an(), binh())
    lends(an(), dung())
    lends(binh(), dung())
    for proxy in (binh(), dung()):  # the asker, and who holds the asker's authority besides
        with pytest.raises(Refused, match="own_request"):
            actions.decide(approval_id=approval.pk, approve=True, by=by(proxy))
        assert list(queries.waiting_for(by(proxy))) == []
    actions.decide(approval_id=approval.pk, approve=True, by=by(an()))
    assert owner.kept == [("approved", approval.subject_id)]


def test_whoever_is_named_to_approve_may_have_asked(owner):
    approval = ask(binh())
    assert [step.approval_id for step in queries.waiting_for(by(binh()))] == [approval.pk]
    actions.decide(approval_id=approval.pk, approve=True, by=by(binh()))
    assert owner.kept == [("approved", approval.subject_id)]
