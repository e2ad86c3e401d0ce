"""What was not finished comes back by itself (PRE-14): open tasks of the series, unfinished items of the last time."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.meetings import queries
from giaoban.meetings.actions.telling import workshop
from giaoban.meetings.models import AgendaItem, CarriedOver, Meeting, Series
from giaoban.tasks.models import Task

ACTIONS = {"meetings.carried_over": _("{count} việc chưa xong được đưa vào chương trình “{subject}”")}
MINUTES = 3  # planned for each task that comes back …
MOST_MINUTES = 20  # … and for all of them together
OPEN = (Task.State.NEW, Task.State.RECEIVED, Task.State.IN_PROGRESS, Task.State.REPORTED, Task.State.RETURNED)
HELD = (Meeting.State.CLOSED, Meeting.State.CONCLUDED)


@transaction.atomic
def carry_over(*, meeting_id: UUID, by: Actor = SYSTEM) -> int:
    """Open tasks of the series, under one item, and unfinished items of its last meeting enter this draft, on top.

    When: a draft of a series; no permission, since nobody may keep an open task out. Once each: what
    somebody took off by hand stays off; a task that was closed meanwhile leaves.
    """
    meeting = lock_one(Meeting.objects.filter(pk=meeting_id).select_related("series", "unit"))
    if meeting is None:
        raise NotFound
    if meeting.state != Meeting.State.DRAFT or meeting.series is None:
        return 0
    lineage = queries.lineage_of(meeting.series)
    tasks = set(Task.objects.filter(series_id__in=lineage, state__in=OPEN, parent=None).values_list("pk", flat=True))
    known = set(CarriedOver.objects.filter(meeting=meeting).values_list("source_id", flat=True))
    gone = _let_go(meeting, tasks)
    came = _gather(meeting, tasks - known)
    left = [item for item in _unfinished(meeting, lineage) if item.pk not in known]
    _put_first(meeting, [_from_item(meeting, item) for item in left])
    CarriedOver.objects.bulk_create(CarriedOver(meeting=meeting, source_id=item.pk) for item in left)
    count = came + len(left)
    if count or gone:
        record("meetings.carried_over", by=by, subject=meeting, data={"count": count}, topics=workshop(meeting))
    return count


def _let_go(meeting: Meeting, open_ids: set[UUID]) -> bool:
    """Take closed tasks off the list; the item goes too when nothing is left on it and nobody worked on it."""
    listed = CarriedOver.objects.filter(meeting=meeting, item__isnull=False)
    closed = listed.exclude(source_id__in=open_ids)
    items = set(closed.values_list("item_id", flat=True))
    gone = closed.update(item=None)
    for item in meeting.items.filter(pk__in=items, title=_title(), note="", gathered=None):
        if not item.paper_requests.exists() and not item.remarks.exists():
            item.delete()
    return bool(gone)


def _gather(meeting: Meeting, task_ids: set[UUID]) -> int:
    """Put these tasks on the list of the meeting's item for what was left; make the item when there is none."""
    if not task_ids:
        return 0
    item = meeting.items.filter(is_carry_over=True, carried_item=None).first()
    if item is None:
        item = AgendaItem(meeting=meeting, title=_title(), preparing_unit=meeting.unit, is_carry_over=True, minutes=0)
        _put_first(meeting, [item])
    CarriedOver.objects.bulk_create(CarriedOver(meeting=meeting, source_id=pk, item=item) for pk in task_ids)
    if item.title == _title():
        item.minutes = min(MINUTES * item.gathered.count(), MOST_MINUTES)
        item.save(update_fields=["minutes"])
    return len(task_ids)


def _title() -> str:
    return now_("Việc thực hiện nhiệm vụ được giao tại các kỳ trước")


def _unfinished(meeting: Meeting, lineage: list[UUID]) -> list[AgendaItem]:
    last = (
        Meeting.objects.filter(series__in=lineage, state__in=HELD, starts_at__lt=meeting.starts_at, is_drill=False)
        .order_by("-starts_at")
        .first()
    )
    if last is None:
        return []
    left = last.items.exclude(state=AgendaItem.State.DONE).filter(gathered=None, obstacle_id=None, is_consent=False)
    return list(left.order_by("place"))


def _from_item(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    return AgendaItem(
        meeting=meeting,
        title=item.title,
        note=item.note,
        preparing_unit_id=item.preparing_unit_id,
        presenter_id=item.presenter_id,
        minutes=item.minutes,
        wanted=item.wanted,
        is_secret=item.is_secret,
        is_carry_over=True,
        carried_item_id=item.pk,
    )


def _put_first(meeting: Meeting, fresh: list[AgendaItem]) -> None:
    """Carried things stand at the top, the tasks before the items; the rest keeps its order below."""
    if not fresh:
        return
    present = list(meeting.items.all())
    carried = [item for item in present if item.is_carry_over] + fresh
    carried.sort(key=lambda item: item.carried_item_id is not None)
    own = [item for item in present if not item.is_carry_over]
    for place, item in enumerate([*carried, *own], 1):
        item.place = place
    AgendaItem.objects.bulk_create(fresh)
    AgendaItem.objects.bulk_update(present, ["place"])


def carry_over_job(job: Job) -> None:
    """Let the next draft of a series know when one of its tasks is given, moved or closed."""
    task = Task.objects.filter(pk=job.entry.subject_id).first() if job.entry else None
    if task and task.series_id:
        _into_next(task.series_id)


def _into_next(series_id: UUID) -> None:
    heirs = [row.pk for row in Series.objects.all() if series_id in queries.lineage_of(row)]
    draft = (
        Meeting.objects.filter(series__in=heirs, state=Meeting.State.DRAFT, starts_at__gt=clock.now())
        .order_by("starts_at")
        .first()
    )
    if draft:
        carry_over(meeting_id=draft.pk)


def carry_over_all() -> None:
    """Bring the next draft of every series up to date. A scheduled job, for what a reaction missed."""
    for series_id in Series.objects.filter(ended_at=None).values_list("pk", flat=True):
        _into_next(series_id)
