"""Tasks by API: the same rules, one shape of error."""

import pytest

from giaoban.people.testing import an, chi, dung
from giaoban.tasks.models import Task
from giaoban.tasks.testing import a_task, noi_bai

pytestmark = pytest.mark.django_db


def post(client, address, **body):
    return client.post(address, body, content_type="application/json")


def test_a_task_from_given_to_confirmed(client):
    client.force_login(an())
    given = post(
        client, "/api/tasks", title="Rà soát", unit=str(noi_bai().pk), deadline="2026-03-20", product="Báo cáo"
    )
    assert given.status_code == 201
    address = f"/api/tasks/{given.json()['id']}"
    client.force_login(chi())
    assert post(client, f"{address}/accept").json()["state"] == "received"
    assert post(client, f"{address}/progress", progress=40, text="Đang làm").json()["progress"] == 40
    assert post(client, f"{address}/extend", until="2026-03-27", reason="Chờ số liệu").status_code == 200
    refused = post(client, f"{address}/extend", decision="grant")
    assert (refused.status_code, refused.json()["code"]) == (403, "tasks.only_the_assigner")
    client.force_login(an())
    assert post(client, f"{address}/extend", decision="grant").json()["deadline"] == "2026-03-27"
    client.force_login(chi())
    assert post(client, f"{address}/hand-in", text="Xong").json()["state"] == "reported"
    client.force_login(an())
    assert post(client, f"{address}/return", reason="Thiếu").json()["state"] == "returned"
    client.force_login(chi())
    post(client, f"{address}/hand-in", text="Đã bổ sung")
    client.force_login(an())
    whole = post(client, f"{address}/confirm", rating=2).json()
    assert (whole["state"], whole["first_deadline"]) == ("confirmed", "2026-03-20")
    assert [note["kind"] for note in whole["notes"]] == ["progress", "hand_in", "return", "hand_in"]


def test_lists_and_figures(client):
    task = a_task()
    client.force_login(chi())
    listed = client.get("/api/tasks?of=mine&state=open").json()
    assert [row["id"] for row in listed["items"]] == [str(task.pk)]
    (figures,) = client.get("/api/tasks/figures").json()
    assert figures["open_in_time"] == 1
    assert client.get("/api/tasks/figures?by=unit").json()[0]["label"] == "Chi cục Nội Bài"


def test_what_is_not_yours_is_not_there(client):
    task = a_task()
    assert client.get("/api/tasks").status_code == 401
    client.force_login(dung())
    assert client.get("/api/tasks?of=all").json()["total"] == 0
    for verb in ("accept", "hand-in", "confirm"):
        assert post(client, f"/api/tasks/{task.pk}/{verb}", text="x").status_code == 404
    assert client.get(f"/api/tasks/{task.pk}").json()["code"] == "kernel.not_found"


def test_broken_input_is_named(client):
    client.force_login(an())
    assert post(client, "/api/tasks", title="").status_code == 400
    faulty = post(client, "/api/tasks", title=" ", unit=str(noi_bai().pk))
    assert (faulty.status_code, faulty.json()["details"]["fields"]) == (422, {"title": "tasks.title_needed"})
    assert Task.objects.count() == 0
