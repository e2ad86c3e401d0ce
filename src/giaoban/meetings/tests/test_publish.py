"""The invitation goes out: number, PDF, whereabouts, e-mail with a calendar entry."""

from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar

from giaoban.kernel.errors import NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
from giaoban.meetings.models import RecordPaper
from giaoban.meetings.testing import a_draft, a_published, an_approved
from giaoban.notify.models import Delivery
from giaoban.people.testing import binh, by, chi, dung
from giaoban.whereabouts.models import Stay


def test_it_gets_a_number_and_takes_people_there() -> None:
    meeting = an_approved()
    with expect_record("clerical.number_issued", "meetings.published"):
        actions.publish(meeting_id=meeting.pk, by=by(binh()))
    paper = RecordPaper.objects.get(meeting=meeting)
    assert paper.number == "01/GM-HQHN"
    assert set(Stay.objects.values_list("user__username", flat=True)) == {"an", "binh", "chi"}


def test_its_paper_is_made_and_everybody_is_told() -> None:
    meeting = a_published()
    run_jobs()
    paper = RecordPaper.objects.get(meeting=meeting)
    assert paper.state == "issued"
    assert paper.document is not None
    assert paper.document.locked_at
    mail = Delivery.objects.get(channel="email", user=chi(), action="meetings.invited")
    assert mail.title == "Giấy mời số 01/GM-HQHN: Giao ban tuần 12"
    parts = {part.get_filename(): part for part in message_from_bytes(bytes(mail.mail.raw), policy=default).walk()}
    assert parts["giay-moi.pdf"].get_content().startswith(b"%PDF")
    entry = Calendar.from_ical(parts["moi-hop.ics"].get_content())
    assert entry["method"] == "REQUEST"


def test_publishing_twice_changes_nothing() -> None:
    meeting = a_published()
    run_jobs()
    with expect_record():
        actions.publish(meeting_id=meeting.pk, by=by(binh()))
    assert RecordPaper.objects.filter(meeting=meeting).count() == 1


def test_an_unapproved_one_is_not_published() -> None:
    with pytest.raises(Refused) as refused:
        actions.publish(meeting_id=a_draft().pk, by=by(binh()))
    assert refused.value.code == "meetings.not_approved"


def test_only_those_who_prepare_it_publish() -> None:
    meeting = an_approved()
    with pytest.raises(NotFound):
        actions.publish(meeting_id=meeting.pk, by=by(dung()))
