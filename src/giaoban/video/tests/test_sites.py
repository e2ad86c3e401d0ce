"""A site's screen: paired by a code, sees its meeting and nothing else; its line is tested; its people are counted."""

from datetime import timedelta

import pytest
from django.test import Client

from giaoban.floor import actions as floor
from giaoban.floor.testing import a_turn, speaks
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound, Refused, TooMany
from giaoban.ledger.models import Entry
from giaoban.meetings.actions import check_in, open_round
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import room
from giaoban.people import queries as people
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.video import actions, queries
from giaoban.video.actions.sites import FROM_ONE_PLACE
from giaoban.video.models import LineTest, Pairing
from giaoban.video.notices import line_not_tested
from giaoban.video.tests.conftest import site_of

WORD = "what-only-this-screen-knows"
SCREEN = Actor(user_id=None, label="", address="10.1.2.3")


def paired(unit):
    pairing = actions.show_code(word=WORD, by=SCREEN)
    actions.pair_site(code=f"{pairing.code[:4]} {pairing.code[4:]}", unit_id=unit.pk, by=by(chi()))
    return actions.take_pairing(word=WORD)


def test_a_screen_gets_its_place_once(running):
    unit = site_of(running)
    assert actions.take_pairing(word=WORD) is None
    device = paired(unit)
    assert device.site == unit
    assert actions.take_pairing(word=WORD) is None
    assert not people.search_people("diemcau").exists()
    with pytest.raises(NotFound):
        actions.pair_site(code=Pairing.objects.get().code, unit_id=unit.pk, by=by(chi()))


def test_only_the_unit_pairs_and_only_a_site(running):
    unit = site_of(running)
    code = actions.show_code(word=WORD, by=SCREEN).code
    with pytest.raises(Refused):
        actions.pair_site(code=code, unit_id=unit.pk, by=by(dung()))
    unit.is_site = False
    unit.save()
    with pytest.raises(Refused) as no:
        actions.pair_site(code=code, unit_id=unit.pk, by=by(chi()))
    assert no.value.code == "video.not_a_site"


def test_who_asks_without_end_fills_neither_table_nor_book(running):
    for nth in range(FROM_ONE_PLACE):
        actions.show_code(word=f"screen-{nth}", by=SCREEN)
    written = Entry.objects.count()
    with pytest.raises(TooMany):
        actions.show_code(word="one more", by=SCREEN)
    assert (Pairing.objects.count(), Entry.objects.count()) == (FROM_ONE_PLACE, written)
    assert actions.show_code(word="screen-0", by=SCREEN).code  # who has a code keeps it
    reply = Client(REMOTE_ADDR=SCREEN.address).get("/diem-cau/")
    assert reply.status_code == 429
    assert "Hãy thử lại sau 15 phút." in reply.content.decode()
    assert Client(REMOTE_ADDR="10.1.2.4").get("/diem-cau/").status_code == 200


def test_an_old_code_is_no_code(running):
    unit = site_of(running)
    code = actions.show_code(word=WORD, by=SCREEN).code
    Pairing.objects.update(shown_at=clock.now() - timedelta(minutes=16))
    with pytest.raises(NotFound):
        actions.pair_site(code=code, unit_id=unit.pk, by=by(chi()))


def test_its_screen_is_in_the_meeting_and_nowhere_else(running):
    device = paired(site_of(running))
    actor = people.actor_of(device)
    assert room.audiences_of(actor, running.pk) is not None
    assert queries.meetings_of_site(actor) == [running]
    assert queries.card(actor, running).role == "site"
    client = Client()
    client.force_login(device)
    assert client.get("/diem-cau/").status_code == 200
    assert client.get(f"/api/meetings/{running.pk}/live").status_code == 200
    for path in ("/cuoc-hop/", "/nhiem-vu/", "/api/people?q=a", f"/phong-hop/{running.pk}/", "/diem-cau/ghep/x"):
        assert client.get(path).status_code == 404, path
    assert client.post(f"/api/meetings/{running.pk}/turns", {}, content_type="application/json").status_code == 404


