"""Repeat an action when the database asked for it. Allowed because every verb is safe to repeat."""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError

R = TypeVar("R")

PASSING = ("deadlock detected", "database is locked", "could not serialize", "database table is locked")
SQLITE_AWAY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_PROTOCOL")
# connection, transaction rolled back, resources, object in use, operator intervention
POSTGRES_AWAY = ("08", "40", "53", "55", "57")
PAUSES = (0.05, 0.2)  # seconds before the second and third try


def passing(error: OperationalError) -> bool:
    """Tell whether the fault is of the kind that a second try cures."""
    return any(words in str(error) for words in PASSING)


def away(error: BaseException | None) -> bool:
    """Tell whether the database is busy, starting, full of work or out of reach, and not the program at fault.

    SQLite calls a missing column operational too; PostgreSQL's classes are those of its documentation, appendix A.
    """
    cause = getattr(error, "__cause__", None)
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    if isinstance(cause, sqlite3.Error):
        return str(getattr(cause, "sqlite_errorname", "")).startswith(SQLITE_AWAY)
    state = getattr(cause, "sqlstate", None)
    return state is None or state[:2] in POSTGRES_AWAY


def again(verb: Callable[[], R]) -> R:
    """Run the verb; on a passing database fault run it again, three times in all."""
    for pause in PAUSES:
        try:
            return verb()
        except OperationalError as error:
            if not passing(error):
                raise
            time.sleep(pause)
    return verb()
