"""The rules of reminding as arithmetic: when, why, how often, and what silences them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban.kernel.workdays import WorkCalendar
from giaoban.tasks.policy import OnTheDay, Policy, Reason, Standing, owed, policy_of

CALENDAR = WorkCalendar()
DEFAULT = Policy()
MONDAY = date(2026, 3, 2)
TASK = Standing(assigned_on=MONDAY, deadline_on=date(2026, 3, 20), is_opened=True)  # Friday, 14 working days later


def reasons(task, day, policy=DEFAULT, calendar=CALENDAR):
    return [(one.reason, one.step) for one in owed(task, policy, calendar, day) if not one.may_wait]


def first_day(task, reason=Reason.START, policy=DEFAULT, calendar=CALENDAR):
    days = (task.assigned_on + timedelta(days=n) for n in range(1, 90))
    return next((day for day in days if reason in dict(reasons(task, day, policy, calendar))), None)


def test_it_begins_when_the_days_left_equal_the_work_left():
    assert first_day(TASK) == date(2026, 3, 13)  # 30 % of 14 days: five working days before
    assert first_day(replace(TASK, effort_days=2)) == date(2026, 3, 18)
    assert first_day(replace(TASK, effort_days=2, progress=60)) == date(2026, 3, 19)


def test_who_is_often_late_is_told_earlier_within_bounds():
    assert first_day(replace(TASK, effort_days=2, punctuality=0.4)) == date(2026, 3, 16)
    assert first_day(replace(TASK, effort_days=30, punctuality=0.4)) == date(2026, 3, 13)


def test_who_is_usually_on_time_is_left_alone_for_longer():
    assert first_day(replace(TASK, effort_days=4, punctuality=0.95)) == date(2026, 3, 18)


def test_what_comes_soon_comes_along_with_others():
    soon = [one for one in owed(TASK, Policy(), CALENDAR, date(2026, 3, 11)) if one.may_wait]
    assert [(one.reason, one.step) for one in soon] == [(Reason.START, 0)]
    assert not list(owed(TASK, Policy(gather=0), CALENDAR, date(2026, 3, 11)))


def test_days_away_push_the_reminder_before_the_absence():
    away = ((date(2026, 3, 16), date(2026, 3, 20)),)
    assert first_day(replace(TASK, effort_days=2, away=((date(2026, 3, 17), date(2026, 3, 19)),))) == date(2026, 3, 13)
    gone = replace(TASK, effort_days=2, away=away)
    assert first_day(gone) == date(2026, 3, 12)
    assert reasons(gone, date(2026, 3, 16)) == [(Reason.AWAY, 0)]


def test_holidays_and_swap_days_count_as_the_agency_works():
    calendar = WorkCalendar(holidays=frozenset({date(2026, 3, 19)}), swap_days=frozenset({date(2026, 3, 14)}))
    assert first_day(replace(TASK, effort_days=2), calendar=calendar) == date(2026, 3, 17)
    assert reasons(TASK, date(2026, 3, 14), calendar=calendar)
    assert reasons(TASK, date(2026, 3, 14)) == []


def test_progress_silences_for_some_days_and_taking_silences_the_first_word():
    assert reasons(replace(TASK, progressed_on=date(2026, 3, 12)), date(2026, 3, 13)) == []
    assert reasons(replace(TASK, progressed_on=date(2026, 3, 10)), date(2026, 3, 13)) == [(Reason.START, 0)]
    new = replace(TASK, is_opened=False)
    assert first_day(new, Reason.UNOPENED) == date(2026, 3, 10)  # 40 % of 14 days
    assert first_day(replace(new, deadline_on=date(2026, 3, 9)), Reason.UNOPENED) == date(2026, 3, 4)
    assert reasons(new, date(2026, 3, 12)) == [(Reason.UNOPENED, 0)]  # the same step as two days before
    assert reasons(TASK, date(2026, 3, 6)) == []


def test_on_the_day_the_punctual_are_spared():
    day = date(2026, 3, 20)
    assert reasons(TASK, day) == [(Reason.DUE, 0)]
    assert reasons(replace(TASK, punctuality=0.95), day) == []
    assert reasons(replace(TASK, punctuality=0.95), day, Policy(on_the_day=OnTheDay.ALL)) == [(Reason.DUE, 0)]
    assert reasons(TASK, day, Policy(on_the_day=OnTheDay.NOBODY)) == []


def test_a_deadline_on_a_rest_day_is_told_on_the_last_working_day():
    assert reasons(replace(TASK, deadline_on=date(2026, 3, 22)), date(2026, 3, 20)) == [(Reason.DUE, 0)]


def overdue_on(task, days=40):
    return {
        CALENDAR.between(task.deadline_on, day): step
        for day in (task.deadline_on + timedelta(days=n) for n in range(1, days))
        for reason, step in reasons(task, day)
        if reason == Reason.OVERDUE
    }


def test_overdue_reminders_thin_out():
    steps = overdue_on(TASK)
    firsts = [next(late for late, step in steps.items() if step == n) for n in (1, 2, 3, 4)]
    assert firsts == [1, 4, 9, 16]


def test_it_climbs_to_head_and_leader_and_sooner_when_urgent():
    assert reasons(TASK, date(2026, 3, 24))[1:] == [(Reason.HEAD, 0)]
    assert [r for r, _ in reasons(TASK, date(2026, 3, 27))] == [Reason.OVERDUE, Reason.HEAD, Reason.LEADER]
    assert [r for r, _ in reasons(replace(TASK, is_urgent=True), date(2026, 3, 23))] == [Reason.OVERDUE, Reason.HEAD]


def test_returned_work_begins_a_ladder_of_its_own():
    back = replace(TASK, returned_on=date(2026, 3, 25))
    (one,) = owed(back, Policy(), CALENDAR, date(2026, 3, 26))
    assert (one.reason, one.since, one.step) == (Reason.OVERDUE, date(2026, 3, 25), 1)
    assert one.days == 4  # after the deadline, as every other page counts
    above = [one for one in owed(back, Policy(), CALENDAR, date(2026, 4, 1)) if one.to != "doer"]
    assert [(one.reason, one.days) for one in above] == [(Reason.HEAD, 8), (Reason.LEADER, 8)]


def test_a_wish_that_nobody_decides_silences_for_some_days_only():
    late = replace(TASK, asks_time_since=date(2026, 3, 19))
    assert {r for r, _ in reasons(late, date(2026, 3, 25))} == {Reason.DECIDE}
    assert {r for r, _ in reasons(late, date(2026, 3, 27))} == {
        Reason.DECIDE,
        Reason.OVERDUE,
        Reason.HEAD,
        Reason.LEADER,
    }


def test_while_others_must_act_only_they_are_told():
    asked = replace(TASK, asks_time_since=date(2026, 3, 18))
    assert reasons(asked, date(2026, 3, 19)) == []
    assert reasons(asked, date(2026, 3, 24)) == [(Reason.DECIDE, 2)]
    done = replace(TASK, is_handed_in=True, handed_in_on=date(2026, 3, 10))
    assert reasons(done, date(2026, 3, 13)) == [(Reason.CONFIRM, 1)]


def test_a_policy_is_kept_as_data_and_outlives_new_rules():
    odd = Policy(rest=9, on_the_day=OnTheDay.ALL)
    assert policy_of(odd.as_data()) == odd
    assert policy_of({"rest": 9, "gone": 1}) == Policy(rest=9)


DAYS = st.integers(0, 60).map(lambda n: MONDAY + timedelta(days=n))
STANDINGS = st.builds(
    Standing,
    assigned_on=DAYS,
    deadline_on=st.none() | DAYS,
    is_urgent=st.booleans(),
    is_opened=st.booleans(),
    progress=st.integers(0, 100),
    effort_days=st.none() | st.integers(1, 20),
    progressed_on=st.none() | DAYS,
    punctuality=st.none() | st.floats(0, 1),
    away=st.lists(st.tuples(DAYS, st.integers(0, 9)), max_size=2).map(
        lambda pairs: tuple((day, day + timedelta(days=n)) for day, n in pairs)
    ),
)


@settings(max_examples=200, deadline=None)
@given(STANDINGS, st.lists(st.integers(0, 120), min_size=1, max_size=30))
def test_whoever_asks_on_whatever_days_gets_each_step_once_and_nothing_on_rest_or_absence(task, offsets):
    """The same state never owes a lower step after a higher one, so «higher than what was given» is once each."""
    highest: dict[object, int] = {}
    for day in sorted({MONDAY + timedelta(days=n) for n in offsets}):
        for one in owed(task, Policy(), CALENDAR, day):
            assert CALENDAR.works_on(day)
            assert day > task.assigned_on
            if one.to == "doer":
                assert not task.is_away_on(day)
            key = (one.reason, one.since)
            assert one.step >= highest.get(key, 0)
            highest[key] = one.step


@pytest.mark.parametrize("name", ["unopened_after", "overdue_first", "head_after", "leader_after", "confirm_after"])
def test_each_rule_can_be_switched_off(name):
    off = replace(Policy(), **{name: 0})
    told = {
        r for n in range(1, 60) for r, _ in reasons(replace(TASK, is_opened=False), MONDAY + timedelta(days=n), off)
    }
    gone = {"unopened_after": Reason.UNOPENED, "overdue_first": Reason.OVERDUE, "head_after": Reason.HEAD}
    assert gone.get(name, Reason.CONFIRM if name == "confirm_after" else Reason.LEADER) not in told
