"""Conclusions, notice, minutes: from the closed meeting to issued papers and tasks that are out."""

import hashlib
from datetime import date, timedelta

import pytest

from giaoban.approvals import actions as approvals
from giaoban.approvals import queries as approval_queries
from giaoban.clerical.papers import from_json, render_pdf
from giaoban.documents.storage import original_key, storage
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
from giaoban.meetings.models import Conclusion, Meeting, RecordPaper
from giaoban.meetings.queries import after
from giaoban.meetings.testing import FRIDAY, MONDAY, a_published
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(MONDAY):
        yield


def a_running() -> Meeting:
    """A published meeting that has begun, on its first item."""
    meeting = a_published()
    with clock.at(FRIDAY):
        actions.start(meeting_id=meeting.pk, by=by(binh()))
        actions.next_item(meeting_id=meeting.pk, by=by(binh()))
    return Meeting.objects.get(pk=meeting.pk)


def a_conclusion(meeting: Meeting, **values) -> Conclusion:
    """A complete draft: Chi's branch, within a week."""
    unit = chi().appointments.get().unit
    facts = {
        "content": "Chi cục Nội Bài rà soát các tờ khai tồn đọng và báo cáo Lãnh đạo Cục.",
        "lead_unit_id": unit.pk,
        "deadline_on": FRIDAY.date() + timedelta(days=7),
    } | values
    return actions.conclude(meeting_id=meeting.pk, by=by(binh()), **facts)


def a_closed() -> Meeting:
    """A meeting that is over, with one conclusion, its drafts drawn up by the job."""
    meeting = a_running()
    with clock.at(FRIDAY + timedelta(minutes=90)):
        a_conclusion(meeting)
        actions.add_line(
            meeting_id=meeting.pk, text="Thu ngân sách đạt 98%.", speaker_id=chi().pk, kind="statement", by=by(binh())
        )
        actions.close(meeting_id=meeting.pk, by=by(binh()))
        run_jobs()
    return Meeting.objects.get(pk=meeting.pk)


def paper_of(meeting: Meeting, kind: str = "notice") -> RecordPaper:
    return RecordPaper.objects.filter(meeting=meeting, kind=kind).order_by("-version")[0]


def approve(paper: RecordPaper, *, yes: bool = True, comment: str = "") -> None:
    waiting = approval_queries.waiting_approval("meetings.record", paper.pk)
    approvals.decide(approval_id=waiting.pk, approve=yes, comment=comment, by=by(an()))


def test_a_conclusion_lands_on_the_running_item():
    meeting = a_running()
    with expect_record("meetings.concluded"):
        conclusion = a_conclusion(meeting)
    assert conclusion.item_id == meeting.current_item_id


def test_concluding_again_with_the_same_id_is_concluding_once():
    meeting, its_id = a_running(), new_id()
    first = a_conclusion(meeting, conclusion_id=its_id)
    assert a_conclusion(meeting, conclusion_id=its_id).pk == first.pk
    assert meeting.conclusions.count() == 1


def test_only_the_desk_concludes():
    meeting = a_running()
    with pytest.raises(Refused):
        actions.conclude(meeting_id=meeting.pk, content="Không được.", by=by(chi()))
    with pytest.raises(NotFound):
        actions.conclude(meeting_id=meeting.pk, content="Không được.", by=by(dung()))


def test_an_empty_conclusion_is_refused_in_words():
    with pytest.raises(Invalid) as refusal:
        a_conclusion(a_running(), content="  ")
    assert refusal.value.details["fields"] == {"content": "meetings.conclusion_text_needed"}


def test_a_deadline_that_nobody_means_is_refused_before_it_goes_out():
    with pytest.raises(Invalid, match="deadline_too_far"):
        a_conclusion(a_running(), deadline_on=date(9999, 12, 31))


def test_a_draft_is_the_desks_alone_until_it_is_final():
    conclusion = a_conclusion(a_running())
    assert not after.visible_conclusions(by(chi())).filter(pk=conclusion.pk).exists()
    actions.settle_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
    assert after.visible_conclusions(by(chi())).filter(pk=conclusion.pk).exists()
    assert not after.visible_conclusions(by(dung())).filter(pk=conclusion.pk).exists()


def test_settling_sends_the_task_out_in_the_chairs_name_once():
    conclusion = a_conclusion(a_running())
    actions.settle_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
    actions.settle_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
    task = Task.objects.get(origin_kind="meetings.conclusion", origin_id=conclusion.pk)
    assert (task.assignee, task.assigner, task.lead_unit_id) == (chi(), an(), conclusion.lead_unit_id)


