"""A meeting is taken along on a device: a key for one session, what one sees, and what comes back, once."""

import json
from base64 import b64decode
from datetime import timedelta
from inspect import isfunction, unwrap
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from giaoban.documents.models import Access, Annotation, Document, Grant
from giaoban.hall.testing import a_paper, a_room, guest
from giaoban.kernel import clock
from giaoban.ledger.models import Entry
from giaoban.ledger.testing import expect_record
from giaoban.meetings.models import Mark, Meeting, Opinion
from giaoban.offline import actions
from giaoban.offline.models import Delivered, Taken
from giaoban.people.models import Role, RoleGrant
from giaoban.people.testing import binh, chi, dung, em

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """A published meeting with papers that can be read."""
    return a_room(items=2)


class Device:
    """A browser of one person."""

    def __init__(self, user) -> None:
        self.client = Client()
        self.client.force_login(user)

    def send(self, method: str, address: str, body: object = None):
        ask = getattr(self.client, method)
        return ask(address, json.dumps(body or {}), content_type="application/json")

    def take(self, meeting: Meeting, one: UUID | None = None):
        body = {"id": str(one or uuid4()), "meeting": str(meeting.pk), "device": "Chrome · Android"}
        return self.send("post", "/api/offline", body)

    def ask(self, one: str) -> int:
        return int(self.client.get(f"/api/offline/{one}").status_code)

    def held(self) -> list[str]:
        return [row["id"] for row in self.client.get("/api/offline").json()["taken"]]

    def deliver(self, what: str, target: object, body: object = None, one: UUID | None = None):
        at = clock.now().isoformat()
        act = {"id": str(one or uuid4()), "what": what, "target": str(target), "body": body or {}, "at": at}
        return self.send("post", "/api/offline/acts", act)


def test_the_key_is_given_once_and_kept_nowhere(meeting):
    device, one = Device(chi()), uuid4()
    with expect_record("offline.taken"):
        first = device.take(meeting, one)
    assert first.status_code == 201
    key = first.json()["key"]
    assert len(b64decode(key)) == 32
    assert device.take(meeting, one).json()["key"] != key, "asked again, the copy must be made anew"
    assert key not in str(list(Taken.objects.values())) + str(list(Entry.objects.values()))
    assert Taken.objects.count() == 1


def test_the_addresses_are_those_of_what_the_person_sees(meeting):
    secret = Document.objects.create(
        owner_kind="meetings.meeting", owner_id=meeting.pk, title="", is_secret=True, created_by=binh()
    )
    a_paper("meetings.meeting", meeting.pk, "Tờ trình", pages=45)
    found = Device(chi()).take(meeting).json()["addresses"]
    assert f"/api/meetings/{meeting.pk}/items" in found
    paper = Document.objects.get(title="Tờ trình")
    assert f"/api/documents/{paper.pk}/pages/45.webp?w=1240&version=1" in found
    assert [one for one in found if "/text" in one and str(paper.pk) in one] == [
        f"/api/documents/{paper.pk}/text?version=1&first={first}&last={first + 19}" for first in (1, 21, 41)
    ]
    assert not [one for one in found if str(secret.pk) in one]
    assert len(found) == len(set(found))


def test_a_stranger_and_a_draft_are_refused(meeting):
    assert Device(dung()).take(meeting).status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(state="draft")
    assert Device(binh()).take(meeting).json()["code"] == "offline.not_called"


def test_it_ends_with_the_session(meeting):
    device = Device(chi())
    taken = device.take(meeting).json()["id"]
    row = Taken.objects.get()
    assert row.until == Session.objects.get(session_key=device.client.session.session_key).expire_date
    assert device.ask(taken) == 200
    device.client.logout()
    assert device.ask(taken) == 401
    again = Device(chi())
    assert again.ask(taken) == 404, "another session is another device"


