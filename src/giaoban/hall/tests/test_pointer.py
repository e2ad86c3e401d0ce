"""Pointing: told on to everybody in the room, by who may present, and never stored."""

import asyncio
import json

import pytest
from django.db import connections

from giaoban.floor import actions as floor
from giaoban.hall import pointer
from giaoban.hall.testing import a_room, guest
from giaoban.hall.tests.test_lane import cookie
from giaoban.ledger import bus, lane
from giaoban.ledger.models import Entry, StreamEvent
from giaoban.meetings import actions
from giaoban.meetings.live import stream
from giaoban.people import gate
from giaoban.people.testing import an, by, chi, dung

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = "0190a000-0000-7000-8000-0000000000aa"  # the same in every process: it names the cases
HERE = {"pointer": {"x": 5000, "y": 2500}, "paper": PAPER, "page": 3}


@pytest.fixture
def meeting():
    made = actions.start(meeting_id=a_room().pk, by=by(an()))
    actions.go_to_item(meeting_id=made.pk, item_id=made.items.first().pk, by=by(an()))
    yield made.pk
    lane.stop()
    gate.forget_everybody()
    pointer._known.clear()
    pointer._last.clear()


@pytest.fixture
def heard():
    signals = []
    listener = lambda name, payload: signals.append((name, payload)) if payload else None  # noqa: E731
    bus.listen(listener)
    yield signals
    bus.local.listeners.remove(listener)


def point(meeting, *bodies, key="", headers=(), kind=b"application/json"):
    """Send these messages one after the other; return their statuses."""
    found = [(b"host", b"localhost"), (b"content-type", kind), *headers]
    if key:
        found.append((b"cookie", f"sessionid={key}".encode()))
    scope = {"path": f"/api/meetings/{meeting}/pointer", "query_string": b"", "headers": found}
    statuses = []

    async def send(message):
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def go():
        try:
            for body in bodies:
                text = body if isinstance(body, bytes) else json.dumps(body).encode()

                async def receive(text=text):
                    return {"type": "http.request", "body": text, "more_body": False}

                await pointer.serve(scope, receive, send)
        finally:
            await lane.ask(connections.close_all)

    asyncio.run(go())
    return statuses


def test_the_room_is_told_where_the_chair_points_and_nothing_is_stored(meeting, heard):
    before = (Entry.objects.count(), StreamEvent.objects.count())
    assert point(meeting, HERE, key=cookie(an())) == [204]
    (name, payload) = heard[0]
    assert name == stream(meeting)
    place = {"x": 5000, "y": 2500, "paper": PAPER, "page": 3, "by": an().full_name}
    assert payload == {"audience": "all", "puts": {"pointer": place}}
    assert (Entry.objects.count(), StreamEvent.objects.count()) == before


def test_it_goes_off_and_the_part_that_the_presenter_sees_is_told_too(meeting, heard):
    view = {"view": {"x": 0, "y": 100.4, "w": 5000, "h": 3000}, "paper": PAPER, "page": 3}
    assert point(meeting, HERE, {"pointer": None}, view, {"view": None}, key=cookie(an())) == [204] * 4
    puts = [payload["puts"] for _, payload in heard]
    assert (puts[1], puts[3]) == ({"pointer": None}, {"view": None})
    assert puts[2]["view"]["y"] == 100


def test_what_comes_too_fast_is_dropped_without_a_word(meeting, heard):
    assert point(meeting, *[HERE] * 20, key=cookie(an())) == [204] * 20
    assert len(heard) < 10


def test_only_who_presents_points(meeting, heard):
    assert point(meeting, HERE, key=cookie(guest())) == [404]
    assert point(meeting, HERE, key=cookie(dung())) == [404]
    assert point(meeting, HERE) == [401]
    assert point("0" * 33, HERE, key=cookie(an())) == [404]
    floor.hand_over_stage(meeting_id=meeting, user_id=chi().pk, by=by(an()))
    assert point(meeting, HERE, key=cookie(chi())) == [204]
    assert len(heard) == 1


def test_pages_of_others_are_refused(meeting, heard):
    key = cookie(an())
    assert point(meeting, HERE, key=key, headers=[(b"origin", b"https://evil.example")]) == [403]
    assert point(meeting, HERE, key=key, headers=[(b"sec-fetch-site", b"cross-site")]) == [403]
    assert point(meeting, HERE, key=key, kind=b"text/plain") == [403], "what a form of a foreign page could send"
    assert heard == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"7", b'"x"', b"x" * 600, {}, {"pointer": {"x": 1}}, {"pointer": {"x": 1, "y": -1}},
        {"pointer": {"x": 1, "y": 10001}, "paper": PAPER, "page": 1}, {"pointer": {"x": True, "y": 1}},
        {"pointer": {"x": 1, "y": 1}, "paper": "x", "page": 1}, {"pointer": {"x": 1, "y": 1}, "paper": PAPER},
        {"view": {"x": 1, "y": 1, "w": 1}, "paper": PAPER, "page": 1}, {"pointer": {"x": "1", "y": 1}},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_read_is_refused(meeting, heard, body):
    assert point(meeting, body, key=cookie(an())) == [422]
    assert heard == []
