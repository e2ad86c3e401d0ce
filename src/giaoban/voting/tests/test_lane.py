"""Ballots down the live lane: gathered, durable before they are answered, each with its own answer."""

import asyncio
import json

import pytest
from django.db import connections

from giaoban.hall.testing import guest
from giaoban.hall.tests.test_lane import cookie
from giaoban.ledger import bus, lane
from giaoban.people import gate
from giaoban.people.testing import an, binh, chi, dung
from giaoban.voting import lane as ballots
from giaoban.voting.models import Ballot, Voter
from giaoban.voting.testing import an_open_poll
from giaoban.voting.tests.conftest import hoa, khach

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def poll(running):
    yield an_open_poll(running)
    ballots.stop()
    lane.stop()
    gate.forget_everybody()
    ballots._told.clear()


@pytest.fixture
def heard():
    signals = []
    listener = lambda name, payload: signals.append(payload) if payload else None  # noqa: E731
    bus.listen(listener)
    yield signals
    bus.local.listeners.remove(listener)


def request(poll_id, body, *, key="", attempt="1", headers=(), kind=b"application/json"):
    found = [(b"host", b"localhost"), (b"content-type", kind), (b"idempotency-key", attempt.encode()), *headers]
    if key:
        found.append((b"cookie", f"sessionid={key}".encode()))
    scope = {"path": f"/api/polls/{poll_id}/ballots", "query_string": b"", "headers": found, "client": ("10.0.0.7", 1)}
    return scope, body if isinstance(body, bytes) else json.dumps(body).encode()


def vote(*requests):
    """Send all these at the same moment; return statuses and answers in order."""
    answers = [{} for _ in requests]

    async def one(place, scope, body):
        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            if message["type"] == "http.response.start":
                answers[place]["status"] = message["status"]
            elif message.get("body"):
                answers[place] |= json.loads(message["body"])

        await ballots.serve(scope, receive, send)

    async def go():
        try:
            await asyncio.gather(*(one(place, *asked) for place, asked in enumerate(requests)))
            await asyncio.gather(*ballots._keep)
        finally:
            await lane.ask(connections.close_all)

    asyncio.run(go())
    return answers


def test_ballots_that_come_together_are_committed_together(poll, heard):
    people = [an(), chi(), guest(), hoa()]
    before = ballots.writer.commits
    twice = [request(poll.pk, {"choice": "agree"}, key=cookie(user)) for user in people] * 2
    answers = vote(*twice)
    assert [answer["status"] for answer in answers] == [200] * 8
    assert [one["receipt"] for one in answers[:4]] == [one["receipt"] for one in answers[4:]]
    assert Ballot.objects.count() == Voter.objects.filter(has_voted=True).count() == 4
    assert ballots.writer.commits - before <= 3
    assert heard[-1]["puts"] == {f"turnout/{poll.pk}": {"cast": 4, "of": 4}}
    assert len(heard) <= 2


def test_each_has_its_own_answer(poll):
    answers = vote(
        request(poll.pk, {"choice": "agree"}, key=cookie(chi())),
        request(poll.pk, {"choice": "disagree"}, key=cookie(chi())),
        request(poll.pk, {"choice": "agree"}, key=cookie(khach())),
        request(poll.pk, {"choice": "agree"}, key=cookie(binh())),
        request(poll.pk, {"choice": "agree"}, key=cookie(dung())),
        request(poll.pk, {"choice": "nonsense"}, key=cookie(an())),
        request(poll.pk, {"choice": "agree"}, key=cookie(guest()), attempt=""),
        request(poll.pk, {"choice": "agree"}),
        request("0" * 33, {"choice": "agree"}, key=cookie(an())),
    )
    first, second, *others = [answer["status"] for answer in answers]
    assert {first, second} == {200, 409}, "two tabs of one person: one ballot, and a clear no"
    assert others == [403, 403, 404, 422, 422, 401, 422]
    assert {answer.get("code") for answer in answers[:2]} == {None, "voting.other_content"}


def test_pages_of_others_and_what_cannot_be_read_are_refused(poll):
    key, good = cookie(chi()), {"choice": "agree"}
    answers = vote(
        request(poll.pk, good, key=key, headers=[(b"origin", b"https://evil.example")]),
        request(poll.pk, good, key=key, kind=b"text/plain"),
        request(poll.pk, b"{", key=key),
        request(poll.pk, b"[]", key=key),
        request(poll.pk, b"x" * 20_000, key=key),
        request(poll.pk, {"choice": "other", "text": "x" * 900}, key=key, attempt="2"),
    )
    assert [answer["status"] for answer in answers] == [403, 403, 422, 422, 422, 200]


def test_a_lot_that_fails_is_tried_one_by_one(poll, monkeypatch):
    real, poison = ballots.cast_ballots, chi().pk

    def fails(*, casts):
        if any(cast.by.user_id == poison for cast in casts):
            raise RuntimeError("the disk says no")
        return real(casts=casts)

    monkeypatch.setattr(ballots, "cast_ballots", fails)
    answers = vote(*(request(poll.pk, {"choice": "agree"}, key=cookie(user)) for user in (an(), chi(), guest())))
    assert [answer["status"] for answer in answers] == [200, 503, 200]
    assert answers[1]["code"] == "voting.send_again"
    assert Ballot.objects.count() == 2


def test_the_book_knows_from_where(poll):
    from giaoban.ledger.models import Entry

    vote(request(poll.pk, {"choice": "agree"}, key=cookie(chi())))
    entry = Entry.objects.get(action="voting.ballot_cast")
    assert (entry.address, entry.actor_id, entry.data.keys()) == ("10.0.0.7", chi().pk, {"voter"})
