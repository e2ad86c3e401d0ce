"""Who is connected now: from the streams, in memory, across processes, without the database (LIVE-7)."""

from uuid import UUID

import pytest

from giaoban.hall import presence
from giaoban.kernel.ids import new_id
from giaoban.ledger import bus, tails
from giaoban.meetings import live
from giaoban.people.testing import an, chi, dung

START = 1_000.0


class Hearing:
    """A tail that keeps what passes by."""

    def __init__(self):
        self.signals = []

    def signal(self, payload):
        self.signals.append(payload)


@pytest.fixture
def hall(monkeypatch):
    """A room of nobody, whose signals and calls are kept."""
    meeting_id, tail, calls = new_id(), Hearing(), []
    monkeypatch.setattr(presence, "_rooms", {})
    monkeypatch.setattr(presence, "monotonic", lambda: START)
    monkeypatch.setitem(tails.tails, live.stream(meeting_id), tail)
    monkeypatch.setattr(bus, "signal", lambda name, payload: calls.append((name, payload)))
    return meeting_id, tail, calls


def test_who_comes_and_goes_is_told_once(hall):
    meeting_id, tail, _calls = hall
    chi_id = new_id()
    presence.look([(meeting_id, chi_id)], START)
    presence.look([(meeting_id, chi_id)], START + 1)
    assert tail.signals == [{"audience": "all", "puts": {f"here/{chi_id}": True, "online": 1}}]
    presence.look([], START + 2)
    assert len(tail.signals) == 1  # a line that dropped for a moment
    presence.look([], START + 1 + presence.GRACE)
    assert tail.signals[1]["puts"] == {f"here/{chi_id}": None, "online": 0}
    assert presence.here(meeting_id) == set()


def test_other_processes_are_heard_and_forgotten_when_silent(hall):
    meeting_id, tail, calls = hall
    there, left = str(new_id()), str(new_id())
    name = f"{presence.NAME}{meeting_id}"
    presence.heard(name, {"from": "other", "first": True, "came": [there, left], "left": []})
    presence.heard(name, {"from": "other", "first": False, "came": [], "left": [left]})
    presence.look([], START + 1)
    assert presence.here(meeting_id) == {UUID(there)}
    assert tail.signals[0]["puts"] == {f"here/{there}": True, "online": 1}
    presence.look([], START + 1 + presence.SILENT)
    assert tail.signals[1]["puts"]["online"] == 0
    assert calls == []  # nobody of ours: nothing to tell


def test_the_others_are_told_what_changed_and_now_and_then_everything(hall):
    meeting_id, _tail, calls = hall
    people = [(meeting_id, new_id()) for _ in range(presence.CHUNK + 1)]
    presence.look(people, START)
    assert [(len(said["came"]), said["first"]) for _, said in calls] == [(presence.CHUNK, True), (1, False)]
    calls.clear()
    presence.look(people, START + 1)
    assert calls == []
    for second in range(2, 2 + int(presence.WHOLE)):
        presence.look(people, START + second)
    assert sum(len(said["came"]) for _, said in calls) == len(people)
    presence.heard(*calls[0])  # our own echo
    assert presence.here(meeting_id) == {person for _, person in people}


def test_in_a_large_hall_the_desk_alone_hears_of_each(hall):
    meeting_id, tail, _calls = hall
    presence.look([(meeting_id, new_id()) for _ in range(presence.SMALL_HALL + 1)], START)
    desk, everybody = tail.signals
    assert (desk["audience"], len(desk["puts"])) == ("desk", presence.SMALL_HALL + 1)
    assert everybody == {"audience": "all", "puts": {"online": presence.SMALL_HALL + 1}}


def test_by_the_api(running, client, monkeypatch):
    monkeypatch.setattr(presence, "_rooms", {})
    presence.look([(running.pk, chi().pk)])
    client.force_login(an())
    at = f"/api/meetings/{running.pk}/presence"
    assert client.get(at).json() == {"online": 1, "here": [str(chi().pk)]}
    client.force_login(dung())
    assert client.get(at).status_code == 404
