"""Obstacles gather into the next briefing until its cut-off, and take its conclusions (OBS-4, OBS-5)."""

from datetime import date

import pytest

from giaoban.kernel import clock
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions, queries
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.testing import a_series, moment
from giaoban.obstacles import actions as obstacles
from giaoban.obstacles.models import Obstacle
from giaoban.obstacles.testing import an_obstacle, khanh, noi_bai, txnk
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.tasks.models import Task

USUAL = (actions.UsualItem("Thu ngân sách trong tuần"), actions.UsualItem("Kết luận của chủ trì"))


def drafted(series=None, number: int = 0) -> Meeting:
    row = (series or a_series(items=USUAL)).dates.all()[number]
    return actions.draft_from_series(date_id=row.pk, by=by(binh()))


def heard(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.all() if item.obstacle_id]


def test_a_draft_is_made_of_what_is_open_the_pressing_first() -> None:
    an_obstacle("routed", "Kiểm tra C/O")
    an_obstacle("raised", "Máy soi hỏng", urgency="flash")
    an_obstacle("escalated", "Thiếu quy định")
    for state in ("draft", "answered", "resolved", "withdrawn", "returned", "higher"):
        an_obstacle(state, f"Không vào: {state}")
    meeting = drafted()
    titles = [item.title for item in meeting.items.all()]
    assert titles[0] == "Thu ngân sách trong tuần"
    assert titles[-1] == "Kết luận của chủ trì"
    assert [title.split(": ")[1] for title in heard(meeting)] == ["Máy soi hỏng", "Kiểm tra C/O", "Thiếu quy định"]
    item = meeting.items.get(title__contains="Kiểm tra C/O")
    assert (item.preparing_unit, item.presenter, item.wanted) == (noi_bai(), chi(), "decide")
    assert "Đề xuất: Chấp nhận bản in" in item.note
    row = Obstacle.objects.get(pk=item.obstacle_id)
    assert (row.meeting_id, row.item_id, row.meeting_on) == (meeting.pk, item.pk, date(2026, 3, 13))


def test_what_is_raised_later_comes_by_itself_and_what_is_answered_leaves() -> None:
    meeting = drafted()
    obstacle = an_obstacle("raised")
    run_jobs()
    assert len(heard(meeting)) == 1
    with expect_record():
        assert actions.gather_obstacles(meeting_id=meeting.pk) == 0
    obstacles.route(obstacle_id=obstacle.pk, by=by(binh()))
    obstacles.answer(obstacle_id=obstacle.pk, text="Theo quy định", by=by(khanh()))
    run_jobs()
    assert heard(meeting) == []
    obstacle.refresh_from_db()
    assert obstacle.meeting_id is None
    obstacles.ask_on(obstacle_id=obstacle.pk, text="Chưa rõ", by=by(chi()))
    run_jobs()
    assert len(heard(meeting)) == 1


def test_after_the_cut_off_it_waits_for_the_next_briefing() -> None:
    series = a_series(items=USUAL)
    meeting = drafted(series, 0)
    assert queries.cutoff_of(meeting) == moment("2026-03-11 16:00")
    with clock.at(moment("2026-03-11 16:00")):
        an_obstacle("raised")
        run_jobs()
        assert heard(meeting) == []
        assert len(heard(drafted(series, 1))) == 1


def test_one_obstacle_stands_on_one_agenda() -> None:
    series = a_series(items=USUAL)
    an_obstacle("routed")
    first, second = drafted(series, 0), drafted(series, 1)
    assert (len(heard(first)), len(heard(second))) == (1, 0)
    Meeting.objects.filter(pk=first.pk).update(state=Meeting.State.CANCELLED)
    actions.gather_all()
    assert len(heard(second)) == 1


def test_what_was_taken_off_by_hand_stays_off() -> None:
    obstacle = an_obstacle("routed")
    meeting = drafted()
    actions.remove_item(item_id=meeting.items.get(obstacle_id=obstacle.pk).pk, by=by(binh()))
    obstacle.refresh_from_db()
    assert obstacle.meeting_id is None
    actions.gather_all()
    assert heard(meeting) == []


def test_what_is_settled_in_writing_needs_no_meeting() -> None:
    obstacle = an_obstacle("raised")
    obstacles.route(obstacle_id=obstacle.pk, in_writing=True, by=by(binh()))
    assert heard(drafted()) == []


def test_a_branch_with_its_own_briefing_is_heard_there() -> None:
    an_obstacle("routed")
    dung()
    agency, own = a_series(items=USUAL), a_series(items=USUAL, unit=noi_bai())
    assert queries.branches_of_series(own) == {noi_bai().pk}
    assert noi_bai().pk not in queries.branches_of_series(agency)
    assert heard(drafted(agency)) == []
    assert len(heard(drafted(own))) == 1


@pytest.fixture
def running():
    """A briefing that runs, with one obstacle of Chi's branch on its agenda."""
    obstacle = an_obstacle("routed")
    meeting = drafted()
    actions.invite(meeting_id=meeting.pk, user_ids=[chi().pk], by=by(binh()))
    for verb, who in ((actions.submit_agenda, binh), (actions.approve_agenda, an), (actions.publish, binh)):
        verb(meeting_id=meeting.pk, by=by(who()))
    with clock.at(meeting.starts_at):
        actions.start(meeting_id=meeting.pk, by=by(binh()))
        yield meeting, meeting.items.get(obstacle_id=obstacle.pk), obstacle


def test_the_conclusion_becomes_answer_and_task(running) -> None:
    meeting, item, obstacle = running
    desk = by(binh())
    said = actions.conclude(
        meeting_id=meeting.pk, item_id=item.pk, content="GSQL hướng dẫn thống nhất.", lead_unit_id=txnk().pk,
        deadline_on=date(2026, 3, 20), by=desk,
    )  # fmt: skip
    obstacle.refresh_from_db()
    assert obstacle.state == "routed"  # a draft binds nobody
    actions.settle_conclusion(conclusion_id=said.pk, by=desk)
    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.task_id) == ("concluded", Task.objects.get().pk)
    actions.withdraw_conclusion(conclusion_id=said.pk, reason="Ghi nhầm", by=desk)
    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.task_id) == ("routed", None)
    actions.settle_conclusion(conclusion_id=said.pk, by=desk)
    assert obstacles.confirm(obstacle_id=obstacle.pk, by=by(chi())).state == "resolved"


def test_an_answer_without_a_task_is_enough(running) -> None:
    meeting, item, obstacle = running
    said = actions.conclude(
        meeting_id=meeting.pk, item_id=item.pk, content="Thực hiện theo trả lời.", no_action=True, by=by(binh())
    )
    actions.settle_conclusion(conclusion_id=said.pk, by=by(binh()))
    obstacle.refresh_from_db()
    assert (obstacle.state, obstacle.task_id) == ("concluded", None)
    assert not Task.objects.exists()


def test_what_was_not_concluded_comes_to_the_next_one(running) -> None:
    meeting, item, _obstacle = running
    actions.close(meeting_id=meeting.pk, by=by(binh()))
    following = drafted(meeting.series, 1)
    assert len(heard(following)) == 1
    assert AgendaItem.objects.filter(obstacle_id=item.obstacle_id).count() == 2
    assert not following.items.filter(obstacle_id=item.obstacle_id, is_carry_over=True).exists()
