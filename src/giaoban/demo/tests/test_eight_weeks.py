"""Eight weeks of an agency by a moved clock: briefings, tasks, leave, a swap day, holidays, extensions, reminders.

Every day passes with what the clock does by itself (``config.wiring.SCHEDULES``) and what people do that day. What is
true is kept beside, by hand, and held against what the product says: the four figures, what comes back into the next
briefing, who is told when.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.ledger.testing import run_jobs
from giaoban.meetings import actions as meetings
from giaoban.meetings import queries as meeting_queries
from giaoban.meetings.models import Meeting, Series, SeriesDate
from giaoban.meetings.testing import a_series
from giaoban.notify import actions as notify
from giaoban.notify.models import Delivery, Reminded
from giaoban.people import actions as people
from giaoban.people.models import LeaderInCharge, User
from giaoban.people.queries import work_calendar
from giaoban.people.testing import an, binh, by, chi, dung, em
from giaoban.tasks import actions as tasks
from giaoban.tasks.models import Task
from giaoban.tasks.queries.figures import figures_by, figures_of
from giaoban.tasks.testing import noi_bai, phuc
from giaoban.whereabouts import actions as whereabouts

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 9), date(2026, 5, 8)  # a Monday, and the Friday nine weeks later
HOLIDAYS = {
    date(2026, 4, 27): "Nghỉ bù Giỗ Tổ Hùng Vương",
    date(2026, 4, 30): "Ngày Chiến thắng",
    date(2026, 5, 1): "Ngày Quốc tế Lao động",
}
SWAP = date(2026, 4, 11)  # a Saturday on which everybody works
LEAVE = (date(2026, 4, 2), date(2026, 4, 14))  # Phúc is away


@dataclass
class Truth:
    """One task as it really is, kept by hand."""

    task_id: object
    habit: str
    doer: User
    deadline: date
    handed_on: date | None = None
    confirmed: bool = False
    told: list[tuple[date, str, str]] = field(default_factory=list)

    def cell(self, today: date) -> str:
        """Return which of the four official figures counts it."""
        late = (self.handed_on or today) > self.deadline
        if self.confirmed:
            return "done_late" if late else "done_on_time"
        return "overdue" if late else "open_in_time"


# (day of the briefing, content, doer, deadline, how the doer goes about it)
CONCLUSIONS = (
    (date(2026, 3, 13), "Rà soát tờ khai tồn đọng", "chi", date(2026, 3, 20), "prompt"),
    (date(2026, 3, 13), "Báo cáo ùn tắc cửa khẩu", "chi", date(2026, 3, 24), "late"),
    (date(2026, 3, 20), "Sửa quy chế phối hợp", "chi", date(2026, 3, 31), "asks_for_time"),
    (date(2026, 3, 27), "Kiểm kê trang thiết bị soi chiếu", "phuc", date(2026, 4, 8), "on_leave"),
    (date(2026, 4, 3), "Chuẩn bị trực ngày làm bù", "chi", SWAP, "last_day"),
    (date(2026, 4, 3), "Tổng hợp vướng mắc quý I", "chi", date(2026, 4, 29), "asks_for_time"),
    (date(2026, 4, 10), "Đối chiếu số thu", "phuc", date(2026, 4, 22), "prompt"),
    (date(2026, 4, 17), "Rà soát hợp đồng kho bãi", "chi", date(2026, 4, 24), "forgets"),
    (date(2026, 4, 24), "Tập huấn hệ thống mới", "phuc", date(2026, 5, 6), "late"),
    (date(2026, 5, 8), "Chuẩn bị sơ kết 6 tháng", "chi", date(2026, 5, 29), "prompt"),
)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def days() -> Iterator[date]:
    return (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


@pytest.fixture
def series() -> Series:
    """A weekly briefing on Fridays; the Office has written down the year's holidays and its swap day."""
    LeaderInCharge.objects.create(unit=noi_bai(), leader=dung(), starts_on=date(2020, 1, 1))
    phuc()
    with clock.at(at(FIRST, 8)):
        for day, name in HOLIDAYS.items():
            people.set_day_rule(day=day, kind="holiday", name=name, by=by(em()))
        people.set_day_rule(day=SWAP, kind="swap_day", name="Làm bù ngày 27/4", by=by(em()))
        made = a_series(starts_on=FIRST)
        whereabouts.put(
            user_ids=[phuc().pk], starts=at(LEAVE[0], 0), ends=at(LEAVE[1], 23, 59), kind="leave.request",
            subject_id=phuc().pk, label="Nghỉ phép", away=True,
        )  # fmt: skip
    return made


