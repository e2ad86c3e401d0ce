"""The pages of obstacles: right for those who see one, not there for others."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from giaoban.ledger.testing import run_jobs
from giaoban.obstacles.models import Obstacle, Precedent
from giaoban.obstacles.testing import a_field, an_obstacle, gsql, khanh, noi_bai, phuc
from giaoban.people.testing import an, binh, chi, dung

pytestmark = pytest.mark.django_db
STATES = ["draft", "raised", "routed", "escalated", "higher", "answered", "resolved", "returned", "withdrawn"]


def test_the_list_in_every_shape(client):
    an_obstacle("routed")
    for person in (chi(), khanh(), binh(), an()):
        client.force_login(person)
        for query in ("", "?tab=unit", "?tab=answer", "?tab=all&state=", "?part=1", "?tab=all&state=overdue&sort=-due"):
            assert client.get(f"/vuong-mac/{query}").status_code == 200
    assert "mẫu D" in client.get("/vuong-mac/?tab=all&q=mau%20d").content.decode()
    client.force_login(khanh())
    assert "mẫu D" in client.get("/vuong-mac/").content.decode()  # it is the division's turn


def test_a_stranger_finds_nothing(client):
    obstacle = an_obstacle("routed")
    client.force_login(dung())
    assert client.get(f"/vuong-mac/{obstacle.pk}/").status_code == 404
    assert client.post(f"/vuong-mac/{obstacle.pk}/rut/", {"reason": "x"}).status_code == 404
    assert obstacle.title not in client.get("/vuong-mac/?tab=all").content.decode()


@pytest.mark.parametrize("state", STATES)
def test_the_page_in_every_state_for_everybody(client, state):
    obstacle = an_obstacle(state)
    for person in (chi(), phuc()) if state == "draft" else (an(), binh(), chi(), phuc()):
        client.force_login(person)
        assert client.get(f"/vuong-mac/{obstacle.pk}/").status_code == 200
        assert client.get(f"/vuong-mac/{obstacle.pk}/?part=1").status_code == 200


def test_from_the_form_to_the_library(client):
    noi_bai()
    khanh()
    client.force_login(phuc())
    assert client.get("/vuong-mac/neu/").status_code == 200
    sent = {
        "branch": noi_bai().pk, "field": a_field().pk, "title": "Kiểm tra C/O mẫu E", "facts": "Chữ ký không khớp",
        "urgency": "urgent", "then": "raise",
    }  # fmt: skip
    answer = client.post("/vuong-mac/neu/", sent)
    obstacle = Obstacle.objects.get()
    page = f"/vuong-mac/{obstacle.pk}/"
    assert (answer.url, obstacle.state) == (page, "raised")
    client.force_login(binh())
    assert "Kiểm tra C/O mẫu E" in client.get("/vuong-mac/phan-loai/").content.decode()
    answer = client.post(f"{page}chuyen/", {"division": gsql().pk, "due_on": "2026-03-17", "back": "triage"})
    assert answer.url == "/vuong-mac/phan-loai/"
    client.force_login(khanh())
    client.post(f"{page}tra-loi/", {"text": "Gửi xác minh theo quy định"})
    client.force_login(chi())
    client.post(f"{page}hoi-them/", {"reason": "Thuế suất nào khi chờ?"})
    client.force_login(khanh())
    client.post(f"{page}tra-loi/", {"text": "Áp dụng thuế suất MFN"})
    client.force_login(chi())
    client.post(f"{page}xac-nhan/")
    obstacle.refresh_from_db()
    assert obstacle.state == "resolved"
    run_jobs()
    client.force_login(dung())  # of another branch: reads the answer, not the obstacle
    found = client.get("/vuong-mac/kho-tra-loi/?q=thue suat mfn").content.decode()
    assert "Kiểm tra C/O mẫu E" in found
    one = client.get(f"/vuong-mac/kho-tra-loi/{Precedent.objects.get().pk}/").content.decode()
    assert "Áp dụng thuế suất MFN" in one
    assert noi_bai().short_name not in one
    client.force_login(chi())
    client.post(f"{page}mo-lai/", {"reason": "Lại vướng"})
    run_jobs()
    assert "Kiểm tra C/O mẫu E" not in client.get("/vuong-mac/kho-tra-loi/").content.decode()


def test_side_ways_by_page(client):
    obstacle = an_obstacle("routed")
    page = f"/vuong-mac/{obstacle.pk}/"
    client.force_login(khanh())
    client.post(f"{page}bao-cao/", {"level": "higher", "reason": "Chưa có quy định"})
    client.post(f"{page}trao-doi/", {"text": "Đã dự thảo công văn"})
    client.force_login(chi())
    client.post(f"{page}rut/", {"reason": "Không cần nữa"})
    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.level) == ("withdrawn", "higher")
    other = an_obstacle("raised", "Khác")
    assert client.post(f"/vuong-mac/{other.pk}/sua/", {
        "field": a_field().pk, "title": "Tên mới", "facts": "Rõ hơn", "urgency": "normal", "then": "keep",
    }).status_code == 302  # fmt: skip
    client.force_login(binh())
    client.post(f"/vuong-mac/{other.pk}/tra-lai/", {"reason": "Thuộc đơn vị"})
    client.force_login(chi())
    client.post(f"/vuong-mac/{other.pk}/neu/")
    other.refresh_from_db()
    assert (other.state, other.title) == ("raised", "Tên mới")


def test_a_form_with_faults_keeps_what_was_typed(client):
    client.force_login(chi())
    answer = client.post("/vuong-mac/neu/", {"title": "Vướng thuế", "urgency": "normal", "then": "raise"})
    assert answer.status_code == 422
    assert "Vướng thuế" in answer.content.decode()
    assert not Obstacle.objects.exists()


def test_terms_are_the_offices(client):
    a_field()
    client.force_login(binh())
    assert client.get("/vuong-mac/thoi-han/").status_code == 200
    client.post(f"/vuong-mac/thoi-han/{a_field().pk}/", {"days": 2, "days_together": 4})
    assert an_obstacle("routed").due_on.isoformat() == "2026-03-12"
    client.force_login(khanh())
    assert client.get("/vuong-mac/thoi-han/").status_code == 403
    assert client.get("/vuong-mac/phan-loai/").status_code == 403


def test_excel_holds_what_the_list_shows_and_no_formula(client):
    an_obstacle("routed", "=HYPERLINK(1)")
    client.force_login(chi())
    answer = client.get("/vuong-mac/xuat-excel/?tab=unit")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][2] == "=HYPERLINK(1)"


def test_the_list_costs_the_same_for_any_number(client, django_assert_max_num_queries):
    for n in range(15):
        an_obstacle("routed", f"Vướng mắc {n}")
    client.force_login(binh())
    with django_assert_max_num_queries(32):
        client.get("/vuong-mac/?tab=all&state=")
