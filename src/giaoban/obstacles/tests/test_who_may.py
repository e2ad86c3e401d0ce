"""Who may do what to an obstacle of Chi's branch that Khánh's division answers.

Phúc works in a team of the branch; Dũng is of another branch; Em administers.
"""

import pytest

from giaoban.kernel.rules import YES
from giaoban.obstacles import permissions, queries
from giaoban.obstacles.testing import an_obstacle, khanh, noi_bai, phuc
from giaoban.people.testing import a_person, an, binh, by, chi, dung, em

pytestmark = pytest.mark.django_db

NO = "no"
UNSEEN = "unseen"
WHO_MAY = [
    # verb, state                 an    bình  chi  phúc  khánh   dũng    em
    ("edit", "draft", UNSEEN, UNSEEN, YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("edit", "raised", NO, NO, YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("edit", "routed", NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("raise", "draft", UNSEEN, UNSEEN, YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("raise", "returned", NO, NO, YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("route", "raised", NO, YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("route", "answered", NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("return", "raised", NO, YES, NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("return", "routed", NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("answer", "routed", NO, NO, NO, NO, YES, UNSEEN, UNSEEN),
    ("answer", "escalated", YES, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("answer", "higher", NO, YES, NO, NO, YES, UNSEEN, UNSEEN),
    ("answer", "answered", NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("escalate", "routed", YES, YES, NO, NO, YES, UNSEEN, UNSEEN),
    ("escalate", "higher", NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("ask_on", "answered", NO, NO, YES, YES, NO, UNSEEN, UNSEEN),
    ("ask_on", "routed", NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("confirm", "answered", NO, NO, YES, YES, NO, UNSEEN, UNSEEN),
    ("confirm", "routed", NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("reopen", "resolved", NO, NO, YES, YES, NO, UNSEEN, UNSEEN),
    ("withdraw", "routed", NO, NO, YES, YES, NO, UNSEEN, UNSEEN),
    ("withdraw", "resolved", NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("comment", "routed", YES, YES, YES, YES, YES, UNSEEN, UNSEEN),
    ("add_document", "routed", YES, YES, YES, YES, YES, UNSEEN, UNSEEN),
    ("add_document", "withdrawn", NO, NO, NO, NO, UNSEEN, UNSEEN, UNSEEN),
]
CAST = (an, binh, chi, phuc, khanh, dung, em)


@pytest.mark.parametrize(("verb", "state", "expected"), [(row[0], row[1], row[2:]) for row in WHO_MAY])
def test_who_may(verb, state, expected):
    obstacle = queries.obstacle_of(an_obstacle(state).pk)
    for person, wanted in zip(CAST, expected, strict=True):
        who = by(person())
        seen = bool(queries.seen_among(who, [obstacle.pk]))
        assert seen is (wanted != UNSEEN), person.__name__
        if seen:
            assert bool(permissions.abilities(who, obstacle)[verb]) is (wanted is YES), (person.__name__, verb)


def test_every_verb_is_in_the_table():
    assert {row[0] for row in WHO_MAY} == set(permissions.RULES)


@pytest.mark.parametrize(
    ("person", "expected"), [(chi, YES), (phuc, YES), (an, NO), (binh, NO), (khanh, NO), (dung, NO)]
)
def test_who_may_raise_for_chis_branch(person, expected):
    noi_bai()
    assert bool(permissions.may_raise_for(by(person()), noi_bai().pk)) is (expected is YES)


def test_the_office_alone_keeps_the_terms():
    assert permissions.may_keep_terms(by(binh()))
    assert not permissions.may_keep_terms(by(khanh()))


def test_an_inspector_only_looks():
    obstacle = queries.obstacle_of(an_obstacle("routed").pk)
    inspector = by(a_person("thanhtra", "Lý Văn Thanh", role="inspector"))
    assert queries.seen_among(inspector, [obstacle.pk])
    assert not any(permissions.abilities(inspector, obstacle).values())