def test_it_is_withdrawn_from_another_device(meeting):
    tablet, desk = Device(chi()), Device(chi())
    taken = tablet.take(meeting).json()["id"]
    assert desk.held() == [taken]
    assert "Chrome · Android" in desk.client.get(reverse("offline:mine")).content.decode()
    with expect_record("offline.withdrawn"):
        desk.client.post(reverse("offline:withdraw", args=[taken]))
    assert tablet.ask(taken) == 404
    assert tablet.held() == []
    with expect_record():
        desk.client.delete(f"/api/offline/{taken}")


def test_the_administrator_withdraws_it_and_nobody_else(meeting):
    tablet = Device(chi())
    taken = tablet.take(meeting).json()["id"]
    assert Device(binh()).client.delete(f"/api/offline/{taken}").status_code == 404
    assert tablet.ask(taken) == 200
    RoleGrant.objects.get_or_create(user=em(), role=Role.SYSTEM_ADMIN, defaults={"unit": meeting.unit})
    assert Device(em()).client.delete(f"/api/offline/{taken}").status_code == 204
    assert tablet.ask(taken) == 404


def test_who_no_longer_sees_the_meeting_reads_it_no_longer(meeting):
    tablet = Device(guest())
    taken = tablet.take(meeting).json()["id"]
    meeting.attendees.filter(user=guest()).delete()
    assert tablet.ask(taken) == 404


def test_after_its_time_it_is_not_held(meeting):
    device = Device(chi())
    taken = device.take(meeting).json()["id"]
    Taken.objects.update(until=clock.now() - timedelta(seconds=1))
    assert device.ask(taken) == 404
    assert device.held() == []


def test_a_note_a_mark_and_an_opinion_arrive_once_however_often_they_are_sent(meeting):
    device, item = Device(chi()), meeting.items.first()
    paper = Document.objects.get(owner_id=item.pk)
    note = {"id": str(uuid4()), "version": 1, "page": 2, "kind": "note", "boxes": [[0.2, 0.2, 0, 0]], "body": "Hỏi"}
    acts = [
        ("note", paper.pk, note, uuid4()),
        ("mark", item.pk, {"mark": "objection", "text": "Đề nghị lùi thời hạn"}, uuid4()),
        ("opinion", item.pk, {"text": "Nhất trí với dự thảo, bổ sung một điểm."}, uuid4()),
    ]
    for _time in range(3):
        replies = [device.deliver(what, target, body, one).json() for what, target, body, one in acts]
    assert [reply["fresh"] for reply in replies] == [False, False, False]
    assert Annotation.objects.filter(document=paper, user=chi()).count() == 1
    assert Mark.objects.get(item=item, user=chi()).text == "Đề nghị lùi thời hạn"
    assert Opinion.objects.filter(item=item, user=chi()).exclude(submitted_at=None).count() == 1
    assert Delivered.objects.count() == 3


def test_what_is_refused_is_not_noted_as_arrived(meeting):
    device, item, one = Device(chi()), meeting.items.first(), uuid4()
    Meeting.objects.filter(pk=meeting.pk).update(marks_until=clock.now() - timedelta(minutes=1))
    reply = device.deliver("mark", item.pk, {"mark": "agree"}, one)
    assert (reply.status_code, reply.json()["code"]) == (409, "meetings.marks_are_closed")
    assert not Delivered.objects.exists()
    assert Device(dung()).deliver("mark", item.pk, {"mark": "agree"}).status_code == 404


def test_changing_removing_and_taking_back_a_note_arrive_too(meeting):
    device = Device(chi())
    paper = Document.objects.get(owner_id=meeting.items.first().pk)
    one = uuid4()
    note = {"id": str(one), "version": 1, "page": 1, "kind": "note", "boxes": [[0.2, 0.2, 0, 0]], "body": "Hỏi"}
    device.deliver("note", paper.pk, note)
    device.deliver("note_changed", one, {"body": "Hỏi lại", "user": "x"})
    device.deliver("note_removed", one)
    assert Annotation.objects.get(pk=one).removed_at is not None
    device.deliver("note_restored", one)
    found = Annotation.objects.get(pk=one)
    assert (found.body, found.removed_at) == ("Hỏi lại", None)


