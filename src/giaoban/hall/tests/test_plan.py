"""Changing what is left of the plan in one act, and taking it back."""

from datetime import timedelta

import pytest

from giaoban.hall.testing import guest
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.whereabouts.models import Stay


@pytest.fixture
def items(running):
    return list(running.items.order_by("place"))


def test_items_are_shortened_one_goes_to_writing_and_the_meeting_is_lengthened(running, items, watched):
    with expect_record("meetings.replanned") as written, watched(running):
        change = actions.replan(
            meeting_id=running.pk,
            minutes={items[0].pk: 15, items[1].pk: 15},
            in_writing=[items[2].pk],
            extended_minutes=15,
            by=by(an()),
        )
    words = "rút 5 phút ở nội dung 1, 2; chuyển nội dung 3 sang xử lý bằng văn bản; kéo dài cuộc họp 15 phút"
    assert change.words == written[0].data["words"] == words
    running.refresh_from_db()
    assert running.until == running.ends_at + timedelta(minutes=15)
    assert [(row.minutes, row.state, row.in_writing) for row in room.items_of(running)] == [
        (15, "waiting", False),
        (15, "waiting", False),
        (20, "skipped", True),
    ]
    assert words in room.lines_of(running).last().text
    assert Stay.objects.filter(subject_id=running.pk).first().ends == running.until


def test_it_is_taken_back(running, items, watched):
    change = actions.replan(
        meeting_id=running.pk, minutes={items[0].pk: 15}, in_writing=[items[2].pk], extended_minutes=15, by=by(an())
    )
    assert room.last_plan_change(running) == change
    with expect_record("meetings.plan_restored"), watched(running):
        actions.undo_plan(meeting_id=running.pk, change_id=change.pk, by=by(binh()))
    with expect_record():
        actions.undo_plan(meeting_id=running.pk, change_id=change.pk, by=by(binh()))
    running.refresh_from_db()
    assert (running.extended_minutes, room.last_plan_change(running)) == (0, None)
    assert [(row.minutes, row.state) for row in room.items_of(running)] == [(20, "waiting")] * 3


def test_what_was_changed_since_stays(running, items):
    change = actions.replan(
        meeting_id=running.pk, minutes={items[0].pk: 15, items[1].pk: 15}, in_writing=[items[2].pk], by=by(an())
    )
    actions.extend_item(meeting_id=running.pk, item_id=items[0].pk, minutes=10, by=by(an()))
    actions.go_to_item(meeting_id=running.pk, item_id=items[2].pk, by=by(an()))
    actions.undo_plan(meeting_id=running.pk, change_id=change.pk, by=by(an()))
    assert [(row.minutes, row.state, row.in_writing) for row in room.items_of(running)] == [
        (25, "waiting", False),
        (20, "waiting", False),
        (20, "running", False),
    ]


def test_the_browsers_id_makes_a_second_try_harmless(running, items):
    mine = new_id()
    actions.replan(meeting_id=running.pk, minutes={items[0].pk: 15}, change_id=mine, by=by(an()))
    with expect_record():
        actions.replan(meeting_id=running.pk, minutes={items[0].pk: 15}, change_id=mine, by=by(an()))


def test_only_the_desk_replans(running, items):
    for who in (chi(), guest()):
        with expect_record(), pytest.raises(Refused):
            actions.replan(meeting_id=running.pk, minutes={items[0].pk: 15}, by=by(who))
    with pytest.raises(NotFound):
        actions.replan(meeting_id=running.pk, minutes={items[0].pk: 15}, by=by(dung()))


def test_bad_plans_are_refused_with_words(running, items):
    actions.go_to_item(meeting_id=running.pk, item_id=items[0].pk, by=by(an()))
    actions.go_to_item(meeting_id=running.pk, item_id=items[1].pk, by=by(an()))
    for wrong, error in (
        ({"minutes": {items[2].pk: 0}}, Invalid),
        ({"minutes": {items[2].pk: 20}}, Invalid),  # as it is
        ({"minutes": {items[0].pk: 10}}, Conflict),  # over
        ({"in_writing": [items[1].pk]}, Conflict),  # running
        ({"minutes": {new_id(): 10}}, NotFound),
        ({"extended_minutes": 600}, Invalid),
    ):
        with expect_record(), pytest.raises(error):
            actions.replan(meeting_id=running.pk, by=by(an()), **wrong)
    with pytest.raises(NotFound):
        actions.undo_plan(meeting_id=running.pk, change_id=new_id(), by=by(an()))
    actions.replan(meeting_id=running.pk, minutes={items[1].pk: 30}, by=by(an()))  # the running one may be


def test_the_budget_counts_the_extension(running, items):
    before = room.budget(running, items, running.starts_at)
    running.extended_minutes = 15
    after = room.budget(running, items, running.starts_at)
    assert after.meeting_left - before.meeting_left == 900
    assert after.behind == before.behind  # more room at the end is slack, not being ahead
