"""What the ballots say: how many, the count, and the lines that are published."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from giaoban.voting.choices import keys_of, words_of
from giaoban.voting.counting import Count, Given, Rules, count
from giaoban.voting.models import Ballot, Poll, UrnBallot, Voter


def turnout(poll: Poll) -> dict[str, int]:
    """Return how many have voted of how many who may."""
    rows = poll.voters.filter(may_vote=True)
    return {"cast": rows.filter(has_voted=True).count(), "of": rows.count()}


def named_ballots(poll: Poll) -> QuerySet[Ballot]:
    """Return the named ballots that count: the last one of each voter."""
    newest = Ballot.objects.filter(voter=OuterRef("voter")).order_by("-revision").values("revision")[:1]
    rows = Ballot.objects.filter(voter__poll=poll, revision=Subquery(newest))
    return rows.select_related("voter", "voter__unit").order_by("voter__place", "voter__id")


def rules_of(poll: Poll) -> Rules:
    """Return how the poll is decided."""
    return Rules(
        kind=poll.kind,
        keys=keys_of(poll),
        most=poll.most,
        base=poll.base,
        needed=poll.needed,
        at_least=poll.at_least,
        quorum=Fraction(poll.quorum) if poll.quorum else None,
        by_chair_on_tie=poll.tie == Poll.Tie.CHAIR,
    )


def _given(poll: Poll) -> list[Given]:
    if poll.is_secret:
        return [Given(row.choice) for row in poll.urn.all()]
    return [Given(row.choice, row.voter.weight, row.voter.is_chair) for row in named_ballots(poll)]


def counted(poll: Poll) -> Count:
    """Count the ballots that are there. Of a secret poll: those that came out of the urn."""
    rows = poll.voters.all()
    members = _weight(rows)
    present = _weight(rows.filter(is_present=True)) + _weight(rows.filter(is_present=False, has_voted=True))
    return count(rules_of(poll), _given(poll), members=members, present=present)


def _weight(rows: "QuerySet[Voter]") -> int:
    return int(rows.aggregate(total=Sum(F("weight")))["total"] or 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One ballot as it is published: a name where the vote is named, the receipt's fingerprint where it is secret."""

    who: str
    unit: str
    choice: Any
    words: str
    text: str
    weight: int = 1
    commitment: str = ""


def published_lines(poll: Poll) -> list[Line]:
    """Return the ballots as lines that anybody who sees them can count again."""
    if poll.is_secret:
        rows: QuerySet[UrnBallot] = poll.urn.order_by("commitment", "id")
        return [
            Line("", "", row.choice, words_of(poll, row.choice), row.text, commitment=row.commitment) for row in rows
        ]
    return [
        Line(
            _who(row.voter), row.voter.unit.short_name if row.voter.unit else "", row.choice,
            words_of(poll, row.choice), row.text, row.voter.weight,
        )
        for row in named_ballots(poll)
    ]  # fmt: skip


def _who(voter: Voter) -> str:
    return voter.name if voter.user_id == voter.member_id else f"{voter.name} ({voter.member_name})"


def opinions(poll: Poll) -> list[str]:
    """Return what was written beside «other opinion», without names, in an order that says nothing."""
    if poll.is_secret:
        return list(poll.urn.exclude(text="").order_by("commitment").values_list("text", flat=True))
    return sorted(row.text for row in named_ballots(poll) if row.text)
