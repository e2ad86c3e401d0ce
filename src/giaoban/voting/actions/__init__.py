"""Everything that may happen to a vote."""

from giaoban.voting.actions import casting, closing, drafting, running
from giaoban.voting.actions.casting import Cast, Outcome, cast_ballot, cast_ballots
from giaoban.voting.actions.closing import (
    burn_keys,
    close_due_polls,
    close_poll,
    close_when_due,
    publish_result,
    void_poll,
)
from giaoban.voting.actions.drafting import change_poll, draft_poll, hold_again, remove_poll
from giaoban.voting.actions.following import follow_item, follow_removed
from giaoban.voting.actions.running import (
    check_ready,
    open_poll,
    pause_poll,
    resume_poll,
    say_ready,
    set_countdown,
    stop_check,
)
from giaoban.voting.actions.script import VOTE_GOES_ON, VOTE_TO_OPEN

ACTIONS = drafting.ACTIONS | running.ACTIONS | casting.ACTIONS | closing.ACTIONS

__all__ = [
    "ACTIONS",
    "VOTE_GOES_ON",
    "VOTE_TO_OPEN",
    "Cast",
    "Outcome",
    "burn_keys",
    "cast_ballot",
    "cast_ballots",
    "change_poll",
    "check_ready",
    "close_due_polls",
    "close_poll",
    "close_when_due",
    "draft_poll",
    "follow_item",
    "follow_removed",
    "hold_again",
    "open_poll",
    "pause_poll",
    "publish_result",
    "remove_poll",
    "resume_poll",
    "say_ready",
    "set_countdown",
    "stop_check",
    "void_poll",
]
