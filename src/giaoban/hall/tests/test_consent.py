"""The consent block: it forms at the deadline, any member takes an item out, the chair adopts the rest in one act."""

from datetime import timedelta

import pytest

from giaoban.hall.testing import assisted, guest, lan, stand_in
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions, recording
from giaoban.meetings.models import AgendaItem, Attendee, Mark, Meeting
from giaoban.meetings.queries import room, script
from giaoban.people.testing import an, binh, by, chi, dung


@pytest.fixture
def settled(called):
    """The time for marks is over; Chi objected to the second item, so the first and third form the block."""
    Mark.objects.create(item=called.items.get(place=2), user=chi(), kind="objection", text="Chưa rõ")
    Meeting.objects.filter(pk=called.pk).update(marks_until=called.starts_at - timedelta(minutes=5))
    actions.settle_consent(meeting_id=called.pk)
    return Meeting.objects.get(pk=called.pk)


@pytest.fixture
def begun(settled):
    actions.start(meeting_id=settled.pk, by=by(an()))
    return Meeting.objects.get(pk=settled.pk)


def block(meeting):
    return [item.place for item in room.items_of(meeting) if item.is_consent]


def test_the_room_sees_one_block(settled):
    assert block(settled) == [1, 3]
    steps = script.steps(settled)
    assert [step.do for step in steps] == ["start", "round", "consent", "item", "close"]
    assert steps[2].fields == {"count": 2}


def test_a_start_right_after_the_deadline_forms_it(called):
    Meeting.objects.filter(pk=called.pk).update(marks_until=clock.now() - timedelta(seconds=1))
    with expect_record("meetings.consent_settled", "meetings.started"):
        actions.start(meeting_id=called.pk, by=by(an()))
    assert block(called) == [1, 2, 3]


def test_a_state_secret_is_never_adopted_in_silence(called):
    called.items.filter(place=1).update(is_secret=True)
    Meeting.objects.filter(pk=called.pk).update(marks_until=clock.now() - timedelta(seconds=1))
    actions.settle_consent(meeting_id=called.pk)
    assert block(called) == [2, 3]


def test_the_chair_adopts_it_in_one_act_and_the_minutes_say_so(begun, watched):
    with expect_record("meetings.consent_adopted"), watched(begun):
        actions.adopt_consent(meeting_id=begun.pk, expect=2, by=by(an()))
    assert list(begun.items.values_list("state", flat=True)) == ["done", "waiting", "done"]
    with expect_record():
        actions.adopt_consent(meeting_id=begun.pk, by=by(binh()))
    assert "gồm 2 nội dung" in room.lines_of(begun).last().text
    begun.refresh_from_db()
    minutes = recording.compose_minutes(begun)
    assert minutes.consent.items == ("Nội dung thứ 1", "Nội dung thứ 3")
    assert [item.title for item in minutes.items] == ["Nội dung thứ 2"]


def test_who_may_adopt(begun):
    assisted(begun)
    for who in (chi(), guest()):
        with expect_record(), pytest.raises(Refused):
            actions.adopt_consent(meeting_id=begun.pk, by=by(who))
    with pytest.raises(NotFound):
        actions.adopt_consent(meeting_id=begun.pk, by=by(dung()))
    actions.adopt_consent(meeting_id=begun.pk, by=by(lan()))


def test_what_the_button_did_not_name_is_not_adopted(begun):
    actions.take_out_of_consent(item_id=begun.items.get(place=3).pk, by=by(guest()))
    with pytest.raises(Conflict) as no:
        actions.adopt_consent(meeting_id=begun.pk, expect=2, by=by(an()))
    assert (no.value.code, no.value.details) == ("meetings.consent_has_changed", {"count": 1})


def test_any_member_takes_an_item_out_and_is_named(begun, watched):
    item = begun.items.get(place=1)
    with expect_record("meetings.item_taken_out_of_consent"), watched(begun):
        actions.take_out_of_consent(item_id=item.pk, reason="Số liệu chưa khớp", by=by(chi()))
    with expect_record():
        actions.take_out_of_consent(item_id=item.pk, by=by(guest()))
    text = room.lines_of(begun).last().text
    assert "Lê Thị Chi" in text
    assert "Số liệu chưa khớp" in text
    assert block(begun) == [3]


def test_an_accepted_substitute_may_and_one_who_is_only_informed_may_not(begun):
    row = Attendee.objects.get(meeting=begun, user=guest())
    row.substitute, row.consent = stand_in(), Attendee.Consent.GIVEN
    row.save()
    actions.take_out_of_consent(item_id=begun.items.get(place=1).pk, by=by(stand_in()))
    Attendee.objects.filter(meeting=begun, user=chi()).update(capacity="informed")
    with pytest.raises(Refused):
        actions.take_out_of_consent(item_id=begun.items.get(place=3).pk, by=by(chi()))
    with pytest.raises(NotFound):
        actions.take_out_of_consent(item_id=begun.items.get(place=3).pk, by=by(dung()))


def test_after_the_adoption_nothing_is_taken_out(begun):
    actions.adopt_consent(meeting_id=begun.pk, by=by(an()))
    with pytest.raises(Refused) as no:
        actions.take_out_of_consent(item_id=begun.items.get(place=1).pk, by=by(chi()))
    assert no.value.code == "meetings.consent_is_adopted"


def test_what_is_taken_up_after_all_is_no_longer_adopted_in_silence(begun, watched):
    actions.adopt_consent(meeting_id=begun.pk, by=by(an()))
    with watched(begun):
        actions.go_to_item(meeting_id=begun.pk, item_id=begun.items.get(place=1).pk, by=by(an()))
    assert block(begun) == [3]
    assert "Tiếp tục nội dung 1" in room.lines_of(begun).last().text


def test_a_block_that_was_never_adopted_is_open_at_the_end(begun):
    actions.go_to_item(meeting_id=begun.pk, item_id=begun.items.get(place=2).pk, by=by(an()))
    begun.refresh_from_db()
    assert [step.do for step in script.steps(begun)] == ["consent", "close"]
    assert [point.kind for point in script.points(begun)].count("not_adopted") == 2
    actions.close(meeting_id=begun.pk, by=by(an()))
    begun.refresh_from_db()
    assert recording.compose_minutes(begun).consent is None


def test_nothing_to_adopt_is_said(running):
    with pytest.raises(Conflict) as no:
        actions.adopt_consent(meeting_id=running.pk, by=by(an()))
    assert no.value.code == "meetings.nothing_to_adopt"
    assert AgendaItem.objects.filter(meeting=running, is_consent=True).count() == 0
