"""Web push: real sealing and signing against a push service on loopback, opened by a browser that shares no code."""

import json
import stat
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.conf import settings as the_settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.notice import Answer, Due, Notice, Reminder
from giaoban.ledger import jobs
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.notify import actions, outward, registry, vapid, webpush
from giaoban.notify.channels.push import payload
from giaoban.notify.models import Delivery, Device, Preference
from giaoban.notify.testing import Answering, Browser, a_web_server, who_pushes
from giaoban.people import actions as people
from giaoban.people.testing import an, by, chi, dung

pytestmark = pytest.mark.django_db
ACTION = "people.changed"
SESSION = "a-session-of-chi"


@pytest.fixture
def service(settings, tmp_path):
    """A push service that takes everything."""
    kept = Answering((201, {"Location": "https://push.example/m/1"}, ""))
    settings.DATA = tmp_path
    with a_web_server(kept) as url:
        settings.PUSH_SERVICES = [url]
        kept.url = url
        yield kept


def a_notice(**more):
    given = {
        "action": ACTION, "to": lambda _entry: [chi().pk], "title": _("{actor} giao nhiệm vụ: {subject}"),
        "url": lambda _entry: "/nhiem-vu/", "body": "Đến hết ngày 15/3.", "topic": "tasks",
    }  # fmt: skip
    return Notice(**{**given, **more})


def happen():
    with transaction.atomic():
        record(ACTION, by=by(an()), subject=dung())
    run_jobs()


def subscribe(service, browser=None, path="/send/1", person=None, session=SESSION):
    browser = browser or Browser()
    actions.add_device(
        device_id=uuid4(), name="Chrome · Android", session_key=session, allowed=the_settings.PUSH_SERVICES,
        by=by(person or chi()), **browser.subscription(service.url + path),
    )  # fmt: skip
    return browser


def pushed():
    return Delivery.objects.get(channel="push")


def test_what_arrives_is_sealed_for_the_browser_and_signed_by_us(house, service, settings):
    house(a_notice())
    browser = subscribe(service)
    happen()
    (asked,) = service.asked
    said = browser.opened(asked.body)
    inbox = Delivery.objects.get(channel="inbox")
    assert said == {
        "tag": str(pushed().pk), "title": "Nguyễn Văn An giao nhiệm vụ: Phạm Văn Dũng", "body": "Đến hết ngày 15/3.",
        "url": f"/thong-bao/{inbox.pk}/", "urgent": False, "answers": [],
    }  # fmt: skip
    assert "Phạm Văn Dũng".encode() not in asked.body
    assert asked.headers["content-encoding"] == "aes128gcm"
    assert (asked.headers["ttl"], asked.headers["urgency"]) == ("86400", "normal")
    assert len(asked.headers["topic"]) == 22
    key, claims = who_pushes(asked.headers["authorization"])
    assert key == vapid.public_key()
    assert claims["aud"] == service.url
    assert 0 < claims["exp"] - clock.now().timestamp() <= 24 * 3600
    assert claims["sub"].startswith(("mailto:", "https://"))
    assert (pushed().state, pushed().provider_id) == ("sent", "https://push.example/m/1")


