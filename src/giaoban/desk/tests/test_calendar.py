"""The calendar, the weekly sheet by leader, and the feed for calendar programs."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from giaoban.desk import queries
from giaoban.kernel import clock
from giaoban.ledger.testing import expect_record
from giaoban.meetings.testing import a_draft, a_published
from giaoban.people import actions as people
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    found = a_published()
    with clock.at(found.starts_at - timedelta(hours=2)):
        yield found


def listed(user, view, meeting):
    on = clock.local(meeting.starts_at).date()
    return [m.pk for day in queries.days_of(by(user), view, on) for m in day.meetings]


@pytest.mark.parametrize("view", ["day", "week", "month"])
def test_days_hold_the_meetings_one_may_see(meeting, view):
    assert listed(chi(), view, meeting) == [meeting.pk]
    assert listed(dung(), view, meeting) == []


def test_drafts_stand_only_with_those_who_prepare_them():
    draft = a_draft()
    assert listed(binh(), "day", draft) == [draft.pk]
    assert listed(chi(), "day", draft) == []


def test_a_month_is_whole_weeks(meeting):
    days = queries.days_of(by(chi()), "month", clock.today())
    assert len(days) % 7 == 0
    assert days[0].on.weekday() == 0
    assert sum(day.in_month for day in days) >= 28


def test_the_sheet_has_a_column_for_each_leader_and_two_rows_a_day(meeting):
    sheet = queries.sheet_of(by(chi()), clock.local(meeting.starts_at).date())
    assert sheet.leaders == [an()]
    assert len(sheet.rows) == 10
    found = [(row.day.on, row.is_morning, chairs) for row in sheet.rows for m, chairs in row.cells[0].meetings]
    local = clock.local(meeting.starts_at)
    assert found == [(local.date(), local.hour < 12, True)]


@pytest.mark.parametrize(
    "query", ["", "?view=day", "?view=month", "?view=sheet", "?view=week&on=x", "?view=sheet&part=1"]
)
def test_pages(client, meeting, query):
    client.force_login(chi())
    joined = "&" if "?" in query else "?"
    on = "" if "on=" in query else f"{joined}on={clock.local(meeting.starts_at):%Y-%m-%d}"
    answer = client.get(f"/lich/{query}{on}")
    assert answer.status_code == 200
    assert meeting.title in answer.content.decode() or "on=x" in query


def test_the_calendar_costs_the_same_for_any_month(client, meeting, django_assert_max_num_queries):
    client.force_login(chi())
    with django_assert_max_num_queries(30):
        client.get("/lich/?view=month")


def feed(client, secret, query=""):
    answer = client.get(f"/calendar/{secret}.ics{query}")
    return Calendar.from_ical(answer.content) if answer.status_code == 200 else answer.status_code


def test_renew_calendar_makes_a_secret_that_calendar_programs_read(client, meeting):
    client.force_login(chi())
    with expect_record("people.calendar_renewed"):
        client.post("/lich/duong-dan/")
    user = chi()
    assert user.calendar_secret in client.get("/lich/").content.decode()
    client.logout()
    calendar = feed(client, user.calendar_secret)
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == meeting.title
    assert event.decoded("DTSTART") == meeting.starts_at
    assert str(event["UID"]) == f"{meeting.pk}@giaoban"
    assert calendar.walk("VTIMEZONE")


def test_a_renewed_secret_cuts_the_old_one_off(client, meeting):
    old = people.renew_calendar(by=by(chi()))
    new = people.renew_calendar(by=by(chi()))
    assert feed(client, old) == 404
    assert feed(client, new).walk("VEVENT")


def test_a_unit_feed_holds_what_its_reader_may_see(client, meeting):
    unit = meeting.unit.code
    own = people.renew_calendar(by=by(an()))
    strange = people.renew_calendar(by=by(dung()))
    assert len(feed(client, own, f"?unit={unit}").walk("VEVENT")) == 1
    assert feed(client, strange, f"?unit={unit}").walk("VEVENT") == []
    assert feed(client, own, "?unit=NOWHERE") == 404


@pytest.mark.parametrize("secret", ["x", "nothing-of-that-name-here", "%20"])
def test_a_guess_opens_nothing(client, secret):
    chi()
    assert feed(client, secret) == 404


def test_who_left_has_no_feed(client, meeting):
    secret = people.renew_calendar(by=by(chi()))
    user = chi()
    user.is_active = False
    user.save()
    assert feed(client, secret) == 404
