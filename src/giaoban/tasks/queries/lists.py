"""Lists of tasks: tabs, filters, order; and one task with all that its page shows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.folding import fold
from giaoban.people import queries as people
from giaoban.tasks.models import ChecklistItem, Coordinator, Extension, Task
from giaoban.tasks.queries.figures import AGES, CELLS, LATE, PERIODS, given_in, of_age, of_figure, with_lateness
from giaoban.tasks.queries.visible import visible_tasks

State = Task.State
CLOSED: Final = (State.CONFIRMED, State.CANCELLED, State.SUSPENDED)
SORTS: Final[dict[str, tuple[str, ...]]] = {
    "deadline": ("-open_first", "deadline_on", "-urgency_rank", "assigned_at"),
    "urgency": ("-open_first", "-urgency_rank", "deadline_on"),
    "newest": ("-assigned_at",),
    "title": ("folded",),
    "unit": ("lead_unit__short_name", "deadline_on"),
}
SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked of a list. Empty text: not asked."""

    tab: str = "mine"
    state: str = ""
    urgency: str = ""
    unit: str = ""
    person: str = ""
    giver: str = ""
    meeting: str = ""
    due: str = ""  # overdue | soon | none
    figure: str = ""
    age: str = ""
    period: str = ""  # given in: a name of figures.PERIODS
    parts: str = ""  # 0: without parts of split tasks
    text: str = ""
    sort: str = "deadline"


def _tab(by: Actor, tab: str) -> Q:
    me = people.people_of(by)
    if tab == "unit":
        return Q(lead_unit_id__in=by.heads | by.units)
    if tab == "given":
        return Q(assigner_id__in=me)
    if tab == "all":
        return Q()
    helping = Coordinator.objects.filter(user_id__in=me, task=OuterRef("pk"))
    return Q(assignee_id__in=me) | Q(Exists(helping))


def _due(tasks: QuerySet[Task], due: str) -> QuerySet[Task]:
    tasks = with_lateness(tasks.exclude(state__in=CLOSED))
    if due == "overdue":
        return tasks.filter(LATE)
    if due == "soon":
        return tasks.filter(~LATE, deadline_on__lte=clock.today() + SOON)
    return tasks.filter(deadline_on=None)


def narrowed(tasks: QuerySet[Task], by: Actor, wanted: Wanted) -> QuerySet[Task]:
    """Cut visible tasks to what was asked for, and put them in order."""
    tasks = _by_columns(tasks.filter(_tab(by, wanted.tab)), wanted)
    if wanted.due in {"overdue", "soon", "none"}:
        tasks = _due(tasks, wanted.due)
    if wanted.figure in CELLS:
        tasks = of_figure(tasks, wanted.figure)
    if wanted.age in AGES:
        tasks = of_age(tasks, wanted.age)
    if wanted.parts == "0":
        tasks = tasks.filter(parent=None)
    if wanted.period in PERIODS:
        tasks = given_in(tasks, wanted.period)
    for word in fold(wanted.text).split():
        tasks = tasks.filter(folded__contains=word)
    return in_order(tasks, wanted.sort)


def _by_columns(tasks: QuerySet[Task], wanted: Wanted) -> QuerySet[Task]:
    if wanted.state == "open":
        tasks = tasks.exclude(state__in=CLOSED)
    elif wanted.state in State.values:
        tasks = tasks.filter(state=wanted.state)
    if wanted.urgency in Task.Urgency.values:
        tasks = tasks.filter(urgency=wanted.urgency)
    named = (
        ("lead_unit", wanted.unit),
        ("assignee", wanted.person),
        ("assigner", wanted.giver),
        ("context_id", wanted.meeting),
    )
    for column, text in named:
        if text:
            tasks = tasks.filter(Q((column, people.uuid_of(text))))
    return tasks


