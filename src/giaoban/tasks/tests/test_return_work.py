"""Sending handed-in work back."""

import pytest

from giaoban.kernel.errors import Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, by, chi
from giaoban.tasks import actions
from giaoban.tasks.testing import a_task

pytestmark = pytest.mark.django_db


def test_the_giver_sends_it_back_and_the_deadline_counts_again():
    task = a_task(state="reported")
    with expect_record("tasks.returned"):
        task = actions.return_work(task_id=task.pk, reason="Thiếu phụ lục", by=by(an()))
        actions.return_work(task_id=task.pk, reason="Thiếu phụ lục", by=by(an()))
    assert (task.state, task.done_on) == ("returned", None)
    assert actions.hand_in(task_id=task.pk, text="Đã bổ sung", by=by(chi())).state == "reported"


def test_it_needs_a_reason_the_giver_and_a_hand_in():
    task = a_task(state="reported")
    with pytest.raises(Invalid):
        actions.return_work(task_id=task.pk, reason=" ", by=by(an()))
    with pytest.raises(Refused):
        actions.return_work(task_id=task.pk, reason="Không", by=by(chi()))
    with pytest.raises(Refused) as told:
        actions.return_work(task_id=a_task("Khác").pk, reason="Sớm", by=by(an()))
    assert told.value.code == "tasks.not_handed_in"
