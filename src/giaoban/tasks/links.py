"""The single-use links of a reminder's letter: signed, bound to person, task and answer, good for a few days.

The link itself does nothing: it opens a page with one button, because mail scanners open every link. Nothing is
stored until the button is pressed; then the mark inside the link is written down and never works again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.kernel.notice import Answer, no_answers
from giaoban.people import queries as people
from giaoban.tasks.models import Task
from giaoban.tasks.policy import Owed, Policy, To

SALT: Final = "giaoban.tasks.links"
MORE_DAYS: Final = 3  # working days that are asked for when no day is named


class Reply(StrEnum):
    """How a reminder is answered in one tap."""

    TAKEN = "taken"
    PROGRESS = "progress"
    TIME = "time"
    DONE = "done"


LABELS: Final[dict[Reply, Promise | str]] = {
    Reply.TAKEN: _("Đã nhận việc"),
    Reply.PROGRESS: _("Đang làm"),
    Reply.TIME: _("Cần thêm thời gian"),
    Reply.DONE: _("Đã xong"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says once its signature holds."""

    user_id: UUID
    task_id: UUID
    reply: Reply
    expires_at: datetime
    mark: str

    @property
    def has_expired(self) -> bool:
        """Whether its days are over."""
        return clock.now() >= self.expires_at

    def works_under(self, policy: Policy) -> bool:
        """Whether it may still be pressed: without days for links in the rules, those that were sent are dead too."""
        return policy.link_days > 0 and not self.has_expired


def later_day(task: Task) -> date:
    """Return the day that is asked for when no day is named."""
    return people.work_calendar().after(max(task.deadline_on or clock.today(), clock.today()), MORE_DAYS)


def replies_to(task: Task) -> tuple[Reply, ...]:
    """Return the answers that make sense now: taking it only while nobody has."""
    every = tuple(Reply)
    later = every if task.state == Task.State.NEW else every[1:]
    return later if task.deadline_on else tuple(reply for reply in later if reply != Reply.TIME)


def answers(task: Task, person: UUID, one: Owed, policy: Policy, now: datetime) -> Callable[[], Sequence[Answer]]:
    """Return what writes the links of one line of a letter; who only watches the task gets none."""
    if one.to != To.DOER or not policy.link_days:
        return no_answers
    until = now + timedelta(days=policy.link_days)
    return lambda: [Answer(str(LABELS[reply]), url_of(task, person, reply, until)) for reply in replies_to(task)]


def url_of(task: Task, person: UUID, reply: Reply, until: datetime) -> str:
    """Return the address of a fresh link."""
    facts = [person.hex, task.pk.hex, reply.value, int(until.timestamp()), new_id().hex]
    return reverse("tasks:answer", args=[signing.dumps(facts, salt=SALT)])


def read(token: str) -> Link | None:
    """Return what the link says; None when the house did not write it."""
    try:
        person, task, reply, until, mark = signing.loads(token, salt=SALT)
        expires_at = datetime.fromtimestamp(until, tz=clock.now().tzinfo)
        return Link(UUID(person), UUID(task), Reply(reply), expires_at, mark)
    except (signing.BadSignature, ValueError, TypeError):
        return None
