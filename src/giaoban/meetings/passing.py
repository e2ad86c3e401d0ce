"""What passes through the room and is kept nowhere: who is writing which line. A lost one is repaired by the next."""

from uuid import UUID

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.ledger import bus
from giaoban.meetings.live import stream
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.room import DESK


def show_writing(meeting: Meeting, by: Actor, *, line_id: UUID | None, item_id: UUID | None, writing: bool) -> None:
    """Tell the desk that this person writes a line, or a new one under an item; or has stopped.

    Browsers forget it by themselves some seconds after the last word: a browser that died says nothing.
    """
    value = {
        "id": str(by.person_id),
        "name": by.label,
        "line": str(line_id) if line_id else None,
        "item": str(item_id) if item_id else None,
        "at": clock.now().isoformat(),
    }
    puts = {f"writing/{by.person_id}": value if writing else None}
    bus.signal(stream(meeting.pk), {"audience": DESK, "puts": puts})
