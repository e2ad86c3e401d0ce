"""What the giver should know before a task goes out (TASK-5): who is away, who has too much, which day is off.

A warning never blocks. Each brings what may be taken instead: another person, another day. Why somebody is away is
not said, and a load is counted from the tasks that the giver may see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.workdays import WorkCalendar
from giaoban.people import queries as people
from giaoban.people.models import User
from giaoban.tasks.models import Task
from giaoban.tasks.queries.standings import WORKED_ON, absences
from giaoban.tasks.queries.visible import visible_tasks

WEEKS: Final = 12  # of the own history
ENOUGH: Final = 5  # finished tasks in them, below which the history says nothing
FEW: Final = 3  # open tasks that are never too many
MANY: Final = 8  # open tasks that are many for anybody without a history
AHEAD: Final = 14  # days that are looked at when there is no deadline
WEEK: Final = 5  # working days


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be taken instead: a person or a day."""

    label: str
    assignee_id: UUID | None = None
    assignee_name: str = ""
    deadline_on: date | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know: away | overloaded | rest_day."""

    kind: str
    text: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is about to be given, and the facts that every warning asks."""

    by: Actor
    unit_id: UUID
    doer: User
    deadline_on: date | None
    today: date
    calendar: WorkCalendar

    @property
    def until(self) -> date:
        """The day up to which the work takes."""
        return self.deadline_on or self.today + timedelta(days=AHEAD)


def warnings_for(
    by: Actor, *, unit_id: UUID | None, assignee_id: UUID | None, deadline_on: date | None
) -> list[Caution]:
    """Say what the giver should know of this person and this day; nothing while neither is chosen."""
    today, calendar = clock.today(), people.work_calendar()
    found = list(_rest_day(deadline_on, today, calendar))
    if unit_id is None or (deadline_on and deadline_on < today):
        return found
    doer = people.members().filter(pk=assignee_id).first() if assignee_id else people.head_of(unit_id)
    if doer is None:
        return found
    wish = Wish(by, unit_id, doer, deadline_on, today, calendar)
    return [*_away(wish), *_overloaded(wish), *found]


def _day(day: date) -> str:
    return date_format(day, "d/m/Y")


def _rest_day(day: date | None, today: date, calendar: WorkCalendar) -> Iterator[Caution]:
    if day is None or day < today or calendar.works_on(day):
        return
    near = [calendar.before(day, 1), calendar.next_working_day(day)]
    offers = tuple(_until(one) for one in near if one >= today)
    yield Caution("rest_day", _("Ngày %(day)s là ngày nghỉ.") % {"day": _day(day)}, offers)


def _until(day: date) -> Offer:
    return Offer(_("Lấy hạn %(day)s") % {"day": _day(day)}, deadline_on=day)


def _to(person: User) -> Offer:
    label = _("Giao cho %(person)s") % {"person": person.full_name}
    return Offer(label, assignee_id=person.pk, assignee_name=person.full_name)


def _away(wish: Wish) -> Iterator[Caution]:
    gone = absences(wish.today, wish.until).get(wish.doer.pk, ())
    days = [wish.today + timedelta(days=n) for n in range((wish.until - wish.today).days + 1)]
    working = [day for day in days if wish.calendar.works_on(day)]
    lost = [day for day in working if any(first <= day <= last for first, last in gone)]
    if not lost or not (lost[0] == working[0] or lost[-1] == working[-1] or len(lost) * 2 > len(working)):
        return
    stretches = ", ".join(
        _("từ %(first)s đến %(last)s") % {"first": _day(first), "last": _day(last)} for first, last in gone
    )
    facts = {"person": wish.doer.full_name, "stretches": stretches}
    offers = [_to(person) for person in _instead(wish)]
    if wish.deadline_on:
        back = max(last for _first, last in gone)
        offers.append(_until(wish.calendar.after(max(back, wish.deadline_on), len(lost))))
    yield Caution("away", _("%(person)s vắng mặt %(stretches)s.") % facts, tuple(offers))


def _instead(wish: Wish) -> list[User]:
    """Return who holds the person's authority now, else whoever of the unit is there and has the least to do."""
    holders = people.holders_of(wish.doer.pk)
    gone = absences(wish.today, wish.until)
    if holders:
        return list(people.members().filter(pk__in=holders, is_active=True).exclude(pk__in=gone)[:1])
    there = people.members_of({wish.unit_id}).exclude(pk=wish.doer.pk).exclude(pk__in=list(gone))
    load: dict[Any, int] = dict(
        visible_tasks(wish.by)
        .filter(assignee__in=there.values("pk"), state__in=WORKED_ON)
        .order_by()
        .values_list("assignee_id")
        .annotate(Count("pk"))
    )
    return sorted(there, key=lambda person: (load.get(person.pk, 0), person.full_name))[:1]


def _overloaded(wish: Wish) -> Iterator[Caution]:
    mine = visible_tasks(wish.by).filter(assignee=wish.doer)
    since = wish.today - timedelta(weeks=WEEKS)
    counted: dict[str, int] = mine.aggregate(
        waiting=Count("pk", filter=Q(state__in=WORKED_ON, deadline_on__lte=wish.until)),
        late=Count("pk", filter=Q(state__in=WORKED_ON, deadline_on__lt=wish.today)),
        done=Count("pk", filter=Q(done_on__gte=since, state__in=[Task.State.REPORTED, Task.State.CONFIRMED])),
    )
    waiting, done = counted["waiting"], counted["done"]
    days = max(wish.calendar.between(wish.today, wish.until), 1)
    knows = done >= ENOUGH
    can_do = done / WEEKS / WEEK * days if knows else float(MANY - 1)
    if waiting < FEW or waiting <= can_do:
        return
    each_week = number_format(done / WEEKS, decimal_pos=1)
    facts = {"person": wish.doer.full_name, "waiting": waiting, "late": counted["late"], "done": each_week}
    text = _("%(person)s đang có %(waiting)s việc phải xong trong thời gian này, trong đó %(late)s việc đã quá hạn.")
    text %= facts
    if knows:
        text += " " + _("12 tuần qua mỗi tuần làm xong khoảng %(done)s việc.") % facts
    offers = [_to(person) for person in _instead(wish)]
    if wish.deadline_on and knows:
        offers.append(_until(wish.calendar.after(wish.today, ceil((waiting + 1) / (done / WEEKS / WEEK)))))
    yield Caution("overloaded", text, tuple(offers))
