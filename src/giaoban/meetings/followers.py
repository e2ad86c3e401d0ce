"""What else moves in the same transaction when the running item changes: the stage shows its first paper.

``meetings`` knows nobody above it; wiring fills this table (see «ITEM_FOLLOWERS» there).
"""

from collections.abc import Callable

from giaoban.kernel.actor import Actor
from giaoban.ledger.streams import Puts
from giaoban.meetings.models import AgendaItem, Meeting

Follower = Callable[[Meeting, AgendaItem | None, Actor], Puts]

FOLLOWERS: list[Follower] = []


def follow(meeting: Meeting, item: AgendaItem | None, by: Actor) -> Puts:
    """Let every follower move, and return the keys that changed for everyone in the room."""
    puts: Puts = {}
    for follower in FOLLOWERS:
        puts |= follower(meeting, item, by)
    return puts