def test_the_words_of_the_rfc():
    """RFC 8291, appendix A."""
    private = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    ours = vapid._read(private)
    sealed = webpush.seal(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        ours=ours,
        salt=webpush.unfold("DGv6ra1nlYgDCS1FRnbzlw"),
        filling=0,
    )
    assert webpush.fold(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_each_browser_gets_its_own_and_nobody_without_one_is_written_down(house, service):
    house(a_notice(to=lambda _entry: [chi().pk, dung().pk]))
    first, second = subscribe(service), subscribe(service, path="/send/2")
    happen()
    by_path = {asked.path: asked.body for asked in service.asked}
    assert first.opened(by_path["/send/1"]) == second.opened(by_path["/send/2"])
    assert Delivery.objects.filter(channel="push").count() == 1
    assert len(pushed().reached) == 2


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(house, service, status):
    house(a_notice())
    subscribe(service)
    service.answers = [(status, {}, "gone")]
    happen()
    assert not Device.objects.exists()
    assert (pushed().state, pushed().error) == ("dropped", "no address")


def test_a_passing_fault_is_tried_again_and_who_has_it_is_passed_by(house, service):
    house(a_notice())
    subscribe(service)
    subscribe(service, path="/send/2")
    service.answers = [(201, {}, ""), (503, {"Retry-After": "30"}, "busy")]
    happen()
    assert (pushed().state, pushed().error) == ("waiting", "503 busy")
    with clock.later(seconds=15):
        assert run_jobs() == 0
    with clock.later(seconds=31):
        run_jobs()
    assert pushed().state == "sent"
    assert len(service.asked) == 3
    assert len({asked.path for asked in service.asked}) == 2


def test_after_the_last_try_it_waits_for_an_administrator(house, service, em_by):
    house(a_notice())
    subscribe(service)
    service.usual = (500, {}, "broken")
    happen()
    now = clock.now()
    for hours in range(1, 6):
        with clock.at(now + timedelta(hours=2 * hours)):
            run_jobs()
    assert (pushed().state, pushed().error) == ("failed", "500 broken")
    service.usual = (201, {}, "")
    with clock.at(now + timedelta(days=1)):
        actions.retry(delivery_id=pushed().pk, by=em_by)
        run_jobs()
    assert pushed().state == "sent"


def test_a_worker_killed_after_the_service_took_it_shows_it_once(house, service):
    """The second request bears the same topic and tag: service and device replace the first."""
    house(a_notice())
    browser = subscribe(service)
    happen()
    Delivery.objects.filter(channel="push").update(state="waiting", reached=[], sent_at=None)
    Job.objects.filter(name="notify.post").update(done_at=None, claimed_at=None, tries=0)
    run_jobs()
    first, second = service.asked
    assert first.headers["topic"] == second.headers["topic"]
    assert browser.opened(first.body)["tag"] == browser.opened(second.body)["tag"]


def test_refused_for_good_says_why(house, service):
    house(a_notice())
    subscribe(service)
    service.answers = [(413, {}, "too large")]
    happen()
    assert (pushed().state, pushed().error) == ("failed", "413 too large")
    assert len(service.asked) == 1


def test_quiet_hours_and_choice_are_kept_and_urgent_ones_come(house, service):
    Preference.objects.create(user=chi(), quiet_from=time(21), quiet_to=time(6, 30))
    house(a_notice())
    subscribe(service)
    with clock.at(datetime.fromisoformat("2026-03-10T22:15:00+07:00")):
        happen()
        assert not service.asked
    with clock.at(datetime.fromisoformat("2026-03-11T06:31:00+07:00")):
        jobs.run_due(("post",))
    assert len(service.asked) == 1
    Preference.objects.filter(user=chi()).update(muted={"tasks": ["push"]})
    happen()
    assert len(service.asked) == 1
    house(a_notice(urgent=True))
    happen()
    assert service.asked[-1].headers["urgency"] == "high"


def test_of_a_secret_matter_it_says_only_that_there_is_news(house, service, monkeypatch):
    monkeypatch.setattr(registry, "SECRETS", {"people.user": lambda _id: True})
    house(a_notice())
    browser = subscribe(service)
    happen()
    said = browser.opened(service.asked[0].body)
    assert said["title"] == "Có thông báo mới. Mở ứng dụng để đọc."
    assert said["body"] == ""
    assert "Dũng" not in json.dumps(said, ensure_ascii=False)


ANSWERS = [Answer("Đang làm", "/nhac-viec/tra-loi/abc"), Answer("Đã xong", "/x/"), Answer("Sau", "/y/")]


def a_reminder(count=1):
    def due(_now):
        for place in range(count):
            yield Due(
                user_id=chi().pk, subject_kind="tasks.task", subject_id=uuid4(),
                title=f"Việc {place}", url="/nhiem-vu/", because="đến hạn hôm nay", channels=("inbox", "email"),
                answers=lambda: ANSWERS,
            )  # fmt: skip

    return Reminder("tasks.remind", due, topics=("tasks",))


def test_a_reminder_is_answered_from_the_notification(house, service):
    house(reminders=(a_reminder(),))
    browser = subscribe(service)
    actions.remind()
    run_jobs()
    said = browser.opened(service.asked[0].body)
    assert said["answers"] == [
        {"label": "Đang làm", "url": "/nhac-viec/tra-loi/abc"},
        {"label": "Đã xong", "url": "/x/"},
    ]
    assert pushed().parcel == {}, "links are not kept when it has left"


def test_a_digest_is_one_push(house, service):
    house(reminders=(a_reminder(30),))
    browser = subscribe(service)
    actions.remind()
    run_jobs()
    (asked,) = service.asked
    assert browser.opened(asked.body)["title"] == "Đồng chí có 30 việc cần lưu ý"
    assert len(asked.body) < 3000


def test_what_is_soon_comes_at_its_time_beside_the_digest(house, service):
    Preference.objects.create(user=chi(), digest_at=time(16))
    soon = Reminder("meetings.soon", a_reminder().due, topics=("meetings",), at_once=True)
    house(reminders=(soon,))
    subscribe(service)
    actions.remind()
    assert Delivery.objects.filter(channel="push").count() == 1
    house(reminders=(a_reminder(),))
    with clock.at(datetime.fromisoformat("2026-03-10T16:01:00+07:00")):
        actions.remind()
    assert Delivery.objects.filter(channel="push").count() == 2, "the digest of the day is still to come"


def test_who_took_push_away_counts_as_told_only_where_they_take_it(house, service):
    Preference.objects.create(user=chi(), muted={"tasks": ["inbox", "email"]})
    house(reminders=(a_reminder(),))
    actions.remind()
    assert not Delivery.objects.exists(), "push is wanted but there is no browser"


def test_a_long_text_is_cut_at_a_word(house):
    delivery = Delivery(user=chi(), channel="push", title="T" * 300, body="nhiệm vụ " * 100, url="/a/")
    said = json.loads(payload(delivery))
    assert len(said["title"]) == 120
    assert said["body"].endswith("vụ…") or said["body"].endswith("nhiệm…")
    assert said["url"] == "/a/"


# Whose browser it is


def test_a_browser_belongs_to_its_newest_person(service):
    browser = Browser()
    with expect_record("notify.device_added"):
        subscribe(service, browser)
    with expect_record():
        subscribe(service, browser)
    assert Device.objects.get().user == chi()
    with expect_record("notify.device_added"):
        subscribe(service, browser, person=dung())
    assert Device.objects.get().user == dung()


def test_somebody_else_who_signs_in_there_ends_it(service):
    browser = subscribe(service)
    endpoint = browser.subscription(service.url + "/send/1")["endpoint"]
    assert actions.note_device(endpoint=endpoint, session_key="another", by=by(chi()))
    assert not actions.note_device(endpoint=endpoint, session_key="third", by=by(dung()))
    assert not Device.objects.exists()
    assert not actions.note_device(endpoint=endpoint, session_key="third", by=by(chi()))


def test_signing_out_takes_this_browser_and_no_other(service):
    subscribe(service)
    subscribe(service, path="/send/2", session="at home")
    people.note_sign_out(user_id=chi().pk, session_key=SESSION, by=by(chi()))
    assert [device.endpoint[-1] for device in Device.objects.all()] == ["2"]
    people.end_other_sessions(keep="at home", by=by(chi()))
    assert Device.objects.count() == 1
    people.end_other_sessions(keep="elsewhere", by=by(chi()))
    assert not Device.objects.exists()


def test_withdrawing_is_for_the_owner(service):
    subscribe(service)
    device = Device.objects.get()
    with pytest.raises(NotFound):
        actions.withdraw_device(device_id=device.pk, by=by(dung()))
    with expect_record("notify.device_withdrawn"):
        actions.withdraw_device(device_id=device.pk, by=by(chi()))
    assert not Device.objects.exists()


def test_ten_browsers_are_enough(service):
    for place in range(10):
        subscribe(service, path=f"/send/{place}")
    with pytest.raises(Conflict, match="too_many_devices"):
        subscribe(service, path="/send/more")


def test_browsers_that_nobody_uses_are_forgotten(service):
    subscribe(service)
    actions.forget_unseen_devices()
    assert Device.objects.exists()
    with clock.later(days=91):
        actions.forget_unseen_devices()
    assert not Device.objects.exists()


# Addresses that somebody wrote to make us knock at our own doors


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/1", "https://127.0.0.1/1", "https://[::1]/1", "https://10.0.0.8/1", "https://169.254.169.254/",
        "https://push.example:8443/1", "https://ten:mat-khau@push.example/1", "file:///etc/passwd", "https://", "",
        "https://[::ffff:10.0.0.1]/x", "https://push.example/" + "a" * 1000,
    ],
)  # fmt: skip
def test_only_public_https_addresses_are_taken(endpoint):
    with pytest.raises(Invalid, match="bad_push_address"):
        actions.add_device(
            device_id=uuid4(), name="", session_key="s", allowed=[], by=by(chi()), **Browser().subscription(endpoint)
        )


