"""What owners of approvable things promise; wiring fills the table."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from giaoban.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Kind:
    """What the owner of an approvable thing promises to do, in the same transaction as the decision.

    ``on_withdrawn``: the one who asked took the request back on the page of approvals; what the owner takes back by
    a verb of its own (``actions.drop``) it knows already.
    """

    name: str
    on_approved: Callable[[UUID, Actor], None]
    on_returned: Callable[[UUID, Actor, str], None]
    on_withdrawn: Callable[[UUID, Actor], None]
    url: Callable[[UUID], str]


KINDS: dict[str, Kind] = {}
