"""Guests come by a link, wait, are let in or not; what they see; how they go (LIVE-11)."""

from datetime import timedelta

import pytest

from giaoban.floor import actions as floor
from giaoban.guests import actions
from giaoban.guests.models import Guest, GuestLink
from giaoban.guests.testing import a_knock, a_link, admitted
from giaoban.hall.queries import snapshot
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused, TooMany
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions as meetings
from giaoban.meetings.models import Attendee
from giaoban.meetings.queries import room
from giaoban.people import queries as people
from giaoban.people.actions import close_guest, make_guest
from giaoban.people.testing import an, binh, by, chi, dung


def seen(meeting, user):
    return snapshot(meeting, room.eyes(by(user), meeting)).state


def test_a_link_is_the_desks_and_lives_for_some_hours(running, watched):
    with expect_record("guests.link_made"), watched(running):
        link = actions.make_link(meeting_id=running.pk, hours=2, by=by(binh()))
    assert f"guestlink/{link.pk}" in seen(running, an())
    assert f"guestlink/{link.pk}" not in seen(running, chi())
    with clock.at(clock.now() + timedelta(hours=3)), pytest.raises(NotFound):
        a_knock(link)
    with pytest.raises(Invalid):
        actions.make_link(meeting_id=running.pk, hours=1000, by=by(binh()))


def test_made_twice_it_is_one_link(running):
    link_id = new_id()
    for _ in range(2):
        actions.make_link(meeting_id=running.pk, link_id=link_id, by=by(binh()))
    assert GuestLink.objects.count() == 1


def test_a_revoked_link_leads_nowhere_and_who_is_in_stays(running, watched):
    hai = admitted(running)
    with expect_record("guests.link_revoked"), watched(running):
        actions.revoke_link(link_id=hai.link_id, by=by(an()))
    with expect_record():
        actions.revoke_link(link_id=hai.link_id, by=by(an()))
    with pytest.raises(NotFound):
        a_knock(hai.link)
    assert room.room(by(hai.user), running.pk) == running


def test_the_lobby_is_seen_by_the_desk_alone(running, watched):
    link = a_link(running)
    with expect_record("guests.knocked"), watched(running):
        hai = a_knock(link)
    assert seen(running, binh())[f"guest/{hai.pk}"]["state"] == "waiting"
    assert "Sao Biển" not in str(seen(running, chi()))
    again = a_knock(link, guest_id=hai.pk, name="Khác")
    assert (again.pk, again.name) == (hai.pk, hai.name)
    for wrong in ({"name": " "}, {"organisation": ""}, {"name": "x" * 200}):
        with pytest.raises(Invalid):
            a_knock(link, **wrong)


def test_too_many_from_one_place_wait_a_minute(running):
    link = a_link(running)
    for _ in range(actions.FROM_ONE_PLACE):
        a_knock(link)
    with pytest.raises(TooMany):
        a_knock(link)
    with clock.at(clock.now() + timedelta(minutes=2)):
        a_knock(link)


def test_admitted_the_guest_is_in_the_room_without_rights_of_members(running, watched):
    waiting = a_knock(a_link(running))
    with expect_record("people.guest_made", "meetings.guest_seated", "guests.admitted"), watched(running):
        hai = actions.admit(guest_id=waiting.pk, by=by(binh()))
    with expect_record():
        actions.admit(guest_id=waiting.pk, by=by(an()))
    row = Attendee.objects.get(user=hai.user)
    assert (row.capacity, row.position) == ("guest", "Công ty Sao Biển")
    state = seen(running, hai.user)
    assert f"attendance/{hai.user_id}" in state
    assert not [key for key in state if key.startswith(("paper/", "line/", "guest/", "guestlink/", "can/desk"))]
    floor.ask_to_speak(meeting_id=running.pk, topic="Kiến nghị", by=by(hai.user))
    with pytest.raises(Refused):
        meetings.take_out_of_consent(item_id=running.items.last().pk, by=by(hai.user))


def test_a_guest_is_nobody_of_the_agency(running):
    hai = admitted(running)
    assert not people.search_people("Hải").exists()
    assert not people.directory(people.PeopleFilter(q="Hải")).exists()
    assert not hai.user.has_usable_password()


