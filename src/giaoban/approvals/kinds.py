"""What owners of approvable things promise; wiring fills the table."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from giaoban.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Kind:
    """What the owner of an approvable thing promises to do, in the same transaction as the decision."""

    name: str
    on_approved: Callable[[UUID, Actor], None]
    on_returned: Callable[[UUID, Actor, str], None]
    url: Callable[[UUID], str]


KINDS: dict[str, Kind] = {}
