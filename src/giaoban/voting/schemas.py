"""Shapes of what the API of votes takes and gives."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

ALIASES = {  # other words that programs use for the same
    "base": {"members": "all", "all_members": "all"},
    "tie": {"chair": "chair_side", "fails": "not_passed", "rejected": "not_passed", "none": "not_passed"},
    "kind": {"yes_no": "agree", "motion": "agree", "single": "one", "multiple": "several"},
    "threshold": {"majority": ">1/2", "two_thirds": ">=2/3", "unanimous": ">=1", "plurality": ""},
}


class PollIn(Schema):
    """A vote and its rules. What is not said is as usual; ``threshold``: «1/2», «>=2/3», 0.5, «75%».

    ``most``: how many may be chosen, or the seats of an election. ``seconds``: how long it stays open.
    """

    model_config = ConfigDict(extra="forbid")

    id: UUID | None = None
    item: UUID | None = None
    question: str | None = None
    kind: str | None = None
    options: list[str | dict[str, Any]] | None = None
    most: int | None = Field(None, ge=0, le=1000)
    top_score: int | None = Field(None, ge=0, le=1000)
    other: bool | None = None
    secrecy: str | None = None
    base: str | None = None
    threshold: str | float | None = None
    quorum: str | float | None = None
    tie: str | None = None
    may_change: bool | None = None
    absent: bool | None = None
    live_tally: bool | None = None
    weights: dict[UUID, int] | None = None
    seconds: int | None = Field(None, ge=0, le=32000)

    def rules(self) -> dict[str, Any]:
        """Return what was said, by the names of the app."""
        said = self.dict(exclude_unset=True, exclude={"id", "item"})
        for name, words in ALIASES.items():
            value = said.get(name)
            if isinstance(value, str):
                said[name] = words.get(value, value)
        renamed = {"other": "other_opinion", "absent": "absent_may_vote"}
        return {renamed.get(name, name): value for name, value in said.items()}


class PollMade(Schema):
    """A vote that was prepared."""

    id: UUID


class PollOut(Schema):
    """A vote as the room sees it; ``rule`` in words, ``mine``: for whom the caller may vote."""

    id: str
    meeting: str
    item: str | None
    first: str | None
    round: int
    question: str
    kind: str
    options: list[dict[str, Any]]
    most: int
    top_score: int
    other: bool
    secrecy: str
    base: str
    threshold: str
    at_least: bool
    quorum: str
    tie: str
    rule: str
    may_change: bool
    absent: bool
    live_tally: bool
    weights: dict[str, int]
    seconds: int
    state: str
    opened_at: datetime | None
    ends_at: datetime | None
    left: int | None
    closed_at: datetime | None
    published_at: datetime | None
    members: int
    voters: int
    reason: str
    turnout: dict[str, Any]
    mine: list[dict[str, Any]]


class OpenPollIn(Schema):
    """How many seconds the vote stays open; nothing: as it was prepared."""

    seconds: int | None = Field(None, ge=0, le=32000)


class CountdownIn(Schema):
    """Seconds from now; 0: no countdown."""

    seconds: int


class VoidPollIn(Schema):
    """Why a vote is called off."""

    reason: str = ""


class BallotIn(BaseModel):
    """One ballot. ``commitment``: SHA-256 of a code that only the voter knows; ``voter``: the row, if there are two."""

    choice: Any = None
    text: str = ""
    commitment: str = ""
    voter: UUID | None = None


class ReceiptOut(Schema):
    """The ballot is written and stays. ``receipt``: the own commitment, or a code to look for later."""

    receipt: str


class CountOut(Schema):
    """Votes for one thing; ``share``: of the base, in hundredths; ``won``: chosen or elected."""

    key: str
    label: str
    votes: int
    share: float
    won: bool


class PollResultOut(Schema):
    """What was counted at closing; ``lines`` says whether the caller may read ballot by ballot."""

    id: str
    question: str
    kind: str
    secrecy: str
    state: str
    round: int
    rule: str
    outcome: str
    words: str
    counts: list[CountOut]
    blank: int
    cast: int
    base: int
    needed: int | None
    tie: bool
    by_chair: bool
    people: dict[str, int]
    opinions: list[str]
    lines: bool


class BallotLineOut(Schema):
    """One ballot as it is published: a name where the vote is named, the code's fingerprint where it is secret."""

    who: str
    unit: str
    choice: Any
    words: str
    text: str
    weight: int
    commitment: str


class VoterOut(Schema):
    """One line of the roll: who, for whom, from where, and whether a ballot is there; never what is on it."""

    id: str
    user: str
    name: str
    member: str
    unit: str
    position: str
    weight: int
    present: bool
    remote: bool
    may: bool
    voted: bool
    ready: bool
