"""What follows a change of a meeting: where people are, whose pages look again, what everybody is told soon."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from giaoban.kernel import clock
from giaoban.ledger.record import enqueue
from giaoban.ledger.streams import Change
from giaoban.meetings import queries
from giaoban.meetings.models import Meeting
from giaoban.whereabouts import actions as whereabouts

QUIET: Final = timedelta(minutes=5)  # several changes in a row are told as one
STAY: Final = "meetings.meeting"


def put_whereabouts(meeting: Meeting) -> None:
    """Say where the meeting takes people; only a published or a running one takes anybody anywhere."""
    if meeting.state not in {Meeting.State.PUBLISHED, Meeting.State.RUNNING}:
        return
    whereabouts.put(
        user_ids=queries.present_users(meeting),
        starts=meeting.starts_at,
        ends=meeting.until,
        kind=STAY,
        subject_id=meeting.pk,
        label=meeting.title,
    )


def tell_soon(meeting: Meeting) -> None:
    """Plan one message about what changed since the invitation, after a quiet while (PRE-6)."""
    enqueue(
        "meetings.tell_changes",
        args={"meeting": str(meeting.pk)},
        unique_key=f"meetings.tell_changes:{meeting.pk}",
        due_at=clock.now() + QUIET,
    )


def heard(meeting: Meeting, changes: Callable[[], list[Change]]) -> list[Change]:
    """Return what the room hears of a change: nothing before the invitation is out, there is no room yet."""
    return changes() if meeting.published_at else []


def workshop(meeting: Meeting) -> list[tuple[UUID, str]]:
    """Return whose pages look again while the meeting is being prepared."""
    assistants = {user.pk for user in queries.assistants_of(meeting)}
    desk = {meeting.chair_id, meeting.secretary_id, meeting.created_by_id, *assistants}
    return [(user_id, "meetings") for user_id in desk]


def everybody(meeting: Meeting) -> list[tuple[UUID, str]]:
    """Return whose pages look again: the workshop, and after publication everybody invited."""
    told = workshop(meeting)
    if meeting.published_at:
        told += [(user_id, "meetings") for user_id in queries.invited_users(meeting.pk)]
    return told
