"""Who is told of what happens to a task, and what the clock brings."""

from collections import Counter
from datetime import date, datetime

import pytest
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.ledger.testing import run_jobs
from giaoban.notify import actions as notify
from giaoban.notify.models import Delivery
from giaoban.people.models import LeaderInCharge
from giaoban.people.testing import an, by, chi, dung
from giaoban.tasks import actions, ladder
from giaoban.tasks.testing import a_task, noi_bai, phuc

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


def on(day: str, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02}:00:00"))


def due_on(day: str, rule=ladder.before_the_deadline):
    return [(d.user_id, d.on) for d in rule(on(day))]


def test_the_ladder_before_the_deadline_counts_working_days():
    a_task(days=13)  # Monday 23 March
    assert due_on("2026-03-17") == []  # four working days before
    assert due_on("2026-03-18") == [(chi().pk, date(2026, 3, 18))]
    assert due_on("2026-03-19") == [(chi().pk, date(2026, 3, 18))]  # the same step: the key keeps it from coming twice
    assert due_on("2026-03-20") == [(chi().pk, date(2026, 3, 20))]  # Friday: one working day before
    assert due_on("2026-03-23") == [(chi().pk, date(2026, 3, 23))]
    assert due_on("2026-03-24") == []


def test_a_moved_deadline_has_a_ladder_of_its_own():
    task = a_task(days=13)
    wish = actions.ask_extension(task_id=task.pk, wanted_on=date(2026, 4, 20), reason="Chờ", by=by(chi()))
    actions.grant_extension(extension_id=wish.pk, by=by(an()))
    assert due_on("2026-03-23") == []
    assert due_on("2026-04-20") == [(chi().pk, date(2026, 4, 20))]


def test_overdue_goes_up_step_by_step():
    LeaderInCharge.objects.create(unit=noi_bai(), leader=dung(), starts_on=date(2020, 1, 1))
    a_task(days=1, doer=phuc())  # Wednesday 11 March
    assert due_on("2026-03-11", ladder.after_the_deadline) == []
    assert due_on("2026-03-12", ladder.after_the_deadline) == [(phuc().pk, date(2026, 3, 12))]
    assert due_on("2026-03-16", ladder.after_the_deadline) == [(phuc().pk, date(2026, 3, 12))]
    assert due_on("2026-03-17", ladder.after_the_deadline) == [(phuc().pk, date(2026, 3, 17))]
    assert due_on("2026-03-12", ladder.to_the_head) == [(chi().pk, date(2026, 3, 12))]
    assert due_on("2026-03-17", ladder.to_the_leader) == []
    assert sorted(due_on("2026-03-18", ladder.to_the_leader)) == sorted(
        [(an().pk, date(2026, 3, 18)), (dung().pk, date(2026, 3, 18))]
    )


def test_handed_in_work_is_not_reminded():
    a_task(days=1, state="reported")
    assert due_on("2026-03-18", ladder.after_the_deadline) == []


def test_ten_days_off_and_each_comes_once_in_one_message():
    a_task("Một", days=1, doer=phuc())
    a_task("Hai", days=1, doer=phuc())
    run_jobs()
    Delivery.objects.all().delete()
    with clock.at(on("2026-03-23")):
        notify.remind()
        notify.remind()
        notify.remind()
    messages = list(Delivery.objects.filter(channel="inbox", user=phuc()))
    assert len(messages) == 1
    assert "Một" in messages[0].body
    assert "Hai" in messages[0].body