def in_order(tasks: QuerySet[Task], sort: str = "deadline") -> QuerySet[Task]:
    """Put tasks in order; open ones before closed ones where the order is by deadline or urgency."""
    rank = Case(
        When(urgency=Task.Urgency.FLASH, then=Value(2)),
        When(urgency=Task.Urgency.URGENT, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    is_open = Case(When(state__in=CLOSED, then=Value(0)), default=Value(1), output_field=IntegerField())
    named, turned = sort.removeprefix("-"), sort.startswith("-")
    ordered = [_order(name, turned=turned and name != "-open_first") for name in SORTS.get(named, SORTS["deadline"])]
    return tasks.annotate(urgency_rank=rank, open_first=is_open).order_by(*ordered, "pk")


def _order(name: str, *, turned: bool) -> OrderBy:
    down = name.startswith("-") != turned
    column = F(name.removeprefix("-"))
    return column.desc(nulls_last=True) if down else column.asc(nulls_last=True)


def for_page(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Fetch with each task the people and the unit of its row; ``signed`` adds the rest to the rows of one page."""
    return tasks.select_related("assignee", "assigner", "lead_unit").defer("content", "folded")


def signed(rows: list[Task]) -> list[Task]:
    """Add to the rows of one page what stands beside a title: two queries, and none over the tasks of other pages."""
    ids = [task.pk for task in rows]
    counted = ChecklistItem.objects.filter(task__in=ids).order_by().values_list("task")
    steps = {task: (every, done) for task, every, done in counted.annotate(Count("pk"), Count("done_at"))}
    asked = Extension.objects.filter(task__in=ids, state=Extension.State.ASKED)
    asking = set(asked.values_list("task", flat=True))
    for task in rows:
        every, done = steps.get(task.pk, (0, 0))
        vars(task).update(steps=every, steps_done=done, asks_time=task.pk in asking)
    return rows


def for_list(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Fetch with each task what its row shows, for a list that is not cut into pages."""
    return (
        tasks.select_related("assignee", "assigner", "lead_unit")
        .annotate(
            steps=Count("checklist", distinct=True),
            steps_done=Count("checklist", filter=Q(checklist__done_at__isnull=False), distinct=True),
            asks_time=Exists(Extension.objects.filter(task=OuterRef("pk"), state=Extension.State.ASKED)),
        )
        .defer("content", "folded")
    )


def page_task(by: Actor, task_id: UUID) -> Task:
    """Return one visible task with all that its page shows."""
    found = (
        visible_tasks(by)
        .filter(pk=task_id)
        .select_related("assignee", "assigner", "lead_unit", "parent", "confirmed_by")
        .prefetch_related("coordinators__unit", "coordinators__user", "notes__by", "checklist")
        .prefetch_related("extensions__asked_by", "extensions__decided_by", "parts__lead_unit", "parts__assignee")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def waiting_extensions(by: Actor) -> QuerySet[Extension]:
    """Return the wishes for more time that this person, or the one stood in for, must decide."""
    return (
        Extension.objects.filter(state=Extension.State.ASKED, task__assigner_id__in=people.people_of(by))
        .exclude(task__state__in=CLOSED)
        .select_related("task", "asked_by", "task__lead_unit")
        .order_by("asked_at")
    )


def of_meeting(meeting_id: UUID) -> QuerySet[Task]:
    """Return the tasks that came out of one meeting. Who may see the meeting's record may see this list."""
    return in_order(Task.objects.filter(context_id=meeting_id, parent=None)).select_related("assignee", "lead_unit")


def open_of_series(series_id: UUID) -> QuerySet[Task]:
    """Return the open tasks carried into a series until they are closed (PRE-14)."""
    found = Task.objects.filter(series_id=series_id, parent=None).exclude(state__in=CLOSED)
    return in_order(found).select_related("assignee", "lead_unit")


def open_tasks_of(by: Actor) -> QuerySet[Task]:
    """Return the open tasks that the person works on, the most urgent first; what waits for others is left out."""
    mine = Task.objects.filter(assignee=by.user_id).exclude(state__in=[*CLOSED, State.REPORTED])
    return in_order(mine)


def waiting_to_confirm(by: Actor) -> QuerySet[Task]:
    """Return the tasks that were handed in to this person, or to the one stood in for."""
    found = Task.objects.filter(state=State.REPORTED, assigner_id__in=people.people_of(by))
    return found.select_related("assignee", "lead_unit").order_by("reported_at")


def most_urgent(tasks: QuerySet[Task], most: int) -> list[Task]:
    """Return the first rows of a list in order, with all that a row shows.

    Ids are put in order first: joined with people and units, thousands of wide rows would be sorted to show a few.
    """
    ids = list(tasks.values_list("pk", flat=True)[:most])
    rows = {task.pk: task for task in for_page(Task.objects.filter(pk__in=ids))}
    return signed([rows[one] for one in ids if one in rows])


def count_open(by: Actor) -> tuple[int, int]:
    """Return how many open tasks the person works on, and how many of them are overdue."""
    found = with_lateness(open_tasks_of(by)).aggregate(every=Count("pk"), overdue=Count("pk", filter=LATE))
    return found["every"], found["overdue"]
