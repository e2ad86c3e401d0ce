"""Numbered changes to many browsers: order, resume, reset, audiences, slow readers, lost calls."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async
from django.db import connections, transaction

from giaoban.kernel.actor import SYSTEM
from giaoban.ledger import bus, lane, registry, sse, streams, tails
from giaoban.ledger.models import StreamEvent
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.people.testing import the_agency

ROOM = "meeting:test"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _lane(monkeypatch):
    monkeypatch.setitem(registry.ACTIONS, "test.changed", "{actor} đã thử")
    yield
    lane.stop()
    tails.tails.clear()


def write(*values, audience="all", room=ROOM, key="k"):
    """Change the room, once for each value."""
    agency = the_agency()
    for value in values:
        with transaction.atomic():
            record("test.changed", by=SYSTEM, subject=agency, live=[Change(room, {key: value}, audience=audience)])


awrite = sync_to_async(write)


class Browser:
    """The far end of one stream: what was sent to it, and the means to be slow or to go away."""

    def __init__(self, *audiences, since=None):
        self.listener = tails.Listener(self.send, audiences or ("all",))
        self.since, self.sent = since, b""
        self.open, self.gone = asyncio.Event(), asyncio.Event()
        self.open.set()
        self.aborted = self.ended = False

    async def send(self, message):
        if not self.open.is_set():
            await self.open.wait()
        self.sent += message.get("body", b"")
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.ended = True
            self.gone.set()

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    def abort(self):
        self.aborted = True
        self.gone.set()

    async def __aenter__(self):
        self.task = asyncio.create_task(sse.stream_room(self.receive, self.send, ROOM, self.since, self.listener))
        for _ in range(500):
            await asyncio.sleep(0.005)
            self.listener.abort = self.abort
            if self.listener.live or self.listener.closed:
                break
        return self

    async def __aexit__(self, *_):
        self.open.set()
        self.gone.set()
        await self.task

    @property
    def events(self):
        found = []
        for block in self.sent.decode().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and line[0] != ":")
            if "event" in fields:
                found.append((fields["event"], int(fields.get("id", 0)), json.loads(fields["data"])))
        return found

    @property
    def values(self):
        return [data["k"] for kind, _, data in self.events if kind == "change"]

    async def until(self, condition, seconds=8.0):
        async with asyncio.timeout(seconds):
            while not condition(self):
                await asyncio.sleep(0.005)


@pytest.fixture
def calls():
    """Calls of the bus reach the loop's tails."""
    loops = []

    def hear(name, payload):
        for loop in loops:
            loop.call_soon_threadsafe(tails.heard, name, payload)

    bus.listen(hear)
    yield loops
    bus.local.listeners.remove(hear)


def run(story, calls=None):
    async def go():
        if calls is not None:
            calls.append(asyncio.get_running_loop())
        try:
            await story()
        finally:
            await sync_to_async(connections.close_all)()  # of the thread that wrote

    asyncio.run(go())


def test_changes_arrive_in_order_and_once(calls):
    async def story():
        async with Browser() as one:
            await awrite(*range(20))
            await one.until(lambda browser: len(browser.values) == 20)
            assert one.values == list(range(20))
            assert [seq for _, seq, _ in one.events] == list(range(1, 21))

    run(story, calls)


def test_who_comes_back_gets_what_was_missed(calls):
    write(*range(10))

    async def story():
        async with Browser(since=4) as one:
            await one.until(lambda browser: len(browser.values) == 6)
            await awrite(10)
            await one.until(lambda browser: browser.values == [4, 5, 6, 7, 8, 9, 10])

    run(story, calls)


def test_from_memory_and_from_the_database_alike(calls, monkeypatch):
    monkeypatch.setattr(tails, "RECENT", 4)

    async def story():
        async with Browser() as first:
            await awrite(*range(12))
            await first.until(lambda browser: len(browser.values) == 12)
            assert tails.tails[ROOM].floor == 8
            for since in range(12):
                async with Browser(since=since) as later:
                    await later.until(lambda browser, since=since: browser.values == list(range(since, 12)))

    run(story, calls)


def test_each_audience_hears_its_own(calls):
    async def story():
        async with Browser("all", "desk") as desk, Browser("all") as seat:
            await awrite(1)
            await awrite(2, audience="desk")
            await awrite(3)
            await desk.until(lambda browser: browser.values == [1, 2, 3])
            await seat.until(lambda browser: browser.values == [1, 3])

    run(story, calls)


