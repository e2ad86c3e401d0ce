"""What the room sees of a meeting. Keys, their values, and who gets them:

``meeting`` and ``agenda/<item>`` everyone in the room; the title of a secret item is its placeholder.
``paper/<document>`` everyone but guests, who have those that the desk opened to them; a secret one
shows that it exists and is handed out, nothing else.
``attendance`` (the counts), ``attendance/<person>``, ``site/<unit>`` everyone: who is there is no secret in a meeting.
``mysite/<unit>`` people of the unit that joins as a site: theirs to count.
``conclusion/<id>`` everyone once it is final; while it is a draft, ``draft/<id>`` for the desk.
``line/<id>`` (lines for the minutes), ``script`` (steps that are due, points still open) and ``replan`` (the
last change of the plan) the desk: chair, secretary, assistants. ``writing/<person>`` passes by as a signal.
``annotation/<id>``: that there is a note on a paper, for those it is shared with (see ``documents.live``).
``guestpapers`` the desk: which papers guests may read.
``can/all`` and ``can/desk``: what everyone and the desk may do now, and why not.
``note`` one person's own notes, that person alone.
``stage`` belongs to ``floor``.
"""

from giaoban.meetings.live.changes import (
    changes_for_agenda,
    changes_for_attendance,
    changes_for_attendees,
    changes_for_conclusion,
    changes_for_guest_papers,
    changes_for_item,
    changes_for_line,
    changes_for_meeting,
    changes_for_note,
    changes_for_paper,
    changes_for_script,
    rights_changed,
)
from giaoban.meetings.live.parts import abilities_by_audience, items_json
from giaoban.meetings.live.values import (
    SECRET,
    attendance_json,
    conclusion_json,
    item_json,
    line_json,
    meeting_json,
    paper_json,
    person_here_json,
    person_json,
    stream,
    unit_json,
)
from giaoban.meetings.live.whole import own, snapshot

__all__ = [
    "SECRET",
    "abilities_by_audience",
    "attendance_json",
    "changes_for_agenda",
    "changes_for_attendance",
    "changes_for_attendees",
    "changes_for_conclusion",
    "changes_for_guest_papers",
    "changes_for_item",
    "changes_for_line",
    "changes_for_meeting",
    "changes_for_note",
    "changes_for_paper",
    "changes_for_script",
    "conclusion_json",
    "item_json",
    "items_json",
    "line_json",
    "meeting_json",
    "own",
    "paper_json",
    "person_here_json",
    "person_json",
    "rights_changed",
    "snapshot",
    "stream",
    "unit_json",
]
