"""Giving a task."""

from datetime import date, timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid, Refused
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import YES
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.tasks import actions
from giaoban.tasks.actions import Part
from giaoban.tasks.models import Task
from giaoban.tasks.testing import a_task, noi_bai, phuc

pytestmark = pytest.mark.django_db


def test_it_stands_on_the_assignees_list_with_its_first_deadline():
    due = clock.today() + timedelta(days=3)
    with expect_record("tasks.assigned"):
        task = actions.assign(
            title="  Rà soát thủ tục ", lead_unit_id=noi_bai().pk, assignee_id=phuc().pk, deadline_on=due, by=by(an())
        )
    task.refresh_from_db()
    assert (task.title, task.state, task.assignee, task.assigner) == ("Rà soát thủ tục", "new", phuc(), an())
    assert task.deadline_on == task.original_deadline_on == due


def test_without_a_person_the_head_of_the_unit_answers_for_it():
    task = actions.assign(title="Rà soát", lead_unit_id=noi_bai().pk, by=by(an()))
    assert task.assignee == chi()


def test_the_same_origin_and_unit_give_the_same_task():
    origin = ("meetings.conclusion", new_id(), "Kết luận 3")
    first = a_task(origin=origin)
    assert a_task(origin=origin) == first
    other = a_task(origin=origin, unit=dung_unit(), doer=dung())
    assert other != first
    assert Task.objects.count() == 2


def dung_unit():
    return dung().appointments.get().unit


def test_a_cancelled_one_may_be_given_again():
    origin = ("meetings.conclusion", new_id(), "")
    first = a_task(origin=origin, state="cancelled")
    assert a_task(origin=origin) != first


def test_units_and_people_who_help_see_it():
    task = a_task(doer=phuc(), coordinators=[dung_unit().pk, noi_bai().pk], coordinating_people=[dung().pk, phuc().pk])
    assert {str(c) for c in task.coordinators.all()} == {str(dung_unit()), str(dung())}


def test_a_stranger_may_not_give_to_a_unit_that_is_not_theirs():
    with pytest.raises(Refused) as told:
        a_task(giver=dung())
    assert told.value.code == "tasks.not_your_unit_to_assign"


def test_everybody_may_note_a_task_for_themselves_but_not_for_a_colleague():
    assert a_task(giver=phuc(), doer=phuc()).assigner == phuc()
    with pytest.raises(Refused):
        a_task("Việc khác", giver=phuc(), doer=chi())


def test_the_owner_of_the_origin_may_allow_it_and_name_the_giver():
    task = actions.assign(
        title="Theo kết luận", lead_unit_id=noi_bai().pk, assigner_id=an().pk, allowed=YES, by=by(dung())
    )
    assert task.assigner == an()


def test_nobody_gives_in_anothers_name_by_themselves():
    with pytest.raises(Refused):
        actions.assign(title="Mạo danh", lead_unit_id=noi_bai().pk, assigner_id=an().pk, by=by(binh()))


def test_it_needs_words_a_working_unit_and_a_day_to_come():
    with pytest.raises(Invalid) as told:
        actions.assign(title=" ", lead_unit_id=noi_bai().pk, deadline_on=clock.today() - timedelta(days=1), by=by(an()))
    assert told.value.details["fields"] == {
        "title": "tasks.title_needed",
        "deadline_on": "tasks.deadline_in_the_past",
    }


@pytest.mark.parametrize("wrong", [{"effort_days": 0}, {"effort_days": 40_000}, {"deadline": "9999-12-31"}])
def test_figures_that_nobody_means_are_refused_in_words(client, wrong):
    client.force_login(an())
    asked = {"title": "Rà soát", "unit": str(noi_bai().pk), "assignee": str(chi().pk)}
    told = client.post("/api/tasks", asked | wrong, content_type="application/json")
    assert told.status_code == 422
    assert "10 năm" in told.json()["message"] or "từ 1 đến 200" in told.json()["message"]


def test_a_day_too_far_is_refused_wherever_it_is_named(client):
    task = a_task(days=5)
    client.force_login(an())
    asked = {"unit": str(noi_bai().pk), "assignee": str(chi().pk), "deadline": "9999-12-31"}
    assert client.get("/api/tasks/warnings", asked).status_code == 422
    page = {"lead_unit": noi_bai().pk, "assignee": chi().pk, "due": "date", "deadline_on": "9999-12-31"}
    assert client.get("/nhiem-vu/giao-viec/canh-bao/", page).status_code == 200
    given = client.post("/nhiem-vu/giao-viec/", page | {"title": "Rà soát", "urgency": "normal"})
    assert given.status_code == 422
    assert "Thời hạn quá xa" in given.content.decode()
    with pytest.raises(Invalid, match="too_far"):
        actions.ask_extension(task_id=task.pk, wanted_on=date(9999, 12, 31), reason="Chờ", by=by(chi()))
    with pytest.raises(Invalid, match="too_far"):
        actions.split(task_id=task.pk, parts=[Part(noi_bai().pk, "Phần", deadline_on=date(9999, 1, 1))], by=by(chi()))
