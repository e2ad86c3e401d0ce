"""What the room sees of picture and sound. Keys, their values, and who gets them:

``video`` everyone: whether everybody may open the own microphone, and since when it is recorded.
``video/<person>`` everyone: what the desk has decided about one person; nothing decided, no key.
Who is connected and whose microphone is open comes by the gateway to those who are in with picture and sound.
"""

from typing import Any

from giaoban.ledger.streams import Change, Puts
from giaoban.meetings.live import stream
from giaoban.meetings.models import Meeting
from giaoban.video import queries
from giaoban.video.models import Conference, Participant


def conference_json(conference: Conference) -> dict[str, Any]:
    """Return how the meeting uses picture and sound."""
    recording = queries.running_recording(conference.meeting)
    return {
        "discussion": conference.discussion,
        "recording": recording.started_at.isoformat() if recording else None,
    }


def participant_json(row: Participant) -> dict[str, Any] | None:
    """Return what was decided about a person; None when nothing is left of it."""
    if row.microphone == Participant.Microphone.FLOOR and row.removed_at is None:
        return None
    return {"microphone": row.microphone, "removed": row.removed_at is not None}


def changes_for_conference(meeting: Meeting, conference: Conference) -> list[Change]:
    """Return the change of the conference and of all about whom something was decided."""
    puts: Puts = {"video": conference_json(conference)}
    puts |= {f"video/{row.user_id}": participant_json(row) for row in queries.participants_of(meeting)}
    return [Change(stream(meeting.pk), puts)]


def changes_for_participant(meeting: Meeting, row: Participant) -> list[Change]:
    """Return the change of one person."""
    return [Change(stream(meeting.pk), {f"video/{row.user_id}": participant_json(row)})]


def snapshot(meeting: Meeting, _audiences: frozenset[str]) -> Puts:
    """Return everything of picture and sound that the room stores."""
    puts: Puts = {"video": conference_json(queries.conference_of(meeting))}
    rows = {f"video/{row.user_id}": participant_json(row) for row in queries.participants_of(meeting)}
    return puts | {key: value for key, value in rows.items() if value is not None}


def own(_meeting: Meeting) -> dict[str, Puts]:
    """Return by audience what one person alone has: nothing here."""
    return {}
