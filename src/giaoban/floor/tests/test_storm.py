"""Chair and secretary tap at the same moment, again and again: one speaks, the other tap says why not."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections

from giaoban.floor import actions
from giaoban.floor.models import Turn
from giaoban.floor.testing import a_turn
from giaoban.hall.testing import a_room, guest
from giaoban.kernel.errors import Conflict
from giaoban.kernel.retry import again
from giaoban.meetings import actions as meetings
from giaoban.people.testing import an, binh, by, chi

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def run_threads(*works):
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A running room with people who wait; threads need a database on disk, as in a real installation."""
    meeting = meetings.start(meeting_id=a_room().pk, by=by(an()))
    people = [by(user) for user in (an(), binh())]
    for n in range(2 * ROUNDS):
        a_turn(meeting, binh(), name=f"Khách {n}")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM INTO '{tmp_path / 'storm.db'}'")
        monkeypatch.setitem(connections.settings["default"], "NAME", str(tmp_path / "storm.db"))
    return meeting, people


def in_thread(work):
    """Run one function with a connection of its own."""
    answer = []

    def run():
        try:
            answer.append(work())
        except Exception as fault:
            answer.append(fault)
        finally:
            connections["default"].close()

    run_threads(run)
    return answer[0]


def test_two_chairs_at_once_never_give_the_floor_to_two(room):
    _meeting, (chair, secretary) = room
    ids = in_thread(lambda: list(Turn.objects.order_by("requested_at", "pk").values_list("pk", flat=True)))
    outcomes: Counter[str] = Counter()

    def tap(actor, turn_id, start):
        def run():
            start.wait()
            try:
                again(lambda: actions.give_floor(turn_id=turn_id, by=actor))
                outcomes["given"] += 1
            except Conflict as no:
                outcomes[no.code] += 1
            except Exception as fault:
                outcomes[repr(fault)] += 1
            finally:
                connections["default"].close()

        return run

    for n in range(ROUNDS):
        start = threading.Barrier(2)
        run_threads(tap(chair, ids[2 * n], start), tap(secretary, ids[2 * n + 1], start))
        speaking = in_thread(lambda: list(Turn.objects.filter(state="speaking").values_list("pk", flat=True)))
        assert len(speaking) == 1
        in_thread(lambda: actions.end_turn(turn_id=speaking[0], by=chair))  # noqa: B023 - run at once
    assert outcomes == {"given": ROUNDS, "floor.somebody_speaks": ROUNDS}
    assert in_thread(lambda: Turn.objects.filter(state="ended").count()) == ROUNDS


def test_asking_ten_times_at_once_makes_one_request(room):
    meeting, _people = room
    actors = in_thread(lambda: [by(chi()), by(guest())])
    faults = []

    def ask(actor):
        def run():
            try:
                again(lambda: actions.ask_to_speak(meeting_id=meeting.pk, topic="Ý kiến", by=actor))
            except Exception as fault:
                faults.append(fault)
            finally:
                connections["default"].close()

        return run

    run_threads(*(ask(actors[n % 2]) for n in range(10)))
    assert faults == []
    open_now = in_thread(lambda: Turn.objects.filter(speaker__isnull=False, state="requested").count())
    assert open_now == 2
