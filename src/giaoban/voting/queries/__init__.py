"""Reading votes: which one may be seen, who may vote in it, what its ballots say."""

from giaoban.voting.queries.ballots import counted, named_ballots, opinions, published_lines, rules_of, turnout
from giaoban.voting.queries.polls import (
    due_polls,
    lock_poll,
    open_poll_of,
    own_rows,
    polls_of,
    visible_poll,
    visible_polls,
)
from giaoban.voting.queries.roll import Seat, ready_count, roll_of, voters_of

__all__ = [
    "Seat",
    "counted",
    "due_polls",
    "lock_poll",
    "named_ballots",
    "open_poll_of",
    "opinions",
    "own_rows",
    "polls_of",
    "published_lines",
    "ready_count",
    "roll_of",
    "rules_of",
    "turnout",
    "visible_poll",
    "visible_polls",
    "voters_of",
]
