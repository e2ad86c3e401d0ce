"""Reading what was written: cut to what the reader may see."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from giaoban.discussion.models import Message
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import room

To = Message.To
LINKED = ("author", "unit", "meeting", "item")


def messages_of(meeting: Meeting) -> QuerySet[Message]:
    """Return what was written and not taken back, in order; hidden messages too."""
    return Message.objects.filter(meeting=meeting, withdrawn_at=None).select_related("author", "unit")


def visible_messages(by: Actor, meeting: Meeting) -> list[Message]:
    """Return the messages that the person may read in this room."""
    return [message for message in messages_of(meeting) if reads(by, message, room.eyes(by, meeting))]


def reads(by: Actor, message: Message, eyes: frozenset[str]) -> bool:
    """Tell whether a person with these eyes reads a message: its author, and those to whom it was written."""
    if message.withdrawn_at:
        return False
    if by.is_person(message.author_id):
        return True
    if message.hidden_at:
        return room.DESK in eyes
    return {To.ALL: room.EVERYBODY, To.CHAIR: room.CHAIR, To.SECRETARY: room.DESK}[To(message.to)] in eyes


def lock_message(message_id: UUID, by: Actor) -> tuple[Meeting, Message]:
    """Lock the room of a message that the person may read, and read the message under that lock.

    Its author finds a message that was taken back already: doing so twice is no mistake.
    """
    meeting_id = Message.objects.filter(pk=message_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = room.lock_room(meeting_id, by)
    message = Message.objects.select_related(*LINKED, "line").get(pk=message_id)
    own_and_gone = message.withdrawn_at is not None and by.is_person(message.author_id)
    if not own_and_gone and not reads(by, message, room.eyes(by, meeting)):
        raise NotFound
    message.meeting = meeting
    return meeting, message


def written_within(by: Actor, meeting: Meeting, span: timedelta) -> int:
    """Return how many messages the person has written in this room within that time."""
    recent = Q(sent_at__gt=clock.now() - span)
    return Message.objects.filter(recent, meeting=meeting, author=by.user_id).count()
