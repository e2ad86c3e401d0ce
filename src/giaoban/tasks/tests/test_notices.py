"""Who is told of what happens to a task, and what the clock brings."""

from collections import Counter
from datetime import date

import pytest

from giaoban.ledger.testing import run_jobs
from giaoban.notify.models import Delivery
from giaoban.people.testing import an, by, chi, dung
from giaoban.tasks import actions
from giaoban.tasks.testing import a_task, phuc

pytestmark = pytest.mark.django_db


def told():
    run_jobs()
    found = Counter((d.user.username, d.action) for d in Delivery.objects.filter(channel="inbox"))
    Delivery.objects.all().delete()
    return found


def test_each_step_is_told_to_the_one_who_acts_next():
    task = a_task(doer=phuc(), coordinating_people=[dung().pk])
    assert told() == {("phuc", "tasks.assigned"): 1, ("chi", "tasks.assigned"): 1, ("dung", "tasks.assigned"): 1}
    actions.accept(task_id=task.pk, by=by(phuc()))
    assert told() == {("an", "tasks.accepted"): 1}
    wish = actions.ask_extension(task_id=task.pk, wanted_on=date(2026, 3, 30), reason="Chờ", by=by(phuc()))
    assert told() == {("an", "tasks.extension_asked"): 1}
    actions.grant_extension(extension_id=wish.pk, by=by(an()))
    assert told() == {("phuc", "tasks.extension_granted"): 1}
    actions.hand_in(task_id=task.pk, text="Xong", by=by(phuc()))
    assert told() == {("an", "tasks.handed_in"): 1}
    actions.return_work(task_id=task.pk, reason="Thiếu", by=by(an()))
    assert told() == {("phuc", "tasks.returned"): 1}
    actions.comment(task_id=task.pk, text="Thiếu gì ạ?", by=by(phuc()))
    assert told() == {("an", "tasks.commented"): 1, ("dung", "tasks.commented"): 1}


def test_a_flash_task_is_urgent_and_said_once():
    a_task(urgency="flash")
    run_jobs()
    delivery = Delivery.objects.get(user=chi(), channel="inbox")
    assert delivery.is_urgent
    assert delivery.title.startswith("HỎA TỐC")
