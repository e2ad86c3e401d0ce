"""The verbs of this app."""

from django.utils.functional import Promise

from giaoban.meetings.actions import attendance, minutes_lines, running
from giaoban.meetings.actions.attendance import (
    check_in,
    check_in_site,
    close_round,
    leave_early,
    mark_people,
    open_round,
)
from giaoban.meetings.actions.minutes_lines import add_line, change_line, remove_line
from giaoban.meetings.actions.running import close, extend_item, go_to_item, next_item, reopen, skip_item, start

ACTIONS: dict[str, Promise | str] = {
    **running.ACTIONS,
    **attendance.ACTIONS,
    **minutes_lines.ACTIONS,
}

__all__ = [
    "ACTIONS",
    "add_line",
    "change_line",
    "check_in",
    "check_in_site",
    "close",
    "close_round",
    "extend_item",
    "go_to_item",
    "leave_early",
    "mark_people",
    "next_item",
    "open_round",
    "remove_line",
    "reopen",
    "skip_item",
    "start",
]
