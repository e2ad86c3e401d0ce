"""Meetings that come back."""

from datetime import date, timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.models import Meeting, Series, SeriesDate
from giaoban.meetings.queries.series import tet_words
from giaoban.meetings.testing import MONDAY, a_series, moment
from giaoban.people.models import AttendeeGroup, DayRule, GroupMember, LeaderInCharge
from giaoban.people.testing import a_person, an, binh, by, chi, dung, the_agency

LONG_AGO = date(2020, 1, 1)


def a_holiday(day: date, name: str = "Nghỉ lễ") -> None:
    DayRule.objects.create(day=day, kind="holiday", name=name)


def days(series: Series) -> list[date]:
    return [clock.local(row.starts_at).date() for row in series.dates.exclude(state="skipped")]


def test_start_series_lays_dates_a_year_ahead() -> None:
    with expect_record("meetings.series_started"):
        series = a_series()
    assert days(series)[:3] == [date(2026, 3, 13), date(2026, 3, 20), date(2026, 3, 27)]
    assert days(series)[-1] >= date(2027, 3, 5)
    assert {clock.local(row.starts_at).hour for row in series.dates.all()} == {8}


def test_the_same_id_is_the_same_series() -> None:
    series = a_series()
    again = actions.start_series(
        unit_id=the_agency().pk, values={"title": "Khác"}, starts_on=clock.today(), series_id=series.pk, by=by(binh())
    )
    assert again == series


@pytest.mark.parametrize(
    ("on_holiday", "expected"),
    [
        ("skip", ("skipped", date(2026, 3, 20))),
        ("before", ("moved", date(2026, 3, 19))),
        ("after", ("moved", date(2026, 3, 23))),
    ],
)
def test_a_holiday_moves_or_skips_a_date_with_its_name(on_holiday: str, expected: tuple[str, date]) -> None:
    a_holiday(date(2026, 3, 20), "Nghỉ bù")
    row = a_series(on_holiday=on_holiday).dates.get(original_start=moment("2026-03-20 08:30"))
    assert (row.state, clock.local(row.starts_at).date()) == expected
    assert row.reason == "Nghỉ bù"


def test_a_holiday_decided_later_is_followed_by_extend_series() -> None:
    series = a_series()
    a_holiday(date(2026, 3, 20), "Nghỉ bù")
    actions.extend_series()
    assert series.dates.get(original_start=moment("2026-03-20 08:30")).state == "skipped"
    DayRule.objects.all().delete()
    actions.extend_series()


def test_what_people_decided_is_left_alone_by_extend_series() -> None:
    series = a_series()
    row = series.dates.first()
    actions.skip_date(date_id=row.pk, reason="Đại hội", by=by(binh()))
    actions.extend_series()
    row.refresh_from_db()
    assert (row.state, row.reason) == ("skipped", "Đại hội")


def test_extend_series_keeps_a_year_ahead() -> None:
    series = a_series()
    with clock.at(MONDAY + timedelta(days=70)):
        actions.extend_series()
    assert days(series)[-1] >= date(2027, 5, 14)


def test_skip_date_needs_a_reason_and_restore_date_takes_it_back() -> None:
    row = a_series().dates.first()
    with pytest.raises(Invalid):
        actions.skip_date(date_id=row.pk, reason="", by=by(binh()))
    with expect_record("meetings.series_date_skipped", "meetings.series_date_restored"):
        actions.skip_date(date_id=row.pk, reason="Đại hội", by=by(binh()))
        actions.skip_date(date_id=row.pk, reason="Đại hội", by=by(binh()))
        actions.restore_date(date_id=row.pk, by=by(binh()))
        actions.restore_date(date_id=row.pk, by=by(binh()))


def test_move_date_does_not_meet_its_neighbour() -> None:
    first, second = a_series().dates.all()[:2]
    with pytest.raises(Conflict):
        actions.move_date(date_id=first.pk, starts_at=second.starts_at, reason="x", by=by(binh()))
    moved = actions.move_date(date_id=first.pk, starts_at=moment("2026-03-12 14:00"), reason="Sớm hơn", by=by(binh()))
    assert moved.state == "moved"


def test_a_date_with_a_meeting_is_moved_at_the_meeting() -> None:
    row = a_series().dates.first()
    actions.draft_from_series(date_id=row.pk, by=by(binh()))
    with pytest.raises(Conflict) as refused:
        actions.skip_date(date_id=row.pk, reason="x", by=by(binh()))
    assert refused.value.code == "meetings.series_date_has_meeting"


