"""What the room sees of the discussion. Keys, their values, and who gets them:

``message/<id>`` everyone when it was written to all; to the chair: the chair alone; to the secretary: the
desk (secretaries and chair); its author always. Hidden by the desk: only the desk and the author still have
it, with ``hidden``. Taken back: nobody has it.
"""

from typing import Any

from giaoban.discussion import queries
from giaoban.discussion.models import Message
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import person_json, stream, unit_json
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.room import CHAIR, DESK, EVERYBODY

To = Message.To
USER = "user:"
READERS = {To.ALL: EVERYBODY, To.CHAIR: CHAIR, To.SECRETARY: DESK}


def message_json(message: Message) -> dict[str, Any]:
    """Return one message."""
    return {
        "id": str(message.pk),
        "author": person_json(message.author),
        "unit": unit_json(message.unit),
        "item": str(message.item_id) if message.item_id else None,
        "to": message.to,
        "text": message.text,
        "at": message.sent_at.isoformat(),
        "hidden": message.hidden_at is not None,
        "line": str(message.line_id) if message.line_id else None,
    }


def audiences_of(message: Message) -> list[str]:
    """Return who has the message now, the author last: what they hear is then the same as what they have."""
    if message.withdrawn_at:
        return []
    first = DESK if message.hidden_at else READERS[To(message.to)]
    return [first, f"{USER}{message.author_id}"]


def changes_for_message(message: Message) -> list[Change]:
    """Return the changes of one message: taken from those who have it no longer, then given to those who do."""
    name, key = stream(message.meeting_id), f"message/{message.pk}"
    heard = [READERS[To(message.to)], DESK, f"{USER}{message.author_id}"]
    now = audiences_of(message)
    gone = [audience for audience in dict.fromkeys(heard) if audience not in now]
    if message.hidden_at is None and message.withdrawn_at is None:
        gone = []  # nobody loses a message by its being sent, lifted or shown again
    changes = [Change(name, {key: None}, audience=audience) for audience in gone]
    return changes + [Change(name, {key: message_json(message)}, audience=audience) for audience in now]


def snapshot(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    """Return every message that these audiences of several people have."""
    return {
        f"message/{message.pk}": message_json(message)
        for message in queries.messages_of(meeting)
        if audiences & set(audiences_of(message)[:1])
    }


def own(meeting: Meeting) -> dict[str, Puts]:
    """Return by audience the messages of one author."""
    found: dict[str, Puts] = {}
    for message in queries.messages_of(meeting):
        for author in audiences_of(message)[1:]:
            found.setdefault(author, {})[f"message/{message.pk}"] = message_json(message)
    return found