def brief(series: Series, row: SeriesDate, truths: list[Truth]) -> None:
    """Hold one briefing: drafted on Monday, published, held on its day; what it concludes goes out as tasks."""
    day = clock.local(row.starts_at).date()
    meeting = Meeting.objects.get(series=series, original_start=row.original_start)
    with clock.at(at(day, 8, 30)):
        meetings.start(meeting_id=meeting.pk, by=by(binh()))
        meetings.next_item(meeting_id=meeting.pk, by=by(binh()))
    with clock.at(at(day, 9, 30)):
        for _day, content, doer, deadline, habit in (one for one in CONCLUSIONS if one[0] == day):
            made = meetings.conclude(
                meeting_id=meeting.pk, content=content, lead_unit_id=noi_bai().pk, deadline_on=deadline, by=by(binh())
            )
            settled = meetings.settle_conclusion(conclusion_id=made.pk, by=by(binh()))
            person = chi() if doer == "chi" else phuc()
            if person == phuc():
                tasks.hand_over(task_id=settled.task_id, assignee_id=person.pk, by=by(chi()))
            truths.append(Truth(settled.task_id, habit, person, deadline))
        meetings.close(meeting_id=meeting.pk, by=by(binh()))
        run_jobs()


def prepare(series: Series, row: SeriesDate, truths: list[Truth], day: date) -> None:
    """Draft the week's briefing; what is open comes back in it by itself, the longest overdue first."""
    with clock.at(at(day, 8)):
        meeting = meetings.draft_from_series(date_id=row.pk, by=by(binh()))
        waiting = [one for one in truths if not one.confirmed]
        items = [item for item in meeting.items.filter(is_carry_over=True) if not item.is_consent]
        found = meeting_queries.gathered_tasks([item.pk for item in items], by(binh()))
        assert {line.task.pk for lines in found.values() for line in lines} == {one.task_id for one in waiting}, day
        meetings.invite(meeting_id=meeting.pk, user_ids=[chi().pk], by=by(binh()))
        meetings.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
        meetings.approve_agenda(meeting_id=meeting.pk, by=by(an()))
        meetings.publish(meeting_id=meeting.pk, by=by(binh()))
        run_jobs()


def work(truth: Truth, day: date) -> None:
    """What the doer does that day, by habit, and the giver's word after it."""
    task = Task.objects.get(pk=truth.task_id)
    mine, calendar = by(truth.doer), work_calendar()
    away = truth.doer == phuc() and LEAVE[0] <= day <= LEAVE[1]
    if not calendar.works_on(day) or truth.habit == "forgets" or truth.confirmed:
        return
    if truth.handed_on:
        if day == calendar.after(truth.handed_on, 1):
            tasks.confirm(task_id=task.pk, by=by(an()))
            truth.confirmed = True
        return
    if away:
        return
    if task.state == Task.State.NEW:
        tasks.accept(task_id=task.pk, by=mine)
    asks = truth.habit == "asks_for_time" and truth.deadline == task.original_deadline_on
    if asks and day == calendar.before(truth.deadline, 2):
        wanted = calendar.after(truth.deadline, 5)
        wish = tasks.ask_extension(task_id=task.pk, wanted_on=wanted, reason="Chờ số liệu của đơn vị bạn", by=mine)
        tasks.grant_extension(extension_id=wish.pk, by=by(an()))
        truth.deadline = wanted
        return
    hands_in = {
        "prompt": day >= calendar.before(truth.deadline, 2),
        "last_day": day >= truth.deadline,
        "late": day >= calendar.after(truth.deadline, 7),
        "asks_for_time": day == truth.deadline and task.deadline_on != task.original_deadline_on,
        "on_leave": day > LEAVE[1],
    }
    if hands_in[truth.habit]:
        tasks.hand_in(task_id=task.pk, text="Đã hoàn thành", by=mine)
        truth.handed_on = day


