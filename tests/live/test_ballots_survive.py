"""A power cut in the middle of a vote: every ballot that was answered is counted, and none twice (VOTE-5)."""

import hashlib
import http.client
import json
import threading
import time
import urllib.error
import urllib.request
import uuid

import pytest

from tests.live.server import Server

CUTS = 3
VOTERS = ("an", "chi", "giang")


def ballot(server: Server, who: str, poll: str, choice: str, key: str, commitment: str) -> tuple[int, dict[str, str]]:
    """Send one ballot as a browser does."""
    request = urllib.request.Request(
        f"{server.address}/api/polls/{poll}/ballots",
        data=json.dumps({"choice": choice, "commitment": commitment}).encode(),
        method="POST",
        headers={
            "Cookie": f"sessionid={server.cast[who]}", "Content-Type": "application/json", "Idempotency-Key": key
        },
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return reply.status, json.loads(reply.read())
    except urllib.error.HTTPError as no:
        with no:
            return no.code, json.loads(no.read())
    except http.client.HTTPException as cut:  # the head of an answer came, and the server died before the rest
        raise ConnectionError(cut) from cut


def a_vote(server: Server, secrecy: str) -> str:
    """Prepare and open a vote."""
    rules = {"question": "Thông qua", "secrecy": secrecy}
    status, made = server.ask("binh", "POST", f"{server.room}/polls", rules)
    assert status == 201
    assert server.ask("an", "POST", f"/api/polls/{made['id']}/open", {})[0] == 200
    return str(made["id"])


@pytest.mark.parametrize("secrecy", ["open", "secret"])
def test_kill_in_the_middle_of_a_vote(server, secrecy):  # noqa: C901, PLR0915 - one story
    assert server.ask("an", "POST", f"{server.room}/start", {})[0] == 200
    acknowledged: list[dict[str, str]] = []
    over = threading.Event()

    def vote(who: str) -> None:
        """Vote in one poll after the other, each again and again until there is an answer."""
        done: set[str] = set()
        while not over.is_set():
            poll = polls[-1]
            if poll in done:
                time.sleep(0.01)
                continue
            key, commitment = str(uuid.uuid4()), hashlib.sha256(f"{who}{poll}".encode()).hexdigest()
            while not over.is_set() and poll == polls[-1]:
                try:
                    status, answer = ballot(server, who, poll, "agree", key, commitment)
                except OSError:
                    time.sleep(0.02)
                    continue
                if status == 200:
                    acknowledged.append({"poll": poll, "who": who, "receipt": answer["receipt"], "own": commitment})
                    done.add(poll)
                    break
                assert status in {409, 503}, answer

    polls = [a_vote(server, secrecy)]
    writers = [threading.Thread(target=vote, args=(who,)) for who in VOTERS]
    for writer in writers:
        writer.start()
    try:
        for cut in range(4 * CUTS):
            time.sleep(0.15)
            if cut % 4 == 3:
                server.kill()
                server.start()
            time.sleep(0.3)
            assert server.ask("an", "POST", f"/api/polls/{polls[-1]}/close", {})[0] == 200
            polls.append(a_vote(server, secrecy))
    finally:
        over.set()
        for writer in writers:
            writer.join()
    assert len(acknowledged) > CUTS
    server.ask("an", "POST", f"/api/polls/{polls[-1]}/close", {})
    for poll in polls:
        mine = [one for one in acknowledged if one["poll"] == poll]
        assert all(one["receipt"] == one["own"] for one in mine)
        status, lines = server.ask("binh", "GET", f"/api/polls/{poll}/ballots")
        assert status == 200
        if secrecy == "secret":
            found = [line["commitment"] for line in lines]
            assert {one["own"] for one in mine} <= set(found)
            assert len(found) == len(set(found)) <= len(VOTERS)
        else:
            names = [line["who"] for line in lines]
            assert len(mine) <= len(names) == len(set(names)) <= len(VOTERS)
    assert list((server.folder / "urn").glob("*.key")) == []
