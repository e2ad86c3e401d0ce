"""What else moves in the same transaction: when the running item changes, a member marks an item, an item is removed.

``meetings`` knows nobody above it; wiring fills these tables (see «ITEM_FOLLOWERS» there). Each follower
returns the keys that change for everyone in the room.
"""

from collections.abc import Callable

from giaoban.kernel.actor import Actor
from giaoban.ledger.streams import Puts
from giaoban.meetings.models import AgendaItem, Mark, Meeting

Follower = Callable[[Meeting, AgendaItem | None, Actor], Puts]
MarkFollower = Callable[[AgendaItem, Mark, Actor], Puts]
RemovalFollower = Callable[[AgendaItem, Actor], Puts]

FOLLOWERS: list[Follower] = []
MARK_FOLLOWERS: list[MarkFollower] = []
REMOVAL_FOLLOWERS: list[RemovalFollower] = []


def follow(meeting: Meeting, item: AgendaItem | None, by: Actor) -> Puts:
    """Let every follower move to an item, or to none, and return the keys that changed."""
    puts: Puts = {}
    for follower in FOLLOWERS:
        puts |= follower(meeting, item, by)
    return puts


def marked(item: AgendaItem, mark: Mark, by: Actor) -> Puts:
    """Let every follower take in a member's mark, and return the keys that changed."""
    puts: Puts = {}
    for follower in MARK_FOLLOWERS:
        puts |= follower(item, mark, by)
    return puts


def removed(item: AgendaItem, by: Actor) -> Puts:
    """Let every follower let go of an item that leaves the agenda, and return the keys that changed."""
    puts: Puts = {}
    for follower in REMOVAL_FOLLOWERS:
        puts |= follower(item, by)
    return puts
