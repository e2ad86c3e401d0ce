"""Taking a new task."""

import pytest

from giaoban.kernel.errors import Conflict, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, by, chi, dung
from giaoban.tasks import actions
from giaoban.tasks.testing import a_task, phuc

pytestmark = pytest.mark.django_db


def test_the_assignee_takes_it_and_it_may_be_repeated():
    task = a_task()
    with expect_record("tasks.accepted"):
        task = actions.accept(task_id=task.pk, by=by(chi()))
        actions.accept(task_id=task.pk, by=by(chi()))
    assert task.state == "received"
    assert task.received_at


def test_nobody_takes_it_for_another():
    with pytest.raises(Refused) as told:
        actions.accept(task_id=a_task(doer=phuc()).pk, by=by(chi()))
    assert told.value.code == "tasks.only_the_assignee"
    with pytest.raises(Refused):
        actions.accept(task_id=a_task("Khác").pk, by=by(an()))


def test_for_a_stranger_it_is_not_there():
    with pytest.raises(NotFound):
        actions.accept(task_id=a_task().pk, by=by(dung()))


def test_what_is_over_cannot_be_taken():
    with pytest.raises(Refused) as told:
        actions.accept(task_id=a_task(state="cancelled").pk, by=by(chi()))
    assert told.value.code == "tasks.not_open"
    with pytest.raises((Refused, Conflict)):
        actions.accept(task_id=a_task("Khác", state="reported").pk, by=by(chi()))
