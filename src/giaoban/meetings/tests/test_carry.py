"""What was not finished comes back by itself (PRE-14)."""

from datetime import date

from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
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


def test_carry_over_brings_open_tasks_the_latest_first() -> None:
    series = a_series()
    a_task("Đến hạn sau", date(2026, 4, 1), series)
    a_task("Quá hạn lâu", date(2026, 2, 1), series)
    meeting = drafted(series)
    assert [item.title for item in meeting.items.all()][:2] == ["Quá hạn lâu", "Đến hạn sau"]
    assert "Quá hạn 36 ngày" in meeting.items.first().note
    with expect_record():
        assert actions.carry_over(meeting_id=meeting.pk) == 0


def test_a_new_task_finds_its_place_in_the_next_draft() -> None:
    series = a_series()
    a_task("Quá hạn", date(2026, 3, 2), series)
    meeting = drafted(series)
    a_task("Quá hạn lâu hơn", date(2026, 2, 1), series)
    actions.carry_over_all()
    assert carried(meeting) == ["Quá hạn lâu hơn", "Quá hạn"]


def test_what_was_taken_off_by_hand_stays_off() -> None:
    series = a_series()
    a_task("Việc cũ", date(2026, 3, 2), series)
    meeting = drafted(series)
    actions.remove_item(item_id=meeting.items.get(title="Việc cũ").pk, by=by(binh()))
    actions.carry_over(meeting_id=meeting.pk)
    assert carried(meeting) == []


def test_a_task_that_is_closed_leaves_the_draft() -> None:
    series = a_series()
    task = a_task("Việc cũ", date(2026, 3, 2), series)
    meeting = drafted(series)
    tasks.cancel(task_id=task.pk, reason="Không còn cần", by=by(an()))
    run_jobs()  # carry_over_job() follows the task
    assert carried(meeting) == []


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
    assert carried(drafted(heir)) == ["Từ loạt cũ"]


def test_a_meeting_without_series_carries_nothing() -> None:
    assert actions.carry_over(meeting_id=a_draft().pk) == 0
