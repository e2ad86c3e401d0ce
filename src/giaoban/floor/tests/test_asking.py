"""Asking for the floor: once an item, withdrawn, ordered by rule and by hand, seen by everybody."""

from datetime import timedelta

import pytest

from giaoban.floor import actions, queries
from giaoban.floor.models import Turn
from giaoban.floor.testing import a_question, a_turn, speaks
from giaoban.floor.tests.conftest import hoa, khanh
from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions as meetings
from giaoban.meetings.models import AgendaItem, Mark
from giaoban.people.testing import an, binh, by, chi, dung


def order(meeting, kind="speech"):
    meeting.refresh_from_db()
    turns = queries.turns_of(meeting)
    names = {turn.pk: turn.name.split()[-1] for turn in turns}
    return [names[one] for one in queries.order_of(meeting, queries.floor_of(meeting), turns)[kind]]


def test_a_member_asks_about_the_running_item(running, watched):
    with expect_record("floor.turn_requested") as written, watched(running):
        turn = a_turn(running)
    assert (turn.state, turn.item_id) == ("requested", running.current_item_id)
    assert (turn.unit.code, turn.site.code) == ("NOIBAI", "NOIBAI")
    assert turn.topic not in str(written[0].data), "the book says who, never on what"


def test_asking_twice_keeps_the_place_and_takes_the_new_topic(running, watched):
    first = a_turn(running)
    a_turn(running, guest())
    with expect_record():
        assert a_turn(running).pk == first.pk
    with expect_record("floor.topic_changed"), watched(running):
        again = a_turn(running, topic="Đường truyền dự phòng")
    assert (again.pk, again.topic) == (first.pk, "Đường truyền dự phòng")
    with expect_record():
        assert a_turn(running, topic="").topic == "Đường truyền dự phòng"
    assert order(running) == ["Chi", "Giang"]


def test_the_browsers_id_makes_a_second_try_harmless(running):
    mine = new_id()
    assert a_turn(running, turn_id=mine).pk == mine
    actions.withdraw_request(turn_id=mine, by=by(chi()))
    with expect_record():
        assert a_turn(running, turn_id=mine).state == "withdrawn"
    with pytest.raises(Conflict):
        a_turn(running, guest(), turn_id=mine)


def test_a_person_may_wait_on_several_items_and_in_both_lists(running):
    second = running.items.order_by("place")[1]
    made = {a_turn(running).pk, a_turn(running, item_id=second.pk).pk, a_question(running).pk}
    assert len(made) == 3


def test_a_substitute_speaks_for_the_unit_of_the_one_who_sent_them(running, watched):
    with watched(running):
        turn = a_turn(running, hoa())
    assert (turn.name, turn.unit.code, turn.site) == ("Đỗ Thị Hoa", "PC", None)


def test_who_sits_at_a_site_speaks_from_there_and_names_colleagues(running, watched):
    with watched(running):
        own = a_turn(running, khanh())
    assert own.site.code == "NOIBAI"
    named = a_turn(running, khanh(), site_id=own.site_id, speaker_id=chi().pk)
    assert (named.speaker, named.by) == (chi(), khanh())
    stranger = a_turn(running, khanh(), site_id=own.site_id, name="Ông Nguyễn Văn Tám, doanh nghiệp")
    assert (stranger.speaker, stranger.site.code) == (None, "NOIBAI")
    with expect_record():
        a_turn(running, khanh(), site_id=own.site_id, name="Ông Nguyễn Văn Tám, doanh nghiệp", topic="")
    with pytest.raises(NotFound) as no:
        a_turn(running, khanh(), site_id=own.site_id, speaker_id=guest().pk)
    assert no.value.code == "floor.not_of_this_site"
    with pytest.raises(NotFound) as no:
        a_turn(running, guest(), site_id=own.site_id)
    assert no.value.code == "floor.not_of_this_site"


def test_the_secretary_adds_somebody_in_the_hall(running, watched):
    with watched(running):
        turn = a_turn(running, binh(), speaker_id=guest().pk)
    assert (turn.speaker, turn.unit.code) == (guest(), "VP")
    unknown = a_turn(running, binh(), name="  Bà  Trần Thị Chín ")
    assert (unknown.name, unknown.speaker, unknown.unit) == ("Bà Trần Thị Chín", None, None)
    with pytest.raises(NotFound):
        a_turn(running, binh(), speaker_id=dung().pk)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "question"}, "floor.asked_needed"),
        ({"kind": "answer"}, "floor.bad_kind"),
        ({"topic": "x" * 501}, "floor.long_topic"),
    ],
)
def test_bad_requests_are_refused_with_words(running, values, code):
    with expect_record(), pytest.raises(Invalid) as no:
        a_turn(running, **values)
    assert no.value.code == code


