"""What was not finished comes back by itself (PRE-14): open tasks of the series, unfinished items of the last time."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F
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
MINUTES = 3  # planned for one thing that comes back
OPEN = (Task.State.NEW, Task.State.RECEIVED, Task.State.IN_PROGRESS, Task.State.REPORTED, Task.State.RETURNED)
HELD = (Meeting.State.CLOSED, Meeting.State.CONCLUDED)


@transaction.atomic
def carry_over(*, meeting_id: UUID, by: Actor = SYSTEM) -> int:
    """Open tasks of the series and unfinished items of its last meeting enter this draft, the latest first.

    When: a draft of a series; no permission, since nobody may keep an open task out. Once each: what
    somebody took off by hand stays off; what was closed meanwhile leaves.
    """
    meeting = lock_one(Meeting.objects.filter(pk=meeting_id).select_related("series"))
    if meeting is None:
        raise NotFound
    if meeting.state != Meeting.State.DRAFT or meeting.series is None:
        return 0
    lineage = queries.lineage_of(meeting.series)
    tasks = list(
        Task.objects.filter(series_id__in=lineage, state__in=OPEN, parent=None)
        .select_related("lead_unit")
        .order_by(F("deadline_on").asc(nulls_last=True), "assigned_at")
    )
    gone = _drop_closed(meeting, {task.pk for task in tasks})
    items = _unfinished(meeting, lineage)
    known = set(CarriedOver.objects.filter(meeting=meeting).values_list("source_id", flat=True))
    fresh = [_from_task(meeting, task) for task in tasks if task.pk not in known]
    fresh += [_from_item(meeting, item) for item in items if item.pk not in known]
    _put_first(meeting, fresh, {task.pk: task.deadline_on for task in tasks})
    CarriedOver.objects.bulk_create(
        CarriedOver(meeting=meeting, source_id=source)
        for item in fresh
        if (source := item.carried_task_id or item.carried_item_id)
    )
    if fresh or gone:
        record("meetings.carried_over", by=by, subject=meeting, data={"count": len(fresh)}, topics=workshop(meeting))
    return len(fresh)


def _drop_closed(meeting: Meeting, open_ids: set[UUID]) -> bool:
    closed = meeting.items.filter(carried_task_id__isnull=False).exclude(carried_task_id__in=open_ids)
    untouched = [item.pk for item in closed if not item.paper_requests.exists() and not item.remarks.exists()]
    return bool(AgendaItem.objects.filter(pk__in=untouched).delete()[0])


def _unfinished(meeting: Meeting, lineage: list[UUID]) -> list[AgendaItem]:
    last = (
        Meeting.objects.filter(series__in=lineage, state__in=HELD, starts_at__lt=meeting.starts_at, is_drill=False)
        .order_by("-starts_at")
        .first()
    )
    if last is None:
        return []
    left = last.items.exclude(state=AgendaItem.State.DONE).filter(
        carried_task_id=None, obstacle_id=None, is_consent=False
    )
    return list(left.order_by("place"))


def _from_task(meeting: Meeting, task: Task) -> AgendaItem:
    late = max((clock.today() - task.deadline_on).days, 0) if task.deadline_on else 0
    note = now_("Đơn vị chủ trì: %(unit)s.") % {"unit": task.lead_unit.name}
    if task.deadline_on:
        note += " " + now_("Hạn %(day)s.") % {"day": f"{task.deadline_on:%d/%m/%Y}"}
    if late:
        note += " " + now_("Quá hạn %(n)d ngày.") % {"n": late}
    return AgendaItem(
        meeting=meeting,
        title=task.title[:300],
        note=note,
        preparing_unit_id=task.lead_unit_id,
        presenter_id=task.assignee_id,
        minutes=MINUTES,
        is_carry_over=True,
        carried_task_id=task.pk,
    )


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


def _put_first(meeting: Meeting, fresh: list[AgendaItem], deadlines: dict[UUID, date | None]) -> None:
    """Carried things stand at the top, tasks by deadline, then items; the rest keeps its order below."""
    present = list(meeting.items.all())
    carried = [item for item in present if item.is_carry_over] + fresh
    carried.sort(key=lambda item: _delay(item, deadlines))
    own = [item for item in present if not item.is_carry_over]
    for place, item in enumerate([*carried, *own], 1):
        item.place = place
    AgendaItem.objects.bulk_create(fresh)
    AgendaItem.objects.bulk_update(present, ["place"])


def _delay(item: AgendaItem, deadlines: dict[UUID, date | None]) -> tuple[int, date]:
    deadline = deadlines.get(item.carried_task_id) if item.carried_task_id else None
    rank = 0 if deadline else 1 if item.carried_task_id else 2
    return rank, deadline or date.max


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
