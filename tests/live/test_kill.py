"""A power cut at any moment loses nothing that was answered with yes, and a second try does nothing twice."""

import http.client
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.live.server import Server

CUTS = 3


def _keep_writing(server: Server, acknowledged: dict[str, str], over: threading.Event) -> None:
    while not over.is_set():
        mine, text = str(uuid.uuid4()), f"dòng {len(acknowledged)}"
        while not over.is_set():  # as the room does: the same id again until there is an answer
            try:
                status, _ = server.ask("binh", "POST", f"{server.room}/lines", {"id": mine, "text": text})
            except OSError:
                time.sleep(0.05)
                continue
            assert status == 201
            acknowledged[mine] = text
            break


def test_kill_in_the_middle_of_a_meeting(server):
    assert server.ask("an", "POST", f"{server.room}/start", {})[0] == 200
    acknowledged: dict[str, str] = {}
    over = threading.Event()
    writer = threading.Thread(target=_keep_writing, args=(server, acknowledged, over))
    writer.start()
    try:
        for _ in range(CUTS):
            time.sleep(0.7)
            server.kill()
            server.start()
        time.sleep(0.5)
    finally:
        over.set()
        writer.join()
    assert len(acknowledged) > 20
    state = server.ask("binh", "GET", f"{server.room}/live")[1]["state"]
    there = {key.removeprefix("line/"): value["text"] for key, value in state.items() if key.startswith("line/")}
    assert acknowledged.items() <= there.items()
    texts = [text for text in there.values() if text.startswith("dòng ")]
    assert len(texts) == len(set(texts)), "something was done twice"


def test_it_stops_at_once_though_people_listen(server):
    with listening(server, "chi"):
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 5


def test_who_signs_out_hears_no_more(server):
    with listening(server, "chi") as reply:
        assert sign_out(server, "chi") in {200, 302}
        text = reply.read().decode()  # ends when the server sends the person away
    assert "event: reset" in text
    assert server.ask("chi", "GET", f"{server.room}/events?after=0")[0] == 401


@contextmanager
def listening(server: Server, who: str) -> Iterator[http.client.HTTPResponse]:
    """Follow the room by a plain client."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)) as line:
        line.request("GET", f"{server.room}/events", headers={"Cookie": f"sessionid={server.cast[who]}"})
        with line.getresponse() as reply:
            assert reply.status == 200
            yield reply


def sign_out(server: Server, who: str) -> int:
    """Press «sign out»."""
    token = "c" * 32
    headers = {
        "Cookie": f"sessionid={server.cast[who]}; csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)) as line:
        line.request("POST", "/tai-khoan/logout/", body=f"csrfmiddlewaretoken={token}", headers=headers)
        return line.getresponse().status
