"""Consultations by API."""

import json

import pytest

from giaoban.consultations.models import Consultation
from giaoban.consultations.testing import SUBJECT, a_consultation, decided, gsql, khanh, lan, phuc, slip_for
from giaoban.documents.testing import a_file, a_pdf
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import run_jobs
from giaoban.people.testing import an, by, chi, dung

pytestmark = pytest.mark.django_db


def send(client, who, path, method="post", **body):
    client.force_login(who)
    call = getattr(client, method)
    return call(f"/api{path}", json.dumps(body, default=str), content_type="application/json")


def test_the_whole_way(client):
    khanh()
    given = {
        "id": new_id(), "unit": gsql().pk, "subject": SUBJECT, "text": "Xin ý kiến", "people": [phuc().pk],
        "units": [chi().appointments.get().unit_id], "working_days": 3, "approver": an().pk,
    }  # fmt: skip
    made = send(client, lan(), "/consultations", **given)
    assert made.status_code == 201
    assert send(client, lan(), "/consultations", **given).json()["id"] == made.json()["id"]
    path = f"/consultations/{made.json()['id']}"
    assert send(client, lan(), path, "patch", text="Xin ý kiến lần 2").json()["text"] == "Xin ý kiến lần 2"
    assert send(client, lan(), f"{path}/send").status_code == 403
    assert send(client, lan(), f"{path}/submit").json()["state"] == "submitted"
    assert send(client, lan(), f"{path}/take-back").json()["state"] == "draft"
    send(client, lan(), f"{path}/submit")
    row = a_row(made.json()["id"])
    decided(row, by(an()))
    sent = send(client, lan(), f"{path}/send").json()
    assert (sent["state"], sent["due"], len(sent["slips"])) == ("open", "2026-03-13", 2)
    mine = client_get(client, phuc(), path)
    assert (mine["slips"], len(mine["mine"]), mine["can"]["answer"]) == ([], 1, "")
    line = {"question": mine["questions"][0]["id"], "choice": "other", "text": "Rõ thời hạn hơn"}
    slip = f"/slips/{mine['mine'][0]['id']}"
    answered = send(client, phuc(), f"{slip}/answer", id=new_id(), lines=[line]).json()
    assert answered["mine"][0]["lines"][0]["text"] == "Rõ thời hạn hơn"
    assert send(client, phuc(), f"{slip}/substitute", person=dung().pk).json()["mine"][0]["substitute"]
    assert send(client, lan(), f"{path}/remind").json() == {"reminded": 1}
    assert send(client, lan(), f"{path}/extend", due="2026-03-20", reason="Chờ").json()["due"] == "2026-03-20"
    assert send(client, lan(), f"{path}/close").status_code == 403
    branch = f"/slips/{slip_for(row, chi()).pk}"
    agree = [{"question": line["question"], "choice": "agree"}]
    assert send(client, chi(), f"{branch}/answer", lines=agree).status_code == 200
    closed = send(client, lan(), f"{path}/close").json()
    assert (closed["counts"][0]["agree"], closed["counts"][0]["other"]) == (1, 1)
    opinion = next(line for row in closed["slips"] for line in row["lines"] if line["choice"] == "other")
    treated = send(client, lan(), f"{path}/treat", line=opinion["id"], kind="taken", text="Đã sửa Điều 3").json()
    assert "Đã sửa Điều 3" in json.dumps(treated, ensure_ascii=False)


def a_row(pk):
    return Consultation.objects.get(pk=pk)


def client_get(client, person, path):
    client.force_login(person)
    return client.get(f"/api{path}").json()


def test_listed_for_those_who_see_it(client):
    consultation = a_consultation()
    for person, of, total in ((phuc(), "todo", 1), (phuc(), "mine", 0), (lan(), "mine", 1), (dung(), "all", 0)):
        assert client_get(client, person, f"/consultations?of={of}")["total"] == total, (person, of)
    client.force_login(dung())
    assert client.get(f"/api/consultations/{consultation.pk}").status_code == 404
    assert send(client, dung(), f"/slips/{slip_for(consultation, phuc()).pk}/answer", lines=[]).status_code == 404
    assert send(client, lan(), f"/consultations/{consultation.pk}/cancel", reason="Thôi").json()["state"] == "cancelled"
    names = [unit["name"] for unit in client_get(client, lan(), "/consultations/units?q=noibai")]
    assert names == ["Chi cục Nội Bài", "Đội Thủ tục"]  # the branch before its teams


def test_papers_to_put_beside_a_draft_are_found_by_those_who_see_them(client, settings, tmp_path):
    settings.STORAGE = f"file:{tmp_path}"
    lan_s = a_consultation("draft")
    client.force_login(lan())
    sent = {"owner_kind": "consultations.consultation", "owner_id": lan_s.pk, "vouched": "true"}
    made = client.post("/api/documents", sent | {"file": a_file(a_pdf(), "quy-che.pdf")})
    run_jobs()
    (found,) = client_get(client, lan(), "/consultations/papers?q=quy-che")
    assert found["id"] == made.json()["id"]
    for person in (phuc(), dung(), an()):
        assert client_get(client, person, "/consultations/papers?q=quy-che") == [], person


@pytest.mark.parametrize("name", ["subject", "text", "working_days", "silence", "questions", "people", "units"])
def test_nothing_in_place_of_something_is_refused_in_words(client, name):
    consultation = a_consultation("draft")
    reply = send(client, lan(), f"/consultations/{consultation.pk}", "patch", **{name: None})
    assert reply.status_code == 422, reply.content
    assert reply.json()["details"]["fields"][name].startswith("consultations.")
    assert reply.json()["message"].startswith(("Cần", "Thời hạn"))
    kept = send(client, lan(), f"/consultations/{consultation.pk}", "patch", approver=None).json()
    assert (kept["approver"], kept["subject"]) == (None, SUBJECT)
