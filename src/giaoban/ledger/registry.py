"""What wiring fills in before the first request: the vocabulary of the book and who reacts to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise

from giaoban.ledger.models import Entry, Job

Handler = Callable[[Job], Any]

ACTIONS: dict[str, Promise | str] = {}
REACTIONS: dict[str, tuple[str, ...]] = {}
HANDLERS: dict[str, Handler] = {}


@dataclass(frozen=True, slots=True)
class Every:
    """A scheduled job: run ``handler`` once in each slot of that length (slots count from the epoch, UTC)."""

    name: str
    length: timedelta
    handler: Callable[[], Any]


SCHEDULES: dict[str, Every] = {}


def sentence_of(entry: Entry) -> str:
    """Return the entry as a sentence in the reader's language: who did what to which thing."""
    text = str(ACTIONS.get(entry.action, entry.action))
    return (
        text.format_map(
            {
                **{key: value for key, value in entry.data.items() if isinstance(value, (str, int, float))},
                "actor": entry.actor_label,
                "subject": entry.subject_label,
            }
        )
        if "{" in text
        else text
    )
