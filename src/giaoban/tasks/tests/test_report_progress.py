"""Saying how far it is."""

import pytest

from giaoban.kernel.errors import Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, by, chi
from giaoban.tasks import actions
from giaoban.tasks.testing import a_task

pytestmark = pytest.mark.django_db


def test_a_new_task_is_in_hand_from_then_on():
    task = a_task()
    with expect_record("tasks.progressed"):
        task = actions.report_progress(task_id=task.pk, progress=30, text="Đã rà soát", by=by(chi()))
        actions.report_progress(task_id=task.pk, progress=30, by=by(chi()))
    assert (task.state, task.progress) == ("in_progress", 30)
    assert [note.text for note in task.notes.all()] == ["Đã rà soát"]


def test_only_the_assignee_and_only_per_cent():
    task = a_task()
    with pytest.raises(Refused):
        actions.report_progress(task_id=task.pk, progress=30, by=by(an()))
    with pytest.raises(Invalid):
        actions.report_progress(task_id=task.pk, progress=101, by=by(chi()))


def test_not_while_it_waits_to_be_confirmed():
    with pytest.raises(Refused) as told:
        actions.report_progress(task_id=a_task(state="reported").pk, progress=50, by=by(chi()))
    assert told.value.code == "tasks.already_handed_in"
