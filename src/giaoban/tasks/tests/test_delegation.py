"""A delegate does what the absent person would do, and the book says for whom (ORG-7)."""

from datetime import timedelta

import pytest

from giaoban.kernel import clock
from giaoban.ledger.models import Entry
from giaoban.people.models import Delegation
from giaoban.people.testing import an, by, chi, dung
from giaoban.tasks import actions, queries
from giaoban.tasks.testing import a_task

pytestmark = pytest.mark.django_db


def stands_in(giver, holder):
    now = clock.now()
    Delegation.objects.create(
        giver=giver, holder=holder, starts_at=now, ends_at=now + timedelta(days=3), reason="Đi công tác"
    )


def test_the_delegate_of_the_giver_confirms_in_the_givers_place():
    task = a_task(state="reported")
    stands_in(an(), dung())
    assert [t.pk for t in queries.waiting_to_confirm(by(dung()))] == [task.pk]
    actions.confirm(task_id=task.pk, by=by(dung()))
    entry = Entry.objects.get(action="tasks.confirmed")
    assert (entry.actor_id, entry.acting_for_id) == (dung().pk, an().pk)


def test_the_delegate_of_the_head_sees_the_units_tasks():
    task = a_task()
    assert not queries.seen_among(by(dung()), [task.pk])
    stands_in(chi(), dung())
    assert queries.seen_among(by(dung()), [task.pk])
