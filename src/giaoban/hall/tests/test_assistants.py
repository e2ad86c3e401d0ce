"""Assistant secretaries: named by the desk, with the secretary's eyes and verbs, recorded by name."""

import pytest

from giaoban.hall.testing import a_room, assisted, guest, lan, live_parity
from giaoban.kernel.errors import Conflict, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.models import Entry
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions, queries, recording
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi, dung, em


def test_the_secretary_names_an_assistant_who_then_sees_and_may_the_same(called, watched):
    assert not queries.meetings_seen_among(by(lan()), [called.pk])
    with expect_record("meetings.assistant_appointed") as written, watched(called), live_parity(called, by(lan())):
        actions.appoint_assistant(meeting_id=called.pk, user_id=lan().pk, by=by(binh()))
    assert written[0].data["person"] == "Đỗ Thị Lan"
    assert room.DESK in room.eyes(by(lan()), called)
    assert [entry.capacity for entry in room.expected_people(called)][:3] == ["chair", "secretary", "assistant"]
    actions.start(meeting_id=called.pk, by=by(lan()))
    line = actions.add_line(meeting_id=called.pk, text="Ghi bởi Lan.", by=by(lan()))
    assert line.by == lan()
    assert Entry.objects.filter(action="meetings.started").latest("pk").actor_id == lan().pk


def test_naming_twice_changes_nothing(called):
    first = actions.appoint_assistant(meeting_id=called.pk, user_id=lan().pk, by=by(binh()))
    with expect_record():
        assert actions.appoint_assistant(meeting_id=called.pk, user_id=lan().pk, by=by(an())) == first


def test_only_who_prepares_names_assistants(called):
    for who in (chi(), guest()):
        with pytest.raises(Refused):
            actions.appoint_assistant(meeting_id=called.pk, user_id=lan().pk, by=by(who))
    for who in (dung(), em()):
        with pytest.raises(NotFound):
            actions.appoint_assistant(meeting_id=called.pk, user_id=lan().pk, by=by(who))


def test_chair_and_secretary_need_no_second_chair(called):
    for user in (an(), binh()):
        with pytest.raises(Conflict) as no:
            actions.appoint_assistant(meeting_id=called.pk, user_id=user.pk, by=by(binh()))
        assert no.value.code == "meetings.at_the_desk_already"
    with pytest.raises(NotFound):
        actions.appoint_assistant(meeting_id=called.pk, user_id=new_id(), by=by(binh()))


def test_after_the_conclusions_it_is_too_late(called):
    Meeting.objects.filter(pk=called.pk).update(state="concluded")
    with pytest.raises(Refused) as no:
        actions.appoint_assistant(meeting_id=called.pk, user_id=lan().pk, by=by(binh()))
    assert no.value.code == "meetings.too_late_for_assistants"


def test_an_invited_person_who_assists_stays_on_the_list_when_dismissed(running, watched):
    with watched(running):
        actions.appoint_assistant(meeting_id=running.pk, user_id=guest().pk, by=by(binh()))
    assert room.DESK in room.eyes(by(guest()), running)
    with expect_record("meetings.assistant_dismissed"), watched(running):
        actions.dismiss_assistant(meeting_id=running.pk, user_id=guest().pk, by=by(an()))
    assert room.DESK not in room.eyes(by(guest()), running)
    assert guest() in [entry.user for entry in room.expected_people(running)]
    with expect_record():
        actions.dismiss_assistant(meeting_id=running.pk, user_id=guest().pk, by=by(an()))


def test_a_dismissed_one_who_was_not_invited_leaves_the_room(running, watched):
    assisted(running)
    with watched(running), live_parity(running, by(lan())):
        actions.dismiss_assistant(meeting_id=running.pk, user_id=lan().pk, by=by(binh()))
    assert room.audiences_of(by(lan()), running.pk) is None


def test_the_minutes_name_all_who_wrote_them(running):
    assisted(running)
    assert [person.name for person in recording.compose_minutes(running).secretaries] == ["Trần Thị Bình", "Đỗ Thị Lan"]


def test_the_meetings_page_and_the_api_name_them(db, client):
    meeting = a_room()
    client.force_login(binh())
    page = f"/cuoc-hop/{meeting.pk}/"
    client.post(f"{page}thu-ky-giup-viec/", {"assistants": [str(lan().pk)]})
    assert queries.assistants_of(meeting) == [lan()]
    assert "Đỗ Thị Lan" in client.get(page).content.decode()
    client.post(f"{page}thu-ky-giup-viec/", {"assistants": []})
    assert queries.assistants_of(meeting) == []
    at = f"/api/meetings/{meeting.pk}/assistants"
    reply = client.post(at, {"person": str(lan().pk)}, content_type="application/json")
    assert reply.json() == [{"id": str(lan().pk), "name": "Đỗ Thị Lan"}]
    assert client.delete(f"{at}/{lan().pk}").status_code == 204
    assert queries.assistants_of(meeting) == []


def test_an_assistant_finds_the_meeting_on_the_own_pages(called, client):
    assisted(called)
    client.force_login(lan())
    assert called.title in client.get("/").content.decode()
    assert client.get(f"/phong-hop/{called.pk}/").status_code == 200
