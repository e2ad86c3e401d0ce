"""What is due by the clock, computed from the state whenever it is asked (invariant 11).

Waiting for the Office: after one working day. An answer: one working day before its day and on it, then on
the next working day and every third; three working days late also the leader in charge. An answer or
conclusion that the branch has not spoken on: after five working days.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.notice import Due
from giaoban.obstacles import queries
from giaoban.obstacles.models import Obstacle
from giaoban.obstacles.models.obstacle import WAITING
from giaoban.people import queries as people
from giaoban.people.models import Role

State = Obstacle.State
BEFORE: Final = (0, 1)  # working days before the day, nearest first
EVERY: Final = 3
LEADER_AFTER: Final = 3
TRIAGE_AFTER: Final = 1
CONFIRM_AFTER: Final = 5


def _due(obstacle: Obstacle, user_id: UUID, on: date, title: str, because: str, *, mail: bool = True) -> Due:
    return Due(
        user_id=user_id,
        subject_kind="obstacles.obstacle",
        subject_id=obstacle.pk,
        title=title,
        url=reverse("obstacles:obstacle", args=[obstacle.pk]),
        because=because,
        channels=("inbox", "email") if mail else ("inbox",),
        on=on,
    )


def _rows(**those: object) -> Iterator[Obstacle]:
    found = Obstacle.objects.filter(**those).select_related("branch", "division", "field").defer("folded")
    yield from found.order_by("due_on", "pk").iterator(chunk_size=500)


def to_triage(now: datetime) -> Iterable[Due]:
    """Remind the Office of what it has not passed on after one working day."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for obstacle in _rows(state=State.RAISED):
        on = calendar.after(obstacle.raised_on, TRIAGE_AFTER)
        if on <= today:
            title = _("Chưa phân loại vướng mắc của %(branch)s: %(title)s")
            facts = {"branch": obstacle.branch.short_name, "title": obstacle.title}
            for person in sorted(queries.holders(Role.OFFICE_SECRETARY, obstacle.branch_id), key=str):
                yield _due(obstacle, person, on, title % facts, _("Nhắc sau 1 ngày làm việc chưa phân loại."))


def before_the_day(now: datetime) -> Iterable[Due]:
    """Remind who has to answer one working day before the day, and on it."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for obstacle in _rows(state__in=WAITING, due_on__gte=today):
        if obstacle.due_on is None:
            continue
        steps = [(step, calendar.before(obstacle.due_on, step)) for step in BEFORE]
        reached = next(((step, on) for step, on in steps if on <= today), None)
        if reached:
            step, on = reached
            title = _("Đến hạn trả lời %(day)s: %(title)s")
            facts = {"day": f"{obstacle.due_on:%d/%m/%Y}", "title": obstacle.title}
            for person in sorted(queries.answering_people(obstacle), key=str):
                because = _("Nhắc trước hạn trả lời và trong ngày đến hạn.")
                yield _due(obstacle, person, on, title % facts, because, mail=step > 0)


def _late(now: datetime, least: int) -> Iterator[tuple[Obstacle, int, date]]:
    """Yield what is so many working days late, with the days and the day of the step reached."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for obstacle in _rows(state__in=WAITING, due_on__lt=today):
        late = calendar.between(obstacle.due_on, today) if obstacle.due_on else 0
        if late >= least and obstacle.due_on:
            step = least if least > 1 else 1 + (late - 1) // EVERY * EVERY
            yield obstacle, late, calendar.after(obstacle.due_on, step)


def after_the_day(now: datetime) -> Iterable[Due]:
    """Remind who has to answer of what is late: on the next working day and then every third."""
    for obstacle, late, on in _late(now, 1):
        title = _("Quá hạn trả lời %(days)s ngày làm việc: %(title)s") % {"days": late, "title": obstacle.title}
        for person in sorted(queries.answering_people(obstacle), key=str):
            because = _("Nhắc lại sau mỗi %(days)s ngày làm việc khi quá hạn.") % {"days": EVERY}
            yield _due(obstacle, person, on, title, because)


def to_the_leader(now: datetime) -> Iterable[Due]:
    """Tell the leader in charge of the branch of an answer that is three working days late, once for each day."""
    for obstacle, late, on in _late(now, LEADER_AFTER):
        leader = people.leader_in_charge(obstacle.branch_id)
        if leader and obstacle.level != Obstacle.Level.LEADER:
            who = obstacle.division.short_name if obstacle.division else str(obstacle.get_level_display())
            facts = {"unit": who, "days": late, "branch": obstacle.branch.short_name, "title": obstacle.title}
            title = _("%(unit)s quá hạn trả lời %(branch)s %(days)s ngày làm việc: %(title)s") % facts
            because = _("Báo lãnh đạo phụ trách khi quá hạn từ %(days)s ngày làm việc.") % {"days": LEADER_AFTER}
            yield _due(obstacle, leader.pk, on, title, because)


def to_confirm(now: datetime) -> Iterable[Due]:
    """Remind the branch of an answer or a conclusion that it has not spoken on for five working days."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for obstacle in _rows(state__in=[State.ANSWERED, State.CONCLUDED]):
        said = obstacle.lines.filter(kind__in=["answer", "conclude"]).order_by("-at").first()
        if said is None:
            continue
        on = calendar.after(clock.local(said.at).date(), CONFIRM_AFTER)
        if on <= today:
            for person in sorted(queries.branch_people(obstacle), key=str):
                title = _("Chưa xác nhận kết quả trả lời: %(title)s") % {"title": obstacle.title}
                because = _("Nhắc khi %(days)s ngày làm việc chưa xác nhận.") % {"days": CONFIRM_AFTER}
                yield _due(obstacle, person, on, title, because, mail=False)
