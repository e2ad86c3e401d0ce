"""Ballots → result (VOTE-2). Pure: no database, no clock; the same count can be made by anybody again.

A choice is what stands on the ballot: a key (agree, one), a list of keys (several, election), or points by key
(score). An empty list, no points, and «abstain» are blank ballots: they are cast, and for nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

AGREE, DISAGREE, ABSTAIN, OTHER = "agree", "disagree", "abstain", "other"
PASSED, NOT_PASSED, NO_QUORUM = "passed", "not_passed", "no_quorum"
CHOSEN, UNDECIDED, ELECTED, PARTLY, COUNTED = "chosen", "undecided", "elected", "partly", "counted"
HALF: Final = Fraction(1, 2)

Choice = Any  # str | list[str] | dict[str, int]


@dataclass(frozen=True, slots=True)
class Rules:
    """How a poll is decided. ``needed`` None: nothing has to be reached."""

    kind: str
    keys: tuple[str, ...]
    most: int = 1
    base: str = "all"
    needed: Fraction | None = HALF
    at_least: bool = False
    quorum: Fraction | None = None
    by_chair_on_tie: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One ballot in the count."""

    choice: Choice
    weight: int = 1
    of_chair: bool = False


@dataclass(slots=True)
class Count:
    """What came out: votes by key (for scores the sum of points), the base, who or what has won, and how."""

    votes: dict[str, int]
    blank: int
    cast: int  # votes cast, by weight
    base: int
    outcome: str = COUNTED
    winners: list[str] = field(default_factory=list)
    is_tie: bool = False
    by_chair: bool = False


def count(rules: Rules, ballots: Iterable[Given], *, members: int, present: int) -> Count:
    """Count the ballots; ``members`` and ``present`` are the votes of all members and of those who were there."""
    given = list(ballots)
    cast = sum(ballot.weight for ballot in given)
    votes = dict.fromkeys(rules.keys, 0)
    for ballot in given:
        for key, times in _points(ballot.choice).items():
            votes[key] += ballot.weight * times
    blank = sum(ballot.weight for ballot in given if is_blank(ballot.choice))
    found = Count(votes, blank, cast, {"all": members, "present": present, "cast": cast}[rules.base])
    if rules.quorum is not None and cast < rules.quorum * members:
        found.outcome = NO_QUORUM
        return found
    chair = next((ballot.choice for ballot in given if ballot.of_chair), None) if rules.by_chair_on_tie else None
    _DECIDE[rules.kind](rules, found, chair)
    return found


def is_blank(choice: Choice) -> bool:
    """Tell whether a ballot is for nothing."""
    return choice in (ABSTAIN, [], {})


def reaches(rules: Rules, votes: int, base: int) -> bool:
    """Tell whether so many votes are enough."""
    if rules.needed is None:
        return votes > 0
    return votes > 0 and (votes >= rules.needed * base if rules.at_least else votes > rules.needed * base)


def fewest(rules: Rules, base: int) -> int | None:
    """Return the smallest number of votes that is enough; None where nothing has to be reached."""
    if rules.needed is None:
        return None
    exact = rules.needed * base
    whole = exact.numerator // exact.denominator
    if rules.at_least:
        return max(whole + (exact.denominator != 1), 1)
    return whole + 1


def _points(choice: Choice) -> Mapping[str, int]:
    if isinstance(choice, str):
        return {} if choice == ABSTAIN else {choice: 1}
    return choice if isinstance(choice, dict) else dict.fromkeys(choice, 1)


def _decide_agree(rules: Rules, found: Count, chair: Choice) -> None:
    agree, disagree = found.votes[AGREE], found.votes[DISAGREE]
    passed = reaches(rules, agree, found.base)
    found.is_tie = not passed and agree == disagree > 0 and (rules.needed or HALF) <= HALF
    if found.is_tie and chair in (AGREE, DISAGREE):
        passed, found.by_chair = chair == AGREE, True
    found.outcome = PASSED if passed else NOT_PASSED


def _decide_one(rules: Rules, found: Count, chair: Choice) -> None:
    top = max(found.votes.values(), default=0)
    leading = [key for key in rules.keys if found.votes[key] == top > 0]
    found.is_tie = len(leading) > 1
    if found.is_tie and chair in leading:
        leading, found.by_chair = [chair], True
    won = len(leading) == 1 and (found.by_chair or reaches(rules, top, found.base))
    found.winners = leading if won else []
    found.outcome = CHOSEN if won else UNDECIDED


def _decide_several(rules: Rules, found: Count, _chair: Choice) -> None:
    found.winners = [key for key in _by_votes(rules, found) if reaches(rules, found.votes[key], found.base)]
    found.outcome = CHOSEN if found.winners else UNDECIDED


def _decide_election(rules: Rules, found: Count, _chair: Choice) -> None:
    """Fill the seats from the top; those who are equal at the last seat are all left out: it is voted again."""
    order = [key for key in _by_votes(rules, found) if reaches(rules, found.votes[key], found.base)]
    winners = order[: rules.most]
    rest = order[rules.most :]
    if rest and found.votes[rest[0]] == found.votes[winners[-1]]:
        found.is_tie = True
        edge = found.votes[rest[0]]
        winners = [key for key in winners if found.votes[key] > edge]
    found.winners = winners
    found.outcome = ELECTED if len(winners) == rules.most else PARTLY if winners else UNDECIDED


def _decide_score(rules: Rules, found: Count, _chair: Choice) -> None:
    top = max(found.votes.values(), default=0)
    found.winners = [key for key in rules.keys if found.votes[key] == top > 0]
    found.is_tie = len(found.winners) > 1
    found.outcome = COUNTED


def _by_votes(rules: Rules, found: Count) -> list[str]:
    return sorted(rules.keys, key=lambda key: (-found.votes[key], rules.keys.index(key)))


_DECIDE = {
    "agree": _decide_agree,
    "one": _decide_one,
    "several": _decide_several,
    "election": _decide_election,
    "score": _decide_score,
}
