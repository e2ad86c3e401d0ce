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
from giaoban.meetings.queries.room import CHAIR, DESK, EVERYBODY, MEMBERS
from giaoban.seating import live as seating_live
from giaoban.video import live as video_live
from giaoban.voting import live as voting_live


class Part(Protocol):
    """An app that has something to show in the room."""

    def snapshot(self, meeting: Meeting, audiences: frozenset[str], /) -> Puts:
        """Return its keys for these of the classes of viewers; never what one person alone has."""

    def own(self, meeting: Meeting, /) -> dict[str, Puts]:
        """Return its keys for single persons and units, by audience."""


CLASSES: frozenset[str] = frozenset({EVERYBODY, MEMBERS, CHAIR, DESK})  # audiences of several people


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
    state = shared(meeting, audiences)
    for audience, puts in own(meeting).items():
        if audience in audiences:
            state |= puts
    return Snapshot(seq, state)


def shared(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    """Return what everybody of these classes has."""
    state: Puts = {}
    for part in PARTS:
        state |= part.snapshot(meeting, audiences & CLASSES)
    return state


def own(meeting: Meeting) -> dict[str, Puts]:
    """Return what single persons and units have besides, by audience."""
    found: dict[str, Puts] = {}
    for part in PARTS:
        for audience, puts in part.own(meeting).items():
            found.setdefault(audience, {}).update(puts)
    return found
