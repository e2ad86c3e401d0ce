"""The calendar entry, as a calendar program reads it."""

from datetime import UTC, timedelta

import pytest
from icalendar import Calendar

from giaoban.meetings import actions, calendar
from giaoban.meetings.models import Meeting
from giaoban.meetings.testing import FRIDAY, a_published, an_item
from giaoban.people.testing import binh, by, chi


def read(meeting: Meeting, method: str = "REQUEST"):
    fresh = Meeting.objects.get(pk=meeting.pk)
    raw = calendar.calendar_of(fresh, chi(), method).to_ical()
    return Calendar.from_ical(raw), raw


def test_it_is_a_request_with_zone_organizer_and_attendee() -> None:
    meeting = a_published()
    found, raw = read(meeting)
    event = found.events[0]
    assert (found["method"], found["version"]) == ("REQUEST", "2.0")
    assert found.timezones[0]["tzid"] == "Asia/Ho_Chi_Minh"
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20260320T083000" in raw
    assert event.start == FRIDAY
    assert event.end - event.start == timedelta(hours=2)
    assert event["uid"] == f"{meeting.pk}@giaoban"
    assert event["organizer"] == "mailto:binh@haiquan.example"
    assert event["attendee"] == "mailto:chi@haiquan.example"
    assert event["attendee"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert event["dtstamp"].dt.tzinfo is UTC or event["dtstamp"].dt.utcoffset() == timedelta()
    assert str(event["url"]).endswith(f"/cuoc-hop/{meeting.pk}/")


@pytest.mark.parametrize(("said", "partstat"), [("attend", "ACCEPTED"), ("online", "ACCEPTED"), ("absent", "DECLINED")])
def test_the_answer_is_in_it(said: str, partstat: str) -> None:
    meeting = a_published()
    actions.answer(meeting_id=meeting.pk, answer=said, reason="Ốm" if said == "absent" else "", by=by(chi()))
    assert read(meeting)[0].events[0]["attendee"].params["PARTSTAT"] == partstat


def test_the_same_meeting_keeps_its_uid_and_counts_up() -> None:
    meeting = a_published()
    before = read(meeting)[0].events[0]
    actions.cancel(meeting_id=meeting.pk, reason="Hoãn", by=by(binh()))
    fresh = Meeting.objects.get(pk=meeting.pk)
    after = Calendar.from_ical(calendar.attachment_of(fresh, chi()).content)
    assert after["method"] == "CANCEL"
    assert (after.events[0]["uid"], after.events[0]["sequence"]) == (before["uid"], before["sequence"] + 1)


def test_a_secret_item_is_not_named() -> None:
    meeting = a_published()
    an_item(meeting, "Chuyên án X", is_secret=True)
    words = str(read(meeting)[0].events[0]["description"])
    assert "Nội dung mật" in words
    assert "Chuyên án" not in words


def test_lines_are_folded_and_text_is_escaped() -> None:
    meeting = a_published()
    Meeting.objects.filter(pk=meeting.pk).update(title="Họp; rà soát, báo cáo " + "rất dài " * 20)
    found, raw = read(meeting)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert str(found.events[0]["summary"]).startswith("Họp; rà soát, báo cáo rất dài")
