"""Reading: whose microphone is open now, who is in which capacity, who was removed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from giaoban.floor import queries as floor
from giaoban.floor.models import Turn
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.queries import assistants_of, room
from giaoban.people import queries as people
from giaoban.people.models import User
from giaoban.video.models import Conference, Participant

Microphone = Participant.Microphone
EARLY = timedelta(hours=2)  # before the meeting: lines are tested


def conference_of(meeting: Meeting) -> Conference:
    """Return how the meeting uses picture and sound; an unsaved usual one where nobody has decided anything."""
    return Conference.objects.filter(meeting=meeting).first() or Conference(meeting=meeting)


def participants_of(meeting: Meeting) -> list[Participant]:
    """Return about whom something was decided."""
    return list(Participant.objects.filter(meeting=meeting).order_by("user_id"))


def participant_of(meeting: Meeting, user_id: UUID) -> Participant:
    """Return what was decided about a person; an unsaved row where nothing was."""
    found = Participant.objects.filter(meeting=meeting, user=user_id).first()
    return found or Participant(meeting=meeting, user_id=user_id)


def is_over(meeting: Meeting) -> bool:
    """Tell whether picture and sound have ended, or have not begun: they are there from two hours before."""
    if meeting.state == Meeting.State.RUNNING:
        return False
    return meeting.state != Meeting.State.PUBLISHED or clock.now() < meeting.starts_at - EARLY


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose microphone is open. ``everybody``: all but those in ``closed``; else only those in ``open``."""

    everybody: bool
    open: frozenset[UUID]
    closed: frozenset[UUID]
    speaker: UUID | None  # who has the floor
    removed: frozenset[UUID]
    over: bool

    def has(self, user_id: UUID) -> bool:
        """Tell whether this person's microphone is open."""
        if self.over or user_id in self.closed:
            return False
        return self.everybody or user_id in self.open


SILENCE = Voices(everybody=False, open=frozenset(), closed=frozenset(), speaker=None, removed=frozenset(), over=True)


def voices(meeting_id: UUID) -> Voices:
    """Return whose microphone is open at this moment, from what the database says of desk, floor and agenda.

    The desk speaks when it likes; so do who has the floor and who presents the running item. What the
    chair has decided by hand comes before, until a new turn is given (LIVE-4, NET-2).
    """
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        return SILENCE
    opened = {meeting.chair_id, meeting.secretary_id, *(user.pk for user in assistants_of(meeting))}
    if presenter := _presenter(meeting):
        opened.add(presenter)
    turn = floor.speaking_turn(meeting)
    if turn and turn.speaker_id:
        opened.add(turn.speaker_id)
    rows = participants_of(meeting)
    given = turn.since if turn else None
    closed = {
        row.user_id
        for row in rows
        if row.microphone == Microphone.CLOSED and not (_speaks(turn, row) and given and given > row.decided_at)
    }
    opened |= {row.user_id for row in rows if row.microphone == Microphone.OPEN}
    return Voices(
        everybody=conference_of(meeting).discussion,
        open=frozenset(opened),
        closed=frozenset(closed),
        speaker=turn.speaker_id if turn else None,
        removed=frozenset(row.user_id for row in rows if row.removed_at),
        over=is_over(meeting),
    )


def _speaks(turn: Turn | None, row: Participant) -> bool:
    return turn is not None and turn.speaker_id == row.user_id


def _presenter(meeting: Meeting) -> UUID | None:
    if meeting.current_item_id is None:
        return None
    return AgendaItem.objects.filter(pk=meeting.current_item_id).values_list("presenter_id", flat=True).first()


@dataclass(frozen=True, slots=True)
class Card:
    """How a person stands in the strip of pictures."""

    name: str
    unit: str
    role: str  # chair | secretary | ""


def card(by: Actor, meeting: Meeting) -> Card:
    """Return the person's name, unit and role in this meeting."""
    user = User.objects.get(pk=by.person_id)
    place = floor.place_of(by, meeting)
    unit = place.unit if place else None
    if unit is None and (main := people.main_appointments([user.pk]).get(user.pk)):
        unit = main.unit
    roles = {meeting.secretary_id: "secretary", meeting.chair_id: "chair"}
    return Card(user.full_name, unit.short_name if unit else "", roles.get(user.pk, ""))


def still_here(meeting_id: UUID, user_ids: Iterable[UUID]) -> set[UUID]:
    """Return who of these may still be in the meeting's room."""
    return {user_id for user_id in user_ids if room.audiences_now(user_id, meeting_id) is not None}
