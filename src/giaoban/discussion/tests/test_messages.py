"""Writing to the room, to the chair, to the secretary; taking back, hiding, lifting into the minutes (LIVE-6)."""

import pytest

from giaoban.discussion import actions, queries
from giaoban.discussion.models import Message
from giaoban.discussion.testing import a_message
from giaoban.hall.queries import snapshot
from giaoban.hall.testing import guest, lan
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused, TooMany
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings.actions import close, go_to_item, remove_line
from giaoban.meetings.models import MinutesLine
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi, dung

CAST = {"an": an, "binh": binh, "lan": lan, "chi": chi, "giang": guest}


def readers(meeting, message):
    """Return who has the message in the room, and make sure that the list says the same."""
    found = set()
    for name, one in CAST.items():
        eyes = room.eyes(by(one()), meeting)
        in_room = f"message/{message.pk}" in snapshot(meeting, eyes).state
        listed = message.pk in {row.pk for row in queries.visible_messages(by(one()), meeting)}
        assert in_room == listed, name
        if in_room:
            found.add(name)
    return found


@pytest.mark.parametrize(
    ("to", "who"),
    [("all", set(CAST)), ("chair", {"an", "chi"}), ("secretary", {"an", "binh", "lan", "chi"})],
)
def test_it_is_read_by_those_to_whom_it_was_written(running, watched, to, who):
    with expect_record("discussion.message_sent") as written, watched(running):
        message = a_message(running, to=to, text="Riêng một việc")
    assert readers(running, message) == who
    assert message.item_id == running.current_item_id
    assert str(message.unit) == "Chi cục Nội Bài"
    assert "Riêng" not in str(written[0].data)


def test_sent_twice_it_is_there_once(running):
    message_id = new_id()
    first = a_message(running, message_id=message_id)
    with expect_record():
        assert a_message(running, message_id=message_id, text="Khác").text == first.text
    with pytest.raises(Conflict):
        a_message(running, guest(), message_id=message_id)
    assert Message.objects.count() == 1


def test_it_must_say_something_to_somebody_and_not_too_much(running):
    for wrong in ({"text": "  "}, {"text": "x" * (actions.LONGEST + 1)}, {"to": "everybody"}):
        with pytest.raises(Invalid):
            a_message(running, **wrong)
    for _ in range(actions.MOST):
        a_message(running)
    with pytest.raises(TooMany):
        a_message(running)
    a_message(running, guest())


def test_nothing_is_written_while_a_secret_is_on(running):
    secret = running.items.last()
    secret.is_secret = True
    secret.save()
    go_to_item(meeting_id=running.pk, item_id=secret.pk, by=by(an()))
    with pytest.raises(Refused) as no:
        a_message(running)
    assert no.value.code == "discussion.secret_item"


def test_nothing_is_written_after_the_meeting(running):
    close(meeting_id=running.pk, by=by(an()))
    with pytest.raises(Refused):
        a_message(running)


def test_the_author_takes_it_back(running, watched):
    message = a_message(running)
    with expect_record("discussion.message_withdrawn"), watched(running):
        actions.withdraw_message(message_id=message.pk, by=by(chi()))
    assert readers(running, Message.objects.get()) == set()
    with expect_record():
        actions.withdraw_message(message_id=message.pk, by=by(chi()))
    with pytest.raises(NotFound):
        actions.hide_message(message_id=message.pk, by=by(an()))


def test_the_desk_hides_it_and_shows_it_again(running, watched):
    message = a_message(running)
    with expect_record("discussion.message_hidden"), watched(running):
        actions.hide_message(message_id=message.pk, by=by(binh()))
    assert readers(running, Message.objects.get()) == {"an", "binh", "lan", "chi"}
    with expect_record():
        actions.hide_message(message_id=message.pk, by=by(an()))
    with expect_record("discussion.message_shown"), watched(running):
        actions.show_message(message_id=message.pk, by=by(an()))
    with expect_record():
        actions.show_message(message_id=message.pk, by=by(an()))
    assert readers(running, Message.objects.get()) == set(CAST)
    with pytest.raises(Conflict):
        actions.hide_message(message_id=a_message(running, to="chair").pk, by=by(an()))


def test_it_becomes_a_line_of_the_minutes_once(running, watched):
    message = a_message(running)
    with expect_record("meetings.line_added", "discussion.message_lifted"), watched(running):
        line = actions.lift_message(message_id=message.pk, by=by(binh()))
    assert (line.text, line.speaker, line.item_id, line.kind) == (message.text, chi(), message.item_id, "statement")
    with expect_record():
        assert actions.lift_message(message_id=message.pk, by=by(an())).pk == line.pk
    with pytest.raises(Refused):
        actions.withdraw_message(message_id=message.pk, by=by(chi()))
    remove_line(line_id=line.pk, by=by(binh()))
    with watched(running):
        actions.lift_message(message_id=message.pk, by=by(binh()))
    assert MinutesLine.objects.filter(removed_at=None, kind="statement").count() == 1


def test_what_is_hidden_is_not_lifted_and_what_was_not_written_to_one_is_not_there(running):
    message = a_message(running)
    actions.hide_message(message_id=message.pk, by=by(binh()))
    with pytest.raises(Conflict):
        actions.lift_message(message_id=message.pk, by=by(binh()))
    with pytest.raises(NotFound):
        actions.lift_message(message_id=a_message(running, to="chair").pk, by=by(binh()))


def test_by_the_api(running, client):
    client.force_login(chi())
    at = f"/api/meetings/{running.pk}/messages"
    body = {"text": "Xin chào", "id": str(new_id())}
    for _ in range(2):
        reply = client.post(at, body, content_type="application/json")
        assert reply.status_code == 201
    sent = reply.json()
    assert [row["id"] for row in client.get(at).json()] == [body["id"]]
    assert client.post(f"/api/messages/{sent['id']}/lift").status_code == 403
    client.force_login(binh())
    for verb, status in (("hide", 204), ("show", 204), ("lift", 200)):
        assert client.post(f"/api/messages/{sent['id']}/{verb}").status_code == status
    client.force_login(dung())
    for verb in ("hide", "show", "lift", "withdraw"):
        assert client.post(f"/api/messages/{sent['id']}/{verb}").status_code == 404
    assert client.get(at).status_code == 404
    client.force_login(chi())
    assert client.post(f"/api/messages/{sent['id']}/withdraw").status_code == 403
