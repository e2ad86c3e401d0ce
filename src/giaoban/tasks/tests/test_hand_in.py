"""Reporting the work as done."""

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, by, chi
from giaoban.tasks import actions
from giaoban.tasks.actions import Part
from giaoban.tasks.testing import a_task, noi_bai, phuc

pytestmark = pytest.mark.django_db


def test_the_day_of_the_hand_in_is_kept():
    task = a_task(days=0)
    with expect_record("tasks.handed_in"):
        task = actions.hand_in(task_id=task.pk, text="Đã gửi báo cáo", by=by(chi()))
    assert (task.state, task.progress, task.done_on) == ("reported", 100, clock.today())


def test_waiting_for_the_confirmation_it_does_not_turn_overdue():
    task = a_task(days=0, state="reported")
    with clock.later(days=9):
        assert not task.is_overdue


def test_another_report_while_the_first_waits_is_a_conflict():
    with pytest.raises(Conflict):
        actions.hand_in(task_id=a_task(state="reported").pk, text="Lại", by=by(chi()))


def test_the_same_report_again_changes_nothing():
    task = a_task(days=0)
    actions.hand_in(task_id=task.pk, text="Đã gửi báo cáo", by=by(chi()))
    with expect_record():
        actions.hand_in(task_id=task.pk, text="Đã gửi báo cáo ", by=by(chi()))
    assert task.notes.count() == 1


def test_it_needs_words_and_the_assignee():
    task = a_task()
    with pytest.raises(Invalid):
        actions.hand_in(task_id=task.pk, text="  ", by=by(chi()))
    with pytest.raises(Refused):
        actions.hand_in(task_id=task.pk, text="Xong", by=by(an()))


def test_open_parts_hold_it_back():
    task = a_task()
    part = actions.split(task_id=task.pk, parts=[Part(noi_bai().pk, "Số liệu", phuc().pk)], by=by(chi()))[0]
    with pytest.raises(Conflict) as told:
        actions.hand_in(task_id=task.pk, text="Xong", by=by(chi()))
    assert told.value.details == {"count": 1}
    actions.hand_in(task_id=part.pk, text="Xong phần", by=by(phuc()))
    actions.confirm(task_id=part.pk, by=by(chi()))
    assert actions.hand_in(task_id=task.pk, text="Xong", by=by(chi())).state == "reported"
