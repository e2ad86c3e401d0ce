"""Who may enter one room, asked for a crowd: what the rule asks for is read once, and each person is a look at it.

The rule is that of ``visible_meetings`` and ``rooms_of``, in memory; a test holds the two together.
"""

from dataclasses import dataclass
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.meetings.models import Attendee, Meeting
from giaoban.meetings.queries.meetings import led_units, office_units, own_units, selves
from giaoban.meetings.queries.room import ROOM_STATES, eyes_of


@dataclass(frozen=True, slots=True)
class Entrance:
    """One meeting and the people and sites named in it."""

    meeting: Meeting
    assistants: frozenset[UUID]
    invited: frozenset[UUID]  # with the substitutes whom the chair accepted
    sites: frozenset[UUID]

    def audiences(self, by: Actor) -> frozenset[str] | None:
        """Return the audiences of this person in the room; None when it is not theirs to enter."""
        if not self._open_to(by):
            return None
        return eyes_of(by, self.meeting, at_the_desk=self._at_the_desk(by))

    def _at_the_desk(self, by: Actor) -> bool:
        people_ids = selves(by)
        return bool(people_ids & {self.meeting.chair_id, self.meeting.secretary_id, *self.assistants})

    def _open_to(self, by: Actor) -> bool:
        if self.meeting.state not in ROOM_STATES:
            return False
        people_ids = selves(by)
        if self._at_the_desk(by) or self.meeting.created_by_id in people_ids:
            return True
        if self.meeting.unit_id in office_units(by) | led_units(by):
            return True
        called = bool(self.invited & people_ids or self.sites & own_units(by))
        return called and self.meeting.published_at is not None


def entrance(meeting_id: UUID) -> Entrance | None:
    """Read the meeting and who is named in it, in three queries; None when there is no such meeting."""
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        return None
    rows = Attendee.objects.filter(meeting=meeting, removed_at=None)
    invited: set[UUID] = set()
    sites: set[UUID] = set()
    for user_id, substitute_id, consent, site_id in rows.values_list("user_id", "substitute_id", "consent", "site_id"):
        invited.add(user_id)
        if substitute_id and consent == Attendee.Consent.GIVEN:
            invited.add(substitute_id)
        if site_id:
            sites.add(site_id)
    assistants = meeting.assistants.filter(dismissed_at=None).values_list("user_id", flat=True)
    return Entrance(meeting, frozenset(assistants), frozenset(invited), frozenset(sites))
