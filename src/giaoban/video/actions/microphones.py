"""The desk decides who is heard and who is in. The gateway carries it out at the media server within milliseconds."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.floor.actions.speakers import in_the_room
from giaoban.floor.actions.writing import hat
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import room
from giaoban.people import queries as people
from giaoban.people.models import User
from giaoban.video import live, permissions, queries
from giaoban.video.models import Conference, Participant

Microphone = Participant.Microphone

ACTIONS: dict[str, Promise | str] = {
    "video.microphone_opened": _("{actor} đã mở micrô của {person} trong cuộc họp «{subject}»"),
    "video.microphone_closed": _("{actor} đã tắt micrô của {person} trong cuộc họp «{subject}»"),
    "video.microphone_left_to_floor": _(
        "{actor} đã để micrô của {person} theo lượt phát biểu trong cuộc họp «{subject}»"
    ),
    "video.microphones_closed": _("{actor} đã tắt micrô của mọi người trong cuộc họp «{subject}»"),
    "video.discussion_opened": _("{actor} đã cho mọi người tự mở micrô trong cuộc họp «{subject}»"),
    "video.discussion_closed": _("{actor} đã chuyển micrô về theo lượt phát biểu trong cuộc họp «{subject}»"),
    "video.removed": _("{actor} đã đưa {person} ra khỏi cầu truyền hình của cuộc họp «{subject}»"),
    "video.readmitted": _("{actor} đã cho {person} trở lại cầu truyền hình của cuộc họp «{subject}»"),
}
TOLD = {
    Microphone.OPEN: "video.microphone_opened",
    Microphone.CLOSED: "video.microphone_closed",
    Microphone.FLOOR: "video.microphone_left_to_floor",
}


@transaction.atomic
def set_microphone(*, meeting_id: UUID, user_id: UUID, microphone: str, by: Actor) -> Participant:
    """The desk opens or closes somebody's microphone by hand, or leaves it to the floor again (LIVE-4, NET-2).

    A turn given afterwards opens it all the same. Repeat: what is so stays so, and nothing is written.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_lead(by, meeting))
    if microphone not in Microphone.values:
        raise Invalid("video.bad_choice", fields={"microphone": "video.bad_choice"})
    user = in_the_room(meeting, user_id)
    row = queries.participant_of(meeting, user.pk)
    speaks_anew = microphone == Microphone.CLOSED and queries.voices(meeting.pk).has(user.pk)
    if row.microphone == microphone and not speaks_anew:
        return row
    row.microphone, row.decided_at = microphone, clock.now()
    row.save()
    return _written(TOLD[Microphone(microphone)], meeting, row, user, by)


@transaction.atomic
def close_all_microphones(*, meeting_id: UUID, by: Actor) -> Conference:
    """The desk silences everybody but itself: only turns open microphones from now on.

    Repeat: harmless; who has the floor keeps it.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_lead(by, meeting))
    conference = queries.conference_of(meeting)
    opened = Participant.objects.filter(meeting=meeting, microphone=Microphone.OPEN)
    if not conference.discussion and not opened.exists():
        return conference
    opened.update(microphone=Microphone.FLOOR, decided_at=clock.now())
    conference.discussion = False
    conference.save()
    changes = live.changes_for_conference(meeting, conference)
    record("video.microphones_closed", by=hat(by, meeting), subject=meeting, live=changes)
    return conference


@transaction.atomic
def set_discussion(*, meeting_id: UUID, discussion: bool, by: Actor) -> Conference:
    """The desk lets everybody open the own microphone, or leaves microphones to the floor again.

    Repeat: what is so stays so.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_lead(by, meeting))
    conference = queries.conference_of(meeting)
    if conference.discussion == discussion:
        return conference
    conference.discussion = discussion
    conference.save()
    action = "video.discussion_opened" if discussion else "video.discussion_closed"
    changes = live.changes_for_conference(meeting, conference)
    record(action, by=hat(by, meeting), subject=meeting, live=changes)
    return conference


@transaction.atomic
def remove(*, meeting_id: UUID, user_id: UUID, by: Actor) -> Participant:
    """The desk takes somebody out of picture and sound; agenda, papers and votes stay theirs.

    Repeat: who is out stays out. The desk itself cannot be removed.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_lead(by, meeting))
    user = in_the_room(meeting, user_id)
    if permissions.may_lead(people.actor_of(user), meeting):
        raise Conflict("video.not_the_desk")
    row = queries.participant_of(meeting, user.pk)
    if row.removed_at:
        return row
    row.removed_at = clock.now()
    row.save()
    return _written("video.removed", meeting, row, user, by)


@transaction.atomic
def readmit(*, meeting_id: UUID, user_id: UUID, by: Actor) -> Participant:
    """The desk lets somebody back in. Repeat: who is in stays in."""
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_lead(by, meeting))
    user = in_the_room(meeting, user_id)
    row = queries.participant_of(meeting, user.pk)
    if row.removed_at is None:
        return row
    row.removed_at = None
    row.save()
    return _written("video.readmitted", meeting, row, user, by)


def _written(action: str, meeting: Meeting, row: Participant, user: User, by: Actor) -> Participant:
    changes = live.changes_for_participant(meeting, row)
    record(action, by=hat(by, meeting), subject=meeting, data={"person": user.full_name}, live=changes)
    return row
