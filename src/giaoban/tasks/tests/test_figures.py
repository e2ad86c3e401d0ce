"""The four figures always add up, and equal what one counts by hand."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoban.kernel import clock
from giaoban.people.testing import an, chi, dung
from giaoban.tasks import queries
from giaoban.tasks.models import Task
from giaoban.tasks.testing import noi_bai

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)

DAYS = st.integers(-150, 40).map(lambda n: TODAY + timedelta(days=n))
TASKS = st.lists(
    st.tuples(
        st.sampled_from(Task.State.values),
        st.none() | DAYS,
        st.integers(-150, 0).map(lambda n: TODAY + timedelta(days=n)),
        st.booleans(),
        st.sampled_from(["chi", "dung", "nobody"]),
    ),
    max_size=25,
)


def by_hand(rows):
    cells, ages = Counter(), Counter()
    for state, deadline, handed_in, routine, _who in rows:
        if routine or state in {"suspended", "cancelled"}:
            continue
        handed = handed_in if state in {"reported", "confirmed"} else None
        late = deadline is not None and (handed or TODAY) > deadline
        cells[
            ("done_late" if late else "done_on_time")
            if state == "confirmed"
            else ("overdue" if late else "open_in_time")
        ] += 1
        if late and state != "confirmed":
            days = (TODAY - deadline).days
            ages[
                next(
                    n
                    for n, top in (("1-7", 7), ("8-30", 30), ("31-60", 60), ("61-120", 120), ("120+", 9999))
                    if days <= top
                )
            ] += 1
    return cells, ages


def written(rows):
    people = {"chi": chi(), "dung": dung(), "nobody": None}
    unit = noi_bai()
    Task.objects.all().delete()
    return Task.objects.bulk_create(
        Task(
            title=f"Việc {place}",
            state=state,
            deadline_on=deadline,
            original_deadline_on=deadline,
            done_on=handed_in if state in {"reported", "confirmed"} else None,
            is_routine=routine,
            assignee=people[who],
            assigner=an(),
            lead_unit=unit if who != "dung" else people["dung"].appointments.get().unit,
        )
        for place, (state, deadline, handed_in, routine, who) in enumerate(rows)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=TASKS)
def test_they_equal_a_count_by_hand_and_add_up_by_every_grouping(rows):
    written(rows)
    cells, ages = by_hand(rows)
    whole = queries.figures_of(Task.objects.all())
    assert {name: getattr(whole, name) for name in queries.FIGURES} == {n: cells[n] for n in queries.FIGURES}
    assert whole.ages == {age: ages[age] for age in queries.AGES}
    assert sum(whole.ages.values()) == whole.overdue
    for what in queries.BY:
        groups = queries.figures_by(Task.objects.all(), what)
        for name in queries.FIGURES:
            assert sum(getattr(group, name) for group in groups) == getattr(whole, name), (what, name)
    for name in queries.FIGURES:
        assert queries.of_figure(Task.objects.all(), name).count() == getattr(whole, name)
    for age in queries.AGES:
        assert queries.of_age(Task.objects.all(), age).count() == whole.ages[age]


def test_they_are_one_query_each(django_assert_num_queries):
    written([("new", TODAY, TODAY, False, "chi"), ("confirmed", TODAY, TODAY, False, "dung")])
    with django_assert_num_queries(1):
        queries.figures_of(Task.objects.all())
    with django_assert_num_queries(1):
        queries.figures_by(Task.objects.all(), "unit")


@pytest.mark.parametrize(
    ("given_on", "counted"),
    [
        ("2026-03-10", {"month", "quarter", "year", "all"}),
        ("2026-01-05", {"quarter", "year", "all"}),
        ("2025-12-31", {"last_year", "all"}),
    ],
)
def test_periods(given_on, counted):
    (task,) = written([("new", None, TODAY, False, "chi")])
    task.assigned_at = datetime.fromisoformat(f"{given_on}T23:30:00+07:00")
    task.save()
    assert {p for p in queries.PERIODS if queries.given_in(Task.objects.all(), p).exists()} == counted


def test_today_is_the_agencys_day_not_utcs():
    written([("new", TODAY, TODAY, False, "chi")])
    with clock.at(datetime.fromisoformat("2026-03-10T23:59:00+07:00")):
        assert queries.figures_of(Task.objects.all()).open_in_time == 1
    with clock.at(datetime.fromisoformat("2026-03-11T00:01:00+07:00")):
        assert queries.figures_of(Task.objects.all()).overdue == 1
