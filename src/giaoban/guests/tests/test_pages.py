"""The guest's way in, by a browser; and the wall: every other address of the house is not there."""

import pytest
from django.test import Client
from tests.addresses.walk import addresses

from giaoban.guests import links
from giaoban.guests.models import Guest
from giaoban.guests.testing import a_link, admitted
from giaoban.kernel.ids import new_id
from giaoban.meetings import actions as meetings
from giaoban.meetings.queries import room
from giaoban.people.testing import binh, by, chi, dung

ROOM, ROOM_API = "phong-hop/<uuid:meeting_id>/", "api/meetings/<uuidstr:meeting_id>/"
OPEN = {
    "healthz", "ui/mat-mang", "quan-tri/ngon-ngu/", "tai-khoan/logout/",
    ROOM, f"{ROOM}diem-danh/", f"{ROOM}diem-danh/<str:code>/",
    *(f"{ROOM_API}{name}" for name in ("live", "turns", "messages", "note", "check-in", "calls", "presence")),
}  # fmt: skip


def knock(client, link):
    at = f"/khach/{links.token_of(link)}/"
    said = {"key": str(new_id()), "name": "Trịnh Văn Hải", "organisation": "Công ty Sao Biển", "phone": ""}
    return at, client.post(at, said)


def test_the_way_in(running, client):
    link = a_link(running)
    assert running.title in client.get(f"/khach/{links.token_of(link)}/").content.decode()
    at, reply = knock(client, link)
    assert reply.status_code == 302
    assert "Đang chờ thư ký" in client.get(at).content.decode()
    assert "HX-Refresh" not in client.get(at, headers={"HX-Request": "true"})
    hai = Guest.objects.get()
    desk = Client()
    desk.force_login(binh())
    assert desk.get(f"/api/meetings/{running.pk}/guests").json()["guests"][0]["name"] == "Trịnh Văn Hải"
    assert desk.post(f"/api/guests/{hai.pk}/admit").status_code == 200
    assert client.get(at, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    reply = client.get(at, follow=True)
    assert reply.redirect_chain[-1][0] == f"/phong-hop/{running.pk}/"
    assert "/khach/roi-phong/" in reply.content.decode()
    assert client.get(f"/api/meetings/{running.pk}/live").status_code == 200
    said = client.post(f"/api/meetings/{running.pk}/messages", {"text": "Xin chào"}, content_type="application/json")
    assert said.status_code == 201
    assert client.get("/khach/roi-phong/").status_code == 200
    assert "đã rời" in client.post("/khach/roi-phong/").content.decode()
    assert client.get(f"/phong-hop/{running.pk}/").status_code == 302
    assert client.get(at).status_code == 200


def test_refused_one_reads_so(running, client):
    at, _reply = knock(client, a_link(running))
    desk = Client()
    desk.force_login(binh())
    assert desk.post(f"/api/guests/{Guest.objects.get().pk}/refuse").status_code == 200
    assert "chưa cho" in client.get(at).content.decode()


@pytest.mark.parametrize("token", ["x", "0198" * 8 + ".abc", f"{'0' * 32}."])
def test_an_address_that_was_guessed_leads_nowhere(db, client, token):
    assert client.get(f"/khach/{token}/").status_code == 404


def test_links_by_the_api(running, client):
    client.force_login(binh())
    made = client.post(f"/api/meetings/{running.pk}/guest-links", {"hours": 3}, content_type="application/json")
    assert made.status_code == 201
    assert Client().get(made.json()["url"]).status_code == 200
    assert client.post(f"/api/guest-links/{made.json()['id']}/revoke").status_code == 204
    assert Client().get(made.json()["url"]).status_code == 404
    for stranger in (chi(), dung()):
        client.force_login(stranger)
        assert client.get(f"/api/meetings/{running.pk}/guests").status_code == 404


def test_everything_else_of_the_house_is_not_there(running):
    hai = admitted(running)
    client = Client()
    client.force_login(hai.user)
    values = {
        "uuid": str(running.pk),
        "uuidstr": str(running.pk),
        "int": "1",
        "str": "x",
        "slug": "x",
        "path": "x",
        "": "x",
    }
    reached = set()
    for address in addresses():
        path = "/" + address.filled(values).lstrip("/")
        if address.path.startswith("khach/"):
            continue
        if client.get(path).status_code not in {404, 405}:
            reached.add(address.path)
    assert reached <= OPEN, reached - OPEN


def test_papers_are_there_when_they_were_opened(running):
    hai = admitted(running)
    paper = room.papers_by_owner([running.current_item_id])[running.current_item_id][0]
    client = Client()
    client.force_login(hai.user)
    at = f"/api/documents/{paper.pk}"
    assert client.get(at).status_code == 404
    meetings.open_paper_to_guests(meeting_id=running.pk, document_id=paper.pk, by=by(binh()))
    assert client.get(at).status_code == 200
    assert client.post(f"{at}/annotations", {}, content_type="application/json").status_code == 404
    meetings.close_paper_to_guests(meeting_id=running.pk, document_id=paper.pk, by=by(binh()))
    assert client.get(at).status_code == 404
    desk = Client()
    desk.force_login(binh())
    body = {"document": str(paper.pk), "open": True}
    assert (
        desk.post(f"/api/meetings/{running.pk}/guest-papers", body, content_type="application/json").status_code == 204
    )
    assert client.get(at).status_code == 200
