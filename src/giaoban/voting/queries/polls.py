"""Which votes there are, and which of them a person may see."""

from uuid import UUID

from django.db.models import Q, QuerySet

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions.before import prepares
from giaoban.meetings.queries import room
from giaoban.meetings.queries.meetings import visible_meetings
from giaoban.voting.models import OPEN_STATES, Poll, Voter

HIDDEN = (Poll.State.DRAFT, Poll.State.VOID)  # a vote that is prepared, and one that was called off before it began


def polls_of(meeting: Meeting) -> list[Poll]:
    """Return every vote of the meeting in order, without those that were called off before they opened."""
    rows = Poll.objects.filter(meeting=meeting).select_related("item", "first")
    return list(rows.exclude(state=Poll.State.VOID, opened_at=None).order_by("drafted_at", "id"))


def open_poll_of(meeting: Meeting) -> Poll | None:
    """Return the vote that is going on."""
    return Poll.objects.filter(meeting=meeting, state__in=OPEN_STATES).first()


def sees_drafts(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person sees what is prepared: the desk, and whoever prepares the meeting."""
    return room.sits_at_the_desk(by, meeting) or prepares(by, meeting)


def visible_poll(poll_id: UUID, by: Actor) -> Poll:
    """Return a vote of a meeting that the person sees whole; a draft is there for the desk alone."""
    found = Poll.objects.select_related("meeting", "item", "first").filter(pk=poll_id).first()
    if found is None or not _sees(by, found):
        raise NotFound
    return found


def _sees(by: Actor, poll: Poll) -> bool:
    whole = visible_meetings(by, whole=True).filter(pk=poll.meeting_id).first()
    if whole is None:
        return False
    if poll.state in HIDDEN and poll.opened_at is None:
        return sees_drafts(by, whole)
    return whole.state in room.ROOM_STATES


def visible_polls(by: Actor, meeting: Meeting) -> list[Poll]:
    """Return the votes of a meeting that the person sees whole."""
    drafts = sees_drafts(by, meeting)
    return [poll for poll in polls_of(meeting) if drafts or poll.state != Poll.State.DRAFT]


def lock_poll(poll_id: UUID, by: Actor) -> Poll:
    """Lock a vote and its meeting: what the desk does in a room it does one by one, and no ballot is being written."""
    seen = visible_poll(poll_id, by)
    meeting = lock_one(Meeting.objects.filter(pk=seen.meeting_id))
    found = lock_one(Poll.objects.select_related("item", "first").filter(pk=poll_id))
    if meeting is None or found is None:
        raise NotFound
    found.meeting = Meeting.objects.select_related("kind", "unit", "chair", "secretary", "series").get(pk=meeting.pk)
    return found


def own_rows(poll_ids: list[UUID], user_ids: list[UUID]) -> QuerySet[Voter]:
    """Return the rows of these rolls in which these people vote."""
    return Voter.objects.filter(poll__in=poll_ids, user__in=user_ids).order_by("place", "id")


def due_polls() -> QuerySet[Poll]:
    """Return the open votes whose time is up."""
    return Poll.objects.filter(Q(state=Poll.State.OPEN), ends_at__lte=clock.now())
