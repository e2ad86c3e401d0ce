"""Obstacles by API, with the paths and fields that others rely on."""

import json

import pytest

from giaoban.kernel.ids import new_id
from giaoban.obstacles.testing import a_field, an_obstacle, gsql, khanh, noi_bai, phuc
from giaoban.people.testing import binh, chi, dung

pytestmark = pytest.mark.django_db


def post(client, person, path, **body):
    client.force_login(person)
    return client.post(f"/api/obstacles{path}", json.dumps(body, default=str), content_type="application/json")


def test_the_whole_way(client):
    noi_bai()
    khanh()
    given = {"branch": noi_bai().pk, "field": a_field().pk, "title": "C/O mẫu E", "facts": "Chữ ký", "id": new_id()}
    made = post(client, phuc(), "", **given)
    assert made.status_code == 201
    assert post(client, phuc(), "", **given).json()["number"] == made.json()["number"] != ""
    path = f"/{made.json()['id']}"
    assert post(client, chi(), f"{path}/route").status_code == 403
    routed = post(client, binh(), f"{path}/route").json()
    assert (routed["state"], routed["division"]) == ("routed", str(gsql().pk))
    assert post(client, khanh(), f"{path}/answer", text="Xác minh").json()["state"] == "answered"
    assert post(client, chi(), f"{path}/ask-on", text="Còn thuế?").json()["state"] == "routed"
    assert post(client, khanh(), f"{path}/escalate", reason="Vượt thẩm quyền").json()["level"] == "leader"
    assert post(client, chi(), f"{path}/confirm").status_code == 403
    assert post(client, dung(), f"{path}/confirm").status_code == 404


def test_settled_reopened_and_listed(client):
    obstacle = an_obstacle("answered")
    path = f"/{obstacle.pk}"
    assert post(client, chi(), f"{path}/confirm").json()["state"] == "resolved"
    assert post(client, chi(), f"{path}/reopen", reason="Lại vướng").json()["state"] == "routed"
    assert post(client, chi(), f"{path}/comment", text="Đã gửi hồ sơ").status_code == 200
    assert post(client, chi(), f"{path}/withdraw", reason="Tự giải quyết").json()["state"] == "withdrawn"
    listed = client.get("/api/obstacles?of=unit").json()
    assert [row["id"] for row in listed["items"]] == [str(obstacle.pk)]
    client.force_login(dung())
    assert client.get("/api/obstacles").json()["total"] == 0
    assert client.get(f"/api/obstacles/{obstacle.pk}").status_code == 404


def test_drafts_and_what_comes_back(client):
    noi_bai()
    given = {"branch": noi_bai().pk, "field": a_field().pk, "title": "C/O", "facts": "Dấu", "draft": True}
    draft = post(client, chi(), "", **given).json()
    assert draft["state"] == "draft"
    assert post(client, chi(), f"/{draft['id']}/raise").json()["state"] == "raised"
    assert post(client, binh(), f"/{draft['id']}/return", reason="Thuộc đơn vị").json()["state"] == "returned"
    assert client.get("/api/obstacles/answers?q=dau").json() == []
    assert client.get("/api/obstacles/alike?title=dau").json() == []
