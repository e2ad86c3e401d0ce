"""The lines of api.md, as an outside program calls them."""

import json

import pytest
from django.test import Client

from giaoban.hall.testing import guest
from giaoban.people.testing import an, binh, chi, dung
from giaoban.voting import sealing
from giaoban.voting.tests.conftest import hoa


def _client(user):
    client = Client()
    client.force_login(user)
    return client


def _post(client, path, data=None, **headers):
    return client.post(f"/api{path}", json.dumps(data or {}), content_type="application/json", headers=headers)


@pytest.fixture
def poll(running):
    rules = {
        "question": "Chọn phương án", "kind": "one", "options": ["Luồng xanh", "Luồng vàng"], "secrecy": "secret",
        "base": "cast", "threshold": "1/2", "tie": "not_passed",
    }  # fmt: skip
    made = _post(_client(binh()), f"/meetings/{running.pk}/polls", rules)
    assert made.status_code == 201
    return made.json()["id"]


def test_a_vote_from_question_to_result(running, poll):
    desk, member = _client(an()), _client(chi())
    assert _post(desk, f"/polls/{poll}/open").json()["state"] == "open"
    codes = {"chi": "mã 1", "giang": "mã 2", "hoa": "mã 3"}
    for user, choice in ((chi(), "1"), (guest(), "1"), (hoa(), "2")):
        ballot = {"choice": choice, "commitment": sealing.fingerprint(codes[user.username])}
        headers = {"Idempotency-Key": f"lan-{user.username}"}
        first = _post(_client(user), f"/polls/{poll}/ballots", ballot, **headers)
        assert first.status_code == 200, first.content
        assert _post(_client(user), f"/polls/{poll}/ballots", ballot, **headers).json() == first.json()
        other = _post(_client(user), f"/polls/{poll}/ballots", {**ballot, "choice": "abstain"}, **headers)
        assert (other.status_code, other.json()["code"]) == (409, "voting.other_content")
    assert member.get(f"/api/polls/{poll}/turnout").json() == {"cast": 3, "of": 4}
    assert _post(desk, f"/polls/{poll}/pause").json()["state"] == "paused"
    assert _post(desk, f"/polls/{poll}/resume").json()["state"] == "open"
    assert member.get(f"/api/polls/{poll}/result").status_code == 403
    assert _post(desk, f"/polls/{poll}/close").json()["state"] == "closed"
    assert member.get(f"/api/polls/{poll}/result").status_code == 403
    assert _post(desk, f"/polls/{poll}/publish").json()["state"] == "published"
    result = member.get(f"/api/polls/{poll}/result").json()
    assert (result["outcome"], result["people"]) == ("chosen", {"members": 5, "may": 4, "cast": 3})
    assert [(one["label"], one["votes"], one["won"]) for one in result["counts"][:2]] == [
        ("Luồng xanh", 2, True), ("Luồng vàng", 1, False),
    ]  # fmt: skip
    lines = member.get(f"/api/polls/{poll}/ballots").json()
    assert {line["commitment"]: line["choice"] for line in lines}[sealing.fingerprint("mã 3")] == "2"
    assert {line["who"] for line in lines} == {""}


def test_a_ballot_needs_the_key_of_its_attempt(running, poll):
    _post(_client(an()), f"/polls/{poll}/open")
    refused = _post(_client(chi()), f"/polls/{poll}/ballots", {"choice": "1"})
    assert (refused.status_code, refused.json()["code"]) == (422, "voting.key_needed")


def test_the_roll_is_the_desks(running, poll):
    names = {row["name"]: row["may"] for row in _client(binh()).get(f"/api/polls/{poll}/roll").json()}
    assert names["Lê Thị Chi"]
    assert not names["Lý Thị Vàng"]
    assert _client(chi()).get(f"/api/polls/{poll}/roll").status_code == 404
    _post(_client(an()), f"/polls/{poll}/open")
    assert _client(chi()).get(f"/api/polls/{poll}/roll").status_code == 403


def test_drafts_and_rooms_of_others_do_not_exist(running, poll):
    assert _client(chi()).get(f"/api/polls/{poll}").status_code == 404
    assert _client(chi()).get(f"/api/meetings/{running.pk}/polls").json() == []
    assert len(_client(binh()).get(f"/api/meetings/{running.pk}/polls").json()) == 1
    _post(_client(an()), f"/polls/{poll}/open")
    outside = _client(dung())
    for path in (f"/polls/{poll}", f"/polls/{poll}/result", f"/polls/{poll}/turnout", f"/meetings/{running.pk}/polls"):
        assert outside.get(f"/api{path}").status_code == 404
    assert _post(outside, f"/polls/{poll}/ballots", {"choice": "1"}, **{"Idempotency-Key": "x"}).status_code == 404


def test_the_other_verbs(running, poll):
    desk = _client(an())
    changed = desk.patch(
        f"/api/polls/{poll}", json.dumps({"question": "Hỏi lại", "base": "members"}), content_type="application/json"
    )
    assert (changed.json()["question"], changed.json()["base"]) == ("Hỏi lại", "all")
    assert _post(desk, f"/polls/{poll}/check").json()["state"] == "checking"
    assert _post(_client(chi()), f"/polls/{poll}/ready").json()["turnout"]["ready"] == 1
    assert _post(desk, f"/polls/{poll}/stop-check").json()["state"] == "draft"
    assert _post(desk, f"/polls/{poll}/open", {"seconds": 60}).json()["ends_at"]
    assert _post(desk, f"/polls/{poll}/countdown", {"seconds": 0}).json()["ends_at"] is None
    assert _post(desk, f"/polls/{poll}/void", {"reason": "Nhầm"}).json()["state"] == "void"
    again = _post(desk, f"/polls/{poll}/again").json()["id"]
    assert desk.get(f"/api/polls/{again}").json()["round"] == 2
    assert desk.delete(f"/api/polls/{again}").status_code == 204


def test_the_words_of_other_programs_are_understood(running):
    desk = _client(an())
    rules = {
        "question": "Hỏi", "kind": "yes_no", "options": ["agree", "disagree"], "secrecy": "secret",
        "base": "all_members", "threshold": "two_thirds", "tie": "chair",
    }  # fmt: skip
    poll = desk.get(f"/api/polls/{_post(desk, f'/meetings/{running.pk}/polls', rules).json()['id']}").json()
    kept = {name: poll[name] for name in ("kind", "base", "threshold", "at_least", "tie", "may_change", "options")}
    assert kept == {
        "kind": "agree", "base": "all", "threshold": "2/3", "at_least": True, "tie": "not_passed",
        "may_change": False, "options": [],
    }  # fmt: skip
    assert _post(desk, f"/meetings/{running.pk}/polls", {"question": "Hỏi", "colour": "red"}).status_code == 400
