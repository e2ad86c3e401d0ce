"""What the rules of reminding owe this morning, in words and with the people it goes to (invariant 11).

The rules themselves are in ``policy``; what they ask about the tasks is in ``queries.standings``. Nothing is stored
ahead: a moved deadline, progress, leave or a new policy are what the next question finds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.notice import Due
from giaoban.kernel.workdays import WorkCalendar
from giaoban.people import queries as people
from giaoban.tasks import links, queries
from giaoban.tasks.models import Task
from giaoban.tasks.policy import Owed, Policy, Reason, Standing, To, owed
from giaoban.tasks.queries import Chain

FIRST: Final = {To.DOER: 0, To.GIVER: 1, To.HEAD: 2, To.LEADER: 3}


def digest_at() -> time:
    """Return the time of the morning at which the agency's reminders go out."""
    return time(*divmod(queries.policy_in_force().digest_minute, 60))


def due(now: datetime) -> Iterable[Due]:
    """Say what is due: one line a person and task, whatever the reasons; the oldest deadline first."""
    today, policy = clock.local(now).date(), queries.policy_in_force()
    for task, standing, one, person in owed_today(today, policy):
        yield Due(
            user_id=person,
            subject_kind="tasks.task",
            subject_id=task.pk,
            title=title_of(task, one),
            url=reverse("tasks:task", args=[task.pk]),
            because=because_of(task, standing, one, policy),
            channels=("inbox", "email"),
            on=one.since,
            name=one.reason,
            step=one.step,
            along=one.may_wait,
            answers=links.answers(task, person, one, policy, now),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One reminder as its page shows it."""

    title: str
    because: str
    is_doer: bool


def lines_for(by: Actor, policy: Policy) -> Iterator[tuple[Task, Line]]:
    """Say of what the person is reminded today, told already or not; on a day off what the last working day said."""
    today, me = clock.today(), people.people_of(by)
    calendar = people.work_calendar()
    day = today if calendar.works_on(today) else calendar.before(today, 1)
    mine = Q(assignee_id__in=me) | Q(assigner_id__in=me) | Q(lead_unit_id__in=by.heads | by.in_charge)
    for task, standing, one, person in owed_today(day, policy, mine):
        if by.is_person(person):
            yield task, Line(title_of(task, one), because_of(task, standing, one, policy), one.to == To.DOER)


def owed_today(
    today: date, policy: Policy, only: Q = queries.EVERYTHING
) -> Iterator[tuple[Task, Standing, Owed, UUID]]:
    """Say which reminders are owed today to whom; nobody is told of one task in two roles."""
    calendar, chain = people.work_calendar(), queries.chain_of(today)
    for task, standing in queries.standings(chain, today, only):
        for one, person in recipients(task, standing, policy, calendar, chain, today):
            yield task, standing, one, person


def recipients(
    task: Task, standing: Standing, policy: Policy, calendar: WorkCalendar, chain: Chain, today: date
) -> Iterator[tuple[Owed, UUID]]:
    """Say what the task owes that day and who is told; nobody is told of one task in two roles."""
    told: set[UUID] = set()
    for one in sorted(owed(standing, policy, calendar, today), key=lambda found: FIRST[found.to]):
        for person in _people(task, one, chain, today):
            if person not in told:
                told.add(person)
                yield one, person


def _people(task: Task, one: Owed, chain: Chain, today: date) -> list[UUID]:
    """Return who is told: whoever works on it, the head, the leader in charge and the giver."""
    doers = chain.doers_of(task, today)
    if one.to == To.DOER:
        return doers
    if one.to == To.GIVER:
        return [task.assigner_id]
    head = chain.heads.get(task.lead_unit_id)
    above = {chain.leaders.get(task.lead_unit_id), task.assigner_id} - {None, head, *doers}
    if one.to == To.HEAD and head and head not in doers:
        return [head]
    if one.to == To.LEADER or one.reason == Reason.AWAY:
        return sorted((person for person in above if person), key=str)
    return []


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def title_of(task: Task, one: Owed) -> str:
    """Say in one line what the matter is."""
    facts = {"task": task.title, "days": one.days, "unit": task.lead_unit.short_name}
    words = {
        Reason.UNOPENED: _("Chưa nhận việc sau %(days)s ngày làm việc: %(task)s"),
        Reason.START: _("Còn %(days)s ngày làm việc đến hạn: %(task)s"),
        Reason.DUE: _("Hôm nay đến hạn: %(task)s"),
        Reason.OVERDUE: _("Quá hạn %(days)s ngày làm việc: %(task)s"),
        Reason.AWAY: _("Người thực hiện vắng mặt đến qua hạn: %(task)s"),
        Reason.HEAD: _("%(unit)s quá hạn %(days)s ngày làm việc: %(task)s"),
        Reason.LEADER: _("%(unit)s quá hạn %(days)s ngày làm việc: %(task)s"),
        Reason.DECIDE: _("Chờ đồng chí quyết định gia hạn: %(task)s"),
        Reason.CONFIRM: _("Chờ đồng chí xác nhận hoàn thành: %(task)s"),
    }
    return words[one.reason] % facts


def because_of(task: Task, standing: Standing, one: Owed, policy: Policy) -> str:
    """Say in one sentence why it came."""
    facts = {
        "days": one.days,
        "deadline": _day(task.deadline_on),
        "given": _day(standing.assigned_on),
        "asked": _day(standing.asks_time_since),
        "reported": _day(standing.handed_in_on),
        "until": _day(one.until),
        "person": task.assignee.full_name if task.assignee else task.lead_unit.short_name,
        "head_after": policy.head_after,
        "leader_after": policy.leader_after,
    }
    if one.reason == Reason.START:
        return _start_words(one, facts)
    words = {
        Reason.UNOPENED: _("Việc giao ngày %(given)s, chưa thấy mở xem hoặc bấm nhận."),
        Reason.DUE: _("Thời hạn là ngày %(deadline)s và chưa có báo cáo tiến độ gần đây."),
        Reason.OVERDUE: _(
            "Chưa có tiến độ mới; báo tiến độ hoặc xin gia hạn thì ngừng nhắc, nếu không lời nhắc thưa dần."
        ),
        Reason.AWAY: _(
            "%(person)s vắng mặt đến hết ngày %(until)s, hạn là %(deadline)s. Đề nghị chuyển người làm hoặc gia hạn."
        ),
        Reason.HEAD: _("Báo lãnh đạo đơn vị một lần khi việc của đơn vị quá hạn từ %(head_after)s ngày làm việc."),
        Reason.LEADER: _("Báo lãnh đạo và người giao một lần khi quá hạn từ %(leader_after)s ngày làm việc."),
        Reason.DECIDE: _("Đề nghị gia hạn gửi ngày %(asked)s, sau %(days)s ngày làm việc chưa có ý kiến."),
        Reason.CONFIRM: _("Báo cáo hoàn thành ngày %(reported)s, sau %(days)s ngày làm việc chưa được xác nhận."),
    }
    return words[one.reason] % facts


def _start_words(one: Owed, facts: dict[str, object]) -> str:
    if one.early:
        return _("Hạn %(deadline)s; nhắc sớm vì trong năm qua nhiều việc của đồng chí hoàn thành sau hạn.") % facts
    return _("Hạn %(deadline)s; phần việc còn lại cần bắt đầu từ nay để kịp hạn.") % facts
