"""Confirming what was handed in."""

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, by, chi
from giaoban.tasks import actions, queries
from giaoban.tasks.models import Task
from giaoban.tasks.testing import a_task

pytestmark = pytest.mark.django_db


def test_it_is_done_on_the_day_of_the_hand_in():
    task = a_task(days=0, state="reported")
    with clock.later(days=5), expect_record("tasks.confirmed"):
        task = actions.confirm(task_id=task.pk, rating=3, text="Tốt", by=by(an()))
        actions.confirm(task_id=task.pk, by=by(an()))
    assert (task.state, task.rating, task.confirmed_by) == ("confirmed", 3, an())
    assert queries.figures_of(Task.objects.all()).done_on_time == 1


def test_nobody_confirms_the_own_work_unless_given_by_oneself():
    with pytest.raises(Refused) as told:
        actions.confirm(task_id=a_task(state="reported").pk, by=by(chi()))
    assert told.value.code == "tasks.only_the_assigner"
    own = a_task("Việc tự đặt", giver=chi(), doer=chi(), state="reported")
    assert actions.confirm(task_id=own.pk, by=by(chi())).state == "confirmed"
