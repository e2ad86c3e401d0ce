"""This app's part of the HTTP API: tasks, their verbs, the four figures."""

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Router, Status

from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.paging import page as page_of
from giaoban.people.middleware import HouseRequest
from giaoban.tasks import actions, giving, permissions, queries, schemas
from giaoban.tasks.models import Extension, Task
from giaoban.tasks.schemas import FiguresOut, TaskNoteOut, TasksOut, TaskWhole, WarningOut, task_out, warning_out

router = Router(tags=["tasks"])

MOST = 200  # tasks in one answer


@router.get("/tasks", response=TasksOut)
def tasks(
    request: HouseRequest,
    of: Literal["mine", "unit", "given", "all"] = "mine",
    state: str = "",
    due: str = "",
    urgency: str = "",
    unit: str = "",
    meeting: str = "",
    figure: str = "",
    q: str = "",
    sort: str = "deadline",
    page: int = 1,
    size: int = 50,
) -> TasksOut:
    """List the tasks that the caller may see, filtered like the page."""
    by = request.actor
    wanted = queries.Wanted(
        tab=of, state=state, due=due, urgency=urgency, unit=unit, meeting=meeting, figure=figure, text=q, sort=sort
    )
    found = queries.for_list(queries.narrowed(queries.visible_tasks(by), by, wanted))
    shown = page_of(found, page, min(max(size, 1), MOST))
    rows = [task_out(task) for task in shown.rows]
    return TasksOut(items=rows, total=shown.total, page=shown.number, pages=shown.pages)


@router.get("/tasks/figures", response=list[FiguresOut])
def figures(
    request: HouseRequest, by: Literal["", "unit", "person", "meeting", "leader"] = "", period: str = "year"
) -> list[FiguresOut]:
    """Count the four official figures, of everything together or by group."""
    found = queries.given_in(queries.visible_tasks(request.actor), period).filter(parent=None)
    rows = queries.figures_by(found, by) if by else [queries.figures_of(found)]
    return [FiguresOut.model_validate(row, from_attributes=True) for row in rows]


@router.get("/tasks/warnings", response=list[WarningOut])
def warnings(
    request: HouseRequest, unit: UUID | None = None, assignee: UUID | None = None, deadline: date | None = None
) -> list[WarningOut]:
    """Say what the giver should know before giving: who is away, has too much, which day is off."""
    return _warnings(request, unit, assignee, deadline)


def _warnings(
    request: HouseRequest, unit: UUID | None, assignee: UUID | None, deadline: date | None
) -> list[WarningOut]:
    found = giving.warned(request.actor, unit_id=unit, assignee_id=assignee, deadline_on=deadline)
    return [warning_out(one) for one in found]


@router.post("/tasks", response={201: TaskWhole})
def assign(request: HouseRequest, given: schemas.AssignIn) -> Status[TaskWhole]:
    """Give a task. What the giver should know of person and day is said in ``warnings``; it is given all the same."""
    warned = _warnings(request, given.unit, given.assignee, given.deadline)
    task = actions.assign(
        title=given.title,
        lead_unit_id=given.unit,
        content=given.content,
        assignee_id=given.assignee,
        coordinators=given.coordinators,
        coordinating_people=given.people,
        deadline_on=given.deadline,
        product=given.product,
        authority=given.authority,
        responsibility=given.responsibility,
        urgency=given.urgency,
        effort_days=given.effort_days,
        by=request.actor,
    )
    whole = _whole(request, task.pk)
    whole.warnings = warned
    return Status(201, whole)


@router.get("/tasks/{task_id}", response=TaskWhole)
def task(request: HouseRequest, task_id: UUID) -> TaskWhole:
    """Describe one task with its story."""
    return _whole(request, task_id)


def _whole(request: HouseRequest, task_id: UUID) -> TaskWhole:
    found: Task = queries.page_task(request.actor, task_id)
    notes = [
        TaskNoteOut(kind=note.kind, text=note.text, by=str(note.by or ""), at=note.at, progress=note.progress)
        for note in found.notes.all()
    ]
    can = {verb: verdict.reason for verb, verdict in permissions.abilities(request.actor, found).items()}
    return TaskWhole(
        **task_out(found).model_dump(),
        content=found.content,
        product=found.product,
        responsibility=found.responsibility,
        authority=found.authority,
        notes=notes,
        can=can,
    )


@router.post("/tasks/{task_id}/accept", response=TaskWhole)
def accept(request: HouseRequest, task_id: UUID) -> TaskWhole:
    """Take it."""
    actions.accept(task_id=task_id, by=request.actor)
    return _whole(request, task_id)


@router.post("/tasks/{task_id}/progress", response=TaskWhole)
def progress(request: HouseRequest, task_id: UUID, given: schemas.ProgressIn) -> TaskWhole:
    """Say how far it is."""
    actions.report_progress(task_id=task_id, progress=given.progress, text=given.text, by=request.actor)
    return _whole(request, task_id)


@router.post("/tasks/{task_id}/hand-in", response=TaskWhole)
def hand_in(request: HouseRequest, task_id: UUID, given: schemas.HandInIn) -> TaskWhole:
    """Report it as done."""
    actions.hand_in(task_id=task_id, text=given.text, by=request.actor)
    return _whole(request, task_id)


@router.post("/tasks/{task_id}/return", response=TaskWhole)
def return_work(request: HouseRequest, task_id: UUID, given: schemas.ReturnIn) -> TaskWhole:
    """Send it back."""
    actions.return_work(task_id=task_id, reason=given.reason, by=request.actor)
    return _whole(request, task_id)


@router.post("/tasks/{task_id}/confirm", response=TaskWhole)
def confirm(request: HouseRequest, task_id: UUID, given: schemas.ConfirmIn) -> TaskWhole:
    """Confirm it."""
    actions.confirm(task_id=task_id, text=given.text, rating=given.rating, by=request.actor)
    return _whole(request, task_id)


@router.post("/tasks/{task_id}/extend", response=TaskWhole)
def extend(request: HouseRequest, task_id: UUID, given: schemas.ExtendIn) -> TaskWhole:
    """Ask for more time, or decide the wish that waits."""
    if not given.decision:
        if given.until is None:
            raise Invalid("tasks.bad_date", fields={"until": "tasks.bad_date"})
        actions.ask_extension(task_id=task_id, wanted_on=given.until, reason=given.reason, by=request.actor)
        return _whole(request, task_id)
    wish = _waiting(request, task_id)
    if given.decision == "grant":
        actions.grant_extension(extension_id=wish.pk, until=given.until, answer=given.reason, by=request.actor)
    else:
        actions.refuse_extension(extension_id=wish.pk, answer=given.reason, by=request.actor)
    return _whole(request, task_id)


def _waiting(request: HouseRequest, task_id: UUID) -> Extension:
    found: Task = queries.page_task(request.actor, task_id)
    wish = next((one for one in found.extensions.all() if one.state == Extension.State.ASKED), None)
    if wish is None:
        raise Conflict("tasks.extension_decided")
    return wish
