"""Who keeps the record beside the secretary: assistants, with the same eyes and verbs, recorded by name (LIVE-9)."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings import live, permissions, queries
from giaoban.meetings.actions.telling import heard, put_whereabouts, workshop
from giaoban.meetings.models import AssistantSecretary, Meeting
from giaoban.meetings.queries import room
from giaoban.people.models import User

ACTIONS: dict[str, Promise | str] = {
    "meetings.assistant_appointed": _("{actor} cử {person} làm thư ký giúp việc cuộc họp «{subject}»"),
    "meetings.assistant_dismissed": _("{actor} thôi cử {person} làm thư ký giúp việc cuộc họp «{subject}»"),
}


@transaction.atomic
def appoint_assistant(*, meeting_id: UUID, user_id: UUID, by: Actor) -> AssistantSecretary:
    """Whoever prepares the meeting names somebody who assists its secretary: the same eyes, the same verbs.

    When: until the conclusions are issued. Chair and secretary sit at the desk already.
    Repeat: an assistant stays one.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_appoint_assistants(by, meeting))
    found = meeting.assistants.filter(user=user_id, dismissed_at=None).first()
    if found:
        return found
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise NotFound
    if user.pk in {meeting.chair_id, meeting.secretary_id}:
        raise Conflict("meetings.at_the_desk_already")
    made = AssistantSecretary.objects.create(
        meeting=meeting, user=user, appointed_by_id=by.user_id, appointed_at=clock.now()
    )
    _said("meetings.assistant_appointed", meeting, user, by)
    return made


@transaction.atomic
def dismiss_assistant(*, meeting_id: UUID, user_id: UUID, by: Actor) -> Meeting:
    """Whoever prepares the meeting takes an assistant's place at the desk back. What was written stays.

    Repeat: who does not assist is not dismissed.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_appoint_assistants(by, meeting))
    found = meeting.assistants.filter(user=user_id, dismissed_at=None).select_related("user").first()
    if found is None:
        return meeting
    found.dismissed_at = clock.now()
    found.save(update_fields=["dismissed_at"])
    _said("meetings.assistant_dismissed", meeting, found.user, by)
    return meeting


def _said(action: str, meeting: Meeting, user: User, by: Actor) -> None:
    put_whereabouts(meeting)
    record(
        action,
        by=by,
        subject=meeting,
        data={"person": user.full_name, "people": [str(user.pk)]},
        live=heard(meeting, lambda: _changes(meeting, user)),
        topics=[*workshop(meeting), (user.pk, "meetings"), (user.pk, "today")],
    )


def _changes(meeting: Meeting, user: User) -> list[Change]:
    """An assistant who is not invited comes onto the list of people, or leaves it; their browser sees anew."""
    expected = {entry.user.pk for entry in room.expected_people(meeting)}
    gone = [] if user.pk in expected else [user.pk]
    return [*live.changes_for_meeting(meeting), *live.changes_for_attendees(meeting, removed=gone, touched=[user.pk])]
