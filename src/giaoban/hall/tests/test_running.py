"""The run of a meeting: every step, refused to the wrong people, harmless when repeated, seen by everybody."""

from datetime import timedelta

import pytest

from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.models import AgendaItem, Meeting, MinutesLine
from giaoban.meetings.queries import room, script
from giaoban.people.testing import an, binh, by, chi, dung


def items(meeting):
    return list(meeting.items.order_by("place"))


def texts(meeting):
    return [line.text for line in room.lines_of(meeting)]


def test_it_starts_and_writes_the_first_line(called, watched):
    with expect_record("meetings.started"), watched(called):
        meeting = actions.start(meeting_id=called.pk, by=by(an()))
    assert meeting.state == Meeting.State.RUNNING
    assert texts(meeting)[0].startswith("Bắt đầu cuộc họp lúc")
    assert "Nguyễn Văn An" in texts(meeting)[0]


def test_starting_twice_changes_nothing(running):
    with expect_record():
        actions.start(meeting_id=running.pk, by=by(binh()))


def test_only_the_desk_moves_the_meeting(running):
    first = items(running)[0]
    for verb in (
        lambda who: actions.start(meeting_id=running.pk, by=who),
        lambda who: actions.next_item(meeting_id=running.pk, by=who),
        lambda who: actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=who),
        lambda who: actions.skip_item(meeting_id=running.pk, item_id=first.pk, by=who),
        lambda who: actions.extend_item(meeting_id=running.pk, item_id=first.pk, minutes=5, by=who),
        lambda who: actions.close(meeting_id=running.pk, by=who),
        lambda who: actions.reopen(meeting_id=running.pk, by=who),
    ):
        for user in (chi(), guest()):
            with expect_record(), pytest.raises(Refused) as no:
                verb(by(user))
            assert no.value.code == "meetings.only_chair_and_secretary"
        with expect_record(), pytest.raises(NotFound):
            verb(by(dung()))


def test_an_item_begins_and_its_first_paper_is_on_the_stage(running, watched):
    first = items(running)[0]
    with expect_record("meetings.item_begun"), watched(running):
        item = actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    assert item.state == AgendaItem.State.RUNNING
    running.refresh_from_db()
    assert running.current_item_id == first.pk
    assert running.stage.document.title == "Báo cáo 1.1"
    assert texts(running)[-1] == "Chuyển sang nội dung 1: Nội dung thứ 1."


def test_leaving_an_item_keeps_its_time_and_taking_it_up_again_adds(running, watched):
    first, second, _ = items(running)
    now = clock.now()
    with clock.at(now), watched(running):
        actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    with clock.at(now + timedelta(minutes=7)), watched(running):
        actions.go_to_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    first.refresh_from_db()
    assert (first.state, first.used_seconds) == (AgendaItem.State.DONE, 420)
    with clock.at(now + timedelta(minutes=9)), watched(running):
        actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(binh()))
    first.refresh_from_db()
    assert room.used_seconds(first, now + timedelta(minutes=10)) == 480
    assert texts(running)[-1] == "Tiếp tục nội dung 1: Nội dung thứ 1."


def test_going_to_the_running_item_again_changes_nothing(running):
    first = items(running)[0]
    actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    with expect_record():
        actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))


def test_a_waiting_item_is_skipped_and_a_running_one_leaves_the_room_without(running, watched):
    first, second, third = items(running)
    with expect_record("meetings.item_skipped"), watched(running):
        actions.skip_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    with watched(running):
        actions.skip_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    running.refresh_from_db()
    assert running.current_item_id is None
    assert running.stage.document_id is None
    assert script.coming(running, items(running)).item == third
    with expect_record():
        actions.skip_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))


def test_a_done_item_is_not_skipped(running):
    first, second, _ = items(running)
    actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    actions.go_to_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    with pytest.raises(Conflict):
        actions.skip_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))


def test_minutes_are_given_and_taken_back(running, watched):
    first = items(running)[0]
    with expect_record("meetings.item_extended"), watched(running):
        actions.extend_item(meeting_id=running.pk, item_id=first.pk, minutes=5, by=by(an()))
    first.refresh_from_db()
    assert first.minutes == 25
    with watched(running):
        actions.extend_item(meeting_id=running.pk, item_id=first.pk, minutes=-60, by=by(an()))
    first.refresh_from_db()
    assert first.minutes == 1
    for bad in (0, 121, -121):
        with pytest.raises(Invalid):
            actions.extend_item(meeting_id=running.pk, item_id=first.pk, minutes=bad, by=by(an()))


def test_it_closes_with_its_running_item_its_round_and_its_stage(running, watched):
    first = items(running)[0]
    actions.open_round(meeting_id=running.pk, by=by(binh()))
    actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    with expect_record("meetings.closed"), watched(running):
        meeting = actions.close(meeting_id=running.pk, by=by(an()))
    first.refresh_from_db()
    assert (meeting.state, first.state) == (Meeting.State.CLOSED, AgendaItem.State.DONE)
    assert room.open_round(meeting) is None
    assert meeting.stage.document_id is None
    with expect_record():
        actions.close(meeting_id=running.pk, by=by(an()))


def test_a_mistaken_closing_is_taken_back_for_half_an_hour(running, watched):
    now = clock.now()
    with clock.at(now):
        actions.close(meeting_id=running.pk, by=by(an()))
    with clock.at(now + timedelta(minutes=31)), pytest.raises(Refused) as no:
        actions.reopen(meeting_id=running.pk, by=by(an()))
    assert no.value.code == "meetings.too_late_to_reopen"
    with clock.at(now + timedelta(minutes=29)), expect_record("meetings.reopened"), watched(running):
        meeting = actions.reopen(meeting_id=running.pk, by=by(an()))
    assert meeting.state == Meeting.State.RUNNING
    with expect_record():
        actions.reopen(meeting_id=running.pk, by=by(an()))


def test_a_secret_item_writes_no_title_into_minutes_or_book(running):
    first = items(running)[0]
    AgendaItem.objects.filter(pk=first.pk).update(is_secret=True, title="Chuyên án X")
    with expect_record("meetings.item_begun") as written:
        actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    assert "Chuyên án X" not in str(written[0].data) + " ".join(texts(running))


def test_the_time_budget_counts_what_was_used_and_what_is_planned(called):
    now = called.starts_at
    with clock.at(now):
        meeting = actions.start(meeting_id=called.pk, by=by(an()))
        actions.go_to_item(meeting_id=called.pk, item_id=items(called)[0].pk, by=by(an()))
    meeting.refresh_from_db()
    on_time = room.budget(meeting, items(meeting), now + timedelta(minutes=10))
    assert (on_time.item_left, on_time.meeting_left, on_time.behind) == (600, 4800, 0)
    over = room.budget(meeting, items(meeting), now + timedelta(minutes=26))
    assert (over.item_left, over.behind) == (-360, 360)


def test_lines_of_events_are_the_desks_alone(running, client):
    assert MinutesLine.objects.filter(meeting=running).count() == 1
    assert not any(key.startswith("line/") for key in state_of(running, chi()))
    assert any(key.startswith("line/") for key in state_of(running, binh()))


def state_of(meeting, user):
    from giaoban.hall.queries import snapshot

    return snapshot(meeting, room.eyes(by(user), meeting)).state
