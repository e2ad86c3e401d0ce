"""Working-day arithmetic (rules.md § 5)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from giaoban.kernel.workdays import WorkCalendar

TET = WorkCalendar(
    holidays=frozenset(date(2026, 2, day) for day in range(14, 23)), swap_days=frozenset({date(2026, 2, 28)})
)
days = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))


def test_a_term_starts_on_the_next_working_day():
    assert WorkCalendar().after(date(2026, 11, 20), 5) == date(2026, 11, 27)  # Friday + 5


def test_it_counts_back_from_the_day_before():
    assert WorkCalendar().before(date(2026, 11, 27), 3) == date(2026, 11, 24)


def test_tet_and_swap_days_count_as_decided():
    assert TET.after(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert TET.works_on(date(2026, 2, 28))


@given(days, st.integers(min_value=0, max_value=60))
def test_going_there_and_counting_agree(day, term):
    assert TET.between(day, TET.after(day, term)) == term


@given(days, st.integers(min_value=1, max_value=60))
def test_a_term_ends_on_a_working_day(day, term):
    assert TET.works_on(TET.after(day, term))
    assert TET.works_on(TET.before(day, term))


@given(days, days)
def test_counting_backwards_is_the_negative(first, last):
    assert TET.between(first, last) == -TET.between(last, first)


def test_the_next_working_day_may_be_today():
    monday = date(2026, 11, 23)
    assert WorkCalendar().next_working_day(monday) == monday
    assert WorkCalendar().next_working_day(monday - timedelta(days=1)) == monday