def test_a_number_too_old_or_from_another_world_means_reset():
    write(*range(6))
    StreamEvent.objects.filter(seq__lt=4).delete()

    async def story():
        for since in (1, 999):
            async with Browser(since=since) as one:
                await one.until(lambda browser: browser.ended)
                assert [kind for kind, _, _ in one.events] == ["reset"]
        async with Browser(since=3) as kept:
            await kept.until(lambda browser: browser.values == [3, 4, 5])

    run(story)


def test_changed_rights_reset_that_person_alone(calls):
    async def story():
        async with Browser("all", "user:chi") as chi, Browser("all", "user:an") as an:
            await awrite(True, audience="user:chi", key=streams.RESET)
            await chi.until(lambda browser: browser.ended)
            await awrite(7)
            await an.until(lambda browser: browser.values == [7])
            assert [kind for kind, _, _ in chi.events] == ["reset"]

    run(story, calls)


def test_a_lost_call_costs_one_safety_poll(monkeypatch):
    monkeypatch.setattr(tails, "SAFETY_POLL", 0.2)

    async def story():  # no calls at all
        async with Browser() as one:
            await awrite(1, 2)
            await one.until(lambda browser: browser.values == [1, 2], seconds=4)

    run(story)


def test_one_read_serves_them_all(calls):
    async def story():
        browsers = [Browser() for _ in range(200)]
        for browser in browsers:
            await browser.__aenter__()
        tail = tails.tails[ROOM]
        before = tail.reads
        await awrite(*range(5))
        for browser in browsers:
            await browser.until(lambda one: len(one.values) == 5)
        assert tail.reads - before <= 6
        for browser in browsers:
            await browser.__aexit__()
        assert ROOM not in tails.tails

    run(story, calls)


def test_a_slow_reader_gets_everything_in_order_while_it_owes_little(calls):
    async def story():
        async with Browser() as slow:
            slow.open.clear()
            await awrite(*range(10))
            await slow.until(lambda browser: browser.listener.owed > 0)
            await asyncio.sleep(0.2)
            slow.open.set()
            await slow.until(lambda browser: browser.values == list(range(10)))
            await awrite(10)
            await slow.until(lambda browser: browser.values == list(range(11)))
            assert slow.listener.owed == 0

    run(story, calls)


def test_a_reader_that_does_not_read_is_cut_and_the_others_go_on(calls, monkeypatch):
    monkeypatch.setattr(tails, "BACKLOG_MAX", 2_000)

    async def story():
        async with Browser() as stuck, Browser() as well:
            stuck.open.clear()
            await awrite(*("x" * 400 for _ in range(12)))
            await well.until(lambda browser: len(browser.values) == 12)
            assert stuck.aborted
            assert not well.aborted

    run(story, calls)


def test_a_reader_that_owes_for_too_long_is_cut(calls, monkeypatch):
    monkeypatch.setattr(tails, "STALLED", 0.0)
    monkeypatch.setattr(tails, "SAFETY_POLL", 0.1)
    monkeypatch.setattr(tails, "BEAT", 0.1)

    async def story():
        async with Browser() as stuck:
            stuck.open.clear()
            await awrite("x")
            await stuck.until(lambda browser: browser.aborted)

    run(story, calls)


def test_silence_is_broken_by_a_beat_that_carries_the_number(calls, monkeypatch):
    monkeypatch.setattr(tails, "SAFETY_POLL", 0.1)
    monkeypatch.setattr(tails, "BEAT", 0.1)
    write(1, 2, audience="desk")

    async def story():
        async with Browser(since=0) as one:
            await one.until(lambda browser: b"id: 2\n: beat" in browser.sent)

    run(story, calls)


def test_signals_pass_and_are_not_kept(calls):
    async def story():
        async with Browser() as one:
            await sync_to_async(bus.signal)(ROOM, {"turnout": 12})
            await one.until(lambda browser: browser.events == [("signal", 0, {"turnout": 12})])
        assert await sync_to_async(StreamEvent.objects.count)() == 0

    run(story, calls)


def test_a_database_that_was_away_is_asked_again(calls, monkeypatch):
    real, faults = streams.after, iter([RuntimeError("away")])

    def after(*args):
        for fault in faults:
            raise fault
        return real(*args)

    async def story():
        async with Browser() as one:
            monkeypatch.setattr(tails.streams, "after", after)
            await awrite(1)
            await one.until(lambda browser: browser.values == [1])

    run(story, calls)


def test_polling_answers_what_was_missed_at_once():
    write(1, 2)
    write(3, audience="desk")
    seen = sse._missed(ROOM, 1, frozenset({"all"}))
    assert seen == {"seq": 3, "reset": False, "events": [{"seq": 2, "puts": {"k": 2}}]}
    assert sse._missed(ROOM, 77, frozenset({"all"}))["reset"] is True
