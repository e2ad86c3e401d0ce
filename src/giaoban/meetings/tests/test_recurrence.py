"""Properties of series whatever the holidays are (invariant 3)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.kernel.workdays import WorkCalendar
from giaoban.meetings import recurrence

START = date(2026, 1, 1)
somedays = st.dates(START, date(2027, 6, 30))
rules = st.builds(
    recurrence.rule_of,
    st.sampled_from(["week", "two_weeks", "month"]),
    st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True),
    st.sampled_from([1, 2, 3, 4, -1]),
)


@given(rules, st.frozensets(somedays, max_size=60), st.sampled_from(["skip", "before", "after"]))
def test_every_day_of_the_rule_appears_once_and_stays_in_order(rule, holidays, on_holiday) -> None:
    days = recurrence.days_of(rule, START, date(2026, 12, 31))
    found = list(recurrence.settle(days, on_holiday, WorkCalendar(holidays=holidays), {}))
    assert [occurrence.day for occurrence in found] == days
    held = [occurrence.held_on for occurrence in found if occurrence.held_on]
    assert held == sorted(set(held))
    assert not holidays.intersection(held)
    for occurrence in found:
        assert bool(occurrence.reason) is (occurrence.held_on != occurrence.day)


@given(rules)
def test_the_form_shows_the_rule_it_made(rule) -> None:
    every, weekdays, nth = recurrence.form_of(rule)
    assert recurrence.rule_of(every, weekdays, nth) == rule


@given(rules, st.integers(1, 300))
def test_a_longer_look_never_changes_the_days_before(rule, more) -> None:
    near, far = date(2026, 6, 30), date(2026, 6, 30) + timedelta(days=more)
    assert [day for day in recurrence.days_of(rule, START, far) if day <= near] == recurrence.days_of(rule, START, near)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", "thứ Sáu hằng tuần"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "thứ Hai, thứ Năm, hai tuần một lần"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "thứ Sáu cuối cùng của tháng"),
    ],
)
def test_a_rule_in_words(rule: str, words: str) -> None:
    assert recurrence.words_of(rule) == words


def test_tet_of_known_years() -> None:
    assert [recurrence.tet_of(year) for year in (2025, 2026, 2027, 2030)] == [
        date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2030, 2, 2),
    ]  # fmt: skip
