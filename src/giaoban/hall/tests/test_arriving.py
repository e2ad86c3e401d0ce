"""A crowd comes in: everybody has the room of now, and what is the same for many is made once."""

import json

import pytest

from giaoban.hall import arriving, queries
from giaoban.hall.testing import a_room, guest
from giaoban.kernel.ids import new_id
from giaoban.meetings import actions
from giaoban.meetings.live import stream
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.voting.testing import an_open_poll

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    yield actions.start(meeting_id=a_room().pk, by=by(an()))
    arriving.forget()


def answer(meeting, *users, whole=True):
    return arriving._room(meeting.pk).answer(meeting.pk, [(by(user), whole) for user in users])


def come(user, meeting):
    return json.loads(answer(meeting, user)[0].body)


def told(user, meeting):
    """What the API tells the same person, computed for this person alone."""
    shot = queries.snapshot(meeting, room.audiences_of(by(user), meeting.pk))
    return {"seq": shot.seq, "state": json.loads(json.dumps(shot.state, default=str))}


@pytest.mark.parametrize("who", [an, binh, chi, guest], ids=["chair", "secretary", "member", "invited"])
def test_everybody_has_what_the_api_tells_them(meeting, who):
    actions.write_note(meeting_id=meeting.pk, text="Của riêng tôi", by=by(chi()))
    an_open_poll(meeting)
    assert come(who(), meeting) == told(who(), meeting)


def test_a_private_note_comes_with_its_writer_alone(meeting):
    actions.write_note(meeting_id=meeting.pk, text="Của riêng tôi", by=by(chi()))
    assert come(chi(), meeting)["state"]["note"]["text"] == "Của riêng tôi"
    assert "note" not in come(guest(), meeting)["state"]
    assert "note" not in come(an(), meeting)["state"]


def test_a_crowd_costs_the_same_as_one(meeting, django_assert_num_queries):
    people = [by(user) for user in (chi(), guest(), chi(), guest())]
    answer(meeting, chi())
    door = arriving._room(meeting.pk)
    with django_assert_num_queries(4):  # the number, the meeting, who is named in it
        found = door.answer(meeting.pk, [(person, True) for person in people])
    assert len({one.body for one in found}) == 2


def test_strangers_of_a_lot_get_nothing_and_nobody_a_room_that_is_not_there(meeting):
    member, stranger = answer(meeting, chi(), dung())
    assert isinstance(member, arriving.Arrived)
    assert stranger is None
    assert arriving._room(new_id()).answer(new_id(), [(by(chi()), True)]) == [None]


def test_who_only_listens_is_told_no_room(meeting):
    (member,) = answer(meeting, chi(), whole=False)
    assert type(member) is arriving.Rights
    assert member.audiences == room.audiences_of(by(chi()), meeting.pk)


def test_a_change_is_in_the_next_answer(meeting):
    before = come(chi(), meeting)
    item = meeting.items.first()
    actions.go_to_item(meeting_id=meeting.pk, item_id=item.pk, by=by(an()))
    after = come(chi(), meeting)
    assert after["seq"] > before["seq"]
    assert after["state"]["meeting"]["item"] == str(item.pk)
    assert after["seq"] == queries.streams.head(stream(meeting.pk))
