"""The pages of the room: who may open them, the way in by telephone, the API's lines."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions, qr
from giaoban.meetings.models import AttendanceMark
from giaoban.people.testing import an, binh, by, chi, dung

PAGES = ("hall:room", "hall:board", "hall:check_in")


def sign_in(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def counting(running):
    return actions.open_round(meeting_id=running.pk, by=by(binh()))


@pytest.mark.parametrize("page", PAGES)
def test_members_enter_and_strangers_find_nothing(client, running, page):
    address = reverse(page, args=[running.pk])
    assert client.get(address).status_code == 302
    for user in (an(), binh(), chi(), guest()):
        assert sign_in(client, user).get(address).status_code == 200
    assert sign_in(client, dung()).get(address).status_code == 404


def test_the_room_is_drawn_by_policy_and_carries_its_words(client, running):
    text = sign_in(client, chi()).get(reverse("hall:room", args=[running.pk])).content.decode()
    assert f'room="/api/meetings/{running.pk}"' in text
    assert "meetings.only_chair_and_secretary" in text
    assert "style=" not in text
    assert "onclick" not in text


def test_code_and_list_are_the_desks(client, running, counting):
    for name in ("hall:code", "hall:attendance_sheet"):
        address = reverse(name, args=[running.pk])
        assert sign_in(client, binh()).get(address).status_code == 200
        assert sign_in(client, chi()).get(address).status_code == 404
        assert sign_in(client, dung()).get(address).status_code == 404


def test_the_code_is_a_picture_that_is_never_kept(client, running, counting):
    reply = sign_in(client, an()).get(reverse("hall:code", args=[running.pk]))
    assert reply["Content-Type"] == "image/svg+xml"
    assert "no-store" in reply["Cache-Control"] or "no-cache" in reply["Cache-Control"]
    actions.close_round(meeting_id=running.pk, by=by(binh()))
    assert client.get(reverse("hall:code", args=[running.pk])).status_code == 404


def test_a_telephone_scans_signs_in_and_is_counted_in_two_taps(client, running, counting):
    now = clock.now()
    code = qr.code(counting, now)
    with clock.at(now):
        scanned = client.get(reverse("hall:scan", args=[running.pk, code]))
    assert scanned["Location"] == reverse("hall:check_in", args=[running.pk])
    page = client.get(scanned["Location"])
    assert page.status_code == 302  # to sign in first; what was scanned stays with this browser
    kept = client.session["scanned"]
    sign_in(client, chi())
    session = client.session
    session["scanned"] = kept
    session.save()
    with clock.at(now + timedelta(minutes=3)):
        assert "Tôi có mặt" in client.get(scanned["Location"]).content.decode()
        with expect_record("meetings.checked_in"):
            assert client.post(scanned["Location"]).status_code == 302
        assert "Đã điểm danh" in client.get(scanned["Location"]).content.decode()
    assert AttendanceMark.objects.get(user=chi()).method == "qr"


def test_an_old_code_is_not_kept(client, running, counting):
    code = qr.code(counting, clock.now() - timedelta(minutes=5))
    client.get(reverse("hall:scan", args=[running.pk, code]))
    assert "scanned" not in client.session


def test_who_is_not_on_the_list_reads_why(client, running, counting):
    from giaoban.people.testing import a_person

    boss = a_person("hung", "Đỗ Mạnh Hùng", role="leader")
    text = sign_in(client, boss).get(reverse("hall:check_in", args=[running.pk])).content.decode()
    assert "Không có tên trong danh sách dự họp" in text


def test_a_whole_meeting_by_api_alone(client, called):
    sign_in(client, an())

    def post(path, body=None):
        return client.post(f"/api/meetings/{called.pk}/{path}", body or {}, content_type="application/json")

    assert post("start").json()["state"] == "running"
    assert post("rounds").status_code == 200
    assert post("check-in", {"method": "self"}).json()["state"] == "on_site"
    assert post("check-in", {"method": "secretary", "people": [str(chi().pk)]}).status_code == 200
    first, second, _ = called.items.order_by("place")
    assert post("item", {"item": str(first.pk)}).json()["item"] == str(first.pk)
    assert post("stage", {"page": 3}).json()["page"] == 3
    assert post("stage", {}).json()["paper"] is None
    assert post("extend", {"item": str(first.pk), "minutes": 5}).status_code == 200
    assert post("next", {"expect": "item", "item": str(second.pk)}).json()["item"] == str(second.pk)
    assert post("skip", {"item": str(second.pk)}).status_code == 200
    line = post("lines", {"text": "Đã nghe báo cáo."}).json()["id"]
    assert client.patch(f"/api/lines/{line}", {"text": "Đã nghe."}, content_type="application/json").status_code == 200
    assert client.delete(f"/api/lines/{line}").status_code == 204
    assert post("leave", {"person": str(chi().pk)}).status_code == 200
    assert post("rounds/close").status_code == 204
    assert post("close").json()["state"] == "closed"
    assert post("reopen").json()["state"] == "running"


def test_strangers_find_no_room_in_the_api(client, running):
    sign_in(client, dung())
    assert client.get(f"/api/meetings/{running.pk}/live").status_code == 404
    for path in ("start", "next", "close", "rounds", "check-in", "stage", "leave"):
        assert client.post(f"/api/meetings/{running.pk}/{path}", {}, content_type="application/json").status_code == 404


def test_the_snapshot_takes_a_constant_number_of_queries(running):
    from giaoban.hall.testing import a_paper
    from giaoban.meetings.models import AgendaItem

    few = queries_of_a_snapshot(running)
    for place in range(4, 16):
        item = AgendaItem.objects.create(meeting=running, place=place, title=f"Nội dung {place}")
        for number in range(3):
            a_paper("meetings.item", item.pk, f"Tài liệu {place}.{number}")
    assert queries_of_a_snapshot(running) <= few + 1  # papers, where there were none
    assert few < 60  # every app of the room asks for its own rows once


def queries_of_a_snapshot(meeting):
    from giaoban.hall.queries import snapshot

    with CaptureQueriesContext(connection) as asked:
        snapshot(meeting, frozenset({"all", "desk"}))
    return len(asked)