def test_a_screen_that_is_taken_away_is_out(running):
    unit = site_of(running)
    device = paired(unit)
    client = Client()
    client.force_login(device)
    actions.unpair_site(unit_id=unit.pk, by=by(chi()))
    assert "site-code-digits" in client.get("/diem-cau/").content.decode()


def test_the_page_walks_from_code_to_screen(running):
    unit = site_of(running)
    screen, officer = Client(), Client()
    assert "site-code-digits" in screen.get("/diem-cau/").content.decode()
    assert screen.get("/diem-cau/cho/").status_code == 204
    officer.force_login(chi())
    code = Pairing.objects.get().code
    assert officer.post("/diem-cau/ghep/", {"code": "1", "unit": str(unit.pk)}).status_code == 422
    assert officer.post("/diem-cau/ghep/", {"code": code, "unit": str(unit.pk)}).status_code == 302
    assert screen.get("/diem-cau/cho/").headers["HX-Redirect"] == "/diem-cau/"
    assert "gb-site" in screen.get("/diem-cau/").content.decode()


def test_who_speaks_from_the_site_speaks_into_its_microphone(running):
    unit = site_of(running)
    device = paired(unit)
    assert not queries.voices(running.pk).has(device.pk)
    turn = speaks(a_turn(running, site_id=unit.pk))
    assert queries.voices(running.pk).has(device.pk)
    floor.end_turn(turn_id=turn.pk, by=by(an()))
    assert not queries.voices(running.pk).has(device.pk)


def test_who_scans_the_code_of_the_site_is_counted_there(running):
    unit = site_of(running)
    device = paired(unit)
    a_round = open_round(meeting_id=running.pk, by=by(an()))
    client = Client()
    client.force_login(device)
    assert client.get(f"/diem-cau/{running.pk}/ma-diem-danh.svg").status_code == 200
    from giaoban.meetings import qr

    code = qr.code(a_round, clock.now())
    mark = check_in(meeting_id=running.pk, method="qr", code=code, site_id=unit.pk, by=by(chi()))
    assert (mark.state, mark.site) == ("online", unit)


def test_the_host_sees_the_newest_test_and_whom_to_call(called):
    unit = site_of(called)
    facts = {"camera": True, "microphone": True, "loudspeaker": True, "up": 2000, "down": 4000, "delay": 30}
    actions.note_line_test(meeting_id=called.pk, unit_id=unit.pk, by=by(chi()), **{**facts, "up": 100})
    test = actions.note_line_test(meeting_id=called.pk, unit_id=unit.pk, by=by(chi()), loss=1.5, **facts)
    line = queries.lines_of(called)[0]
    assert (line.unit, line.test, test.faults) == (unit, test, [])
    assert LineTest.objects.filter(meeting=called).count() == 2
    client = Client()
    client.force_login(binh())
    assert unit.short_name in client.get(f"/diem-cau/cuoc-hop/{called.pk}/").content.decode()
    client.force_login(chi())
    assert client.get(f"/diem-cau/cuoc-hop/{called.pk}/").status_code == 404
    assert client.get(f"/diem-cau/kiem-tra/{called.pk}/").status_code == 200


def test_a_site_that_has_not_tested_is_reminded_an_hour_before(called):
    site_of(called)
    Meeting.objects.filter(pk=called.pk).update(
        starts_at=clock.now() + timedelta(minutes=50), ends_at=clock.now() + timedelta(hours=3)
    )
    assert {due.user_id for due in line_not_tested(clock.now())} == {chi().pk}
    assert not list(line_not_tested(clock.now() - timedelta(hours=2)))
    actions.note_line_test(meeting_id=called.pk, unit_id=site_of(called).pk, by=by(chi()))
    assert not list(line_not_tested(clock.now()))
