"""Who follows when somebody is signed out: wiring fills the list, people does not know who listens.

A session that ends by itself after its hours tells nobody; that is no signing out.
"""

from collections.abc import Callable
from uuid import UUID

Follower = Callable[[UUID, str, str], None]  # person, key of the session that ended or «» for all, key that is kept
FOLLOWERS: list[Follower] = []


def tell(user_id: UUID, *, ended: str = "", kept: str = "") -> None:
    """Tell everybody, in the transaction that ends the session."""
    for follow in FOLLOWERS:
        follow(user_id, ended, kept)
