"""The page of approvals, and who is told."""

from collections import Counter
from datetime import timedelta

import pytest

from giaoban.approvals import actions
from giaoban.approvals.kinds import KINDS, Kind
from giaoban.approvals.models import Approval
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import run_jobs
from giaoban.notify.models import Delivery
from giaoban.people.models import Delegation
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_kind(monkeypatch):
    promise = Kind(
        "test.thing", lambda *_: None, lambda *_: None, lambda *_: None, lambda subject_id: f"/viec/{subject_id}/"
    )
    monkeypatch.setitem(KINDS, "test.thing", promise)


def asked(label="Chương trình tuần 12", approvers=None):
    ids = [person.pk for person in approvers or (an(),)]
    return actions.ask(kind="test.thing", subject_id=new_id(), label=label, approvers=ids, by=by(binh()))


def told():
    run_jobs()
    found = Counter((d.user.username, d.title) for d in Delivery.objects.filter(channel="inbox"))
    Delivery.objects.all().delete()
    return found


def test_each_approver_is_told_when_it_is_their_turn_and_the_asker_at_the_end():
    approval = asked(approvers=(chi(), an()))
    assert told() == {("chi", "Trần Thị Bình trình đồng chí duyệt: Chương trình tuần 12"): 1}
    actions.decide(approval_id=approval.pk, approve=True, by=by(chi()))
    assert told() == {("an", "Đến lượt đồng chí duyệt: Chương trình tuần 12"): 1}
    actions.decide(approval_id=approval.pk, approve=True, by=by(an()))
    assert told() == {("binh", "Nguyễn Văn An đã duyệt: Chương trình tuần 12"): 1}


def test_the_asker_hears_of_a_return_and_the_delegate_of_a_request():
    now = clock.now()
    Delegation.objects.create(giver=an(), holder=dung(), starts_at=now, ends_at=now + timedelta(days=1), reason="Nghỉ")
    approval = asked()
    assert {name for name, _title in told()} == {"an", "dung"}
    actions.decide(approval_id=approval.pk, approve=False, comment="Thiếu mục 3", by=by(dung()))
    assert told() == {("binh", "Phạm Văn Dũng trả lại: Chương trình tuần 12"): 1}


def test_a_proxy_who_asked_is_not_told_to_decide():
    now = clock.now()
    for holder in (binh(), dung()):
        Delegation.objects.create(giver=an(), holder=holder, starts_at=now, ends_at=now + timedelta(1), reason="Nghỉ")
    asked()
    assert {name for name, _title in told()} == {"an", "dung"}


def test_a_request_that_was_withdrawn_in_the_meantime_tells_nobody():
    actions.withdraw(approval_id=asked().pk, by=by(binh()))
    assert told() == {}


def test_the_page_shows_what_waits_and_takes_the_decision(client):
    approval = asked()
    client.force_login(an())
    page = client.get("/cho-duyet/").content.decode()
    assert f"/viec/{approval.subject_id}/" in page
    client.post(f"/cho-duyet/{approval.pk}/", {"verdict": "return", "reason": ""})
    assert Approval.objects.get().state == "waiting"
    client.post(f"/cho-duyet/{approval.pk}/", {"verdict": "return", "reason": "Thiếu mục 3"})
    assert Approval.objects.get().state == "returned"
    assert "Đã trả lại" in client.get("/cho-duyet/?part=1").content.decode()


def test_the_asker_takes_it_back_and_a_stranger_sees_nothing(client):
    approval = asked()
    client.force_login(dung())
    assert approval.label not in client.get("/cho-duyet/").content.decode()
    client.post(f"/cho-duyet/{approval.pk}/", {"verdict": "approve"})
    client.post(f"/cho-duyet/{approval.pk}/rut-lai/")
    assert Approval.objects.get().state == "waiting"
    client.force_login(binh())
    client.post(f"/cho-duyet/{approval.pk}/rut-lai/")
    assert Approval.objects.get().state == "withdrawn"


def test_the_page_costs_the_same_for_any_number(client, django_assert_max_num_queries):
    for n in range(15):
        asked(f"Việc {n}")
    client.force_login(an())
    with django_assert_max_num_queries(24):
        client.get("/cho-duyet/")
