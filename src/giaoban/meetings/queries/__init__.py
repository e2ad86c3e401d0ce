"""Reading meetings: who sees which, the agenda with its papers, series, what units are asked for."""

from giaoban.meetings.queries.agenda import ItemCard, PaperCard, agenda_of, papers_of, remarks_of
from giaoban.meetings.queries.facts import papers_due_at, warnings_for
from giaoban.meetings.queries.gathering import branches_heard, branches_of_series, cutoff_of
from giaoban.meetings.queries.meetings import (
    approver_choices,
    assistants_of,
    attendees_of,
    invited_users,
    is_assistant,
    items_seen_among,
    lock_meeting,
    meeting_of_item,
    meetings_seen_among,
    my_place,
    present_users,
    sees_whole,
    sites_of,
    visible_items,
    visible_meetings,
)
from giaoban.meetings.queries.series import (
    drafted_on,
    holiday_names,
    lineage_of,
    lock_series,
    visible_series,
)

__all__ = [
    "ItemCard",
    "PaperCard",
    "agenda_of",
    "approver_choices",
    "assistants_of",
    "attendees_of",
    "branches_heard",
    "branches_of_series",
    "cutoff_of",
    "drafted_on",
    "holiday_names",
    "invited_users",
    "is_assistant",
    "items_seen_among",
    "lineage_of",
    "lock_meeting",
    "lock_series",
    "meeting_of_item",
    "meetings_seen_among",
    "my_place",
    "papers_due_at",
    "papers_of",
    "present_users",
    "remarks_of",
    "sees_whole",
    "sites_of",
    "visible_items",
    "visible_meetings",
    "visible_series",
    "warnings_for",
]
