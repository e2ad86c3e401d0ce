"""The script and its one button: what is due, in which order, taken once, passed over, never from a stale screen."""

from datetime import date

import pytest

from giaoban.hall.testing import a_room, assisted, guest, lan
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings import script as registry
from giaoban.meetings.models import AgendaItem, Conclusion, Meeting, MeetingKind
from giaoban.meetings.queries import script
from giaoban.meetings.script import Part, Point, Step
from giaoban.people.testing import an, binh, by, chi, dung


def due(meeting):
    meeting.refresh_from_db()
    return [step.do for step in script.steps(meeting)]


def press(meeting, who=None, nth=0):
    """Press what the screen of this moment shows."""
    meeting.refresh_from_db()
    step = script.steps(meeting)[nth]
    return actions.next_item(meeting_id=meeting.pk, step=step.key(meeting.current_item_id), by=by(who or an()))


def wants(meeting, place, wanted):
    AgendaItem.objects.filter(meeting=meeting, place=place).update(wanted=wanted)


def test_the_button_goes_through_the_whole_meeting(called, watched):
    done = []
    while due(called):
        done.append(due(called)[0])
        with watched(called):
            press(called)
    assert done == ["start", "round", "item", "item", "round", "item", "close"]
    called.refresh_from_db()
    assert (called.state, called.rounds.count()) == (Meeting.State.CLOSED, 2)


def test_the_steps_ahead_are_known(called):
    assert due(called) == ["start", "round", "item", "item", "item", "close"]
    press(called)
    press(called)
    press(called)
    assert due(called) == ["item", "item", "close"]  # before the last item heads are counted again, not yet


def test_before_the_last_item_heads_are_counted_again(running):
    for _ in range(3):
        press(running)
    assert due(running)[:2] == ["round", "item"]
    press(running)
    assert running.rounds.get(number=1).closed_at is not None
    assert running.rounds.get(number=2).closed_at is None
    assert due(running)[0] == "item"


def test_a_kind_of_meeting_says_how_often_heads_are_counted(running):
    MeetingKind.objects.update(attendance_rounds=0)
    assert due(running) == ["item", "item", "item", "close"]


def test_an_item_to_discuss_asks_for_its_conclusion_and_can_be_passed(running):
    wants(running, 1, "decide")
    press(running, nth=1)
    assert due(running)[:2] == ["conclude", "item"]
    with pytest.raises(Conflict) as no:
        press(running)
    assert no.value.code == "meetings.conclude_first"
    press(running, nth=1)
    assert running.items.get(place=2).state == "running"


def test_a_draft_is_completed_then_settled_and_its_task_is_out(running, watched):
    wants(running, 1, "decide")
    press(running, nth=1)
    unit = chi().appointments.get().unit
    made = actions.conclude(meeting_id=running.pk, content="Rà soát tờ khai.", by=by(binh()))
    assert due(running)[0] == "complete"
    with pytest.raises(Conflict):
        press(running)
    with watched(running):
        actions.change_conclusion(
            conclusion_id=made.pk,
            content=made.content,
            lead_unit_id=unit.pk,
            deadline_on=clock.today(),
            by=by(binh()),
        )
    assert due(running)[0] == "settle"
    with expect_record("tasks.assigned", "meetings.conclusion_settled"), watched(running):
        press(running)
    assert due(running)[0] == "item"


def test_two_presses_of_one_button_move_one_step(running):
    running.refresh_from_db()
    step = script.steps(running)[1].key(None)
    actions.next_item(meeting_id=running.pk, step=step, by=by(an()))
    with expect_record():
        actions.next_item(meeting_id=running.pk, step=step, by=by(binh()))
    assert running.items.get(place=1).state == "running"


def test_a_screen_from_another_place_of_the_agenda_moves_nothing(running):
    running.refresh_from_db()
    stale = script.steps(running)[1].key(None)  # «item 1», seen before anything ran
    actions.go_to_item(meeting_id=running.pk, item_id=running.items.get(place=3).pk, by=by(binh()))
    with expect_record():
        actions.next_item(meeting_id=running.pk, step=stale, by=by(an()))


