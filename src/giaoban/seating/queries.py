"""Reading halls and who sits where; whom to seat in which order."""

from uuid import UUID

from django.db.models import QuerySet

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings.models import Attendee, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.meetings import visible_meetings
from giaoban.people import queries as people
from giaoban.people.models import User
from giaoban.seating.models import Hall, Place, Seating
from giaoban.seating.order import Sitter

AWAY = (Attendee.Answer.ABSENT, Attendee.Answer.ONLINE)
LAST = 1_000  # the rank of who holds no position


def halls() -> QuerySet[Hall]:
    """Return the halls in use. What a room looks like is no secret to people of the agency."""
    return Hall.objects.filter(retired_at=None).select_related("unit")


def lock_hall(hall_id: UUID) -> Hall:
    """Lock a hall for a change."""
    found = lock_one(Hall.objects.filter(pk=hall_id))
    if found is None:
        raise NotFound
    return found


def visible_meeting(meeting_id: UUID, by: Actor) -> Meeting:
    """Return a meeting that the person sees whole."""
    found = visible_meetings(by, whole=True).filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def lock_meeting(meeting_id: UUID, by: Actor) -> Meeting:
    """Lock a meeting that the person sees whole: seats change under this lock."""
    found = lock_one(visible_meetings(by, whole=True).filter(pk=meeting_id))
    if found is None:
        raise NotFound
    return found


def seating_of(meeting: Meeting) -> Seating | None:
    """Return the hall of the meeting, None where nobody has chosen one."""
    return Seating.objects.filter(meeting=meeting).select_related("hall").first()


def places_of(meeting: Meeting) -> dict[str, User]:
    """Return who sits on which seat."""
    rows = Place.objects.filter(meeting=meeting).select_related("user")
    return {row.seat: row.user for row in rows}


def my_seat(by: Actor, meeting: Meeting) -> str:
    """Return the person's seat, empty where there is none."""
    return Place.objects.filter(meeting=meeting, user=by.user_id).values_list("seat", flat=True).first() or ""


def sitters(meeting: Meeting) -> list[Sitter]:
    """Return who comes to the hall itself, in the order of the list: not sites, the absent, guests by link."""
    expected = [
        entry
        for entry in room.expected_people(meeting)
        if entry.site is None and entry.answer not in AWAY and entry.capacity != Attendee.Capacity.GUEST
    ]
    main = people.main_appointments([entry.user.pk for entry in expected])
    found = []
    for place, entry in enumerate(expected):
        post = main.get(entry.user.pk)
        unit = entry.unit or (post.unit if post else None)
        position = entry.position or (str(post.position) if post else "")
        rank, order = (post.position.rank if post else LAST), (unit.place if unit else LAST)
        name = unit.short_name if unit else ""
        found.append(Sitter(entry.user, _role(entry.user, meeting, entry.capacity), position, name, order, rank, place))
    return found


def _role(user: User, meeting: Meeting, capacity: str) -> str:
    """Return what somebody is in this meeting: chair and secretary may stand on the list as members too."""
    return {meeting.secretary_id: "secretary", meeting.chair_id: "chair"}.get(user.pk, capacity)
