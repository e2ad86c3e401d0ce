"""A unit is asked for a paper, sends it, gets it back, sends it again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from giaoban.documents import actions as documents
from giaoban.documents.models import Document
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
from giaoban.meetings.testing import A_PDF, a_draft, a_paper, a_request, an_item
from giaoban.notify.models import Delivery
from giaoban.people.testing import binh, by, chi, dung


def sent(request):
    paper = a_paper(request.item, sender=chi())
    return actions.submit_paper(request_id=request.pk, document_id=paper.pk, by=by(chi()))


def test_ask_for_paper_tells_the_head_of_the_unit() -> None:
    meeting = a_draft()
    with expect_record("meetings.item_proposed", "meetings.paper_asked"):
        a_request(meeting)
    run_jobs()
    said = Delivery.objects.get(user=chi(), channel="inbox", action="meetings.paper_asked")
    assert said.title == "Đề nghị chuẩn bị tài liệu: Báo cáo vướng mắc tại Nội Bài"
    assert "Hạn gửi: 08:30 18/03/2026" in said.body


def test_asking_twice_asks_once() -> None:
    meeting = a_draft()
    assert a_request(meeting).pk == a_request(meeting).pk


def test_submit_paper_hands_it_to_the_office() -> None:
    request = a_request(a_draft())
    with expect_record("documents.added", "meetings.paper_submitted"):
        found = sent(request)
    assert (found.state, found.submitted_by_id) == ("submitted", chi().pk)


def test_a_paper_of_another_item_is_no_answer() -> None:
    meeting = a_draft()
    request, other = a_request(meeting), an_item(meeting, "Khác")
    with pytest.raises(Invalid):
        actions.submit_paper(request_id=request.pk, document_id=a_paper(other).pk, by=by(chi()))


def test_return_paper_needs_a_reason_and_lets_it_come_again() -> None:
    request = sent(a_request(a_draft()))
    with pytest.raises(Invalid):
        actions.return_paper(request_id=request.pk, reason=" ", by=by(binh()))
    actions.return_paper(request_id=request.pk, reason="Thiếu số liệu", by=by(binh()))
    with expect_record():
        actions.return_paper(request_id=request.pk, reason="Thiếu số liệu", by=by(binh()))
    run_jobs()
    assert "Lý do: Thiếu số liệu" in Delivery.objects.get(channel="inbox", action="meetings.paper_returned").body
    with expect_record("meetings.paper_submitted"):
        again = actions.submit_paper(request_id=request.pk, by=by(chi()))
    assert (again.state, again.reason) == ("submitted", "")


def test_accept_paper_takes_it_once() -> None:
    request = sent(a_request(a_draft()))
    with expect_record("meetings.paper_accepted"):
        actions.accept_paper(request_id=request.pk, by=by(binh()))
    with expect_record():
        actions.accept_paper(request_id=request.pk, by=by(binh()))
    with pytest.raises(Conflict):
        actions.submit_paper(request_id=request.pk, by=by(chi()))


def test_what_was_not_sent_is_not_accepted() -> None:
    with pytest.raises(Conflict):
        actions.accept_paper(request_id=a_request(a_draft()).pk, by=by(binh()))


def test_the_unit_uploads_only_while_it_is_its_turn() -> None:
    request = sent(a_request(a_draft()))
    with pytest.raises(Refused) as refused:
        a_paper(request.item, "Bản khác", sender=chi())
    assert refused.value.code == "meetings.paper_is_with_the_office"


def test_the_unit_does_not_accept_its_own_paper() -> None:
    request = sent(a_request(a_draft()))
    with pytest.raises(Refused):
        actions.accept_paper(request_id=request.pk, by=by(chi()))


def test_withdraw_request_ends_the_asking() -> None:
    meeting = a_draft(guests=())
    request = a_request(meeting)
    with expect_record("meetings.paper_request_withdrawn"):
        actions.withdraw_request(request_id=request.pk, by=by(binh()))
    with pytest.raises(NotFound):
        actions.submit_paper(request_id=request.pk, by=by(chi()))


def test_a_stranger_finds_no_request() -> None:
    with pytest.raises(NotFound):
        actions.submit_paper(request_id=a_request(a_draft()).pk, by=by(dung()))


def test_open_paper_lets_a_frozen_one_be_replaced_and_freezes_it_again() -> None:
    meeting = a_published_with_paper()
    paper = documents_of(meeting)[0]
    assert paper.locked_at
    with expect_record("documents.unlocked", "meetings.paper_opened"):
        actions.open_paper(document_id=paper.pk, by=by(binh()))
    replaced(paper)
    run_jobs()  # paper_replaced() freezes it
    paper.refresh_from_db()
    assert paper.locked_at


def a_published_with_paper():
    meeting = a_draft()
    a_paper(an_item(meeting))
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    actions.approve_agenda(meeting_id=meeting.pk, by=by(meeting.chair))
    return actions.publish(meeting_id=meeting.pk, by=by(binh()))


def documents_of(meeting):
    return list(Document.objects.filter(owner_id=meeting.items.get().pk))


def replaced(paper) -> None:
    file = SimpleUploadedFile("ban-moi.pdf", A_PDF + b"% ban moi", "application/pdf")
    documents.add_version(document_id=paper.pk, file=file, reason="Bổ sung số liệu", vouched=True, by=by(binh()))


def test_a_paper_of_another_meeting_is_not_opened_by_strangers() -> None:
    paper = documents_of(a_published_with_paper())[0]
    with pytest.raises(NotFound):
        actions.open_paper(document_id=paper.pk, by=by(dung()))
