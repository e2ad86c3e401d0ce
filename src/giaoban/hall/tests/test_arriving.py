"""A crowd comes in: everybody has the room of now, and what is the same for many is made once."""

import json

import pytest

from giaoban.hall import arriving, queries
from giaoban.hall.testing import a_room, guest
from giaoban.meetings import actions
from giaoban.meetings.live import stream
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi
from giaoban.voting.testing import an_open_poll

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    yield actions.start(meeting_id=a_room().pk, by=by(an()))
    arriving.forget()


def come(user, meeting):
    return json.loads(arriving.snapshot(meeting.pk, room.audiences_of(by(user), meeting.pk)))


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


def test_the_second_of_a_class_costs_one_question(meeting, django_assert_num_queries):
    first, second = (room.audiences_of(by(user), meeting.pk) for user in (chi(), guest()))
    arriving.snapshot(meeting.pk, first)
    with django_assert_num_queries(1):
        arriving.snapshot(meeting.pk, second)


def test_a_change_is_in_the_next_answer(meeting):
    before = come(chi(), meeting)
    item = meeting.items.first()
    actions.go_to_item(meeting_id=meeting.pk, item_id=item.pk, by=by(an()))
    after = come(chi(), meeting)
    assert after["seq"] > before["seq"]
    assert after["state"]["meeting"]["item"] == str(item.pk)
    assert after["seq"] == queries.streams.head(stream(meeting.pk))
