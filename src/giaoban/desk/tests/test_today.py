"""«Hôm nay»: what asks something of the person, and nothing of others."""

from datetime import timedelta

import pytest

from giaoban.desk import queries
from giaoban.documents import queries as documents
from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.meetings import actions as meetings
from giaoban.meetings.models import Attendee, Meeting, PaperRequest
from giaoban.meetings.testing import a_paper, a_published, a_request, a_submitted, an_item, attendee
from giaoban.people.testing import an, binh, by, chi, dung, em
from giaoban.tasks import actions as tasks
from giaoban.tasks.testing import a_task, phuc
from giaoban.whereabouts.actions import put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _before_the_meeting():
    """A meeting of the builders begins two hours from now, whatever its date."""
    meeting = a_published()
    with clock.at(meeting.starts_at - timedelta(hours=2)):
        yield


def meeting() -> Meeting:
    return Meeting.objects.get(title="Giao ban tuần 12")


def test_the_next_meeting_with_minutes_left_and_one_button(client):
    day = queries.my_day(by(chi()))
    assert day.next == meeting()
    assert day.minutes_left == 120
    client.force_login(chi())
    page = client.get("/").content.decode()
    assert page.count(f"/phong-hop/{meeting().pk}/") == 1
    assert "2 giờ" in page


def test_a_stranger_sees_none_of_it(client):
    day = queries.my_day(by(dung()))
    assert day.is_quiet
    client.force_login(dung())
    page = client.get("/").content.decode()
    assert meeting().title not in page
    assert "Không có cuộc họp nào sắp tới" in page


def test_a_running_meeting_is_entered_from_here(client):
    meetings.start(meeting_id=meeting().pk, by=by(an()))
    day = queries.my_day(by(chi()))
    assert ([m.pk for m in day.running], day.next) == ([meeting().pk], None)
    client.force_login(chi())
    assert "Đang họp" in client.get("/").content.decode()


def test_who_is_absent_has_no_next_meeting():
    meetings.answer(meeting_id=meeting().pk, answer=Attendee.Answer.ABSENT, reason="Công tác", by=by(chi()))
    assert queries.my_day(by(chi())).next is None


def test_an_invitation_waits_until_it_is_answered():
    assert [row.user for row in queries.my_day(by(chi())).invitations] == [chi()]
    meetings.answer(meeting_id=meeting().pk, answer=Attendee.Answer.ATTEND, by=by(chi()))
    assert queries.my_day(by(chi())).invitations == []


def test_papers_to_read_are_those_of_my_meetings():
    paper = a_paper(meeting().items.first())
    day = queries.my_day(by(chi()))
    assert [line.paper.document for line in day.papers] == [paper]
    assert queries.my_day(by(dung())).papers == []


def test_a_paper_to_read_is_one_that_the_person_may_see():
    """The list is made by meetings, for speed; the papers' own doors must agree, for everybody."""
    a_paper(meeting().items.first())
    other = a_published(title="Cuộc họp khác", guests=(dung(), phuc()))
    a_paper(other.items.first(), "Của cuộc họp khác")
    Attendee.objects.filter(meeting=other, user=phuc()).update(removed_at=clock.now())
    every = set(Document.objects.values_list("pk", flat=True))
    listed = {}
    for person in (an, binh, chi, dung, em, phuc):
        who = by(person())
        listed[person] = {line.paper.document.pk for line in queries.my_day(who).papers}
        assert listed[person] <= documents.seen_among(who, every), person.__name__
    assert [len(listed[person]) for person in (an, chi, dung, em, phuc)] == [2, 1, 1, 0, 0]


def test_tasks_by_urgency_and_what_waits_for_my_word():
    a_task("Thường", days=9)
    a_task("Hỏa tốc", days=9, urgency="flash")
    late = a_task("Gấp", days=0)
    day = queries.my_day(by(chi()))
    assert [task.title for task in day.tasks] == ["Gấp", "Hỏa tốc", "Thường"]
    tasks.ask_extension(task_id=late.pk, wanted_on=clock.today() + timedelta(days=3), reason="Chờ", by=by(chi()))
    done = a_task("Xong", state="reported")
    waiting = queries.my_day(by(an()))
    assert [wish.task for wish in waiting.extensions] == [late]
    assert [task.pk for task in waiting.to_confirm] == [done.pk]
    assert waiting.decisions == 2
    with clock.later(days=2):
        assert queries.my_day(by(chi())).late_count == 1


def test_papers_asked_of_my_unit_and_papers_to_accept():
    request = a_request(meeting())
    unit = request.unit
    owing = chi() if unit.pk in by(chi()).units else dung()
    assert [row.pk for row in queries.my_day(by(owing)).owed] == [request.pk]
    PaperRequest.objects.filter(pk=request.pk).update(state="submitted", submitted_at=clock.now())
    assert [row.pk for row in queries.my_day(by(binh())).to_accept] == [request.pk]
    assert queries.my_day(by(owing)).owed == []


def test_a_substitute_waits_for_the_chair():
    row = attendee(meeting(), chi())
    meetings.answer(
        meeting_id=meeting().pk,
        answer=Attendee.Answer.SUBSTITUTE,
        reason="Công tác",
        substitute_id=phuc().pk,
        by=by(chi()),
    )
    assert [one.pk for one in queries.my_day(by(an())).substitutes] == [row.pk]


def test_an_agenda_waits_for_its_approver(client):
    asked = a_submitted(title="Chuyên đề thu")
    day = queries.my_day(by(an()))
    assert [step.approval.subject_id for step, _url in day.approvals] == [asked.pk]
    client.force_login(an())
    assert "Chuyên đề thu" in client.get("/").content.decode()
    assert "Chuyên đề thu" in client.get("/cho-duyet/").content.decode()


def test_who_of_my_unit_is_away():
    now = clock.now()
    phuc()
    put(
        user_ids=[phuc().pk, dung().pk], starts=now - timedelta(hours=1), ends=now + timedelta(days=2),
        kind="leave.request", subject_id=meeting().pk, label="Nghỉ phép", away=True,
    )  # fmt: skip
    assert [stay.user for stay in queries.my_day(by(chi())).away] == [phuc()]


def test_the_page_costs_the_same_for_any_day(client, django_assert_max_num_queries):
    for n in range(12):
        a_task(f"Việc {n}")
        a_paper(an_item(meeting(), f"Nội dung {n}")) if meeting().is_editable else a_paper(
            meeting().items.first(), f"Báo cáo {n}"
        )
    client.force_login(chi())
    with django_assert_max_num_queries(39):
        assert client.get("/").status_code == 200
    with django_assert_max_num_queries(39):
        assert client.get("/?part=1").status_code == 200
