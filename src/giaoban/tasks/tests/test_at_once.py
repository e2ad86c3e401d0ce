"""Two people, or two clicks, at the same moment: on PostgreSQL, where they really run beside each other."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from giaoban.kernel import clock
from giaoban.kernel.retry import again
from giaoban.people.testing import by, chi, em
from giaoban.tasks import actions
from giaoban.tasks.models import Duty, ReminderPolicy
from giaoban.tasks.policy import Policy
from giaoban.tasks.testing import noi_bai

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def at_once(*works) -> list[Exception]:
    faults, start = [], threading.Barrier(len(works))

    def run(work):
        try:
            start.wait()
            again(work)
        except Exception as fault:
            faults.append(fault)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_two_administrators_set_two_versions_one_after_the_other():
    who = by(em())
    for _round in range(3):
        ReminderPolicy.objects.all().delete()
        for least in (4, 8):  # nothing there yet, then something
            works = [
                (lambda rest=rest: actions.set_reminder_policy(policy=Policy(rest=rest), by=who))
                for rest in range(least, least + 4)
            ]
            assert at_once(*works) == []
        numbers = ReminderPolicy.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_two_clicks_set_up_one_duty():
    who, unit = by(chi()), noi_bai().pk
    for _round in range(3):
        key = Duty().pk

        def click(key=key):
            day = clock.today() + timedelta(days=3)  # each thread has the clock of its own
            actions.set_up_duty(title="Báo cáo", lead_unit_id=unit, every="week", first_due_on=day, by=who, duty_id=key)

        assert at_once(click, click, click) == []
    assert Duty.objects.count() == 3
