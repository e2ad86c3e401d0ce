"""The door of the live lane: cookie or key, the same rules as the pages, nothing remembered too long."""

import asyncio
import json
from datetime import timedelta

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections

from giaoban.hall import lane as hall_lane
from giaoban.hall.testing import a_room
from giaoban.kernel import clock
from giaoban.ledger import lane, tails
from giaoban.meetings import actions, live
from giaoban.meetings.models import Attendee
from giaoban.people import gate
from giaoban.people.models import ApiToken
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
    assert ask(meeting, key="no-such-session")[0] == 401


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


def test_rights_are_remembered_briefly_and_forgotten_when_they_change(meeting):
    key = cookie(chi())
    assert ask(meeting, key=key)[0] == 200
    Attendee.objects.filter(meeting=meeting, user=chi()).update(removed_at=clock.now())
    assert ask(meeting, key=key)[0] == 200  # within seconds, unless somebody says so
    changes = live.rights_changed(meeting, [chi().pk])
    tails.on_reset(changes[0].audience)
    assert ask(meeting, key=key)[0] == 404


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
