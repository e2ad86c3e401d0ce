"""Which day may be a deadline: not gone by, and not so far that nobody means it."""

from datetime import date
from typing import Final

from giaoban.kernel import clock

YEARS: Final = 10  # ahead; whoever types 9999 means «none»


def latest() -> date:
    """Return the last day that may be a deadline."""
    return date(clock.today().year + YEARS, 12, 31)


def fault_of(day: date | None) -> str:
    """Return why the day cannot be a deadline, as a message key; empty when it can, or when there is none."""
    if day is None:
        return ""
    if day < clock.today():
        return "tasks.deadline_in_the_past"
    return "tasks.deadline_too_far" if day > latest() else ""
