"""Beside the way: suspend, resume, cancel, hand_over, split."""

import pytest

from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, by, chi, dung
from giaoban.tasks import actions, queries
from giaoban.tasks.actions import Part
from giaoban.tasks.models import Task
from giaoban.tasks.testing import a_task, noi_bai, phuc

pytestmark = pytest.mark.django_db


def test_suspend_takes_it_out_of_the_figures_and_resume_brings_it_back_as_it_was():
    task = a_task(state="in_progress")
    with expect_record("tasks.suspended", "tasks.resumed"):
        actions.suspend(task_id=task.pk, reason="Chờ nghị định mới", by=by(an()))
        actions.suspend(task_id=task.pk, reason="Chờ nghị định mới", by=by(an()))
        assert queries.figures_of(Task.objects.all()).total == 0
        task = actions.resume(task_id=task.pk, by=by(an()))
        actions.resume(task_id=task.pk, by=by(an()))
    assert task.state == "in_progress"
    assert queries.figures_of(Task.objects.all()).open_in_time == 1


def test_only_the_giver_suspends_resumes_and_cancels():
    task = a_task()
    for verb in (actions.suspend, actions.cancel):
        with pytest.raises(Refused):
            verb(task_id=task.pk, reason="Tự ý", by=by(chi()))
    actions.suspend(task_id=task.pk, reason="Chờ", by=by(an()))
    with pytest.raises(Refused):
        actions.resume(task_id=task.pk, by=by(chi()))


def test_cancel_takes_the_open_parts_along():
    task = a_task()
    part = actions.split(task_id=task.pk, parts=[Part(noi_bai().pk, "Số liệu", phuc().pk)], by=by(chi()))[0]
    with pytest.raises(Invalid):
        actions.cancel(task_id=task.pk, reason="", by=by(an()))
    with expect_record("tasks.cancelled", "tasks.cancelled"):
        actions.cancel(task_id=task.pk, reason="Không còn cần", by=by(an()))
        actions.cancel(task_id=task.pk, reason="Không còn cần", by=by(an()))
    part.refresh_from_db()
    assert part.state == "cancelled"


def test_a_confirmed_task_cannot_be_cancelled():
    with pytest.raises(Refused):
        actions.cancel(task_id=a_task(state="confirmed").pk, reason="Muộn", by=by(an()))


def test_hand_over_gives_it_to_another_of_the_unit():
    task = a_task(state="received")
    with expect_record("tasks.handed_over"):
        task = actions.hand_over(task_id=task.pk, assignee_id=phuc().pk, reason="Đúng chuyên môn", by=by(chi()))
        actions.hand_over(task_id=task.pk, assignee_id=phuc().pk, by=by(chi()))
    assert (task.assignee, task.state) == (phuc(), "new")


def test_hand_over_stays_in_the_unit_and_with_its_head():
    task = a_task()
    with pytest.raises(Invalid):
        actions.hand_over(task_id=task.pk, assignee_id=dung().pk, by=by(chi()))
    task = actions.hand_over(task_id=task.pk, assignee_id=phuc().pk, by=by(chi()))
    with pytest.raises(Refused):
        actions.hand_over(task_id=task.pk, assignee_id=chi().pk, by=by(phuc()))


def test_split_makes_tasks_of_the_head_once_each():
    task = a_task(coordinating_people=[dung().pk])
    parts = [Part(noi_bai().pk, "Thu thập số liệu", phuc().pk), Part(noi_bai().pk, "Viết báo cáo")]
    with expect_record("tasks.assigned", "tasks.assigned", "tasks.split", "tasks.split"):
        made = actions.split(task_id=task.pk, parts=parts, by=by(chi()))
        assert actions.split(task_id=task.pk, parts=parts, by=by(chi())) == made
    task.refresh_from_db()
    assert task.state == "in_progress"
    assert [(part.parent, part.assigner, part.deadline_on) for part in made] == [(task, chi(), task.deadline_on)] * 2


def test_split_goes_down_only():
    task = a_task()
    elsewhere = dung().appointments.get().unit
    with pytest.raises(Invalid):
        actions.split(task_id=task.pk, parts=[Part(elsewhere.pk, "Việc của người khác")], by=by(chi()))
    with pytest.raises(Invalid):
        actions.split(task_id=task.pk, parts=[], by=by(chi()))
    with pytest.raises((Refused, Conflict)):
        actions.split(task_id=a_task("Xong", state="confirmed").pk, parts=[Part(noi_bai().pk, "Nữa")], by=by(chi()))
