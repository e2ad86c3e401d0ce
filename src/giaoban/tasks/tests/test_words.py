"""Steps and talk: add_step, tick_step, comment."""

import pytest

from giaoban.kernel.errors import Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import a_person, an, by, chi, dung
from giaoban.tasks import actions
from giaoban.tasks.testing import a_task

pytestmark = pytest.mark.django_db


def test_steps_are_added_once_and_ticked_both_ways():
    task = a_task()
    with expect_record("tasks.step_added", "tasks.step_ticked", "tasks.step_ticked"):
        step = actions.add_step(task_id=task.pk, text="Lập danh sách", by=by(chi()))
        assert actions.add_step(task_id=task.pk, text="Lập danh sách ", by=by(an())) == step
        assert actions.tick_step(step_id=step.pk, done=True, by=by(chi())).done_at
        actions.tick_step(step_id=step.pk, done=True, by=by(chi()))
        assert actions.tick_step(step_id=step.pk, done=False, by=by(chi())).done_at is None


def test_steps_of_strangers_are_not_there():
    step = actions.add_step(task_id=a_task().pk, text="Lập danh sách", by=by(chi()))
    with pytest.raises(NotFound):
        actions.tick_step(step_id=step.pk, done=True, by=by(dung()))
    with pytest.raises(NotFound):
        actions.tick_step(step_id=new_id(), done=True, by=by(chi()))
    with pytest.raises(Invalid):
        actions.add_step(task_id=step.task_id, text=" ", by=by(chi()))


def test_whoever_is_concerned_may_comment_and_nothing_is_said_twice():
    task = a_task(coordinating_people=[dung().pk])
    with expect_record("tasks.commented", "tasks.commented"):
        line = actions.comment(task_id=task.pk, text="Cần thêm số liệu", by=by(dung()))
        assert actions.comment(task_id=task.pk, text="Cần thêm số liệu", by=by(dung())) == line
        actions.comment(task_id=task.pk, text="Đã gửi", by=by(chi()))
    with pytest.raises(Invalid):
        actions.comment(task_id=task.pk, text="", by=by(chi()))


def test_an_inspector_only_looks():
    inspector = a_person("thanhtra", "Lý Văn Thanh", role="inspector")
    with pytest.raises(Refused) as told:
        actions.comment(task_id=a_task().pk, text="Ghi nhận", by=by(inspector))
    assert told.value.code == "tasks.only_to_look_at"
