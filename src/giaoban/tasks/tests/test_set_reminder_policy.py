"""An administrator puts other rules of reminding in force."""

from dataclasses import replace

import pytest

from giaoban.kernel.errors import Invalid, Refused
from giaoban.ledger.models import Entry
from giaoban.ledger.registry import sentence_of
from giaoban.people.testing import an, binh, by, chi, dung, em
from giaoban.tasks import actions, policy_words, queries
from giaoban.tasks.models import ReminderPolicy
from giaoban.tasks.policy import OnTheDay, Policy

pytestmark = pytest.mark.django_db


def test_it_is_in_force_and_the_book_says_what_changed():
    first = actions.set_reminder_policy(policy=Policy(rest=5), by=by(em()), note="Thử")
    assert (first.number, queries.policy_in_force().rest) == (1, 5)
    entry = Entry.objects.get(action="tasks.policy_set")
    assert sentence_of(entry).endswith("chính sách nhắc việc: ngừng nhắc sau khi báo tiến độ (ngày làm việc): 3 → 5")
    assert entry.data["values"] == {"rest": [3, 5]}
    second = actions.set_reminder_policy(policy=Policy(rest=4), by=by(em()))
    assert second.number == 2
    assert actions.set_reminder_policy(policy=Policy(rest=4), by=by(em())) == second
    assert ReminderPolicy.objects.count() == 2


def test_the_book_says_times_and_choices_in_words():
    after = Policy(digest_minute=8 * 60 + 5, on_the_day=OnTheDay.ALL)
    said = policy_words.changes(Policy(), after)
    assert said == "giờ gửi bản nhắc việc: 07:30 → 08:05; sáng ngày đến hạn: Trừ người thường đúng hạn → Nhắc mọi người"
    assert set(policy_words.NAMES) == set(Policy().as_data())


WHO_MAY = [("an", an, False), ("binh", binh, False), ("chi", chi, False), ("dung", dung, False), ("em", em, True)]


@pytest.mark.parametrize(("_name", "person", "may"), WHO_MAY)
def test_only_administrators_of_the_system_may(_name, person, may):
    if may:
        assert actions.set_reminder_policy(policy=Policy(rest=5), by=by(person()))
        return
    with pytest.raises(Refused):
        actions.set_reminder_policy(policy=Policy(rest=5), by=by(person()))


@pytest.mark.parametrize("wrong", [{"rest": 0}, {"link_days": 99}, {"on_the_day": "x"}, {"lead_least": 9}])
def test_values_keep_their_bounds(wrong):
    with pytest.raises(Invalid):
        actions.set_reminder_policy(policy=replace(Policy(), **wrong), by=by(em()))
