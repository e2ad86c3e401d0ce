"""How an app describes whom to tell and what to remember. Wiring hands these to ``notify``; nobody imports it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise


class Happening(Protocol):
    """The part of an audit entry that a notice may read."""

    action: str
    actor_id: UUID | None
    actor_label: str
    subject_kind: str
    subject_id: str
    subject_label: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with an e-mail."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is told of one action, in which words, by which channels.

    ``to`` answers with user ids; the actor is dropped, and ``may_see`` is asked again for each person
    when the message goes out. ``title`` and ``body`` may name {actor}, {subject} and keys of ``data``.
    ``urgent`` notices ignore quiet hours and personal choice (NOTI-1).
    """

    action: str
    to: Callable[[Happening], Iterable[UUID]]
    title: Promise | str
    url: Callable[[Happening], str]
    body: Promise | str = ""
    channels: tuple[str, ...] = ("inbox",)
    urgent: bool = False
    topic: str = ""
    attachments: Callable[[Happening, UUID], list[Attachment]] | None = None
    may_see: Callable[[Happening, UUID], bool] | None = None
    tell_actor: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One way of answering a reminder from the letter: the words of the button, and the single-use link behind it."""

    label: str
    url: str


def no_answers() -> Sequence[Answer]:
    """A reminder that is answered only where it leads to."""
    return ()


@dataclass(frozen=True, slots=True)
class Due:
    """One message that is due now, computed from the state (invariant 11).

    ``on`` is the date of the key: the day of the rule's step (a deadline, an escalation), not the day on
    which somebody looked, so that a server that was off catches up with each once; None means today. ``step``
    climbs while nothing changes: a step comes once, and none that is lower comes after it. ``name`` tells the
    reasons of one reminder apart. ``urgent`` ones go out outside working hours too. ``along`` ones come only with
    others: a day or two later they would come by themselves. ``answers`` are asked for only when a letter is written.
    """

    user_id: UUID
    subject_kind: str
    subject_id: UUID
    title: str
    url: str
    because: str
    body: str = ""
    channels: tuple[str, ...] = ("inbox",)
    on: date | None = None
    urgent: bool = False
    name: str = ""
    step: int = 0
    along: bool = False
    answers: Callable[[], Sequence[Answer]] = no_answers


@dataclass(frozen=True, slots=True)
class Reminder:
    """A rule that is asked regularly which messages are due. The key (name, subject, date, step, person) is unique.

    ``at_once`` ones come at their own time, in no digest; quiet hours and personal choice hold for them too.
    ``due`` answers with what holds now, in the language that is active; ``topics`` (the first) names the
    kind of message that a person may switch off. With ``digest_at`` its messages gather in one digest a day, not
    before that time of the morning, unless the person chose a time; ``page`` is where several are answered.
    """

    name: str
    due: Callable[[datetime], Iterable[Due]]
    topics: tuple[str, ...] = field(default=())
    digest_at: Callable[[], time] | None = None
    page: str = ""
    at_once: bool = False
