"""What the room sees of calls for help. Keys, their values, and who gets them:

``call/<id>`` the desk, and who called; once it is settled nobody has the key.
"""

from typing import Any

from giaoban.calls import queries
from giaoban.calls.models import OPEN, Call
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import person_json, stream, unit_json
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.room import DESK


def call_json(call: Call) -> dict[str, Any]:
    """Return one call."""
    return {
        "id": str(call.pk),
        "caller": person_json(call.caller),
        "site": unit_json(call.site),
        "kind": call.kind,
        "text": call.text,
        "state": call.state,
        "at": call.called_at.isoformat(),
        "by": person_json(call.answered_by),
    }


def changes_for_call(call: Call) -> list[Change]:
    """Return the changes of one call, for the desk and for who called."""
    puts: Puts = {f"call/{call.pk}": call_json(call) if call.state in OPEN else None}
    return [Change(stream(call.meeting_id), puts, audience=audience) for audience in (DESK, f"user:{call.caller_id}")]


def snapshot(meeting: Meeting, audiences: frozenset[str]) -> Puts:
    """Return the open calls, for the desk."""
    calls = queries.open_calls(meeting) if DESK in audiences else []
    return {f"call/{call.pk}": call_json(call) for call in calls}


def own(meeting: Meeting) -> dict[str, Puts]:
    """Return by audience the open calls of one person."""
    found: dict[str, Puts] = {}
    for call in queries.open_calls(meeting):
        found.setdefault(f"user:{call.caller_id}", {})[f"call/{call.pk}"] = call_json(call)
    return found