def test_draft_from_series_brings_agenda_groups_and_requests() -> None:
    branch = chi().appointments.get().unit
    group = AttendeeGroup.objects.create(name="Giao ban", unit=the_agency())
    GroupMember.objects.create(group=group, unit=branch)
    usual = (actions.UsualItem("Vướng mắc", 30, "decide", branch.pk, None, asks_paper=True),)
    series = a_series(items=usual)
    series.groups.add(group)
    meeting = actions.draft_from_series(date_id=series.dates.first().pk, by=by(binh()))
    assert meeting.title == "Giao ban tuần 11"
    assert [row.user_id for row in meeting.attendees.all()] == [chi().pk]
    item = meeting.items.get()
    assert (item.minutes, item.wanted, item.paper_requests.get().unit_id) == (30, "decide", branch.pk)
    assert actions.draft_from_series(date_id=series.dates.first().pk, by=by(binh())) == meeting


def test_a_series_of_one_branch_is_chaired_by_the_leader_in_charge() -> None:
    branch = chi().appointments.get().unit
    deputy = a_person("pho", "Trần Phó", position="Phó Cục trưởng", authority="deputy")
    LeaderInCharge.objects.create(unit=branch, leader=deputy, starts_on=LONG_AGO)
    series = a_series(unit=branch)
    assert actions.draft_from_series(date_id=series.dates.first().pk, by=by(binh())).chair_id == deputy.pk


def test_a_skipped_date_has_no_meeting() -> None:
    row = a_series().dates.first()
    actions.skip_date(date_id=row.pk, reason="Nghỉ", by=by(binh()))
    with pytest.raises(Conflict):
        actions.draft_from_series(date_id=row.pk, by=by(binh()))


def test_draft_ahead_writes_each_draft_once() -> None:
    series = a_series(draft_days=12)
    actions.draft_ahead()
    actions.draft_ahead()
    assert Meeting.objects.filter(series=series).count() == 2


def test_change_series_from_splits_and_leaves_the_past_alone() -> None:
    series = a_series()
    held = actions.draft_from_series(date_id=series.dates.all()[4].pk, by=by(binh()))
    heir = actions.change_series_from(
        series_id=series.pk, day=date(2026, 4, 1), values={"rule": "FREQ=WEEKLY;BYDAY=MO"}, by=by(binh())
    )
    series.refresh_from_db()
    assert (series.until, heir.follows_id) == (date(2026, 3, 31), series.pk)
    assert days(series) == [
        date(2026, 3, 13), date(2026, 3, 20), date(2026, 3, 27), clock.local(held.starts_at).date(),
    ]  # fmt: skip
    assert days(heir)[0] == date(2026, 4, 6)
    assert [item.title for item in heir.items.all()] == ["Thu ngân sách trong tuần", "Vướng mắc"]
    held.refresh_from_db()
    assert held.series_id == series.pk


def test_a_series_is_not_changed_in_the_past() -> None:
    with pytest.raises(Invalid):
        actions.change_series_from(series_id=a_series().pk, day=date(2026, 3, 1), values={}, by=by(binh()))


def test_end_series_forgets_what_was_to_come() -> None:
    series = a_series()
    with expect_record("meetings.series_ended"):
        actions.end_series(series_id=series.pk, day=date(2026, 3, 18), by=by(binh()))
        actions.end_series(series_id=series.pk, day=date(2026, 3, 18), by=by(binh()))
    assert days(series) == [date(2026, 3, 13)]
    with pytest.raises(Refused):
        actions.change_series_from(series_id=series.pk, day=date(2026, 5, 1), values={}, by=by(binh()))


def test_a_series_over_tet_says_so() -> None:
    series = a_series()
    assert tet_words(series) == [
        "Tết Nguyên đán 2027 (mùng 1 là 06/02/2027) chưa nhập lịch nghỉ; các kỳ 05/02/2027 có thể trùng Tết."
    ]
    a_holiday(date(2027, 2, 5), "Tết Nguyên đán")
    actions.extend_series()
    assert tet_words(series) == ["Kỳ 05/02/2027 không họp: Tết Nguyên đán."]


def test_strangers_find_no_series() -> None:
    series = a_series()
    with pytest.raises(NotFound):
        actions.end_series(series_id=series.pk, day=clock.today(), by=by(dung()))
    with pytest.raises(NotFound):
        actions.skip_date(date_id=SeriesDate.objects.first().pk, reason="x", by=by(dung()))
    with pytest.raises(Refused):
        a_series(unit=the_agency(), chair_id=an().pk) and actions.start_series(
            unit_id=the_agency().pk, values={}, starts_on=clock.today(), by=by(dung())
        )