def test_what_is_incomplete_cannot_be_final():
    conclusion = a_conclusion(a_running(), lead_unit_id=None, deadline_on=None)
    with pytest.raises(Invalid) as refusal:
        actions.settle_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
    assert set(refusal.value.details["fields"]) == {"lead_unit", "deadline_on"}


def test_no_action_makes_no_task():
    conclusion = a_conclusion(a_running(), lead_unit_id=None, deadline_on=None, no_action=True)
    settled = actions.settle_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
    assert (settled.state, settled.task_id, Task.objects.count()) == ("final", None, 0)


def test_a_final_conclusion_is_withdrawn_before_it_is_changed():
    conclusion = a_conclusion(a_running())
    actions.settle_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
    with pytest.raises(Refused):
        actions.change_conclusion(conclusion_id=conclusion.pk, content="Khác.", by=by(binh()))
    actions.withdraw_conclusion(conclusion_id=conclusion.pk, reason="Ghi nhầm đơn vị.", by=by(binh()))
    changed = actions.change_conclusion(conclusion_id=conclusion.pk, content="Khác.", by=by(binh()))
    assert (changed.state, changed.content, Task.objects.get().state) == ("draft", "Khác.", "cancelled")


def test_begun_work_cannot_be_taken_back():
    conclusion = a_conclusion(a_running())
    settled = actions.settle_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
    Task.objects.filter(pk=settled.task_id).update(state="in_progress")
    with pytest.raises(Conflict):
        actions.withdraw_conclusion(conclusion_id=conclusion.pk, reason="Ghi nhầm.", by=by(binh()))


def test_a_draft_is_removed():
    conclusion = a_conclusion(a_running())
    with expect_record("meetings.conclusion_removed"):
        actions.remove_conclusion(conclusion_id=conclusion.pk, by=by(binh()))
    assert not Conclusion.objects.exists()


def test_closing_draws_up_both_papers_with_the_term_of_the_law():
    meeting = a_closed()
    notice, minutes = paper_of(meeting), paper_of(meeting, "minutes")
    assert (notice.state, minutes.state) == ("draft", "draft")
    assert notice.due_on == (FRIDAY + timedelta(days=7)).date()  # five working days after a Friday
    assert "Thu ngân sách đạt 98%." in str(minutes.body)
    assert "rà soát các tờ khai tồn đọng" in str(notice.body)


def test_a_notice_goes_its_way_and_the_meeting_is_concluded():
    meeting = a_closed()
    paper = paper_of(meeting)
    with clock.at(FRIDAY + timedelta(hours=3)):
        actions.put_forward(paper_id=paper.pk, by=by(binh()))
        with pytest.raises(Refused):
            actions.issue(paper_id=paper.pk, by=by(binh()))
        approve(paper)
        issued = actions.issue(paper_id=paper.pk, by=by(binh()))
        again = actions.issue(paper_id=paper.pk, by=by(binh()))
    assert (issued.state, issued.number, again.number) == ("issued", "01/TB-HQHN", "01/TB-HQHN")
    assert Meeting.objects.get(pk=meeting.pk).state == "concluded"
    assert Task.objects.get().assignee == chi()
    assert issued.document.locked_at


def test_the_issued_pdf_is_the_one_whose_hash_is_kept():
    paper = paper_of(a_closed(), "minutes")
    with clock.at(FRIDAY + timedelta(hours=3)):
        actions.put_forward(paper_id=paper.pk, by=by(binh()))
        approve(paper)
        issued = actions.issue(paper_id=paper.pk, by=by(binh()))
    pdf = render_pdf(from_json(issued.body))
    version = issued.document.versions.get()
    with storage().open(original_key(version.sha256)) as kept:
        assert kept.read() == pdf
    assert hashlib.sha256(pdf).hexdigest() == issued.sha256 == version.sha256


def test_the_chair_sends_it_back_with_a_reason():
    paper = paper_of(a_closed())
    actions.put_forward(paper_id=paper.pk, by=by(binh()))
    approve(paper, yes=False, comment="Bổ sung đánh giá chung.")
    paper.refresh_from_db()
    assert (paper.state, paper.remark) == ("draft", "Bổ sung đánh giá chung.")


def test_what_waits_for_the_chair_is_taken_back_before_it_is_changed():
    paper = paper_of(a_closed())
    actions.put_forward(paper_id=paper.pk, by=by(binh()))
    with pytest.raises(Refused):
        actions.change_paper(paper_id=paper.pk, body=paper.body, by=by(binh()))
    actions.take_paper_back(paper_id=paper.pk, by=by(binh()))
    changed = actions.change_paper(
        paper_id=paper.pk, body=paper.body | {"closing": "Các đơn vị nghiêm túc thực hiện."}, by=by(binh())
    )
    assert changed.body["closing"] == "Các đơn vị nghiêm túc thực hiện."
    assert approval_queries.waiting_approval("meetings.record", paper.pk) is None


