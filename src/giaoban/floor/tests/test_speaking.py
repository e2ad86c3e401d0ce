"""The floor is called, given, stopped, extended, ended; never to two, and no second is lost."""

from datetime import timedelta

import pytest

from giaoban.floor import actions
from giaoban.floor.models import Turn
from giaoban.floor.testing import a_question, a_turn, speaks
from giaoban.floor.tests.conftest import hoa, khanh
from giaoban.floor.tests.test_asking import order
from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions as meetings
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi


def lines(meeting):
    return [(line.kind, line.speaker and line.speaker.full_name, line.text) for line in room.lines_of(meeting)]


def test_the_floor_is_given_with_one_tap(running, watched):
    turn = a_turn(running)
    with expect_record("floor.turn_called", "floor.turn_started"), watched(running):
        turn = actions.give_floor(turn_id=turn.pk, by=by(an()))
    assert (turn.state, turn.granted_seconds) == ("speaking", 300)
    assert turn.called_at == turn.started_at == turn.since
    with expect_record():
        actions.give_floor(turn_id=turn.pk, by=by(binh()))


def test_somebody_is_called_to_be_ready_and_begins_without_a_second_tap(running, watched):
    speaks(a_turn(running))
    waits = a_turn(running, guest())
    with expect_record("floor.turn_called"), watched(running):
        actions.call_turn(turn_id=waits.pk, by=by(an()))
    with expect_record():
        actions.call_turn(turn_id=waits.pk, by=by(an()))
    with pytest.raises(Conflict) as no:
        actions.give_floor(turn_id=waits.pk, by=by(guest()))
    assert (no.value.code, no.value.details["speaker"]) == ("floor.somebody_speaks", "Lê Thị Chi")
    actions.end_turn(turn_id=Turn.objects.get(speaker=chi()).pk, by=by(chi()))
    with expect_record("floor.turn_started"), watched(running):
        actions.give_floor(turn_id=waits.pk, by=by(guest()))


def test_another_call_lets_the_first_wait_in_front_again(running, watched):
    first, second, third = a_turn(running), a_turn(running, guest()), a_turn(running, hoa())
    actions.move_turn(turn_id=third.pk, place=1, by=by(an()))
    actions.call_turn(turn_id=second.pk, by=by(an()))
    with watched(running):
        actions.call_turn(turn_id=first.pk, by=by(an()))
    assert order(running) == ["Giang", "Hoa"]
    first.refresh_from_db()
    assert first.state == "called"


def test_the_next_by_the_rule_takes_over_from_who_speaks(running, watched):
    first, second = a_turn(running), a_turn(running, guest())
    with watched(running):
        actions.give_next(meeting_id=running.pk, expect=first.pk, by=by(an()))
    with expect_record("floor.turn_ended", "floor.turn_called", "floor.turn_started"), watched(running):
        actions.give_next(meeting_id=running.pk, expect=second.pk, instead_of=first.pk, by=by(binh()))
    first.refresh_from_db()
    assert first.state == "ended"
    with pytest.raises(Conflict) as no:
        actions.give_next(meeting_id=running.pk, by=by(an()))
    assert no.value.code == "floor.nobody_waits"


def test_an_order_that_has_changed_moves_nothing(running):
    first, second = a_turn(running), a_turn(running, guest())
    actions.move_turn(turn_id=second.pk, place=0, by=by(binh()))
    with expect_record(), pytest.raises(Conflict) as no:
        actions.give_next(meeting_id=running.pk, expect=first.pk, by=by(an()))
    assert no.value.code == "floor.order_has_changed"


def test_who_was_not_seen_speaking_is_not_cut_off(running):
    first, second, third = a_turn(running), a_turn(running, guest()), a_turn(running, hoa())
    speaks(first)
    actions.give_floor(turn_id=second.pk, instead_of=first.pk, by=by(binh()))
    with expect_record(), pytest.raises(Conflict):
        actions.give_floor(turn_id=third.pk, instead_of=first.pk, by=by(an()))
    second.refresh_from_db()
    assert second.state == "speaking"


