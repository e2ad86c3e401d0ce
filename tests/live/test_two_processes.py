"""Two web processes over one PostgreSQL: what happens at one is heard at the other, and nothing that dies takes
an acknowledged ballot along: a web process, the bus, every connection of the database (VOTE-5, invariant 1).
"""

import hashlib
import http.client
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from tests.live.databases import Databases
from tests.live.redis import Redis
from tests.live.server import Server
from tests.live.test_ballots_survive import a_vote, ballot

VOTERS = 12
Two = tuple[Server, Server, Redis | None]
Acknowledged = tuple[str, str, str]  # vote, voter, the fingerprint of the voter's code


@pytest.fixture(scope="module", params=["postgres", "redis"])
def two(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Two]:
    """Two running processes that call each other by this carrier, and a running meeting."""
    if not databases.postgres:
        pytest.skip("one machine with SQLite has one web process")
    name = f"giaoban_two_{request.param}"
    folder = tmp_path_factory.mktemp("two")
    redis = Redis().start() if request.param == "redis" else None
    bus = redis.address if redis else "postgres:"
    first = Server(folder, databases.create(name), settings={"GIAOBAN_BUS": bus}).prepare(VOTERS)
    second = first.beside()
    try:
        first.start()
        second.start()
        assert first.ask("an", "POST", f"{first.room}/start", {})[0] == 200
        yield first, second, redis
    finally:
        first.kill()
        second.kill()
        if redis:
            redis.kill()
        databases.drop(name)


def test_what_happens_at_one_is_heard_at_the_other_at_once(two: Two) -> None:
    first, second, _redis = two
    with closing(http.client.HTTPConnection("127.0.0.1", second.port, timeout=20)) as line:
        line.request("GET", f"{second.room}/events", headers={"Cookie": f"sessionid={second.cast['chi']}"})
        with line.getresponse() as reply:
            assert reply.status == 200
            took = []
            for number in range(5):
                time.sleep(0.3)  # the listener stands still in between
                said = f"dòng {number} {uuid.uuid4()}"
                began = time.monotonic()
                assert first.ask("chi", "POST", f"{first.room}/messages", {"text": said})[0] in {200, 201}
                while said not in (heard := reply.readline().decode()):
                    assert heard, "the stream has ended"
                took.append(time.monotonic() - began)
    assert min(took) < 1, took  # by the call; the safety poll alone would take longer each time


def test_whatever_dies_takes_no_acknowledged_ballot_along(two: Two, databases: Databases) -> None:
    first = two[0]
    acknowledged: list[Acknowledged] = []
    over, polls = threading.Event(), [a_vote(first, "open")]
    names = [name for name in first.cast if name.startswith("tai")]
    voters = [threading.Thread(target=_vote, args=(two, name, polls, acknowledged, over)) for name in names]
    for voter in voters:
        voter.start()
    try:
        for number in range(8):
            time.sleep(0.2)
            _break(two, databases, number)
            polls.append(_next_vote(two, polls[-1], ("open", "secret")[number % 2]))
    finally:
        over.set()
        for voter in voters:
            voter.join()
    assert _sure(two, "an", "POST", f"/api/polls/{polls[-1]}/close", {200})[0] == 200
    assert len(acknowledged) > VOTERS
    for poll in polls:
        mine = [(who, own) for voted, who, own in acknowledged if voted == poll]
        rows = _ballots(two, poll)
        found = [row["who"] or row["commitment"] for row in rows]
        assert len(found) == len(set(found)) <= VOTERS
        if rows and rows[0]["who"]:
            assert len(mine) <= len(found)
        else:
            assert {own for _who, own in mine} <= set(found)
    assert {poll for poll, _who, _own in acknowledged} > {polls[0]}


def _vote(
    two: Two, who: str, polls: list[str], acknowledged: list[tuple[str, str, str]], over: threading.Event
) -> None:
    """Vote in one poll after the other, at either process, again and again until there is an answer."""
    done: set[str] = set()
    turn = hash(who)
    while not over.is_set():
        poll = polls[-1]
        if poll in done:
            time.sleep(0.01)
            continue
        key, own = str(uuid.uuid4()), hashlib.sha256(f"{who}{poll}".encode()).hexdigest()
        while not over.is_set() and poll == polls[-1]:
            turn += 1
            try:
                status, answer = ballot(two[turn % 2], who, poll, "agree", key, own)
            except OSError:
                time.sleep(0.02)
                continue
            if status == 200:
                assert answer["receipt"] == own
                acknowledged.append((poll, who, own))
                done.add(poll)
                break
            assert status in {409, 503}, answer


def _break(two: Two, databases: Databases, number: int) -> None:
    """Kill a process, the bus, or every connection to the database, and bring back what does not come by itself."""
    first, second, redis = two
    if number % 4 in {0, 2}:
        victim = (first, second)[number // 2 % 2]
        victim.kill()
        victim.start()
    elif number % 4 == 1 and redis:
        redis.kill()
        time.sleep(0.2)
        redis.start()
    else:
        with psycopg.connect(databases.address("postgres"), autocommit=True) as line:
            name = first.database.rsplit("/", 1)[1]
            line.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def _next_vote(two: Two, last: str, secrecy: str) -> str:
    _sure(two, "an", "POST", f"/api/polls/{last}/close", {200})
    made = _sure(two, "binh", "POST", f"{two[0].room}/polls", {201}, {"question": "Thông qua", "secrecy": secrecy})[1]
    _sure(two, "an", "POST", f"/api/polls/{made['id']}/open", {200})
    return str(made["id"])


def _ballots(two: Two, poll: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = _sure(two, "binh", "GET", f"/api/polls/{poll}/ballots", {200})[1]
    return found


def _sure(
    two: Two, who: str, method: str, path: str, good: set[int], body: object = None
) -> tuple[int, "dict[str, str] | list[dict[str, str]]"]:
    """Ask until the answer is one of these, as a person would who sees «try again»."""
    until = time.monotonic() + 30
    turn = 0
    while True:
        turn += 1
        try:
            status, said = two[turn % 2].ask(who, method, path, {} if body is None and method == "POST" else body)
        except OSError as error:
            status, said = 0, str(error)
        if status in good:
            return status, said
        assert time.monotonic() < until, (status, said)
        time.sleep(0.1)
