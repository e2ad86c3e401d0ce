"""The pages of tasks: right for those who see a task, not there for others."""

import pytest

from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.tasks import actions
from giaoban.tasks.models import Task
from giaoban.tasks.testing import a_task, noi_bai, phuc

pytestmark = pytest.mark.django_db


def test_the_list_in_every_shape(client):
    a_task("Báo cáo tồn kho")
    client.force_login(chi())
    for query in ("", "?tab=unit", "?tab=given", "?view=board", "?part=1", "?due=overdue&sort=-deadline", "?q=bao cao"):
        assert client.get(f"/nhiem-vu/{query}").status_code == 200
    assert "Báo cáo tồn kho" in client.get("/nhiem-vu/?q=bao%20cao").content.decode()
    assert "Báo cáo tồn kho" not in client.get("/nhiem-vu/?tab=given").content.decode()


def test_a_stranger_finds_nothing(client):
    task = a_task()
    client.force_login(dung())
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 404
    assert client.post(f"/nhiem-vu/{task.pk}/nhan/").status_code == 404
    assert task.title not in client.get("/nhiem-vu/?tab=all").content.decode()


@pytest.mark.parametrize(
    "state", ["new", "received", "in_progress", "reported", "returned", "confirmed", "suspended", "cancelled"]
)
def test_the_page_in_every_state_for_everybody(client, state):
    task = a_task(state=state, coordinating_people=[phuc().pk])
    for person in (an(), binh(), chi(), phuc()):
        client.force_login(person)
        assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 200
        assert client.get(f"/nhiem-vu/{task.pk}/?part=1").status_code == 200


def test_a_task_from_the_form_to_the_confirmation(client):
    client.force_login(an())
    assert client.get("/nhiem-vu/giao-viec/").status_code == 200
    sent = {"title": "Rà soát máy soi", "lead_unit": noi_bai().pk, "due": "week", "urgency": "urgent"}
    answer = client.post("/nhiem-vu/giao-viec/", sent)
    task = Task.objects.get()
    assert answer.url == f"/nhiem-vu/{task.pk}/"
    assert (task.assignee, str(task.deadline_on)) == (chi(), "2026-03-13")
    client.force_login(chi())
    page = f"/nhiem-vu/{task.pk}/"
    for step, words in (("nhan", {}), ("tien-do", {"progress": 50}), ("bao-cao", {"text": "Đã xong"})):
        assert client.post(f"{page}{step}/", words).status_code == 302
    client.force_login(an())
    client.post(f"{page}xac-nhan/", {"rating": "3"})
    task.refresh_from_db()
    assert (task.state, task.rating) == ("confirmed", 3)
    assert "Đã xong" in client.get(page).content.decode()


@pytest.mark.parametrize("name", ["lead_unit", "assignee", "coordinators"])
def test_a_choice_that_is_no_key_is_refused_and_nothing_breaks(client, name):
    client.force_login(an())
    sent = {"title": "Rà soát", "lead_unit": noi_bai().pk, "due": "none", "urgency": "normal"}
    answer = client.post("/nhiem-vu/giao-viec/", sent | {name: "không phải mã"})
    assert answer.status_code == 422


def test_a_form_with_faults_keeps_what_was_typed(client):
    client.force_login(an())
    answer = client.post("/nhiem-vu/giao-viec/", {"title": "Rà soát", "due": "date", "urgency": "normal"})
    assert answer.status_code == 422
    assert "Rà soát" in answer.content.decode()
    assert "Chọn ngày đến hạn." in answer.content.decode()


def test_more_time_is_asked_and_decided_on_the_page(client):
    task = a_task()
    client.force_login(chi())
    client.post(f"/nhiem-vu/{task.pk}/xin-gia-han/", {"wanted_on": "2026-03-30", "reason": "Chờ số liệu"})
    wish = task.extensions.get()
    client.force_login(an())
    assert "Chờ số liệu" in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    client.post(f"/nhiem-vu/gia-han/{wish.pk}/")
    task.refresh_from_db()
    assert str(task.deadline_on) == "2026-03-30"


def test_side_ways_and_words_by_page(client):
    task = a_task()
    page = f"/nhiem-vu/{task.pk}/"
    client.force_login(chi())
    client.post(f"{page}buoc/", {"text": "Lập danh sách"})
    client.post(f"/nhiem-vu/buoc/{task.checklist.get().pk}/", {"done": "1"})
    client.post(f"{page}trao-doi/", {"text": "Xin ý kiến"})
    client.post(f"{page}chia-viec/", {"unit": noi_bai().pk, "title": "Thu thập", "assignee": phuc().pk})
    client.post(f"{page}chuyen/", {"assignee": phuc().pk})
    client.force_login(an())
    client.post(f"{page}tam-dung/", {"reason": "Chờ"})
    client.post(f"{page}tiep-tuc/")
    client.post(f"{page}huy/", {"reason": "Không cần"})
    task.refresh_from_db()
    assert (task.state, task.assignee) == ("cancelled", phuc())
    assert task.checklist.get().done_at
    assert task.parts.get().state == "cancelled"


def test_excel_holds_what_the_list_shows_and_no_formula(client):
    a_task("=HYPERLINK(1)")
    client.force_login(chi())
    answer = client.get("/nhiem-vu/xuat-excel/?tab=mine")
    assert answer.content[:2] == b"PK"
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][1] == "=HYPERLINK(1)"


@pytest.mark.parametrize("what", ["unit", "person", "meeting", "leader", "nonsense"])
def test_figures_lead_down_to_the_tasks(client, what):
    a_task(state="confirmed")
    client.force_login(an())
    page = client.get(f"/nhiem-vu/so-lieu/?by={what}").content.decode()
    assert "figure=done_on_time" in page
    listed = client.get("/nhiem-vu/?tab=all&figure=done_on_time&period=year&parts=0").content.decode()
    assert "Báo cáo ùn tắc" in listed


def test_the_task_page_costs_the_same_for_any_story(client, django_assert_max_num_queries):
    task = a_task()
    for n in range(12):
        actions.comment(task_id=task.pk, text=f"Ý kiến {n}", by=by(chi()))
        actions.add_step(task_id=task.pk, text=f"Bước {n}", by=by(chi()))
    client.force_login(chi())
    with django_assert_max_num_queries(30):
        client.get(f"/nhiem-vu/{task.pk}/")
