"""Polls, the roll of those who may vote, and their ballots."""

from giaoban.voting.models.ballots import Attempt, Ballot, SealedBallot, UrnBallot
from giaoban.voting.models.polls import OPEN_STATES, Poll
from giaoban.voting.models.roll import Readiness, Voter

__all__ = ["OPEN_STATES", "Attempt", "Ballot", "Poll", "Readiness", "SealedBallot", "UrnBallot", "Voter"]
