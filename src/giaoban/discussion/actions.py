"""Everything that may happen to what is written in the room."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.discussion import live, permissions, queries
from giaoban.discussion.models import Message
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, TooMany
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import actions as meetings
from giaoban.meetings.models import Meeting, MinutesLine
from giaoban.meetings.queries import room

LONGEST: Final = 2_000  # characters: more is a paper
MOST: Final = 20  # messages of one person in ``SPAN``: a hundred people still read what one writes
SPAN: Final = timedelta(minutes=1)

ACTIONS: dict[str, Promise | str] = {
    "discussion.message_sent": _("{actor} đã gửi tin nhắn trong cuộc họp «{subject}»"),
    "discussion.message_withdrawn": _("{actor} đã thu hồi tin nhắn trong cuộc họp «{subject}»"),
    "discussion.message_hidden": _("{actor} đã ẩn tin nhắn của {author} trong cuộc họp «{subject}»"),
    "discussion.message_shown": _("{actor} đã hiện lại tin nhắn của {author} trong cuộc họp «{subject}»"),
    "discussion.message_lifted": _("{actor} đã đưa tin nhắn của {author} vào biên bản cuộc họp «{subject}»"),
}


@transaction.atomic
def send_message(
    *, meeting_id: UUID, text: str, by: Actor, to: str = Message.To.ALL, message_id: UUID | None = None
) -> Message:
    """Somebody who takes part writes to all, to the chair or to the secretary, under the running item.

    When: from the invitation to the end, and no state secret is on.
    Repeat: the id that the browser made is the message's; a second try with it changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    if message_id and (known := Message.objects.select_related("author", "unit").filter(pk=message_id).first()):
        return _same(known, meeting, by)
    require(permissions.may_write(by, meeting))
    if to not in Message.To.values:
        raise Invalid("discussion.bad_receiver")
    if queries.written_within(by, meeting, SPAN) >= MOST:
        raise TooMany("discussion.too_fast", seconds=int(SPAN.total_seconds()))
    message = Message(
        pk=message_id or new_id(),
        meeting=meeting,
        item_id=meeting.current_item_id,
        author_id=by.person_id,
        unit=room.unit_of(by, meeting),
        to=Message.To(to),
        text=_text(text),
        sent_at=clock.now(),
    )
    message.save(force_insert=True)
    return _done("discussion.message_sent", message, by)


@transaction.atomic
def withdraw_message(*, message_id: UUID, by: Actor) -> Message:
    """The author takes a message back: it vanishes from every screen.

    When: it does not stand in the minutes. Repeat: it is gone already.
    """
    _meeting, message = queries.lock_message(message_id, by)
    require(permissions.may_withdraw(by, message))
    if message.withdrawn_at:
        return message
    message.withdrawn_at = clock.now()
    message.save(update_fields=["withdrawn_at"])
    return _done("discussion.message_withdrawn", message, by)


@transaction.atomic
def hide_message(*, message_id: UUID, by: Actor) -> Message:
    """The desk hides a message from the room: it and the author still see it. Repeat: it is hidden already."""
    meeting, message = queries.lock_message(message_id, by)
    require(permissions.may_hide(by, meeting))
    if message.to != Message.To.ALL:
        raise Conflict("discussion.only_to_all")
    if message.hidden_at:
        return message
    message.hidden_at, message.hidden_by_id = clock.now(), by.person_id
    message.save(update_fields=["hidden_at", "hidden_by"])
    return _done("discussion.message_hidden", message, by)


@transaction.atomic
def show_message(*, message_id: UUID, by: Actor) -> Message:
    """The desk shows a hidden message again. Repeat: it is shown already."""
    meeting, message = queries.lock_message(message_id, by)
    require(permissions.may_hide(by, meeting))
    if message.hidden_at is None:
        return message
    message.hidden_at = message.hidden_by = None
    message.save(update_fields=["hidden_at", "hidden_by"])
    return _done("discussion.message_shown", message, by)


@transaction.atomic
def lift_message(*, message_id: UUID, by: Actor) -> MinutesLine:
    """The desk makes a message a line of the minutes in its author's name, under the item it was written on.

    Repeat: the line that is there already; one that was taken out meanwhile comes back.
    """
    meeting, message = queries.lock_message(message_id, by)
    require(permissions.may_lift(by, meeting))
    if message.withdrawn_at:
        raise Conflict("discussion.is_withdrawn")
    if message.hidden_at:
        raise Conflict("discussion.is_hidden")
    if message.line is not None:
        return meetings.restore_line(line_id=message.line.pk, by=by)
    line = meetings.add_line(
        meeting_id=meeting.pk,
        text=message.text,
        kind=MinutesLine.Kind.STATEMENT,
        item_id=message.item_id,
        speaker_id=message.author_id,
        by=by,
    )
    message.line = line
    message.save(update_fields=["line"])
    _done("discussion.message_lifted", message, by)
    return line


def _same(known: Message, meeting: Meeting, by: Actor) -> Message:
    """A second try with the id that the browser made; somebody else's id is refused."""
    if known.meeting_id != meeting.pk or not by.is_person(known.author_id):
        raise Conflict("kernel.taken")
    return known


def _text(text: str) -> str:
    clean = text.replace("\r\n", "\n").strip()
    if not clean:
        raise Invalid("discussion.empty_text", fields={"text": "discussion.empty_text"})
    if len(clean) > LONGEST:
        raise Invalid("discussion.long_text", most=LONGEST, fields={"text": "discussion.long_text"})
    return clean


def _done(action: str, message: Message, by: Actor) -> Message:
    """Write down what happened: the book says who wrote to whom, never what."""
    data = {"message": str(message.pk), "author": message.author.full_name, "to": message.to}
    record(action, by=by, subject=message.meeting, data=data, live=live.changes_for_message(message))
    return message