def test_guests_read_the_papers_that_the_desk_opened(running, watched):
    hai = admitted(running)
    papers = room.papers_by_owner([running.current_item_id])[running.current_item_id]
    shown = f"paper/{papers[0].pk}"
    with expect_record("meetings.paper_opened_to_guests"), watched(running, hai.user):
        meetings.open_paper_to_guests(meeting_id=running.pk, document_id=papers[0].pk, by=by(binh()))
    with expect_record():
        meetings.open_paper_to_guests(meeting_id=running.pk, document_id=papers[0].pk, by=by(binh()))
    assert shown in seen(running, hai.user)
    with watched(running, hai.user):
        meetings.go_to_item(meeting_id=running.pk, item_id=running.items.last().pk, by=by(an()))
    with expect_record("meetings.paper_closed_to_guests"), watched(running, hai.user):
        meetings.close_paper_to_guests(meeting_id=running.pk, document_id=papers[0].pk, by=by(binh()))
    assert shown not in seen(running, hai.user)
    assert shown in seen(running, chi())
    with expect_record():
        meetings.close_paper_to_guests(meeting_id=running.pk, document_id=papers[0].pk, by=by(binh()))
    with pytest.raises(NotFound):
        meetings.open_paper_to_guests(meeting_id=running.pk, document_id=new_id(), by=by(binh()))


def test_a_state_secret_is_never_opened(running):
    paper = room.papers_by_owner([running.current_item_id])[running.current_item_id][0]
    paper.is_secret = True
    paper.save()
    with pytest.raises(Conflict):
        meetings.open_paper_to_guests(meeting_id=running.pk, document_id=paper.pk, by=by(binh()))


def test_refused_one_may_still_be_let_in(running, watched):
    hai = a_knock(a_link(running))
    with expect_record("guests.refused"), watched(running):
        actions.refuse(guest_id=hai.pk, by=by(binh()))
    with expect_record():
        actions.refuse(guest_id=hai.pk, by=by(binh()))
    assert actions.admit(guest_id=hai.pk, by=by(binh())).state == "admitted"
    with pytest.raises(Conflict):
        actions.refuse(guest_id=hai.pk, by=by(binh()))


@pytest.mark.parametrize("who", ["desk", "guest"])
def test_gone_the_account_is_closed(running, watched, who):
    hai = admitted(running)
    actor = by(binh()) if who == "desk" else by(hai.user)
    with expect_record("meetings.guest_left", "people.guest_closed", "guests.left"), watched(running):
        actions.let_go(guest_id=hai.pk, by=actor)
    hai = Guest.objects.select_related("user").get()
    assert (hai.state, hai.user.is_active) == ("gone", False)
    with pytest.raises(NotFound):
        room.room(by(hai.user), running.pk)
    with expect_record():
        actions.let_go(guest_id=hai.pk, by=by(binh()))


def test_after_the_meeting_nobody_comes(running):
    link = a_link(running)
    meetings.close(meeting_id=running.pk, by=by(an()))
    with pytest.raises(NotFound):
        a_knock(link)
    with pytest.raises(Refused):
        a_link(running)


def test_people_are_added_while_it_runs(running, watched):
    with expect_record("meetings.attendees_added"), watched(running):
        meetings.invite(meeting_id=running.pk, user_ids=[dung().pk], by=by(binh()))
    assert room.room(by(dung()), running.pk) == running
    with pytest.raises(Refused):
        meetings.invite(meeting_id=running.pk, user_ids=[dung().pk], by=by(chi()))


def test_the_account_of_a_guest_is_made_and_closed_once(db):
    user = make_guest(full_name="Trịnh Văn Hải", phone="0912", by=by(binh()))
    assert user.is_guest
    assert by(user).is_guest
    with expect_record("people.guest_closed"):
        close_guest(user_id=user.pk, by=by(binh()))
    with expect_record():
        close_guest(user_id=user.pk, by=by(binh()))
    with pytest.raises(NotFound):
        close_guest(user_id=chi().pk, by=by(binh()))