def test_only_the_desk_presses(running):
    assisted(running)
    for who in (chi(), guest()):
        with expect_record(), pytest.raises(Refused):
            actions.next_item(meeting_id=running.pk, by=by(who))
    with pytest.raises(NotFound):
        actions.next_item(meeting_id=running.pk, by=by(dung()))
    press(running, lan())
    assert running.rounds.count() == 1


def test_when_it_is_over_there_is_nothing_to_press(running):
    actions.close(meeting_id=running.pk, by=by(an()))
    assert due(running) == []
    with pytest.raises(Conflict):
        actions.next_item(meeting_id=running.pk, by=by(an()))


def test_by_name_as_older_programs_ask(running):
    first = running.items.get(place=1)
    actions.next_item(meeting_id=running.pk, expect="item", item_id=first.pk, by=by(an()))
    with expect_record():
        actions.next_item(meeting_id=running.pk, expect="item", item_id=first.pk, by=by(an()))
    first.refresh_from_db()
    assert first.state == "running"


@pytest.fixture
def witnesses():
    """A part as an app above adds it: two witnesses are to be heard in every item."""
    waiting, called = [new_id(), new_id()], []
    part = Part(
        does=frozenset({"witness"}),
        due=lambda _meeting, item: [
            Step("witness", one, item, {"name": "Chi"}) for one in waiting if one not in called
        ],
        take=lambda _meeting, step, _by: called.append(step.subject),
        points=lambda _meeting: [Point("witness", words="Chi")],
    )
    registry.PARTS.append(part)
    yield waiting, called
    registry.PARTS.remove(part)


def test_an_app_above_adds_its_steps_and_is_asked_to_take_them(running, witnesses):
    waiting, called = witnesses
    wants(running, 1, "discuss")
    press(running, nth=1)
    assert due(running)[:4] == ["witness", "witness", "conclude", "item"]
    press(running)
    assert called == waiting[:1]
    assert "witness" in {point.kind for point in script.points(running)}


def test_a_later_step_passes_over_those_before_it(running, witnesses):
    waiting, called = witnesses
    wants(running, 1, "discuss")
    press(running, nth=1)
    press(running, nth=1)  # the second witness: the first is not offered again
    assert called == waiting[1:]
    assert due(running)[:2] == ["conclude", "item"]


def test_what_is_open_is_read_out_before_the_end(running):
    wants(running, 1, "decide")
    for place in (1, 2):
        actions.go_to_item(meeting_id=running.pk, item_id=running.items.get(place=place).pk, by=by(an()))
    actions.conclude(meeting_id=running.pk, content="Thiếu đơn vị.", by=by(binh()))
    actions.conclude(meeting_id=running.pk, content="Không giao việc.", no_action=True, by=by(binh()))
    running.refresh_from_db()
    kinds = [point.kind for point in script.points(running)]
    assert kinds == ["no_conclusion", "not_held", "incomplete", "draft"]
    assert script.steps(running)[-1].fields == {"open": 4}


def test_a_secret_item_is_named_on_no_button(running):
    AgendaItem.objects.filter(meeting=running, place=1).update(is_secret=True, title="Chuyên án X")
    from giaoban.hall.queries import snapshot

    state = snapshot(running, frozenset({"all", "desk"})).state
    assert "Chuyên án X" not in str(state)
    assert state["script"]["steps"][1]["title"] == "…"


def test_the_script_is_the_desks_alone(called):
    from giaoban.hall.queries import snapshot

    assert "script" not in snapshot(called, frozenset({"all"})).state
    assert snapshot(called, frozenset({"all", "desk"})).state["script"]["steps"][0]["do"] == "start"


def test_a_conclusion_with_a_day_but_no_unit_is_incomplete():
    assert not script.is_complete(Conclusion(deadline_on=date(2026, 3, 20)))
    assert script.is_complete(Conclusion(no_action=True))


def test_the_button_by_the_api(db, client):
    meeting = a_room()
    client.force_login(an())
    state = client.get(f"/api/meetings/{meeting.pk}/live").json()["state"]
    key = state["script"]["steps"][0]["key"]
    reply = client.post(f"/api/meetings/{meeting.pk}/next", {"step": key}, content_type="application/json")
    assert reply.json()["state"] == "running"
    again = client.post(f"/api/meetings/{meeting.pk}/next", {"step": key}, content_type="application/json")
    assert again.status_code == 200
    meeting.refresh_from_db()
    assert meeting.rounds.count() == 0