def test_a_name_that_leads_inside_is_not_asked(house, service, settings):
    house(a_notice())
    subscribe(service)
    Device.objects.update(endpoint="https://localhost/send/1")
    settings.PUSH_SERVICES = []
    happen()
    assert not service.asked
    assert not Device.objects.exists()
    with pytest.raises(outward.Forbidden, match="not public"):
        outward.post("https://localhost/", b"", {})


def test_redirects_are_not_followed(house, service):
    house(a_notice())
    subscribe(service)
    service.answers = [(307, {"Location": f"{service.url}/inside"}, "")]
    happen()
    assert len(service.asked) == 1
    assert pushed().state == "failed"


@pytest.mark.parametrize("keys", [{"p256dh": "BA"}, {"auth": "aa"}, {"p256dh": "not base64 at all!"}])
def test_keys_that_are_none_are_refused(service, keys):
    with pytest.raises(Invalid, match="bad_push_keys"):
        actions.add_device(
            device_id=uuid4(), name="", session_key="s", allowed=the_settings.PUSH_SERVICES, by=by(chi()),
            **{**Browser().subscription(service.url), **keys},
        )  # fmt: skip


# Our own key


def test_the_key_is_made_once_for_its_owner_only(settings, tmp_path):
    settings.DATA, settings.VAPID_KEY = tmp_path, ""
    first = vapid.public_key()
    assert vapid.public_key() == first
    assert stat.S_IMODE((tmp_path / "vapid.key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["vapid.key"]
    settings.VAPID_KEY = (tmp_path / "vapid.key").read_text()
    settings.DATA = tmp_path / "elsewhere"
    assert vapid.public_key() == first


@pytest.mark.parametrize("key", ["nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])
def test_a_key_that_is_none_is_not_repeated_in_the_words(settings, key):
    settings.VAPID_KEY = key
    with pytest.raises(vapid.UnusableKey) as fault:
        vapid.public_key()
    assert key not in str(fault.value)


# The doors


def test_the_api_of_a_person(client, service):
    client.force_login(chi())
    told = {"id": str(uuid4()), "name": "Firefox · Linux", **Browser().subscription(service.url + "/send/1")}
    assert client.get("/api/push").json()["key"] == vapid.public_key()
    assert client.post("/api/push", told, content_type="application/json").status_code == 201
    (device,) = client.get("/api/push").json()["devices"]
    assert device["name"] == "Firefox · Linux"
    assert "endpoint" not in device
    seen = client.post("/api/push/seen", {"endpoint": told["endpoint"]}, content_type="application/json")
    assert seen.json() == {"mine": True}
    page = client.get(reverse("notify:preferences")).content.decode()
    assert "Firefox · Linux" in page
    assert told["endpoint"] not in page
    assert client.delete(f"/api/push/{device['id']}").status_code == 204
    assert client.delete(f"/api/push/{device['id']}").status_code == 404


def test_the_page_takes_a_browser_away(client, service):
    subscribe(service)
    client.force_login(chi())
    client.post(reverse("notify:withdraw_device", args=[Device.objects.get().pk]))
    assert not Device.objects.exists()


def test_signing_out_by_the_button_takes_the_browser_away(client, service):
    client.force_login(chi())
    subscribe(service, session=client.session.session_key)
    client.post(reverse("account_logout"))
    assert not Device.objects.exists()


def test_an_agency_may_do_without(client, settings, house, service):
    house(a_notice())
    subscribe(service)
    settings.PUSH = False
    happen()
    assert not Delivery.objects.filter(channel="push").exists()
    client.force_login(chi())
    told = {"id": str(uuid4()), **Browser().subscription(service.url)}
    assert client.post("/api/push", told, content_type="application/json").status_code == 409
    assert client.get("/api/push").json()["key"] == ""
