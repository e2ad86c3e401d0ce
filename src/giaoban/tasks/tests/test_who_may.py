"""Who may do what to a task from An to Chi's branch, done by Chi: An gave it, Chi does it and heads the unit."""

import pytest

from giaoban.kernel.rules import YES
from giaoban.people.testing import an, binh, by, chi, dung, em
from giaoban.tasks import permissions, queries
from giaoban.tasks.testing import a_task, phuc

pytestmark = pytest.mark.django_db

NO = "no"
UNSEEN = "unseen"
WHO_MAY = [
    # verb, state                        an    bình  chi  phúc   dũng    em
    ("accept", "new", NO, NO, YES, UNSEEN, UNSEEN, UNSEEN),
    ("report_progress", "received", NO, NO, YES, UNSEEN, UNSEEN, UNSEEN),
    ("report_progress", "reported", NO, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("hand_in", "in_progress", NO, NO, YES, UNSEEN, UNSEEN, UNSEEN),
    ("hand_in", "confirmed", NO, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("add_evidence", "in_progress", NO, NO, YES, UNSEEN, UNSEEN, UNSEEN),
    ("return_work", "reported", YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("confirm", "reported", YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("confirm", "in_progress", NO, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("ask_extension", "in_progress", NO, NO, YES, UNSEEN, UNSEEN, UNSEEN),
    ("grant_extension", "in_progress", YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("refuse_extension", "in_progress", YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("suspend", "in_progress", YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("resume", "suspended", YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("cancel", "new", YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("cancel", "confirmed", NO, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("hand_over", "new", YES, NO, YES, UNSEEN, UNSEEN, UNSEEN),
    ("split", "new", YES, NO, YES, UNSEEN, UNSEEN, UNSEEN),
    ("keep_checklist", "new", YES, NO, YES, UNSEEN, UNSEEN, UNSEEN),
    ("comment", "new", YES, YES, YES, UNSEEN, UNSEEN, UNSEEN),
]


@pytest.mark.parametrize(("verb", "state", "an_", "binh_", "chi_", "phuc_", "dung_", "em_"), WHO_MAY)
def test_who_may(verb, state, an_, binh_, chi_, phuc_, dung_, em_):
    task = a_task(state=state)
    for person, expected in ((an, an_), (binh, binh_), (chi, chi_), (phuc, phuc_), (dung, dung_), (em, em_)):
        who = by(person())
        if expected == UNSEEN:
            assert not queries.seen_among(who, [task.pk]), person.__name__
            continue
        assert queries.seen_among(who, [task.pk]), person.__name__
        assert bool(permissions.abilities(who, task)[verb]) is (expected is YES), (person.__name__, verb)


def test_every_verb_is_in_the_table():
    assert {row[0] for row in WHO_MAY} == set(permissions.RULES)


ASSIGN = [(an, YES), (binh, YES), (chi, YES), (phuc, NO), (dung, NO), (em, NO)]


@pytest.mark.parametrize(("person", "expected"), ASSIGN)
def test_who_may_assign_to_chis_branch(person, expected):
    unit = a_task().lead_unit_id
    assert bool(permissions.may_assign(by(person()), unit, chi().pk)) is (expected is YES)
