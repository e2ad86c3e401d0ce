"""Owners open the door: how an app that owns documents says who may see and change them.

``documents`` imports none of its customers; each declares a Door, and wiring hangs it up here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import Verdict


@dataclass(frozen=True, slots=True)
class Door:
    """What the owner of documents answers for one kind of thing, e.g. «meetings.item».

    ``may_see`` is asked for one owner id; ``seen_among`` cuts many owner ids to those this person may
    see, in a constant number of queries; ``may_change`` says whether papers may be added or replaced
    now, and why not; ``readers`` are the people whose reading is followed (PRE-9); ``url`` is the page
    that shows the thing; ``may_watch`` says who may read the access log and reading states. A thing that
    ``is_secret`` takes no files at all, only placeholders (R-MT-*). ``needed_at`` is when people will want to read
    its papers: those of the next meeting are made readable first. ``room`` names the live stream of those who sit over
    its papers together, if there is one: what they share on a paper is told there.
    """

    kind: str
    may_see: Callable[[Actor, UUID], bool]
    seen_among: Callable[[Actor, Iterable[UUID]], set[UUID]]
    may_change: Callable[[Actor, UUID], Verdict]
    may_watch: Callable[[Actor, UUID], bool]
    readers: Callable[[UUID], set[UUID]]
    url: Callable[[UUID], str]
    label: Callable[[UUID], str]
    is_secret: Callable[[UUID], bool] = lambda _owner_id: False
    needed_at: Callable[[UUID], datetime | None] = lambda _owner_id: None
    room: Callable[[UUID], str | None] = lambda _owner_id: None


DOORS: dict[str, Door] = {}


def door(kind: str) -> Door:
    """Return the door of that kind of owner; an unknown kind is not there."""
    found = DOORS.get(kind)
    if found is None:
        raise NotFound
    return found
