"""The count (VOTE-2): base, threshold, quorum, weight, tie."""

from fractions import Fraction

import pytest

from giaoban.kernel.errors import Invalid
from giaoban.voting.counting import Given, Rules, count, fewest
from giaoban.voting.wording import read_part

AGREE = ("agree", "disagree", "other")


def counted(rules, *choices, members=10, present=8, chair=None):
    ballots = [Given(choice) for choice in choices]
    if chair is not None:
        ballots.append(Given(chair, of_chair=True))
    return count(rules, ballots, members=members, present=present)


@pytest.mark.parametrize(
    ("base", "agree", "outcome"),
    [("all", 5, "not_passed"), ("all", 6, "passed"), ("present", 4, "not_passed"), ("present", 5, "passed"),
     ("cast", 3, "passed"), ("cast", 2, "not_passed")],
)  # fmt: skip
def test_more_than_half_of_which_base(base, agree, outcome):
    choices = ["agree"] * agree + ["disagree", "abstain"]
    assert counted(Rules("agree", AGREE, base=base), *choices).outcome == outcome


def test_two_thirds_are_reached_or_passed():
    rules = Rules("agree", AGREE, base="all", needed=Fraction(2, 3), at_least=True)
    assert counted(rules, *["agree"] * 6, members=9).outcome == "passed"
    assert counted(rules, *["agree"] * 5, members=9).outcome == "not_passed"
    strict = Rules("agree", AGREE, base="all", needed=Fraction(2, 3))
    assert counted(strict, *["agree"] * 6, members=9).outcome == "not_passed"


def test_the_chairs_side_wins_a_tie_and_only_where_the_rule_says_so():
    rules = Rules("agree", AGREE, by_chair_on_tie=True)
    found = counted(rules, "agree", "disagree", "disagree", chair="agree")
    assert (found.outcome, found.is_tie, found.by_chair) == ("passed", True, True)
    assert counted(rules, "agree", "agree", "disagree", chair="disagree").outcome == "not_passed"
    assert counted(rules, "agree", "disagree", chair="abstain").by_chair is False
    plain = Rules("agree", AGREE)
    assert counted(plain, "agree", "disagree", "disagree", chair="agree").outcome == "not_passed"


def test_no_tie_decides_where_more_than_half_is_needed():
    rules = Rules("agree", AGREE, needed=Fraction(2, 3), at_least=True, by_chair_on_tie=True)
    assert counted(rules, "agree", "disagree", "disagree", chair="agree").outcome == "not_passed"


def test_without_quorum_nothing_is_decided():
    rules = Rules("agree", AGREE, base="cast", quorum=Fraction(1, 2))
    assert counted(rules, *["agree"] * 4).outcome == "no_quorum"
    assert counted(rules, *["agree"] * 5).outcome == "passed"


def test_weights_count():
    rules = Rules("agree", AGREE, base="cast")
    found = count(rules, [Given("agree", 5), Given("disagree"), Given("disagree", 3)], members=9, present=9)
    assert (found.votes["agree"], found.votes["disagree"], found.cast, found.outcome) == (5, 4, 9, "passed")


def test_one_of_several():
    rules = Rules("one", ("1", "2", "3"), base="cast", needed=None)
    assert counted(rules, "1", "1", "2").winners == ["1"]
    assert counted(rules, "1", "2").outcome == "undecided"
    most = Rules("one", ("1", "2", "3"), base="cast", by_chair_on_tie=True)
    assert counted(most, "1", "2", "3").outcome == "undecided"
    found = counted(most, "1", "2", "2", chair="1")
    assert (found.winners, found.by_chair) == (["1"], True)


def test_several_pass_each_for_itself():
    rules = Rules("several", ("1", "2", "3"), most=2, base="cast")
    found = counted(rules, ["1", "2"], ["1"], ["3"], [])
    assert (found.winners, found.blank, found.outcome) == ([], 1, "undecided")
    assert counted(rules, ["1", "2"], ["1", "2"], ["1"]).winners == ["1", "2"]


def test_an_election_fills_its_seats_and_leaves_equal_last_ones_out():
    rules = Rules("election", ("1", "2", "3"), most=2, base="cast")
    assert counted(rules, ["1", "2"], ["1", "2"], ["1", "3"]).winners == ["1", "2"]
    found = counted(rules, ["1", "2"], ["1", "3"], ["2", "3"], ["1", "2"], ["1", "3"])
    assert (found.winners, found.outcome, found.is_tie) == (["1"], "partly", True)
    assert counted(rules, ["1"], ["2"], ["3"]).outcome == "undecided"


def test_scores_add_up():
    rules = Rules("score", ("1", "2"), base="cast", needed=None)
    found = counted(rules, {"1": 10, "2": 4}, {"1": 7, "2": 9}, {})
    assert (found.votes, found.winners, found.blank) == ({"1": 17, "2": 13}, ["1"], 1)


@pytest.mark.parametrize(
    ("said", "part", "at_least"),
    [("1/2", "1/2", False), (0.5, "1/2", False), (">1/2", "1/2", False), (">=1/2", "1/2", True), ("2/3", "2/3", True),
     (">2/3", "2/3", False), ("75%", "3/4", True), (75, "3/4", True), ("", "", False), (None, "", False),
     (1, "1", True)],
)  # fmt: skip
def test_parts_are_read_as_an_office_writes_them(said, part, at_least):
    assert read_part(said) == (part, at_least)


@pytest.mark.parametrize("said", ["0", "3/2", "viel", "1/0", "-1", "101%"])
def test_what_is_no_part_is_refused(said):
    with pytest.raises(Invalid):
        read_part(said)


def test_the_smallest_number_that_is_enough():
    assert fewest(Rules("agree", AGREE), 10) == 6
    assert fewest(Rules("agree", AGREE), 9) == 5
    assert fewest(Rules("agree", AGREE, needed=Fraction(2, 3), at_least=True), 10) == 7
    assert fewest(Rules("agree", AGREE, needed=None), 10) is None
