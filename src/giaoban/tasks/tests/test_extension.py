"""More time: ask_extension, grant_extension, refuse_extension. The first deadline is kept."""

from datetime import timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, by, chi
from giaoban.tasks import actions
from giaoban.tasks.testing import a_task

pytestmark = pytest.mark.django_db


def wanted(days: int = 9):
    return clock.today() + timedelta(days=days)


def test_granting_moves_the_deadline_and_keeps_the_first():
    task = a_task(days=5)
    with expect_record("tasks.extension_asked", "tasks.extension_granted"):
        wish = actions.ask_extension(task_id=task.pk, wanted_on=wanted(), reason="Chờ số liệu", by=by(chi()))
        assert actions.ask_extension(task_id=task.pk, wanted_on=wanted(), reason="Lại", by=by(chi())) == wish
        actions.grant_extension(extension_id=wish.pk, by=by(an()))
        actions.grant_extension(extension_id=wish.pk, by=by(an()))
    task.refresh_from_db()
    assert (task.deadline_on, task.original_deadline_on) == (wanted(), wanted(5))
    assert task.was_extended


def test_the_giver_may_grant_another_day():
    task = a_task(days=5)
    wish = actions.ask_extension(task_id=task.pk, wanted_on=wanted(), reason="Chờ", by=by(chi()))
    actions.grant_extension(extension_id=wish.pk, until=wanted(7), by=by(an()))
    task.refresh_from_db()
    assert task.deadline_on == wanted(7)


def test_refusing_needs_words_and_keeps_the_deadline():
    task = a_task(days=5)
    wish = actions.ask_extension(task_id=task.pk, wanted_on=wanted(), reason="Chờ", by=by(chi()))
    with pytest.raises(Invalid):
        actions.refuse_extension(extension_id=wish.pk, answer="", by=by(an()))
    actions.refuse_extension(extension_id=wish.pk, answer="Đã đủ thời gian", by=by(an()))
    with pytest.raises(Conflict):
        actions.grant_extension(extension_id=wish.pk, by=by(an()))
    task.refresh_from_db()
    assert task.deadline_on == wanted(5)


def test_one_wish_at_a_time_and_only_for_later():
    task = a_task(days=5)
    with pytest.raises(Invalid) as told:
        actions.ask_extension(task_id=task.pk, wanted_on=wanted(5), reason="Chờ", by=by(chi()))
    assert told.value.code == "tasks.later_deadline_needed"
    actions.ask_extension(task_id=task.pk, wanted_on=wanted(), reason="Chờ", by=by(chi()))
    with pytest.raises(Conflict):
        actions.ask_extension(task_id=task.pk, wanted_on=wanted(12), reason="Chờ", by=by(chi()))


def test_only_the_assignee_asks_and_only_the_giver_decides():
    task = a_task(days=5)
    with pytest.raises(Refused):
        actions.ask_extension(task_id=task.pk, wanted_on=wanted(), reason="Chờ", by=by(an()))
    wish = actions.ask_extension(task_id=task.pk, wanted_on=wanted(), reason="Chờ", by=by(chi()))
    with pytest.raises(Refused):
        actions.grant_extension(extension_id=wish.pk, by=by(chi()))


def test_without_a_deadline_there_is_nothing_to_extend():
    with pytest.raises(Refused) as told:
        actions.ask_extension(task_id=a_task(days=None).pk, wanted_on=wanted(), reason="Chờ", by=by(chi()))
    assert told.value.code == "tasks.no_deadline"