def test_a_request_withdrawn_on_the_page_of_approvals_gives_the_draft_back():
    paper = paper_of(a_closed())
    actions.put_forward(paper_id=paper.pk, by=by(binh()))
    waiting = approval_queries.waiting_approval("meetings.record", paper.pk)
    approvals.withdraw(approval_id=waiting.pk, by=by(binh()))
    paper.refresh_from_db()
    assert paper.state == "draft"
    assert actions.change_paper(paper_id=paper.pk, body=paper.body | {"closing": "Hết."}, by=by(binh()))


def test_a_body_that_is_no_paper_is_refused():
    paper = paper_of(a_closed())
    with pytest.raises(Invalid):
        actions.change_paper(paper_id=paper.pk, body={"closing": 5}, by=by(binh()))


def test_an_issued_paper_is_superseded_never_changed():
    meeting = a_closed()
    paper = paper_of(meeting, "minutes")
    actions.put_forward(paper_id=paper.pk, by=by(binh()))
    approve(paper)
    actions.issue(paper_id=paper.pk, by=by(binh()))
    with pytest.raises(Refused):
        actions.change_paper(paper_id=paper.pk, body=paper.body, by=by(binh()))
    second = actions.draw_up(meeting_id=meeting.pk, kind="minutes", by=by(binh()))
    actions.put_forward(paper_id=second.pk, by=by(binh()))
    approve(second)
    assert actions.issue(paper_id=second.pk, by=by(binh())).number == "02/BB-HQHN"
    paper.refresh_from_db()
    assert (paper.state, second.version) == ("superseded", 2)


def test_drafts_are_not_for_members():
    paper = paper_of(a_closed())
    assert not after.visible_papers(by(chi())).filter(pk=paper.pk).exists()
    with pytest.raises(NotFound):
        actions.put_forward(paper_id=paper.pk, by=by(chi()))


def test_everybody_invited_gets_the_issued_notice_by_mail_with_the_pdf():
    paper = paper_of(a_closed())
    actions.put_forward(paper_id=paper.pk, by=by(binh()))
    approve(paper)
    actions.issue(paper_id=paper.pk, by=by(binh()))
    run_jobs()
    mail = chi().deliveries.get(action="meetings.notice_issued", channel="email")
    assert b"application/pdf" in bytes(mail.mail.raw)


@pytest.mark.parametrize("kind", ["notice", "minutes"])
def test_pages_and_files_are_for_who_may_see(client, kind):
    meeting = a_closed()
    paper = paper_of(meeting, kind)
    for person, status in ((binh(), 200), (chi(), 404), (dung(), 404)):
        client.force_login(person)
        assert client.get(f"/cuoc-hop/van-ban/{paper.pk}/").status_code == status
        assert client.get(f"/cuoc-hop/van-ban/{paper.pk}.pdf").status_code == status
        assert client.get(f"/cuoc-hop/van-ban/{paper.pk}.docx").status_code == status


def test_the_text_of_the_minutes_is_edited_on_a_page(client):
    paper = paper_of(a_closed(), "minutes")
    client.force_login(binh())
    text = "[Lê Thị Chi, Chi cục trưởng] Đã xử lý xong 120 tờ khai.\n\nKhông có ý kiến khác."
    client.post(f"/cuoc-hop/van-ban/{paper.pk}/", {"opening": "", "item_0": text, "adoption": ""})
    paper.refresh_from_db()
    entries = paper.body["items"][0]["entries"]
    assert [(entry["speaker"], entry["text"]) for entry in entries] == [
        ("Lê Thị Chi, Chi cục trưởng", "Đã xử lý xong 120 tờ khai."),
        ("", "Không có ý kiến khác."),
    ]


def test_the_page_concludes_and_settles_in_one_step(client):
    meeting = a_running()
    client.force_login(binh())
    with clock.at(FRIDAY):
        page = f"/cuoc-hop/{meeting.pk}/ket-luan/"
        sent = {"content": "Báo cáo kết quả trước ngày 27/3.", "settle": "yes"}
        refused = client.post(page + "them/", sent)
        assert refused.status_code == 422
        assert "Báo cáo kết quả trước ngày 27/3." in refused.content.decode()
        unit = chi().appointments.get().unit_id
        client.post(page + "them/", sent | {"lead_unit": str(unit), "deadline_on": "2026-03-27"})
    assert Task.objects.get().lead_unit_id == unit
