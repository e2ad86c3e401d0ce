"""The order of calling, as sums: everybody once, the same facts the same order, the desk's hand before the rule."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoban.floor.order import Heard, Waiting, in_order, put

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
START = datetime(2026, 3, 16, 1, tzinfo=UTC)
ids = st.integers(1, 60).map(lambda n: UUID(int=n))
some = st.one_of(st.none(), st.integers(1, 5).map(lambda n: UUID(int=n + 1000)))
waiting = st.builds(
    Waiting,
    id=ids,
    requested_at=st.integers(0, 20).map(lambda n: START + timedelta(seconds=n)),
    place=st.one_of(st.none(), st.integers(0, 6)),
    unit=some,
    speaker=some,
    spoken_before=st.integers(0, 900).map(float),
)
queues = st.lists(waiting, max_size=12, unique_by=lambda one: one.id)
heards = st.lists(st.builds(Heard, unit=some, speaker=some, seconds=st.integers(0, 600).map(float)), max_size=8)
rules = st.sampled_from(["time", "units", "least"])


def one(number, second, **more):
    return Waiting(UUID(int=number), START + timedelta(seconds=second), **more)


@CALM
@given(queues, rules, heards)
def test_everybody_is_called_once_whatever_the_rule(queue, rule, heard):
    assert sorted(in_order(queue, rule, heard)) == sorted(one.id for one in queue)


@CALM
@given(queues, rules, heards, st.randoms())
def test_the_order_does_not_depend_on_how_the_facts_arrive(queue, rule, heard, dice):
    mixed, also = list(queue), list(heard)
    dice.shuffle(mixed)
    dice.shuffle(also)
    assert in_order(mixed, rule, also) == in_order(queue, rule, heard)


@CALM
@given(queues, rules, heards)
def test_whom_the_desk_has_placed_stands_in_front_in_that_order(queue, rule, heard):
    placed = [one for one in queue if one.place is not None]
    front = in_order(queue, rule, heard)[: len(placed)]
    assert set(front) == {one.id for one in placed}
    places = {one.id: one.place for one in placed}
    assert [places[who] for who in front] == sorted(places.values())


@CALM
@given(queues, heards, waiting)
def test_by_time_a_newcomer_pushes_nobody_back(queue, heard, late):
    queue = [one for one in queue if one.id != late.id]
    before = in_order(queue, "time", heard)
    newcomer = Waiting(late.id, START + timedelta(seconds=99))
    assert in_order([*queue, newcomer], "time", heard) == [*before, late.id]


@CALM
@given(queues, heards)
def test_in_rotation_no_unit_comes_twice_before_all_others_came_once_more(queue, heard):
    queue = [Waiting(one.id, one.requested_at, None, one.unit or one.id, None) for one in queue]
    units = {one.id: one.unit for one in queue}
    left = {unit: sum(1 for one in queue if one.unit == unit) for unit in units.values()}
    spoken = {unit: sum(1 for one in heard if (one.unit or one.speaker) == unit) for unit in left}
    for who in in_order(queue, "units", heard):
        unit = units[who]
        assert all(spoken[unit] <= spoken[other] for other in left if left[other])
        spoken[unit] += 1
        left[unit] -= 1


@CALM
@given(queues, heards)
def test_who_has_spoken_least_comes_first(queue, heard):
    queue = [Waiting(one.id, one.requested_at, None, one.unit, one.speaker, one.spoken_before) for one in queue]
    spoken = {one.id: sum(h.seconds for h in heard if h.speaker == one.speaker and one.speaker) for one in queue}
    known = {one.id: one for one in queue}
    keys = [
        (spoken[who], known[who].spoken_before, known[who].requested_at, who) for who in in_order(queue, "least", heard)
    ]
    assert keys == sorted(keys)


def test_units_take_turns():
    a, b = UUID(int=1001), UUID(int=1002)
    queue = [one(1, 0, unit=a), one(2, 1, unit=a), one(3, 2, unit=b), one(4, 3, unit=a)]
    assert [who.int for who in in_order(queue, "units", [])] == [1, 3, 2, 4]
    assert [who.int for who in in_order(queue, "units", [Heard(a, None, 60)])] == [3, 1, 2, 4]


@CALM
@given(st.lists(ids, min_size=1, max_size=12, unique=True), st.integers(-3, 20), st.data())
def test_putting_somebody_somewhere_moves_nobody_else(order, place, data):
    who = data.draw(st.sampled_from(order))
    moved = put(order, who, place)
    assert [one for one in moved if one != who] == [one for one in order if one != who]
    assert moved.index(who) == max(0, min(place, len(order) - 1))