def test_a_question_names_whom_it_asks(running, watched):
    with expect_record("floor.question_asked") as written, watched(running):
        turn = a_question(running, asked=guest())
    assert (turn.asked, written[0].data["asked"]) == (guest(), "Vũ Thị Giang")
    for bad, error, code in (
        ({"asked": chi()}, Invalid, "floor.asks_oneself"),
        ({"asked": dung()}, NotFound, "floor.not_in_the_room"),
        ({"asked": an(), "topic": " "}, Invalid, "floor.topic_needed"),
    ):
        with pytest.raises(error) as no:
            a_question(running, **bad)
        assert no.value.code == code


def test_on_a_secret_item_no_topic_is_written_down(running):
    AgendaItem.objects.filter(pk=running.current_item_id).update(is_secret=True)
    with pytest.raises(Invalid) as no:
        a_turn(running, topic="Chuyên án X")
    assert no.value.code == "floor.secret_topic"
    assert a_turn(running, topic="").topic == ""


def test_over_items_and_closed_lists_take_no_names(running):
    first, second, third = running.items.order_by("place")
    meetings.go_to_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    with pytest.raises(Conflict) as no:
        a_turn(running, item_id=first.pk)
    assert no.value.code == "floor.item_is_over"
    with pytest.raises(NotFound):
        a_turn(running, item_id=new_id())
    actions.set_speaking_rules(meeting_id=running.pk, speeches=False, by=by(an()))
    with pytest.raises(Refused) as refused:
        a_turn(running, item_id=third.pk)
    assert refused.value.code == "floor.list_is_closed"
    a_question(running)  # the other list is open
    a_turn(running, binh(), speaker_id=guest().pk)  # the desk adds whom it wants
    meetings.close(meeting_id=running.pk, by=by(an()))
    with pytest.raises(Refused) as refused:
        a_turn(running)
    assert refused.value.code == "floor.not_now"


def test_it_is_withdrawn_by_who_asked(running, watched):
    turn = a_turn(running)
    with expect_record("floor.turn_withdrawn"), watched(running):
        actions.withdraw_request(turn_id=turn.pk, by=by(chi()))
    with expect_record():
        actions.withdraw_request(turn_id=turn.pk, by=by(chi()))
    assert order(running) == []
    assert a_turn(running).pk != turn.pk, "and asked for anew"


def test_the_desk_takes_somebody_off_the_list_and_says_why_to_that_person_alone(running, watched):
    turn = a_turn(running)
    with pytest.raises(Invalid) as no:
        actions.withdraw_request(turn_id=turn.pk, by=by(binh()))
    assert no.value.code == "floor.reason_needed"
    with watched(running):
        actions.withdraw_request(turn_id=turn.pk, reason="Trùng nội dung đã nêu", by=by(binh()))
    assert told(running, chi())["reason"] == "Trùng nội dung đã nêu"
    assert told(running, guest()) is None
    assert told(running, an()) is None


def told(meeting, user):
    from giaoban.hall.queries import snapshot
    from giaoban.meetings.queries import room

    state = snapshot(meeting, room.eyes(by(user), meeting)).state
    return next((value for key, value in state.items() if key.startswith("told/")), None)


def test_who_speaks_is_not_withdrawn(running):
    turn = speaks(a_turn(running))
    with pytest.raises(Conflict) as no:
        actions.withdraw_request(turn_id=turn.pk, by=by(chi()))
    assert no.value.code == "floor.has_begun"


def test_the_desk_moves_somebody_and_late_comers_stay_behind(running, watched):
    a_turn(running), a_turn(running, guest()), a_turn(running, hoa())
    last = Turn.objects.get(speaker=hoa())
    with expect_record("floor.turn_moved"), watched(running):
        actions.move_turn(turn_id=last.pk, place=1, by=by(an()))
    assert order(running) == ["Chi", "Hoa", "Giang"]
    with expect_record():
        actions.move_turn(turn_id=last.pk, place=1, by=by(an()))
    a_turn(running, khanh())
    assert order(running) == ["Chi", "Hoa", "Giang", "Khánh"]
    with watched(running):
        actions.move_turn(turn_id=Turn.objects.get(speaker=chi()).pk, place=2, by=by(binh()))
    assert order(running) == ["Hoa", "Giang", "Chi", "Khánh"]
    with watched(running):
        actions.move_turn(turn_id=last.pk, place=99, by=by(binh()))
    assert order(running) == ["Giang", "Chi", "Khánh", "Hoa"]
    with pytest.raises(Conflict):
        actions.move_turn(turn_id=speaks(last).pk, place=0, by=by(an()))


def test_a_general_wish_and_one_on_the_running_item_wait_in_one_line(running):
    general = a_turn(running, guest())
    Turn.objects.filter(pk=general.pk).update(item=None)
    a_turn(running)
    assert order(running) == ["Giang", "Chi"]
    actions.move_turn(turn_id=general.pk, place=1, by=by(an()))
    assert order(running) == ["Chi", "Giang"]


