"""The pen, the streams, the jobs and the chain."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from giaoban.kernel import clock
from giaoban.ledger import bus, jobs, registry, seal, streams
from giaoban.ledger.guards import install_guards, missing_guards
from giaoban.ledger.models import Entry, Job, Stream
from giaoban.ledger.record import enqueue, record
from giaoban.people.testing import an, by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabulary(monkeypatch):
    monkeypatch.setitem(registry.ACTIONS, "test.done", "{actor} đã làm “{subject}”")
    monkeypatch.setitem(registry.REACTIONS, "test.done", ("test.follow",))


def write(*live):
    with transaction.atomic():
        return record("test.done", by=by(an()), subject=an(), live=live)


def test_one_line_one_job_and_one_event_per_change():
    entry = write(streams.Change("meeting:x", {"a": 1}), streams.Change("meeting:x", {"b": 2}, audience="chair"))
    assert registry.sentence_of(entry) == "Nguyễn Văn An đã làm “Nguyễn Văn An”"
    assert [job.name for job in entry.jobs.all()] == ["test.follow"]
    assert [(event.seq, event.audience) for event in streams.after("meeting:x", 0)] == [(1, "all"), (2, "chair")]


def test_an_unknown_action_is_refused():
    with pytest.raises(LookupError), transaction.atomic():
        record("test.unknown", by=by(an()), subject=an())


def test_nothing_leaves_a_failed_action(django_capture_on_commit_callbacks):
    heard = []
    bus.listen(lambda name, _payload: heard.append(name))

    @transaction.atomic
    def fail_after_writing():
        record("test.done", by=by(an()), subject=an(), live=[streams.Change("meeting:y", {"a": 1})])
        raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        fail_after_writing()
    assert (Entry.objects.count(), Job.objects.count(), streams.head("meeting:y"), heard) == (0, 0, 0, [])


def test_a_failing_job_waits_longer_each_time_and_then_for_a_person(monkeypatch):
    calls = []

    def fail(job):
        calls.append(job.pk)
        raise ValueError("không kết nối được")

    monkeypatch.setitem(registry.HANDLERS, "test.follow", fail)
    write()
    with clock.at(clock.now()):
        moment = clock.now()
    for wait in (0, 11, 61, 601, 3601, 3601):
        moment += timedelta(seconds=wait)
        with clock.at(moment):
            jobs.run_due()
    assert len(calls) == 5
    assert [job.error for job in jobs.stuck()] == ["ValueError: không kết nối được"]


def test_a_dead_workers_job_is_taken_up_again(monkeypatch):
    done = []
    monkeypatch.setitem(registry.HANDLERS, "test.follow", lambda job: done.append(job.pk))
    write()
    assert jobs.claim() is not None  # and then the worker is killed
    assert jobs.claim() is None
    with clock.later(minutes=6):
        assert jobs.run_due() == 1
    assert len(done) == 1


def test_a_waiting_job_with_a_key_is_not_doubled():
    with transaction.atomic():
        enqueue("test.follow", args={"n": 1}, unique_key="once")
        enqueue("test.follow", args={"n": 2}, unique_key="once")
    assert Job.objects.count() == 1


def test_a_missed_slot_runs_once(monkeypatch):
    ran = []
    every = registry.Every("test.hourly", timedelta(hours=1), lambda: ran.append(clock.now()))
    monkeypatch.setattr(registry, "SCHEDULES", {"test.hourly": every})
    jobs.run_schedules()
    with clock.later(days=10):
        jobs.run_schedules()
        jobs.run_schedules()
    assert len(ran) == 2


def test_the_chain_names_the_changed_line():
    for _ in range(3):
        write()
    assert seal.seal_all() == 3
    assert list(seal.broken()) == []
    second = Entry.objects.order_by("pk")[1]
    Entry.objects.filter(pk=second.pk).update(actor_label="Người khác")
    assert list(seal.broken()) == [2]


@pytest.mark.parametrize("verb", ["UPDATE ledger_entry SET action = 'x'", "DELETE FROM ledger_entry"])
def test_the_database_itself_keeps_the_book(verb):
    write()
    Job.objects.all().delete()
    install_guards(force=True)
    assert missing_guards() == []
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_the_number_row_is_one_per_room():
    write(streams.Change("meeting:z", {"a": 1}))
    write(streams.Change("meeting:z", {"a": None}))
    assert Stream.objects.get(name="meeting:z").last_seq == 2
    state: dict = {}
    for event in streams.after("meeting:z", 0):
        streams.apply(state, event.puts)
    assert state == {}
