"""What tasks lend to other apps: the door to their evidence, and how search knows them."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.documents import queries as documents
from giaoban.documents.doors import Door
from giaoban.documents.queries import Paper
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import Verdict
from giaoban.search.kinds import Entry, Searchable
from giaoban.tasks import permissions, queries
from giaoban.tasks.models import Task

KIND: Final = "tasks.task"


def papers_of(task: Task, reader_id: UUID) -> list[Paper]:
    """Return the evidence that lies with a task, as this reader sees it."""
    return documents.papers_of(KIND, [task.pk], reader_id).get(task.pk, [])


def _may_see(by: Actor, task_id: UUID) -> bool:
    return bool(queries.seen_among(by, [task_id]))


def _may_change(by: Actor, task_id: UUID) -> Verdict:
    return permissions.may_add_evidence(by, queries.task_of(task_id))


def _may_watch(by: Actor, task_id: UUID) -> bool:
    return by.answers_for(queries.task_of(task_id).assigner_id)


def _readers(task_id: UUID) -> set[UUID]:
    return {queries.task_of(task_id).assigner_id}


def _url(task_id: UUID) -> str:
    return reverse("tasks:task", args=[task_id])


def _label(task_id: UUID) -> str:
    return queries.task_of(task_id).title


DOOR = Door(
    kind=KIND,
    may_see=_may_see,
    seen_among=queries.seen_among,
    may_change=_may_change,
    may_watch=_may_watch,
    readers=_readers,
    url=_url,
    label=_label,
)


def _entries(task_id: UUID) -> Iterable[Entry]:
    task = Task.objects.filter(pk=task_id).first()
    if task is None:
        return
    said = task.notes.exclude(text="").values_list("text", flat=True)
    text = "\n".join(filter(None, [task.content, task.product, task.responsibility, task.authority, *said]))
    yield Entry(title=task.title, text=text, at=task.assigned_at, unit_id=task.lead_unit_id)


def _all_ids() -> Iterator[UUID]:
    return Task.objects.values_list("pk", flat=True).iterator(chunk_size=2000)


SEARCHABLE = Searchable(
    kind=KIND,
    label=_("Nhiệm vụ"),
    entries=_entries,
    all_ids=_all_ids,
    seen_among=queries.seen_among,
    url=lambda task_id, _part: _url(task_id),
    icon="checklist",
)

INDEXED: Final = (
    "tasks.assigned",
    "tasks.progressed",
    "tasks.handed_in",
    "tasks.returned",
    "tasks.confirmed",
    "tasks.commented",
)
