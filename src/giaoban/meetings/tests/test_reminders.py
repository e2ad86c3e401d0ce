"""What is due by the clock, to those who have not done it, and to nobody else."""

from datetime import timedelta

from giaoban.documents.models import Reading, Version
from giaoban.kernel import clock
from giaoban.meetings import actions, reminders
from giaoban.meetings.testing import FRIDAY, a_draft, a_paper, a_published, a_request, an_item
from giaoban.people.testing import an, binh, by, chi, dung


def told(rule, at) -> set:
    with clock.at(at):
        return {due.user_id for due in rule(clock.now())}


def test_only_those_who_have_not_answered_are_reminded() -> None:
    meeting = a_published(guests=(chi(), dung()))
    actions.answer(meeting_id=meeting.pk, answer="attend", by=by(chi()))
    assert told(reminders.not_answered, FRIDAY - timedelta(days=3)) == set()
    assert told(reminders.not_answered, FRIDAY - timedelta(days=1)) == {dung().pk}
    assert told(reminders.not_answered, FRIDAY + timedelta(minutes=1)) == set()


def test_who_comes_is_told_half_an_hour_before() -> None:
    meeting = a_published(guests=(chi(), dung()))
    actions.answer(meeting_id=meeting.pk, answer="absent", reason="Đi công tác", by=by(chi()))
    assert told(reminders.soon, FRIDAY - timedelta(minutes=31)) == set()
    coming = told(reminders.soon, FRIDAY - timedelta(minutes=29))
    assert dung().pk in coming
    assert chi().pk not in coming
    assert told(reminders.soon, FRIDAY + timedelta(seconds=1)) == set()


def test_each_step_has_its_own_date() -> None:
    a_published()
    dates = set()
    for hours in (47, 40, 23, 1):
        with clock.at(FRIDAY - timedelta(hours=hours)):
            dates |= {due.on for due in reminders.not_answered(clock.now())}
    assert len(dates) == 2


def test_only_those_who_have_not_read_are_reminded() -> None:
    meeting = a_draft(guests=(chi(), dung()))
    paper = a_paper(an_item(meeting))
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    actions.approve_agenda(meeting_id=meeting.pk, by=by(an()))
    actions.publish(meeting_id=meeting.pk, by=by(binh()))
    Reading.objects.create(document=paper, version=Version.objects.get(), user=chi(), pages=[1])
    assert told(reminders.not_read, FRIDAY - timedelta(hours=20)) == {dung().pk}


def test_a_paper_is_reminded_before_and_after_it_is_due() -> None:
    request = a_request(a_draft())
    assert told(reminders.papers_due, request.due_at - timedelta(days=2)) == set()
    assert told(reminders.papers_due, request.due_at - timedelta(hours=2)) == {chi().pk}
    assert told(reminders.papers_due, request.due_at + timedelta(hours=2)) == {chi().pk, binh().pk}
    paper = a_paper(request.item, sender=chi())
    actions.submit_paper(request_id=request.pk, document_id=paper.pk, by=by(chi()))
    assert told(reminders.papers_due, request.due_at + timedelta(hours=2)) == set()
