"""Repeat an action when the database asked for it. Allowed because every verb is safe to repeat."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError

R = TypeVar("R")

PASSING = ("deadlock detected", "database is locked", "could not serialize", "database table is locked")
PAUSES = (0.05, 0.2)  # seconds before the second and third try


def passing(error: OperationalError) -> bool:
    """Tell whether the fault is of the kind that a second try cures."""
    return any(words in str(error) for words in PASSING)


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