def test_pause_and_resume_keep_every_second(running, watched):
    now = clock.now()
    with clock.at(now):
        turn = speaks(a_turn(running))
    with clock.at(now + timedelta(seconds=70.25)), expect_record("floor.turn_paused"), watched(running):
        turn = actions.pause_turn(turn_id=turn.pk, by=by(an()))
    assert turn.used == timedelta(seconds=70.25)
    with expect_record():
        actions.pause_turn(turn_id=turn.pk, by=by(an()))
    with clock.at(now + timedelta(seconds=100)), expect_record("floor.turn_resumed"), watched(running):
        actions.resume_turn(turn_id=turn.pk, by=by(binh()))
    with clock.at(now + timedelta(seconds=110)), watched(running):
        turn = actions.end_turn(turn_id=turn.pk, by=by(an()))
    assert turn.used == timedelta(seconds=80.25)


def test_while_one_is_paused_another_may_speak_and_the_first_waits_until_then(running, watched):
    first, second = speaks(a_turn(running)), a_turn(running, guest())
    actions.pause_turn(turn_id=first.pk, by=by(an()))
    with watched(running):
        actions.give_floor(turn_id=second.pk, by=by(an()))
    with pytest.raises(Conflict) as no:
        actions.resume_turn(turn_id=first.pk, by=by(an()))
    assert no.value.code == "floor.somebody_speaks"
    actions.end_turn(turn_id=second.pk, by=by(an()))
    with watched(running):
        assert actions.resume_turn(turn_id=first.pk, by=by(an())).state == "speaking"


def test_more_minutes_are_given_each_time(running, watched):
    turn = speaks(a_turn(running))
    with expect_record("floor.turn_extended"), watched(running):
        actions.extend_turn(turn_id=turn.pk, minutes=2, by=by(an()))
    assert actions.extend_turn(turn_id=turn.pk, minutes=1, by=by(an())).allowed_seconds == 480
    for bad in (0, -5, 61):
        with pytest.raises(Invalid):
            actions.extend_turn(turn_id=turn.pk, minutes=bad, by=by(an()))


def test_the_end_writes_who_spoke_how_long_and_on_what(running, watched):
    now = clock.now()
    with clock.at(now):
        turn = speaks(a_turn(running))
    with clock.at(now + timedelta(minutes=4, seconds=35)), expect_record("floor.turn_ended"), watched(running):
        actions.end_turn(turn_id=turn.pk, by=by(an()))
    assert lines(running)[-1] == (
        "event", "Lê Thị Chi",
        "Phát biểu từ điểm cầu Chi cục Nội Bài trong 4 phút 35 giây; nội dung: Vướng mắc C/O điện tử.",
    )  # fmt: skip
    assert room.lines_of(running).last().item_id == running.current_item_id
    with expect_record():
        actions.end_turn(turn_id=turn.pk, by=by(an()))


def test_a_speaker_without_account_is_named_in_the_line(running):
    now = clock.now()
    with clock.at(now):
        site = chi().appointments.get().unit_id
        turn = speaks(a_turn(running, khanh(), site_id=site, name="Ông Tám", topic=""))
    with clock.at(now + timedelta(minutes=2)):
        actions.end_turn(turn_id=turn.pk, by=by(an()))
    assert lines(running)[-1] == ("event", None, "Ông Tám (điểm cầu Chi cục Nội Bài): phát biểu trong 2 phút.")


def test_the_chair_sets_the_minutes_of_a_turn(running):
    actions.set_speaking_rules(meeting_id=running.pk, minutes=3, by=by(an()))
    assert speaks(a_turn(running)).granted_seconds == 180
    other = a_turn(running, guest())
    given = actions.give_floor(
        turn_id=other.pk, instead_of=Turn.objects.get(state="speaking").pk, minutes=10, by=by(an())
    )
    assert given.granted_seconds == 600


def test_a_general_wish_belongs_to_the_item_on_which_it_is_heard(running):
    turn = a_turn(running)
    Turn.objects.filter(pk=turn.pk).update(item=None)
    assert speaks(turn).item_id == running.current_item_id
    other = a_turn(running, guest())
    Turn.objects.filter(pk=other.pk).update(item=None)
    a_turn(running, guest())
    given = actions.give_floor(turn_id=other.pk, instead_of=turn.pk, by=by(an()))
    assert given.item_id is None, "one request an item: the other one waits there"