def morning(day: date) -> Counter[User]:
    """Let the clock do what it does by itself until eight; return how many messages about tasks each person got."""
    before = set(Reminded.objects.values_list("pk", flat=True))
    for minute in (0, 15, 30, 45, 60):
        with clock.at(at(day, 7) + timedelta(minutes=minute)):
            notify.remind()
            run_jobs()
    fresh = Reminded.objects.exclude(pk__in=before).filter(name__startswith="tasks.").exclude(key="")
    messages = {(row.user, row.key) for row in fresh.select_related("user")}
    assert all(Delivery.objects.filter(user=user, key=key, channel="inbox").exists() for user, key in messages)
    return Counter(user for user, _key in messages)


def test_eight_weeks_until_all_four_figures_are_right(series: Series) -> None:
    truths: list[Truth] = []
    digests: dict[date, Counter[User]] = {}
    held = 0
    rows = {clock.local(row.starts_at).date(): row for row in series.dates.filter(starts_at__lt=at(LAST, 23))}
    assert date(2026, 5, 1) not in rows or rows[date(2026, 5, 1)].state == SeriesDate.State.SKIPPED
    held_on = {day: row for day, row in rows.items() if row.state != SeriesDate.State.SKIPPED}
    drafts = {max(FIRST, day - timedelta(days=day.weekday())): row for day, row in held_on.items()}
    for day in days():
        digests[day] = morning(day)
        if day in drafts:
            prepare(series, drafts[day], truths, day)
        if day in held_on:
            brief(series, held_on[day], truths)
            held += 1
        with clock.at(at(day, 15)):
            for truth in truths:
                work(truth, day)
            meetings.carry_over_all()
            run_jobs()
        with clock.at(at(day, 23)):
            found = figures_of(Task.objects.all())
            wanted = Counter(truth.cell(day) for truth in truths)
            assert {name: getattr(found, name) for name in wanted} == dict(wanted), day
            assert found.total == len(truths)
    assert held >= 8
    cells = Counter(truth.cell(LAST) for truth in truths)
    assert set(cells) == {"done_on_time", "done_late", "open_in_time", "overdue"}
    with clock.at(at(LAST, 23)):
        (branch,) = figures_by(Task.objects.all(), "unit")
        assert (branch.label, branch.total) == (noi_bai().short_name, len(CONCLUSIONS))
    _the_mornings_are_quiet(digests)
    _the_right_people_were_told(truths)


def _the_mornings_are_quiet(digests: dict[date, Counter[User]]) -> None:
    """Nobody gets two digests a morning, and nobody any on a day off; on the swap day they come."""
    calendar = work_calendar()
    for day, told in digests.items():
        assert not told or calendar.works_on(day), (day, told)
        assert set(told.values()) <= {1}, (day, told)
    assert digests[SWAP], "a swap day is a day like any other"
    assert phuc() not in {user for day in digests if LEAVE[0] <= day <= LEAVE[1] for user in digests[day]}


def _the_right_people_were_told(truths: list[Truth]) -> None:
    """The late task climbed to head and leader; the prompt ones never went past their doer."""
    reasons: dict[object, set[tuple[str, User]]] = {truth.task_id: set() for truth in truths}
    for row in Reminded.objects.select_related("user"):
        if row.subject_id in reasons:
            reasons[row.subject_id].add((row.name.removeprefix("tasks.remind."), row.user))
    for truth in truths:
        names = {name for name, _user in reasons[truth.task_id]}
        if truth.habit == "prompt":
            assert not names & {"overdue", "overdue_head", "overdue_leader"}, (truth, names)
        if truth.habit == "forgets":
            assert {("overdue_leader", dung()), ("overdue_leader", an())} <= reasons[truth.task_id]
        if truth.habit == "on_leave":
            assert ("away", chi()) in reasons[truth.task_id]
