"""The script of a meeting (LIVE-10): what a step is, and what apps above add to the run of an item.

``meetings`` knows nobody above it; wiring fills ``PARTS`` (see «SCRIPT_PARTS» there): the stage adds
«show the next paper», the floor «call the next speaker», voting «open the vote». What is due is computed
in ``queries.script``; the verb that takes a step is ``actions.script.next_item``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.meetings.models import AgendaItem, Meeting


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it does, to what. ``fields`` are the words that the button needs (a name, a number).

    ``seen`` is what else the screen must show for the step to mean the same: who would be cut short by it.
    """

    do: str
    subject: UUID | None = None
    item: AgendaItem | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    seen: str = ""

    @property
    def name(self) -> str:
        """What the step is, wherever the meeting stands: passing it over is remembered under this name."""
        about = self.subject or (self.item.pk if self.item else None)
        return f"{self.do}:{about}" if about else self.do

    def key(self, here: UUID | None) -> str:
        """The step as one screen shows it: pressed late, from another place of the agenda, it is another one."""
        return f"{self.name}@{here or ''}{'/' if self.seen else ''}{self.seen}"


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is still open when the meeting ends: what kind, where, and the words to read out."""

    kind: str
    item: AgendaItem | None = None
    subject: UUID | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What an app above adds: the steps that are due in the running item, doing one, and what it has left open.

    An app whose rows move the script adds ``meetings.live.changes_for_script(meeting)`` to its own records.
    """

    does: frozenset[str]
    due: Callable[[Meeting, AgendaItem], Iterable[Step]]
    take: Callable[[Meeting, Step, Actor], object]
    points: Callable[[Meeting], Iterable[Point]]


PARTS: list[Part] = []
