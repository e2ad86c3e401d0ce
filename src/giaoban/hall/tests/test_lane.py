"""The door of the live lane: cookie or key, the same rules as the pages, nothing remembered too long."""

import asyncio
import json
from datetime import timedelta

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from giaoban.hall import lane as hall_lane
from giaoban.hall.testing import a_room
from giaoban.kernel import clock
from giaoban.ledger import lane, tails
from giaoban.meetings import actions
from giaoban.meetings.models import Attendee
from giaoban.people import gate
from giaoban.people.models import ApiToken, Delegation
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting():
    yield actions.start(meeting_id=a_room().pk, by=by(an())).pk
    lane.stop()
    gate.forget_everybody()
    hall_lane._known.clear()
    tails.tails.clear()


def cookie(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def ask(meeting, *more, key="", query=b"after=0", what="events", serve=hall_lane.serve):
    """Ask for what was missed as JSON; return status and content."""
    headers = [(b"host", b"localhost"), (b"accept", b"application/json"), *more]
    if key:
        headers.append((b"cookie", f"sessionid={key}".encode()))
    scope = {"path": f"/api/meetings/{meeting}/{what}", "query_string": query, "headers": headers}
    sent = []

    async def send(message):
        sent.append(message)

    async def go():
        try:
            await serve(scope, None, send)
        finally:
            await lane.ask(connections.close_all)

    asyncio.run(go())
    return sent[0]["status"], json.loads(sent[1]["body"])


def test_members_hear_what_they_may_and_strangers_nothing(meeting):
    status, desk = ask(meeting, key=cookie(binh()))
    assert (status, len(desk["events"])) == (200, 3)
    status, seat = ask(meeting, key=cookie(chi()))
    assert (status, [set(event["puts"]) for event in seat["events"]]) == (200, [{"meeting", "can/all"}])
    assert seat["seq"] == desk["seq"]
    assert ask(meeting, key=cookie(dung()))[0] == 404
    assert ask(meeting)[0] == 401
    assert ask(meeting, key="nosuchsession")[0] == 401


def test_who_comes_has_the_room_and_strangers_nothing(meeting):
    arrive = {"what": "live", "serve": hall_lane.arrive}
    status, room = ask(meeting, key=cookie(chi()), **arrive)
    assert (status, room["state"]["meeting"]["state"]) == (200, "running")
    assert ask(meeting, key=cookie(dung()), **arrive)[0] == 404
    assert ask(meeting, **arrive)[0] == 401
    assert ask(meeting, (b"origin", b"https://evil.example"), key=cookie(chi()), **arrive)[0] == 403


def test_a_key_opens_the_same_door_until_it_is_taken_back(meeting):
    token = ApiToken.objects.create(
        user=chi(), digest=ApiToken.digest_of("khoa"), expires_at=clock.now() + timedelta(days=1)
    )
    bearer = (b"authorization", b"Bearer khoa")
    assert ask(meeting, bearer)[0] == 200
    token.revoked_at = clock.now()
    token.save()
    gate.forget(str(chi().pk))
    assert ask(meeting, bearer)[0] == 401


def test_a_changed_password_and_a_closed_account_shut_the_door(meeting):
    key = cookie(chi())
    assert ask(meeting, key=key)[0] == 200
    person = chi()
    person.set_password("mat-khau-moi-1")
    person.save()
    gate.forget(str(person.pk))
    assert ask(meeting, key=key)[0] == 401
    key = cookie(chi())
    person.is_active = False
    person.save()
    assert ask(meeting, key=key)[0] == 401
    assert gate.still_signed_in([]) == set()


def test_pages_of_others_are_refused(meeting):
    key = cookie(chi())
    assert ask(meeting, (b"origin", b"https://evil.example"), key=key)[0] == 403
    assert ask(meeting, (b"sec-fetch-site", b"cross-site"), key=key)[0] == 403
    assert ask(meeting, (b"origin", b"http://localhost"), key=key)[0] == 200


def test_who_was_taken_from_the_list_finds_nothing_at_once(meeting):
    key = cookie(chi())
    assert ask(meeting, key=key)[0] == 200
    assert ask(meeting, key=key, what="live", serve=hall_lane.arrive)[0] == 200
    Attendee.objects.filter(meeting=meeting, user=chi()).update(removed_at=clock.now())
    assert ask(meeting, key=key, what="live", serve=hall_lane.arrive)[0] == 404
    assert ask(meeting, key=key, query=b"after=1000")[0] == 404


def test_rights_changed_between_loading_and_listening_are_heard(meeting):
    """The stream begins with the rights of the loading, but no later than them: the change is in it."""
    actions.appoint_assistant(meeting_id=meeting, user_id=chi().pk, by=by(binh()))
    key = cookie(chi())
    seq = ask(meeting, key=key, what="live", serve=hall_lane.arrive)[1]["seq"]
    actions.dismiss_assistant(meeting_id=meeting, user_id=chi().pk, by=by(binh()))
    missed = ask(meeting, key=key, query=b"after=%d" % seq)[1]
    assert missed["reset"] is True
    actions.add_line(meeting_id=meeting, text="Chỉ bàn thư ký thấy", by=by(binh()))
    assert ask(meeting, key=key, query=b"after=%d" % missed["seq"])[1]["events"] == []


def test_a_stream_that_begins_later_than_the_loading_asks_for_the_rights_anew(meeting):
    actions.appoint_assistant(meeting_id=meeting, user_id=chi().pk, by=by(binh()))
    key = cookie(chi())
    seq = ask(meeting, key=key, what="live", serve=hall_lane.arrive)[1]["seq"]
    actions.dismiss_assistant(meeting_id=meeting, user_id=chi().pk, by=by(binh()))
    later = ask(meeting, key=cookie(chi()), what="live", serve=hall_lane.arrive)[1]["seq"]
    assert later > seq
    actions.add_line(meeting_id=meeting, text="Chỉ bàn thư ký thấy", by=by(binh()))
    assert ask(meeting, key=key, query=b"after=%d" % later)[1]["events"] == []


def test_a_delegation_that_ends_by_the_clock_ends_here_too(meeting):
    """Nobody says that it ended: who holds somebody's authority is looked up anew, however long they listen."""
    moment = clock.now()
    Delegation.objects.create(
        giver=an(), holder=chi(), starts_at=moment - timedelta(hours=1), ends_at=moment + timedelta(hours=1)
    )
    keys = [cookie(user) for user in (binh(), chi())]
    for key in keys:
        assert ask(meeting, key=key)[0] == 200
    before = {guest.person: guest for guest in gate._known.values()}
    assert before[chi().pk].actor.stands_in_for == {an().pk}
    gate.renew(list(before.values()))
    after = {guest.person: guest for guest in gate._known.values()}
    assert after[chi().pk].until == before[chi().pk].until
    assert after[binh().pk].until > before[binh().pk].until


def test_a_crowd_is_looked_up_in_the_same_few_questions(meeting):
    def questions(users):
        credentials = [(cookie(user), False) for user in users]
        with CaptureQueriesContext(connection) as asked:
            found = gate._look_up([*credentials, ("abcdefgh12345678", False)])
        assert [guest and guest.person for guest in found] == [*(user.pk for user in users), None]
        return len(asked)

    assert questions([chi(), an()]) == questions([chi(), an(), binh(), dung()])


def test_bad_numbers_and_addresses_are_harmless(meeting):
    key = cookie(chi())
    for query in (b"after=x", b"after=-1", b"after=99999999999999999999999", b"after=%C2%B2"):
        assert ask(meeting, key=key, query=query)[1]["events"] == []
    assert ask(meeting, key=key, query=b"after=987654")[1]["reset"] is True
    assert ask("0" * 33, key=key)[0] == 404


def test_who_listens_stays_known_and_who_was_forgotten_does_not(meeting):
    """A whole hall that votes at once costs no look at each sign-in; a change of rights still does."""
    keys = [cookie(user) for user in (an(), chi())]
    for key in keys:
        assert ask(meeting, key=key)[0] == 200
    guests = list(gate._known.values())
    gate.forget(str(chi().pk))
    gate.renew(guests)
    assert [guest.person for guest in gate._known.values()] == [an().pk]
    assert next(iter(gate._known.values())).until > guests[0].until