def test_the_rule_is_changed_while_running_and_orders_everybody_anew(running, watched):
    now = clock.now()
    for n, user in enumerate((chi(), khanh(), guest())):
        with clock.at(now + timedelta(seconds=n)):
            a_turn(running, user)
    assert order(running) == ["Chi", "Khánh", "Giang"]
    actions.move_turn(turn_id=Turn.objects.get(speaker=khanh()).pk, place=0, by=by(an()))
    with expect_record("floor.rules_set"), watched(running):
        actions.set_speaking_rules(meeting_id=running.pk, rule="units", by=by(an()))
    assert order(running) == ["Chi", "Giang", "Khánh"], "Chi and Khánh are of one branch; the hand's place is given up"
    with expect_record():
        actions.set_speaking_rules(meeting_id=running.pk, rule="units", by=by(an()))
    with clock.at(now + timedelta(seconds=5)):
        actions.give_floor(turn_id=Turn.objects.get(speaker=chi()).pk, by=by(an()))
    assert order(running) == ["Giang", "Khánh"]
    for bad in ({"rule": "loudest"}, {"minutes": 0}, {"minutes": 121}):
        with pytest.raises(Invalid):
            actions.set_speaking_rules(meeting_id=running.pk, by=by(an()), **bad)


def test_who_has_spoken_least_comes_first_this_meeting_then_this_year(running, watched):
    now = clock.now()
    actions.set_speaking_rules(meeting_id=running.pk, rule="least", by=by(an()))
    with clock.at(now):
        actions.give_floor(turn_id=a_turn(running).pk, by=by(an()))
    with clock.at(now + timedelta(minutes=3)):
        actions.end_turn(turn_id=Turn.objects.get(speaker=chi()).pk, by=by(an()))
    with watched(running):
        a_turn(running)
        early = a_turn(running, guest())
        a_turn(running, hoa())
    assert order(running) == ["Giang", "Hoa", "Chi"]
    Turn.objects.filter(pk=early.pk).update(spoken_before=timedelta(minutes=20))
    assert order(running) == ["Hoa", "Giang", "Chi"]


def test_this_year_is_counted_when_asking_without_drills(running):
    from giaoban.hall.testing import a_room

    now = clock.now()
    for is_drill in (False, True):
        other = a_room(papers=0)
        type(other).objects.filter(pk=other.pk).update(is_drill=is_drill)
        meetings.start(meeting_id=other.pk, by=by(an()))
        with clock.at(now):
            turn = speaks(a_turn(other))
        with clock.at(now + timedelta(minutes=4)):
            actions.end_turn(turn_id=turn.pk, by=by(an()))
    assert a_turn(running).spoken_before == timedelta(minutes=4)
    assert a_turn(running, guest()).spoken_before == timedelta()


def test_before_the_meeting_it_is_the_mark_too(called, watched):
    first = called.items.first()
    with expect_record("floor.turn_requested", "meetings.item_marked"), watched(called):
        turn = a_turn(called, item_id=first.pk)
    mark = Mark.objects.get()
    assert (mark.kind, mark.text, mark.user) == ("speak", turn.topic, chi())
    assert Turn.objects.count() == 1, "and no double"


def test_an_objection_stays_the_mark(called):
    first = called.items.first()
    meetings.mark_item(item_id=first.pk, mark="objection", text="Chưa đủ căn cứ", by=by(chi()))
    a_turn(called, item_id=first.pk)
    assert Mark.objects.get().kind == "objection"


def test_a_mark_waits_in_the_queue_of_its_item_with_its_text(called, watched):
    first = called.items.first()
    with watched(called):
        meetings.mark_item(item_id=first.pk, mark="speak", text="Xin báo  cáo thêm", by=by(chi()))
    turn = Turn.objects.get()
    assert (turn.item, turn.topic, turn.from_mark, turn.site.code) == (first, "Xin báo cáo thêm", True, "NOIBAI")
    assert a_turn(called, item_id=first.pk, topic="").pk == turn.pk
    with watched(called):
        meetings.mark_item(item_id=first.pk, mark="speak", text="Xin báo cáo về C/O", by=by(chi()))
    turn.refresh_from_db()
    assert turn.topic == "Xin báo cáo về C/O"
    with watched(called):
        meetings.mark_item(item_id=first.pk, mark="agree", by=by(chi()))
    turn.refresh_from_db()
    assert turn.state == "withdrawn"
    meetings.mark_item(item_id=first.pk, mark="agree", text="Nhất trí", by=by(guest()))
    assert Turn.objects.count() == 1


def test_an_item_that_leaves_the_agenda_takes_its_wishes_along(called, watched):
    first = called.items.first()
    a_turn(called, item_id=first.pk)
    with watched(called):
        meetings.remove_item(item_id=first.pk, by=by(binh()))
    turn = Turn.objects.get()
    assert (turn.state, turn.item) == ("withdrawn", None)
