"""The agenda before a leader."""

from datetime import timedelta

import pytest
from django.urls import reverse

from giaoban.approvals import actions as approvals
from giaoban.approvals.models import Approval
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
from giaoban.meetings.models import Meeting
from giaoban.meetings.testing import a_draft, a_paper, a_published, a_submitted, an_approved, an_item
from giaoban.notify.models import Delivery
from giaoban.people.models import Delegation
from giaoban.people.testing import a_person, an, binh, by, chi, dung


def state(meeting: Meeting) -> str:
    return Meeting.objects.get(pk=meeting.pk).state


def test_submit_agenda_puts_it_before_the_chair() -> None:
    meeting = a_draft()
    an_item(meeting)
    with expect_record("approvals.asked", "meetings.agenda_submitted"):
        actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    run_jobs()
    assert Delivery.objects.get(user=an(), channel="inbox", action="meetings.agenda_submitted").title == (
        "Trình duyệt chương trình họp: Giao ban tuần 12"
    )
    with expect_record():
        actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))


def test_an_empty_agenda_is_not_submitted() -> None:
    with pytest.raises(Conflict) as refused:
        actions.submit_agenda(meeting_id=a_draft().pk, by=by(binh()))
    assert refused.value.code == "meetings.agenda_is_empty"


def test_a_meeting_for_nobody_is_not_submitted() -> None:
    meeting = a_draft(guests=())
    an_item(meeting)
    with pytest.raises(Conflict) as refused:
        actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    assert refused.value.code == "meetings.nobody_invited"


def test_another_leader_may_be_asked_but_not_anybody() -> None:
    deputy = a_person("pho", "Trần Phó", position="Phó Cục trưởng", authority="deputy", role="leader")
    meeting = a_draft()
    an_item(meeting)
    with pytest.raises(Invalid):
        actions.submit_agenda(meeting_id=meeting.pk, approver_id=chi().pk, by=by(binh()))
    actions.submit_agenda(meeting_id=meeting.pk, approver_id=deputy.pk, by=by(binh()))
    with pytest.raises(Refused):
        actions.approve_agenda(meeting_id=meeting.pk, by=by(an()))
    actions.approve_agenda(meeting_id=meeting.pk, by=by(deputy))
    assert state(meeting) == "approved"


def test_approve_agenda_freezes_the_papers() -> None:
    meeting = a_draft()
    paper = a_paper(an_item(meeting))
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    with expect_record("documents.locked", "meetings.agenda_approved", "approvals.approved"):
        actions.approve_agenda(meeting_id=meeting.pk, by=by(an()))  # on_agenda_approved() keeps the promise
    paper.refresh_from_db()
    assert paper.locked_at


def test_return_agenda_needs_a_reason_or_remarks() -> None:
    meeting = a_submitted()
    with pytest.raises(Invalid):
        actions.return_agenda(meeting_id=meeting.pk, by=by(an()))
    actions.write_remark(meeting_id=meeting.pk, item_id=meeting.items.get().pk, text="Thêm số liệu", by=by(an()))
    with expect_record("meetings.agenda_returned", "approvals.returned"):
        found = actions.return_agenda(meeting_id=meeting.pk, by=by(an()))  # on_agenda_returned() keeps the promise
    assert (found.state, found.state_reason) == ("draft", "Xem 1 ý kiến ghi tại từng nội dung.")


def test_only_the_approver_decides() -> None:
    with pytest.raises(Refused):
        actions.approve_agenda(meeting_id=a_submitted().pk, by=by(binh()))
    with pytest.raises(NotFound):
        actions.approve_agenda(meeting_id=a_submitted().pk, by=by(dung()))


def test_what_is_not_submitted_is_not_decided() -> None:
    with pytest.raises(Conflict):
        actions.approve_agenda(meeting_id=a_draft().pk, by=by(an()))


def test_reopen_agenda_takes_a_submitted_one_back() -> None:
    meeting = a_submitted()
    with expect_record("approvals.withdrawn", "meetings.agenda_reopened"):
        actions.reopen_agenda(meeting_id=meeting.pk, by=by(binh()))
    assert Approval.objects.get().state == "withdrawn"
    with expect_record():
        actions.reopen_agenda(meeting_id=meeting.pk, by=by(binh()))


def test_a_request_withdrawn_on_the_page_of_approvals_gives_the_draft_back() -> None:
    meeting = a_submitted()
    with expect_record("meetings.agenda_reopened", "approvals.withdrawn"):
        approvals.withdraw(approval_id=Approval.objects.get().pk, by=by(binh()))
    assert state(meeting) == "draft"
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    assert Approval.objects.filter(state="waiting").count() == 1


def test_who_submitted_does_not_approve_by_proxy(client) -> None:
    meeting = a_submitted()
    now = clock.now()
    Delegation.objects.create(giver=an(), holder=binh(), starts_at=now, ends_at=now + timedelta(1), reason="Vắng")
    with pytest.raises(Refused) as refused:
        actions.approve_agenda(meeting_id=meeting.pk, by=by(binh()))
    assert refused.value.code == "approvals.own_request"
    for person, decides in ((binh(), False), (an(), True)):
        client.force_login(person)
        reply = client.get(reverse("meetings:meeting", args=[meeting.pk]))
        assert reply.status_code == 200, person
        assert ('id="decision"' in reply.content.decode()) is decides, person


def test_reopen_agenda_opens_the_papers_of_an_approved_one() -> None:
    meeting = a_draft()
    paper = a_paper(an_item(meeting))
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    actions.approve_agenda(meeting_id=meeting.pk, by=by(an()))
    actions.reopen_agenda(meeting_id=meeting.pk, by=by(binh()))
    paper.refresh_from_db()
    assert paper.locked_at is None
    assert state(meeting) == "draft"


def test_a_published_meeting_is_not_reopened() -> None:
    with pytest.raises(Refused):
        actions.reopen_agenda(meeting_id=a_published().pk, by=by(binh()))


def test_write_remark_on_a_page_belongs_to_the_item_of_the_paper() -> None:
    meeting = a_draft()
    item = an_item(meeting)
    paper = a_paper(item)
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    remark = actions.write_remark(meeting_id=meeting.pk, document_id=paper.pk, page=3, text="Sai số", by=by(an()))
    assert (remark.item_id, remark.page) == (item.pk, 3)


def test_a_remark_on_another_meetings_paper_is_not_found() -> None:
    other = a_paper(an_item(a_draft("Khác")))
    with pytest.raises(NotFound):
        actions.write_remark(meeting_id=a_submitted().pk, document_id=other.pk, text="x", by=by(an()))


def test_the_secretary_does_not_remark() -> None:
    with pytest.raises(Refused):
        actions.write_remark(meeting_id=a_submitted().pk, text="x", by=by(binh()))


def test_settle_remark_ticks_it_off_once() -> None:
    meeting = a_submitted()
    remark = actions.write_remark(meeting_id=meeting.pk, text="Thêm số liệu", by=by(an()))
    with expect_record("meetings.remark_settled"):
        actions.settle_remark(remark_id=remark.pk, by=by(binh()))
    with expect_record():
        actions.settle_remark(remark_id=remark.pk, by=by(binh()))
    with pytest.raises(NotFound):
        actions.settle_remark(remark_id=remark.pk, by=by(dung()))


def test_an_approved_agenda_says_when() -> None:
    assert an_approved().approved_at
