"""The roll: members of the meeting, and whose hand votes for them (VOTE-4)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from giaoban.meetings.models import AttendanceMark, Attendee, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.meetings import attendees_of
from giaoban.people import queries as people
from giaoban.people.models import Unit, User
from giaoban.voting.models import Poll, Voter

Answer = Attendee.Answer


@dataclass(frozen=True, slots=True)
class Seat:
    """One member as the roll would have it now: who is represented, who votes, from where."""

    member: User
    user: User
    position: str
    unit: Unit | None
    is_chair: bool
    is_present: bool
    is_remote: bool


def roll_of(meeting: Meeting) -> list[Seat]:
    """Return the members in order: the chair, then the invited members. Guests and who is only informed never vote.

    Present is who the newest head-count found and who has not left since; where no heads were counted, who has
    not declined. A substitute votes when the chair has agreed (R-45-11), else nobody does in that place.
    """
    last = room.last_round(meeting)
    marks = room.marks_of(last)
    rows = [row for row in attendees_of(meeting) if row.capacity == Attendee.Capacity.MEMBER]
    seats = [_seat(row, meeting, marks, counted=bool(marks)) for row in rows]
    if not any(seat.is_chair for seat in seats):
        main = people.main_appointments([meeting.chair_id]).get(meeting.chair_id)
        mark = marks.get(meeting.chair_id)
        chair = Seat(
            meeting.chair, meeting.chair, str(main.position) if main else "", main.unit if main else None,
            is_chair=True, is_present=mark is None or _is_there(mark), is_remote=_is_online(mark),
        )  # fmt: skip
        seats.insert(0, chair)
    return seats


def _seat(row: Attendee, meeting: Meeting, marks: dict[UUID, AttendanceMark], *, counted: bool) -> Seat:
    sent = row.substitute if row.substitute and row.consent == Attendee.Consent.GIVEN else None
    user = sent or row.user
    mark = marks.get(user.pk)
    is_chair = row.user_id == meeting.chair_id
    if mark is not None:
        there = _is_there(mark)
    elif counted:
        there = is_chair
    else:
        there = sent is not None or row.answer not in {Answer.ABSENT, Answer.SUBSTITUTE}
    remote = _is_online(mark) or (mark is None and (row.answer == Answer.ONLINE or row.site_id is not None))
    return Seat(row.user, user, "" if sent else row.position, row.unit, is_chair, there, there and remote)


def _is_there(mark: AttendanceMark) -> bool:
    return mark.state != AttendanceMark.State.ABSENT and mark.left_at is None


def _is_online(mark: AttendanceMark | None) -> bool:
    return mark is not None and mark.state == AttendanceMark.State.ONLINE


def voters_of(poll: Poll) -> QuerySet[Voter]:
    """Return the frozen roll in order."""
    return poll.voters.select_related("unit").order_by("place", "id")


def ready_count(poll: Poll) -> int:
    """Return how many have said that they are ready."""
    return poll.ready.count()
