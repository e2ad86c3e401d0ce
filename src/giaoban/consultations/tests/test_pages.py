"""The pages of consultations: right for those who see one, not there for others."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from giaoban.approvals.models import Approval
from giaoban.consultations import actions
from giaoban.consultations.models import Consultation
from giaoban.consultations.testing import a_consultation, answered, gsql, khanh, lan, led_to, phuc, slip_for
from giaoban.documents.testing import a_file, a_pdf
from giaoban.kernel.folding import fold
from giaoban.people.testing import a_person, an, binh, by, chi, dung

pytestmark = pytest.mark.django_db
STATES = ["draft", "submitted", "approved", "open", "closed", "signing", "published", "cancelled"]


def test_the_list_in_every_shape(client):
    a_consultation()
    for person in (lan(), phuc(), chi(), an(), binh()):
        client.force_login(person)
        for query in ("", "?tab=asked", "?tab=mine&state=active", "?tab=all&state=late", "?part=1", "?sort=-due"):
            assert client.get(f"/lay-y-kien/{query}").status_code == 200
    client.force_login(phuc())
    assert "quy chế làm việc" in client.get("/lay-y-kien/").content.decode()
    assert "quy chế làm việc" in client.get("/lay-y-kien/?tab=asked&q=quy che").content.decode()
    client.force_login(dung())
    assert "quy chế làm việc" not in client.get("/lay-y-kien/?tab=all").content.decode()


@pytest.mark.parametrize("state", STATES)
def test_the_page_in_every_state_for_everybody(client, state):
    consultation = a_consultation(state)
    cast = [lan(), *([] if state in {"draft", "cancelled"} else [an(), binh(), khanh()])]
    for person in [*cast, *([phuc(), chi()] if consultation.sent_at else [])]:
        client.force_login(person)
        assert client.get(f"/lay-y-kien/{consultation.pk}/").status_code == 200
        assert client.get(f"/lay-y-kien/{consultation.pk}/?part=1").status_code == 200
    client.force_login(dung())
    assert client.get(f"/lay-y-kien/{consultation.pk}/").status_code == 404
    assert client.post(f"/lay-y-kien/{consultation.pk}/nhac/").status_code == 404


def test_who_said_what_stays_with_the_officer_until_the_result(client):
    consultation = a_consultation()
    answered(consultation, chi(), "other", "Nên thí điểm trước")
    for person, sees in ((lan(), True), (an(), True), (phuc(), False)):
        client.force_login(person)
        page = client.get(f"/lay-y-kien/{consultation.pk}/").content.decode()
        assert ("Nên thí điểm trước" in page) is sees


def test_from_the_form_through_the_leader_to_the_sending(client):
    chi()
    khanh()
    client.force_login(lan())
    assert client.get("/lay-y-kien/soan/").status_code == 200
    sent = {
        "unit": gsql().pk, "subject": "Quy chế mới", "text": "Xin ý kiến", "questions": "Tên gọi?\nThời hạn?",
        "people": [phuc().pk, chi().pk], "working_days": 3, "silence": "agree", "approver": an().pk,
    }  # fmt: skip
    reply = client.post("/lay-y-kien/soan/", sent)
    consultation = Consultation.objects.get()
    page = f"/lay-y-kien/{consultation.pk}/"
    assert reply.url == page
    assert client.get(f"{page}sua/").status_code == 200
    assert client.post(f"{page}sua/", sent | {"subject": "Quy chế sửa đổi"}).status_code == 302
    client.post(f"{page}trinh/")
    client.post(f"{page}rut/")
    client.post(f"{page}trinh/")
    client.force_login(an())
    waiting = client.get("/cho-duyet/").content.decode()
    assert "Quy chế sửa đổi" in waiting
    assert "Duyệt, cho gửi" in client.get(page).content.decode()
    client.post(f"/cho-duyet/{Approval.objects.get(state='waiting').pk}/", {"verdict": "approve"})
    client.force_login(lan())
    client.post(f"{page}gui/")
    consultation.refresh_from_db()
    assert consultation.state == "open"


def test_a_form_with_faults_keeps_what_was_typed(client):
    khanh()
    client.force_login(lan())
    sent = {"unit": gsql().pk, "subject": "Việc A", "working_days": 5, "silence": "agree"}
    reply = client.post("/lay-y-kien/soan/", sent)
    assert reply.status_code == 422
    assert "Việc A" in reply.content.decode()
    for name in ("people", "units"):  # a picker of an old page, or of somebody's own making
        reply = client.post("/lay-y-kien/soan/", sent | {"text": "Xin ý kiến", name: ["không phải mã"]})
        assert reply.status_code == 422, name


def test_answering_reminding_and_closing_by_page(client):
    consultation = a_consultation()
    page = f"/lay-y-kien/{consultation.pk}/"
    client.force_login(phuc())
    slip = slip_for(consultation, phuc())
    faulty = client.post(f"{page}tra-loi/", {"slip": slip.pk, "choice-1": "other"}, headers={"referer": page})
    assert faulty.status_code in {303, 422}
    client.post(f"{page}tra-loi/", {"slip": slip.pk, "choice-1": "other", "text-1": "Bổ sung thời hạn"})
    assert "Bổ sung thời hạn" in client.get(page).content.decode()
    client.post(f"{page}tra-loi-thay/", {"slip": slip.pk, "person": dung().pk})
    client.force_login(dung())
    assert client.get(page).status_code == 200
    assert client.post(f"{page}tra-loi/", {"slip": slip_for(consultation, chi()).pk}).status_code == 404
    client.force_login(lan())
    client.post(f"{page}nhac/")
    client.post(f"{page}gia-han/", {"due_on": "2026-03-20", "reason": "Chờ Chi cục"})
    answered(consultation, chi())
    client.post(f"{page}ket-thuc/")
    line = slip_for(consultation, phuc()).opinion.lines.get()
    client.post(f"{page}xu-ly/", {"line": line.pk, "kind": "taken", "text": "Đã bổ sung tại Điều 5"})
    consultation.refresh_from_db()
    assert (consultation.state, consultation.due_on.isoformat()) == ("closed", "2026-03-20")
    assert "Đã bổ sung tại Điều 5" in client.get(page).content.decode()


def test_a_paper_and_a_signed_file_stand_on_the_page(client, settings, tmp_path):
    settings.STORAGE = f"file:{tmp_path}"
    consultation = a_consultation("draft")
    sent = {"owner_kind": "consultations.consultation", "owner_id": consultation.pk, "vouched": "true"}
    client.force_login(lan())
    made = client.post("/api/documents", sent | {"file": a_file(a_pdf(), "quy-che.pdf")})
    assert made.status_code == 201
    page = f"/lay-y-kien/{consultation.pk}/"
    assert "quy che" in fold(client.get(page).content.decode())
    other = a_consultation("draft", subject="Khác")
    client.post(f"/lay-y-kien/{other.pk}/tai-lieu/", {"paper": made.json()["id"]})
    assert "quy che" in fold(client.get(f"/lay-y-kien/{other.pk}/").content.decode())
    led_to(consultation, "open")
    client.force_login(phuc())
    signed = {"owner_kind": "consultations.slip", "owner_id": slip_for(consultation, phuc()).pk, "vouched": "true"}
    added = client.post("/api/documents", signed | {"file": a_file(a_pdf(1), "phieu-da-ky.pdf")})
    assert added.status_code == 201
    signed_row = "phieu-da-ky"
    for person, sees in ((phuc(), True), (lan(), False), (chi(), False)):  # the officer sees it beside an answer
        client.force_login(person)
        assert (signed_row in client.get(page).content.decode()) is sees, person
    answered(consultation, phuc())
    client.force_login(lan())
    assert signed_row in client.get(page).content.decode()
    for person, status in ((lan(), 200), (chi(), 404), (dung(), 404)):
        client.force_login(person)
        assert client.get(f"/api/documents/{added.json()['id']}").status_code == status, person
    client.force_login(phuc())
    assert client.post("/api/documents", sent | {"file": a_file(a_pdf(2), "muon.pdf")}).status_code == 403


def test_the_dialog_of_calling_off_says_who_hears_of_it(client):
    client.force_login(lan())
    for state, said in (("draft", "không ai được báo"), ("open", "Người được hỏi sẽ được báo")):
        page = client.get(f"/lay-y-kien/{a_consultation(state).pk}/").content.decode()
        assert said in page, state
        assert page.count("được báo") == 1, state


def test_excel_holds_what_the_list_shows_and_no_formula(client):
    a_consultation(subject="=HYPERLINK(1)")
    client.force_login(lan())
    reply = client.get("/lay-y-kien/xuat-excel/?tab=mine")
    rows = CalamineWorkbook.from_filelike(BytesIO(reply.content)).get_sheet_by_index(0).to_python()
    assert (rows[1][1], rows[1][6:8]) == ("=HYPERLINK(1)", [2, 0])


def test_pages_cost_the_same_for_any_number(client):
    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    few = a_consultation("closed", subject="Việc 0", people=[phuc().pk])
    client.force_login(lan())
    first = cost("/lay-y-kien/?tab=all")
    page = cost(f"/lay-y-kien/{few.pk}/")
    for n in range(1, 6):
        a_consultation("open" if n % 2 else "closed", subject=f"Việc {n}")
    asked = [a_person(f"hoi{n}", f"Người Hỏi {n}").pk for n in range(8)]
    many = a_consultation("open", people=[phuc().pk, *asked], questions=["Một?", "Hai?", "Ba?"])
    for n in range(8):
        answered(many, a_person(f"hoi{n}", ""), "other", "Thêm")
    answered(many, phuc(), "other", "Thêm")
    answered(many, chi())
    actions.close(consultation_id=many.pk, by=by(lan()))
    assert cost("/lay-y-kien/?tab=all") == first
    assert cost(f"/lay-y-kien/{many.pk}/") == page
