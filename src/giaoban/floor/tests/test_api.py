"""The floor by API alone: the addresses of api.md, one shape of error, nothing for strangers."""

import json
from typing import Any

from django.test import Client

from giaoban.floor.testing import a_turn
from giaoban.hall.testing import guest
from giaoban.people.models import User
from giaoban.people.testing import an, binh, chi, dung


def call(user: User, method: str, path: str, data: Any = None) -> tuple[int, Any]:
    client = Client()
    client.force_login(user)
    text = "" if data is None else json.dumps(data, default=str)
    body = {} if method == "get" else {"data": text, "content_type": "application/json"}
    response = getattr(client, method)(f"/api{path}", **body)
    return response.status_code, response.json() if response.content else None


def test_three_speak_one_is_extended_one_hands_in_and_a_question_is_answered(running):
    at = f"/meetings/{running.pk}"
    status, first = call(chi(), "post", f"{at}/turns", {"topic": "Vướng mắc C/O", "kind": "speech"})
    assert (status, first["state"], first["name"]) == (201, "requested", "Lê Thị Chi")
    _, second = call(guest(), "post", f"{at}/turns", {"topic": "Công văn"})
    _, question = call(
        chi(), "post", f"{at}/turns", {"topic": "Bao giờ xong?", "kind": "question", "asked": guest().pk}
    )
    assert call(guest(), "get", f"{at}/turns")[1][0]["id"] == first["id"]
    assert call(an(), "post", f"{at}/floor", {"minutes": 3})[1]["minutes"] == 3

    status, given = call(an(), "post", f"/turns/{first['id']}/give")
    assert (status, given["state"], given["allowed"]) == (200, "speaking", 180)
    assert call(an(), "post", f"/turns/{first['id']}/extend", {"minutes": 2})[1]["allowed"] == 300
    assert call(an(), "post", f"/turns/{first['id']}/pause")[1]["state"] == "paused"
    assert call(an(), "post", f"/turns/{first['id']}/resume")[1]["state"] == "speaking"
    status, no = call(an(), "post", f"/turns/{second['id']}/give")
    assert (status, no["code"]) == (409, "floor.somebody_speaks")
    assert "Lê Thị Chi" in no["message"]
    status, following = call(binh(), "post", f"{at}/turns/next", {"instead_of": first["id"]})
    assert (status, following["id"]) == (200, second["id"])
    status, written = call(chi(), "post", f"/turns/{first['id']}/remainder", {"text": "Phần còn lại."})
    assert (status, written["written"], written["text"]) == (200, True, "(Gửi bằng văn bản) Phần còn lại.")
    assert call(guest(), "get", f"/turns/{first['id']}")[1]["text"] == ""
    assert call(binh(), "get", f"/turns/{first['id']}")[1]["text"].endswith("Phần còn lại.")
    assert call(guest(), "post", f"/turns/{second['id']}/end")[1]["state"] == "ended"

    _, answer = call(an(), "post", f"/turns/{question['id']}/answer")
    assert (answer["kind"], answer["question"], answer["speaker"]) == ("answer", question["id"], str(guest().pk))
    assert call(an(), "post", f"/turns/{answer['id']}/end")[0] == 200
    assert call(guest(), "post", f"/turns/{question['id']}/answer-in-writing", {"text": "Thứ Sáu."})[0] == 200


def test_the_other_verbs_have_addresses_too(running):
    at = f"/meetings/{running.pk}"
    turn, other = a_turn(running), a_turn(running, guest())
    assert call(an(), "post", f"/turns/{other.pk}/move", {"place": 0})[0] == 200
    assert call(guest(), "get", f"{at}/turns")[1][0]["id"] == str(other.pk)
    assert call(an(), "post", f"/turns/{turn.pk}/call")[1]["state"] == "called"
    assert call(chi(), "post", f"/turns/{turn.pk}/start")[1]["state"] == "speaking"
    assert call(an(), "post", f"/turns/{turn.pk}/take-back")[1]["state"] == "requested"
    assert call(an(), "post", f"/turns/{turn.pk}/pass-over", {"reason": "Vắng"})[1]["state"] == "passed_over"
    status, no = call(binh(), "post", f"/turns/{other.pk}/withdraw")
    assert (status, no["code"], no["details"]["fields"]) == (
        422,
        "floor.reason_needed",
        {"reason": "floor.reason_needed"},
    )
    assert call(guest(), "post", f"/turns/{other.pk}/withdraw")[1]["state"] == "withdrawn"
    assert len(call(an(), "get", f"{at}/turns")[1]) == 1


def test_the_stage_is_handed_over_and_marked(running):
    at = f"/meetings/{running.pk}"
    assert call(an(), "post", f"{at}/presenter", {"person": chi().pk})[1]["handed"]["name"] == "Lê Thị Chi"
    assert call(chi(), "post", f"{at}/stage", {"page": 2})[1]["page"] == 2
    status, made = call(chi(), "post", f"{at}/highlights", {"page": 2, "kind": "box", "points": [1, 1, 9, 9]})
    assert status == 201
    assert call(chi(), "delete", f"{at}/highlights?mark={made['id']}")[0] == 204
    assert call(chi(), "delete", f"{at}/highlights")[0] == 204
    assert call(guest(), "post", f"{at}/stage", {"page": 3})[0] == 403


def test_strangers_find_nothing(running):
    at, turn = f"/meetings/{running.pk}", a_turn(running)
    for method, path, data in (
        ("get", f"{at}/turns", None), ("post", f"{at}/turns", {"topic": "x"}), ("post", f"{at}/turns/next", {}),
        ("post", f"{at}/floor", {"rule": "units"}), ("get", f"/turns/{turn.pk}", None),
        ("post", f"/turns/{turn.pk}/give", None), ("post", f"/turns/{turn.pk}/remainder", {"text": "x"}),
        ("post", f"{at}/presenter", {}), ("post", f"{at}/highlights", {"page": 1, "points": [1, 1, 2, 2]}),
        ("delete", f"{at}/highlights", None),
    ):  # fmt: skip
        assert call(dung(), method, path, data)[0] == 404, path
    assert Client().get(f"/api{at}/turns").status_code == 401


def test_a_list_of_turns_costs_the_same_however_long_it_is(running, django_assert_max_num_queries):
    client = Client()
    client.force_login(chi())
    for number in range(3):
        a_turn(running, an(), name=f"Khách {number}")
    client.get(f"/api/meetings/{running.pk}/turns")
    with django_assert_max_num_queries(16):
        client.get(f"/api/meetings/{running.pk}/turns")
    for number in range(3, 30):
        a_turn(running, an(), name=f"Khách {number}")
    with django_assert_max_num_queries(16):
        assert len(client.get(f"/api/meetings/{running.pk}/turns").json()) == 30