INK = {"version": 1, "page": 1, "kind": "ink", "strokes": [[[0.1, 0.1, 0.5]]], "thickness": float("nan")}


def test_ink_that_is_no_number_is_refused_and_not_noted_as_arrived(meeting):
    paper = Document.objects.get(owner_id=meeting.items.first().pk)
    reply = Device(chi()).deliver("note", paper.pk, {**INK, "id": str(uuid4())})
    assert reply.status_code == 422
    assert not Delivered.objects.exists()


def test_a_mistake_of_the_house_is_not_taken_for_one_of_the_device(meeting, monkeypatch):
    def broken(**_said):
        raise ValueError

    monkeypatch.setattr("giaoban.meetings.actions.mark_item", broken)
    with pytest.raises(ValueError):  # noqa: PT011 - the house's own
        Device(chi()).deliver("mark", meeting.items.first().pk, {"mark": "agree"})


@pytest.mark.parametrize("body", [{}, {"version": "x"}, {"version": 1, "page": 1}], ids=str)
def test_broken_acts_are_refused_in_words(meeting, body):
    paper = Document.objects.get(owner_id=meeting.items.first().pk)
    reply = Device(chi()).deliver("note", paper.pk, body)
    assert (reply.status_code, reply.json()["code"]) == (422, "offline.unknown_act")
    assert not Delivered.objects.exists()


def test_another_persons_act_id_is_not_taken(meeting):
    item, one = meeting.items.first(), uuid4()
    Device(chi()).deliver("mark", item.pk, {"mark": "agree"}, one)
    reply = Device(guest()).deliver("mark", item.pk, {"mark": "agree"}, one)
    assert (reply.status_code, reply.json()["code"]) == (409, "offline.id_taken")


