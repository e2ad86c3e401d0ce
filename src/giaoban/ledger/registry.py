"""What wiring fills in before the first request: the vocabulary of the book and who reacts to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


VIAS: dict[str, Promise | str] = {"link": _("qua liên kết trong thư")}


def sentence_of(entry: Entry) -> str:
    """Return the entry as a sentence in the reader's language: who did what to which thing, and by which door."""
    text = str(ACTIONS.get(entry.action, entry.action))
    plain = {key: value for key, value in entry.data.items() if isinstance(value, (str, int, float))}
    if "{" in text:
        text = text.format_map({**plain, "actor": entry.actor_label, "subject": entry.subject_label})
    via = VIAS.get(str(plain.get("via", "")))
    return f"{text} ({via})" if via else text
