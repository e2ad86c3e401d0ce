"""Who may write in the room, take back, hide, and lift into the minutes."""

from giaoban.discussion.models import Message
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions import running
from giaoban.meetings.queries import room

WRITING = frozenset({Meeting.State.PUBLISHED, Meeting.State.RUNNING})


def may_write(by: Actor, meeting: Meeting) -> Verdict:
    """Who takes part writes from the invitation to the end, but not while a state secret is on."""
    if not room.takes_part(by, meeting):
        return no("discussion.only_who_takes_part")
    if meeting.state not in WRITING:
        return no("discussion.not_now")
    item = meeting.current_item
    return no("discussion.secret_item") if item is not None and item.is_secret else YES


def may_withdraw(by: Actor, message: Message) -> Verdict:
    """The author takes a message back, until it stands in the minutes."""
    if not by.is_person(message.author_id):
        return no("discussion.only_the_author")
    return YES if message.line is None or message.line.removed_at else no("discussion.stands_in_the_minutes")


def may_hide(by: Actor, meeting: Meeting) -> Verdict:
    """The desk hides what does not belong in the room, and shows it again."""
    return running.at_the_desk(by, meeting)


def may_lift(by: Actor, meeting: Meeting) -> Verdict:
    """The desk makes a message a line of the minutes, as long as lines can be written."""
    return running.may_note(by, meeting)
