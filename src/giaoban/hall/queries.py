"""The room as one viewer may see it: one snapshot out of every part."""

from dataclasses import dataclass
from typing import Protocol

from giaoban.calls import live as calls_live
from giaoban.discussion import live as discussion_live
from giaoban.floor import live as floor_live
from giaoban.guests import live as guests_live
from giaoban.ledger import streams
from giaoban.ledger.streams import Puts
from giaoban.meetings import live as meetings_live
from giaoban.meetings.models import Meeting
from giaoban.seating import live as seating_live
from giaoban.video import live as video_live
from giaoban.voting import live as voting_live


class Part(Protocol):
    """An app that has something to show in the room."""

    def snapshot(self, meeting: Meeting, audiences: frozenset[str], /) -> Puts:
        """Return its keys for these audiences."""


# message keys that a room may have to explain
REASONS = ("meetings.", "floor.", "discussion.", "guests.", "calls.", "seating.", "voting.", "video.")

PARTS: tuple[Part, ...] = (
    meetings_live, floor_live, discussion_live, guests_live, calls_live, seating_live, voting_live,
    video_live,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole room and the number of the newest change that is surely in it."""

    seq: int
    state: Puts


def snapshot(meeting: Meeting, audiences: frozenset[str]) -> Snapshot:
    """Return the whole room as these audiences may see it.

    The number is read first: a change that commits meanwhile is then both inside the state and sent
    again, which is harmless because a change carries whole values.
    """
    seq = streams.head(meetings_live.stream(meeting.pk))
    meeting.refresh_from_db()
    state: Puts = {}
    for part in PARTS:
        state |= part.snapshot(meeting, audiences)
    return Snapshot(seq, state)
