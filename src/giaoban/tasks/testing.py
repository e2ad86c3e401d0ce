"""Tasks for tests: made through the verbs, so that no test builds an impossible one."""

from datetime import date, timedelta

from giaoban.kernel import clock
from giaoban.people.models import Unit, User
from giaoban.people.testing import a_person, a_unit, an, by, chi
from giaoban.tasks import actions
from giaoban.tasks.models import Task


def phuc() -> User:
    """Phúc works at the branch that Chi heads."""
    return a_person("phuc", "Đỗ Hồng Phúc", unit=noi_bai())


def noi_bai() -> Unit:
    """The branch that Chi heads."""
    chi()
    return a_unit("NOIBAI")


def a_task(
    title: str = "Báo cáo ùn tắc tại cửa khẩu sân bay",
    *,
    giver: User | None = None,
    doer: User | None = None,
    unit: Unit | None = None,
    days: int | None = 5,
    state: str = "new",
    **more: object,
) -> Task:
    """A task from An to Chi's branch, due in so many days, led through the verbs up to the state."""
    giver = giver or an()
    deadline: date | None = None if days is None else clock.today() + timedelta(days=days)
    task = actions.assign(
        title=title,
        lead_unit_id=(unit or noi_bai()).pk,
        assignee_id=(doer or chi()).pk,
        deadline_on=deadline,
        by=by(giver),
        **more,  # type: ignore[arg-type]
    )
    return led_to(task, state, doer=doer or chi(), giver=giver)


def led_to(task: Task, state: str, *, doer: User, giver: User) -> Task:
    """Lead a new task to that state as its people would."""
    working, giving = by(doer), by(giver)
    if state in {"received", "in_progress"}:
        task = actions.accept(task_id=task.pk, by=working)
    if state == "in_progress":
        task = actions.report_progress(task_id=task.pk, progress=40, text="Đang làm", by=working)
    if state in {"reported", "returned", "confirmed"}:
        task = actions.hand_in(task_id=task.pk, text="Đã xong", by=working)
    if state == "returned":
        task = actions.return_work(task_id=task.pk, reason="Thiếu số liệu", by=giving)
    if state == "confirmed":
        task = actions.confirm(task_id=task.pk, by=giving)
    if state == "suspended":
        task = actions.suspend(task_id=task.pk, reason="Chờ văn bản mới", by=giving)
    if state == "cancelled":
        task = actions.cancel(task_id=task.pk, reason="Không còn cần", by=giving)
    return task
