"""How a change of a vote is written down: the book, every screen, the script of the desk."""

from collections.abc import Iterable
from typing import Any

from giaoban.kernel.actor import Actor
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings.actions.running import hat
from giaoban.meetings.live import changes_for_script
from giaoban.voting import live
from giaoban.voting.models import Poll


def write_down(
    action: str, poll: Poll, by: Actor, *, data: dict[str, Any] | None = None, more: Iterable[Change] = ()
) -> Poll:
    """Record what happened to a vote: its keys, what else changed, and what is due then."""
    changes = [*live.changes_for_poll(poll), *more, *changes_for_script(poll.meeting)]
    facts = {"poll": str(poll.pk), "round": poll.round} | (data or {})
    record(
        action, by=hat(by, poll.meeting), subject=poll.meeting, data={"question": poll.question} | facts, live=changes
    )
    return poll
