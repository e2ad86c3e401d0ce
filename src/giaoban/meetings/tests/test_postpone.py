"""Another time, or no meeting: everybody is told, calendars follow."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar

from giaoban.approvals.models import Approval
from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
from giaoban.meetings.models import Meeting
from giaoban.meetings.testing import FRIDAY, MONDAY, a_published, a_series, a_submitted, attendee
from giaoban.notify.models import Delivery
from giaoban.people.testing import an, binh, by, chi
from giaoban.whereabouts.models import Stay

LATER = FRIDAY + timedelta(days=3)


def moved(meeting: Meeting, *, reason: str = "Theo lịch của Tổng cục") -> Meeting:
    return actions.postpone(
        meeting_id=meeting.pk, starts_at=LATER, ends_at=LATER + timedelta(hours=2), reason=reason, by=by(binh())
    )


def entry_sent(user, action: str):
    mail = Delivery.objects.get(user=user, channel="email", action=action).mail
    for part in message_from_bytes(bytes(mail.raw), policy=default).walk():
        if part.get_content_type() == "text/calendar":
            return Calendar.from_ical(part.get_content())
    raise AssertionError("no calendar entry in the mail")


def test_postpone_tells_everybody_and_moves_the_calendar_entry() -> None:
    meeting = a_published()
    actions.answer(meeting_id=meeting.pk, answer="attend", by=by(chi()))
    run_jobs()
    with expect_record("meetings.postponed"):
        moved(meeting)
    run_jobs()
    found = entry_sent(chi(), "meetings.postponed")
    event = found.events[0]
    assert (found["method"], event["sequence"], event.start) == ("REQUEST", 1, LATER)
    assert Stay.objects.filter(user=chi(), starts=LATER).exists()
    assert attendee(meeting, chi()).answer == ""
    with expect_record():
        moved(meeting)


def test_on_the_same_day_answers_stand() -> None:
    meeting = a_published()
    actions.answer(meeting_id=meeting.pk, answer="attend", by=by(chi()))
    actions.postpone(
        meeting_id=meeting.pk,
        starts_at=FRIDAY + timedelta(hours=1),
        ends_at=FRIDAY + timedelta(hours=3),
        reason="Chờ đoàn",
        by=by(binh()),
    )
    assert attendee(meeting, chi()).answer == "attend"


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_both_need_a_reason(verb: str) -> None:
    meeting = a_published()
    with pytest.raises(Invalid):
        moved(meeting, reason=" ") if verb == "postpone" else actions.cancel(
            meeting_id=meeting.pk, reason="", by=by(binh())
        )


def test_guests_move_nothing() -> None:
    with pytest.raises(Refused):
        actions.cancel(meeting_id=a_published().pk, reason="x", by=by(chi()))


def test_cancel_takes_it_out_of_every_calendar() -> None:
    meeting = a_published()
    run_jobs()
    with expect_record("meetings.cancelled"):
        actions.cancel(meeting_id=meeting.pk, reason="Lãnh đạo đi họp đột xuất", by=by(binh()))
    run_jobs()
    found = entry_sent(chi(), "meetings.cancelled")
    assert (found["method"], found.events[0]["status"], found.events[0]["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert not Stay.objects.exists()
    with expect_record():
        actions.cancel(meeting_id=meeting.pk, reason="x", by=by(binh()))


def test_cancelling_takes_the_agenda_from_the_leader() -> None:
    meeting = a_submitted()
    actions.cancel(meeting_id=meeting.pk, reason="Không còn cần", by=by(binh()))
    assert Approval.objects.get().state == "withdrawn"


def test_the_series_knows_of_both() -> None:
    series = a_series()
    first, second = series.dates.all()[:2]
    meeting = actions.draft_from_series(date_id=first.pk, by=by(binh()))
    actions.postpone(
        meeting_id=meeting.pk,
        starts_at=first.starts_at + timedelta(hours=2),
        ends_at=first.starts_at + timedelta(hours=4),
        reason="Đổi giờ",
        by=by(binh()),
    )
    other = actions.draft_from_series(date_id=second.pk, by=by(binh()))
    actions.cancel(meeting_id=other.pk, reason="Nghỉ", by=by(binh()))
    assert [(row.state, row.reason) for row in series.dates.all()[:2]] == [("moved", "Đổi giờ"), ("skipped", "Nghỉ")]


def test_tell_changes_says_once_what_changed() -> None:
    meeting = a_published()
    run_jobs()
    actions.change_meeting(meeting_id=meeting.pk, changes={"location": "Phòng B"}, by=by(binh()))
    actions.propose_item(meeting_id=meeting.pk, title="Việc mới", by=by(binh()))
    with clock.at(MONDAY + timedelta(minutes=6)):
        run_jobs()  # tell_changes() waits for a quiet while
        said = Delivery.objects.get(user=chi(), channel="inbox", action="meetings.changes_told")
        run_jobs()
    assert said.body == "Nội dung thay đổi: thông tin cuộc họp được sửa; thêm nội dung “Việc mới”."
    assert Delivery.objects.filter(user=an(), channel="inbox", action="meetings.changes_told").count() == 1
    assert Meeting.objects.get(pk=meeting.pk).calendar_sequence == 1