def test_who_does_not_answer_the_call_is_passed_over_and_the_minutes_say_so(running, watched):
    turn = a_turn(running)
    actions.call_turn(turn_id=turn.pk, by=by(an()))
    with expect_record("floor.turn_passed_over"), watched(running):
        actions.pass_over(turn_id=turn.pk, reason="Mất kết nối", by=by(binh()))
    assert lines(running)[-1] == ("event", "Lê Thị Chi", "Được mời nhưng không phát biểu: Mất kết nối.")
    with expect_record():
        actions.pass_over(turn_id=turn.pk, by=by(binh()))
    assert a_turn(running).state == "requested", "and may ask again"


def test_a_slip_of_the_finger_is_taken_back_within_a_minute(running, watched):
    now = clock.now()
    a_turn(running, guest())
    turn = a_turn(running)
    with clock.at(now):
        speaks(turn)
    with clock.at(now + timedelta(seconds=20)), expect_record("floor.turn_taken_back"), watched(running):
        actions.take_back_floor(turn_id=turn.pk, by=by(an()))
    assert order(running) == ["Chi", "Giang"]
    turn.refresh_from_db()
    assert (turn.used, turn.started_at) == (timedelta(), None)
    assert not any("phát biểu" in text.lower() for *_, text in lines(running))
    with expect_record():
        actions.take_back_floor(turn_id=turn.pk, by=by(an()))
    with clock.at(now):
        speaks(turn)
    with clock.at(now + timedelta(seconds=61)), pytest.raises(Conflict) as no:
        actions.take_back_floor(turn_id=turn.pk, by=by(an()))
    assert no.value.code == "floor.has_spoken_too_long"


@pytest.mark.parametrize("verb", ["pause_turn", "resume_turn", "end_turn", "take_back_floor"])
def test_what_does_not_fit_the_state_is_refused(running, verb):
    turn = a_turn(running)
    if verb == "take_back_floor":
        turn = speaks(turn)
        actions.end_turn(turn_id=turn.pk, by=by(an()))
    with expect_record(), pytest.raises(Conflict):
        getattr(actions, verb)(turn_id=turn.pk, by=by(an()))


def test_the_next_item_ends_who_has_the_floor(running, watched):
    now = clock.now()
    second = running.items.order_by("place")[1]
    with clock.at(now):
        paused = speaks(a_turn(running))
        actions.pause_turn(turn_id=paused.pk, by=by(an()))
        speaks(a_turn(running, guest()))
    waits = a_turn(running, hoa())
    with (
        clock.at(now + timedelta(seconds=30)),
        expect_record("floor.turn_ended", "floor.turn_ended", "meetings.item_begun"),
        watched(running),
    ):
        meetings.go_to_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    assert set(Turn.objects.values_list("speaker__username", "state")) == {
        ("chi", "ended"), ("giang", "ended"), ("hoa", "requested"),
    }  # fmt: skip
    assert Turn.objects.get(speaker=guest()).used == timedelta(seconds=30)
    with watched(running):
        speaks(waits)  # of the item before: the chair may still call


def test_closing_ends_all_and_reopening_lets_the_uncalled_wait_again(running, watched):
    speaks(a_turn(running))
    waits, passed, announced = a_turn(running, guest()), a_turn(running, hoa()), a_turn(running, khanh())
    actions.pass_over(turn_id=passed.pk, by=by(an()))
    actions.call_turn(turn_id=announced.pk, by=by(an()))
    with expect_record("floor.turn_ended", "meetings.closed"), watched(running):
        meetings.close(meeting_id=running.pk, by=by(an()))
    states = lambda: dict(Turn.objects.values_list("speaker__username", "state"))  # noqa: E731
    assert states() == {"chi": "ended", "giang": "passed_over", "hoa": "passed_over", "khanh": "passed_over"}
    with expect_record("meetings.reopened"), watched(running):
        meetings.reopen(meeting_id=running.pk, by=by(an()))
    assert states() == {"chi": "ended", "giang": "requested", "hoa": "passed_over", "khanh": "requested"}
    assert waits.pk in Turn.objects.filter(state="requested").values_list("pk", flat=True)


def test_the_secretary_acts_in_the_chairs_name_with_a_delegation_only(running):
    turn = a_question(running)
    with expect_record("floor.turn_called", "floor.turn_started") as written:
        actions.give_floor(turn_id=turn.pk, by=by(binh()))
    assert {entry.acting_for_id for entry in written} == {None}