def test_the_page_that_opens_without_network_names_nobody():
    device = Device(chi())
    shown, bare = (client.get("/ngoai-tuyen/").content.decode() for client in (device.client, Client()))
    assert "gb-offline" in bare
    assert chi().full_name not in shown
    worker = Client().get("/ngoai-tuyen.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert b"caches" in worker.content


YES, NO, UNSEEN = "yes", "no", "unseen"
WHO_MAY = [
    # action            owner  another member  administrator  stranger
    ("take_along",      YES,   YES,            UNSEEN,        UNSEEN),
    ("withdraw_taken",  YES,   UNSEEN,         YES,           UNSEEN),
    ("deliver",         YES,   YES,            UNSEEN,        UNSEEN),
]  # fmt: skip


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(meeting, row):
    name, *expected = row
    taken = Device(chi()).take(meeting).json()["id"]
    RoleGrant.objects.get_or_create(user=em(), role=Role.SYSTEM_ADMIN, defaults={"unit": meeting.unit})
    item = meeting.items.first().pk
    acts = {
        "take_along": lambda device: device.take(meeting),
        "withdraw_taken": lambda device: device.client.delete(f"/api/offline/{taken}"),
        "deliver": lambda device: device.deliver("mark", item, {"mark": "agree"}),
    }
    said = {200: YES, 201: YES, 204: YES, 403: NO, 404: UNSEEN}
    assert [said[acts[name](Device(user)).status_code] for user in (chi(), guest(), em(), dung())] == expected


def test_every_verb_that_a_person_asks_for_is_in_the_table():
    verbs = {
        name
        for name, one in vars(actions).items()
        if isfunction(unwrap(one)) and one.__module__ == actions.__name__ and not name.startswith("_")
    }
    assert verbs - {"note_seen"} == {row[0] for row in WHO_MAY}, "note_seen: a device asks, own_taken is its answer"


def test_what_the_person_may_no_longer_see_is_not_on_the_list(meeting):
    tablet, desk = Device(guest()), Device(guest())
    tablet.take(meeting)
    assert len(tablet.held()) == len(desk.held()) == 1
    meeting.attendees.filter(user=guest()).delete()
    assert tablet.held() == desk.held() == []
    assert meeting.title not in desk.client.get(reverse("offline:mine")).content.decode()


def papers_here(device: Device) -> set[str]:
    (row,) = device.client.get("/api/offline").json()["taken"]
    return set(row["papers"])


def test_a_paper_whose_right_was_taken_back_must_leave_the_device(meeting):
    tablet = Device(chi())
    tablet.take(meeting)
    first, second = (str(Document.objects.get(owner_id=item.pk).pk) for item in meeting.items.all())
    assert papers_here(tablet) == {first, second}
    Document.objects.filter(pk=first).update(may_download=False)
    assert papers_here(tablet) == {second}
    Document.objects.filter(pk=second).update(withdrawn_at=clock.now())
    assert papers_here(tablet) == set()
    (elsewhere,) = Device(chi()).client.get("/api/offline").json()["taken"]
    assert (elsewhere["here"], elsewhere["papers"]) == (False, [])


def test_a_paper_that_may_not_be_downloaded_is_not_taken_along(meeting):
    kept = Document.objects.get(owner_id=meeting.items.first().pk)
    Document.objects.filter(pk=kept.pk).update(may_download=False)
    member, keeper = (Device(user).take(meeting).json() for user in (chi(), binh()))
    assert not [one for one in member["addresses"] if str(kept.pk) in one]
    assert str(kept.pk) not in member["papers"]
    assert [one for one in keeper["addresses"] if str(kept.pk) in one], "who looks after it may download it"
    Grant.objects.create(document=kept, user=chi(), may_see=True, may_download=True)
    assert str(kept.pk) in Device(chi()).take(meeting).json()["papers"]


def test_each_papers_access_log_says_that_it_was_taken_along_once(meeting):
    device, one = Device(chi()), uuid4()
    for _time in range(2):
        device.take(meeting, one)
    rows = Access.objects.filter(what=Access.What.TAKE, user=chi())
    assert sorted(row.document.owner_id for row in rows) == sorted(item.pk for item in meeting.items.all())
    assert {str(row.get_what_display()) for row in rows} == {"Mang theo"}


def test_the_list_says_when_a_device_was_heard_of_last(meeting):
    device = Device(chi())
    device.take(meeting)
    Taken.objects.update(seen_at=clock.now() - timedelta(hours=2))
    device.held()
    assert clock.now() - Taken.objects.get().seen_at < timedelta(minutes=1)


def test_the_administrator_finds_a_lost_device_and_withdraws_from_it(meeting):
    body = {"id": str(uuid4()), "meeting": str(meeting.pk), "device": "  "}
    tablet = Device(chi())
    tablet.send("post", "/api/offline", body)
    RoleGrant.objects.get_or_create(user=em(), role=Role.SYSTEM_ADMIN, defaults={"unit": meeting.unit})
    administrator, address = Device(em()).client, reverse("offline:devices")
    said = administrator.get(address).content.decode()
    assert chi().full_name in said
    assert "Thiết bị chưa rõ tên" in said
    assert meeting.title not in said, "the administrator does not see that meeting"
    with expect_record("offline.withdrawn"):
        reply = administrator.post(reverse("offline:withdraw", args=[body["id"]]))
    assert reply.url == address
    assert chi().full_name not in administrator.get(address).content.decode()
    assert tablet.held() == []


def test_a_device_that_signed_out_is_on_no_list(meeting):
    tablet, desk = Device(chi()), Device(chi())
    tablet.take(meeting)
    RoleGrant.objects.get_or_create(user=em(), role=Role.SYSTEM_ADMIN, defaults={"unit": meeting.unit})
    lists = [(desk.client, reverse("offline:mine")), (Device(em()).client, reverse("offline:devices"))]
    assert all("Chrome · Android" in client.get(address).content.decode() for client, address in lists)
    tablet.client.logout()
    assert not any("Chrome · Android" in client.get(address).content.decode() for client, address in lists)


def test_nobody_else_sees_the_list_of_devices(meeting):
    Device(chi()).take(meeting)
    for user in (chi(), binh()):
        reply = Device(user).client.get(reverse("offline:devices"))
        assert reply.status_code == 403
