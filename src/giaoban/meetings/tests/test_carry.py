"""What was not finished comes back by itself (PRE-14)."""

from datetime import date

from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions, queries
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.testing import a_draft, a_series
from giaoban.people.testing import an, binh, by, chi
from giaoban.tasks import actions as tasks
from giaoban.tasks.models import Task


def a_task(title: str, deadline: date, series) -> Task:
    return Task.objects.create(
        title=title,
        assigner=an(),
        assignee=chi(),
        lead_unit=chi().appointments.get().unit,
        series_id=series.pk,
        deadline_on=deadline,
        original_deadline_on=deadline,
    )


def drafted(series, number: int = 0) -> Meeting:
    row = series.dates.all()[number]
    return actions.draft_from_series(date_id=row.pk, by=by(binh()))


def carried(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.filter(is_carry_over=True)]


def gathered(meeting: Meeting) -> list[str]:
    item = meeting.items.get(is_carry_over=True, carried_item=None)
    assert item.place == 1
    return [line.task.title for line in queries.gathered_tasks([item.pk], by(binh()))[item.pk]]


def test_open_tasks_come_as_one_item_the_latest_first() -> None:
    series = a_series()
    a_task("Đến hạn sau", date(2026, 4, 1), series)
    a_task("Quá hạn lâu", date(2026, 2, 1), series)
    meeting = drafted(series)
    assert gathered(meeting) == ["Quá hạn lâu", "Đến hạn sau"]
    item = meeting.items.first()
    first, second = queries.gathered_tasks([item.pk], by(binh()))[item.pk]
    assert (first.days_late, second.days_late) == (36, 0)
    assert item.minutes == 6
    with expect_record():
        assert actions.carry_over(meeting_id=meeting.pk) == 0


def test_many_tasks_do_not_fill_the_meeting() -> None:
    series = a_series()
    for n in range(22):
        a_task(f"Việc {n}", date(2026, 3, 2), series)
    meeting = drafted(series)
    assert len(gathered(meeting)) == 22
    assert meeting.items.get(is_carry_over=True).minutes == 20


def test_a_standing_item_takes_the_tasks_in() -> None:
    series = a_series()
    meeting = drafted(series)
    standing = meeting.items.first()
    AgendaItem.objects.filter(pk=standing.pk).update(is_carry_over=True)
    a_task("Việc cũ", date(2026, 3, 2), series)
    actions.carry_over_all()
    assert gathered(meeting) == ["Việc cũ"]
    assert carried(meeting) == [standing.title]


def test_a_new_task_finds_its_place_in_the_next_draft() -> None:
    series = a_series()
    a_task("Quá hạn", date(2026, 3, 2), series)
    meeting = drafted(series)
    a_task("Quá hạn lâu hơn", date(2026, 2, 1), series)
    actions.carry_over_all()
    assert gathered(meeting) == ["Quá hạn lâu hơn", "Quá hạn"]


def test_what_was_taken_off_by_hand_stays_off() -> None:
    series = a_series()
    a_task("Việc cũ", date(2026, 3, 2), series)
    meeting = drafted(series)
    actions.remove_item(item_id=meeting.items.get(is_carry_over=True).pk, by=by(binh()))
    actions.carry_over(meeting_id=meeting.pk)
    assert carried(meeting) == []


def test_a_task_that_is_closed_leaves_the_draft() -> None:
    series = a_series()
    task = a_task("Việc cũ", date(2026, 3, 2), series)
    a_task("Việc còn lại", date(2026, 3, 3), series)
    meeting = drafted(series)
    tasks.cancel(task_id=task.pk, reason="Không còn cần", by=by(an()))
    run_jobs()  # carry_over_job() follows the task
    assert gathered(meeting) == ["Việc còn lại"]


def test_the_item_leaves_with_its_last_task() -> None:
    series = a_series()
    task = a_task("Việc cũ", date(2026, 3, 2), series)
    meeting = drafted(series)
    tasks.cancel(task_id=task.pk, reason="Không còn cần", by=by(an()))
    run_jobs()
    assert carried(meeting) == []


def test_the_page_lists_the_tasks_with_their_state(client) -> None:
    series = a_series()
    a_task("Hoàn thiện quy chế phối hợp", date(2026, 2, 1), series)
    meeting = drafted(series)
    client.force_login(binh())
    page = client.get(f"/cuoc-hop/{meeting.pk}/").content.decode()
    assert "Hoàn thiện quy chế phối hợp" in page
    assert "Quá hạn 36 ngày" in page


def test_unfinished_items_of_the_last_meeting_return() -> None:
    series = a_series()
    last = drafted(series)
    first, second = last.items.all()
    AgendaItem.objects.filter(pk=first.pk).update(state="done")
    AgendaItem.objects.filter(pk=second.pk).update(state="skipped")
    Meeting.objects.filter(pk=last.pk).update(state="closed")
    following = drafted(series, 1)
    assert carried(following) == [second.title]
    assert following.items.get(is_carry_over=True).carried_item_id == second.pk


def test_tasks_follow_a_series_that_was_split() -> None:
    series = a_series()
    a_task("Từ loạt cũ", date(2026, 3, 2), series)
    heir = actions.change_series_from(series_id=series.pk, day=date(2026, 4, 1), values={"minutes": 90}, by=by(binh()))
    assert gathered(drafted(heir)) == ["Từ loạt cũ"]


def test_a_meeting_without_series_carries_nothing() -> None:
    assert actions.carry_over(meeting_id=a_draft().pk) == 0
