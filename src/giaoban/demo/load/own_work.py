"""Tasks of this month within the units, wishes for later deadlines, the last reminders: through the real actions."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from giaoban.demo.content.holidays import working_day_before, works_on
from giaoban.demo.content.own_work import OWN_WORK, OwnWork
from giaoban.demo.load.known import Known
from giaoban.demo.load.timeline import Timeline, moment
from giaoban.notify import actions as notify
from giaoban.tasks import actions
from giaoban.tasks.models import Task

FULL = 100
WISHES = 2
MORNINGS = 3  # of reminders
WISH = "Cần thêm thời gian lấy ý kiến của đơn vị phối hợp; phần việc của đơn vị chủ trì đã xong."


def plan_own_work(known: Known, timeline: Timeline) -> None:
    """Plan how each task was given, taken, reported on and handed in."""
    for nth, row in enumerate(OWN_WORK):
        _plan(row, nth, known, timeline)
    timeline.act(timeline.now - timedelta(minutes=75), lambda: _wish(known, timeline))
    day = timezone.localtime(timeline.now).date() + timedelta(days=1)
    for _nth in range(MORNINGS):
        day = working_day_before(day)
        timeline.act(moment(day, 7, 30), notify.remind)


def _plan(row: OwnWork, nth: int, known: Known, timeline: Timeline) -> None:
    today = timezone.localtime(timeline.now).date()
    due = today + timedelta(days=row.due)
    due = due if works_on(due) else working_day_before(due)
    given = working_day_before(today + timedelta(days=row.given + 1))
    begun = moment(given, 9, 5 + 4 * nth)
    later = min(begun + (timeline.now - begun) / 2, timeline.now - timedelta(minutes=95))
    found: dict[str, Task] = {}

    def give() -> None:
        found["task"] = actions.assign(
            title=row.title,
            lead_unit_id=known.unit_id(row.unit),
            assignee_id=known.user_id(row.doer),
            deadline_on=due,
            product=row.product,
            urgency=row.urgency,
            by=known.by(row.giver),
        )

    def told(verb: Callable[..., object], **facts: object) -> Callable[[], object]:
        return lambda: verb(task_id=found["task"].pk, by=known.by(row.doer), **facts)

    timeline.act(begun, give)
    if row.progress is None:
        return
    timeline.act(begun + timedelta(minutes=50), told(actions.accept))
    if row.progress < FULL:
        timeline.act(later, told(actions.report_progress, progress=row.progress, text=row.note))
    else:
        timeline.act(later, told(actions.hand_in, text=row.note))


def _wish(known: Known, timeline: Timeline) -> None:
    """Two doers ask the director for a later deadline, and wait for the answer."""
    today = timezone.localtime(timeline.now).date()
    names = {user.pk: name for name, user in known.users.items()}
    waiting = Task.objects.filter(
        state=Task.State.IN_PROGRESS, assigner=known.users["cuctruong"], deadline_on__gte=today, extensions=None
    )
    for task in waiting.order_by("deadline_on", "pk")[:WISHES]:
        if task.assignee_id and task.deadline_on:
            wanted = task.deadline_on + timedelta(days=7)
            by = known.by(names[task.assignee_id])
            actions.ask_extension(task_id=task.pk, wanted_on=wanted, reason=WISH, by=by)
