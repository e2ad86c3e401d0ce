"""Channels that cost: contract with the gateways as they document themselves, prices, caps, and never twice."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.notice import Notice
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.notify import actions, queries, registry, safekeeping
from giaoban.notify.models import ChannelPolicy, Delivery, Preference, ProviderKeys
from giaoban.notify.short_text import fitted, segments, without_accents
from giaoban.notify.telephone import mobile_of
from giaoban.notify.testing import Gateway, ZaloCloud, a_web_server
from giaoban.people.testing import an, by, chi, dung, em

pytestmark = pytest.mark.django_db
ACTION = "people.changed"
PHONE = "0912 345 678"
MONEY = {"price": 800, "day_cap": 8000, "month_cap": 80000, "person_day_cap": 4000, "person_month_cap": 40000}


@pytest.fixture(autouse=True)
def _pressing(monkeypatch):
    monkeypatch.setattr(registry, "PRESSING", {ACTION: "meeting_changed"})
    for person in (chi(), dung(), em()):
        person.phone = PHONE
        person.save()


@pytest.fixture
def gateway(settings):
    kept = Gateway()
    with a_web_server(kept) as url:
        settings.SMS_URL, settings.SMS_KEY, settings.SMS_SECRET, settings.SMS_BRAND = url, "key", "secret", "CUC-HQ"
        actions.set_channel_policy(
            channel="sms", is_on=True, kinds=["meeting_changed"], money=MONEY, required=[], by=by(em())
        )
        yield kept


@pytest.fixture
def cloud(settings):
    kept = ZaloCloud()
    with a_web_server(kept) as url:
        settings.ZALO_URL = settings.ZALO_OAUTH_URL = url
        settings.ZALO_APP, settings.ZALO_SECRET, settings.ZALO_TEMPLATE = "app", "secret", "12345"
        settings.ZALO_REFRESH = "refresh-0"
        actions.set_channel_policy(
            channel="zalo", is_on=True, kinds=["meeting_changed"], money=MONEY, required=[], by=by(em())
        )
        yield kept


def a_notice(*people, **more):
    given = {
        "action": ACTION, "to": lambda _entry: [one.pk for one in people or (chi(),)],
        "title": "Hoãn họp: Giao ban tháng 3", "url": lambda _entry: "/cuoc-hop/1/",
        "body": "Họp lại lúc 14:00, thứ Năm 12/3.\nDòng sau", "topic": "meetings",
    }  # fmt: skip
    return Notice(**{**given, **more})


def happen(times=1):
    for _time in range(times):
        with transaction.atomic():
            record(ACTION, by=by(an()), subject=dung())
    run_jobs()


def outward(channel="sms"):
    return Delivery.objects.filter(channel=channel).order_by("created_at", "pk").last()


# The words


def test_vietnamese_without_accents_keeps_its_letters():
    said = without_accents("Đề nghị đồng chí dự họp “Giao ban” – 14:00… ₫")
    assert said == 'De nghi dong chi du hop "Giao ban" - 14:00... d'
    assert without_accents("họp\u00a0lúc 😀") == "hop luc ?"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
        ("a" * 158 + "€", 1), ("a" * 159 + "€", 2), ("a" * 152 + "€" + "a" * 152, 3),
        ("ạ" * 70, 1), ("ạ" * 71, 2), ("ạ" * 134, 2), ("ạ" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_messages_are_counted_as_the_telephone_company_does(text, count):
    assert segments(text) == count


def test_a_text_is_cut_to_what_may_be_charged():
    long = "Hop giao ban " * 60
    assert segments(fitted(long, 2)) == 2
    assert fitted(long, 2).endswith("...")
    assert segments(fitted("ạ" * 500, 1)) == 1


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0912 345 678", "84912345678"), ("+84 912.345.678", "84912345678"), ("84912345678", "84912345678"),
        ("024 3826 1234", ""), ("0912345", ""), ("", ""), ("máy lẻ 12", ""),
    ],
)  # fmt: skip
def test_only_mobiles_get_messages(written, number):
    assert mobile_of(written) == number


# Short messages


def test_what_the_gateway_gets(house, gateway):
    house(a_notice())
    happen()
    (said,) = gateway.taken.values()
    assert said["Content"] == "Hoan hop: Giao ban thang 3. Hop lai luc 14:00, thu Nam 12/3."
    assert (said["Phone"], said["IsUnicode"], said["Brandname"]) == ("84912345678", "0", "CUC-HQ")
    assert said["RequestId"] == outward().pk.hex
    assert (outward().state, outward().provider_id, outward().price) == ("sent", "sms-1", 800)


def test_with_accents_it_costs_what_it_counts(house, gateway):
    ChannelPolicy.objects.update(with_accents=True)
    house(a_notice(body="Đề nghị các đồng chí báo lại Văn phòng trước giờ họp, mang theo báo cáo của đơn vị."))
    happen()
    (said,) = gateway.taken.values()
    assert said["IsUnicode"] == "1"
    assert outward().price == 1600
    assert segments(said["Content"]) == 2


def test_ordinary_notices_never_cost(house, gateway, monkeypatch):
    monkeypatch.setattr(registry, "PRESSING", {})
    house(a_notice())
    happen()
    assert not gateway.asked
    assert not Delivery.objects.filter(channel="sms").exists()


def test_a_worker_killed_after_the_gateway_took_it_sends_once(house, gateway):
    house(a_notice())
    happen()
    Delivery.objects.filter(channel="sms").update(state="sending", reached=[])
    Job.objects.filter(name="notify.post").update(done_at=None, claimed_at=None, tries=0)
    run_jobs()
    assert len(gateway.asked) == 2
    assert len(gateway.taken) == 1
    assert outward().state == "sent"
    assert queries.spent("sms").day == 800, "counted once"


def test_longer_than_the_gateway_remembers_a_person_decides(house, gateway):
    house(a_notice())
    happen()
    Delivery.objects.filter(channel="sms").update(state="sending", reached=[])
    Job.objects.filter(name="notify.post").update(done_at=None, claimed_at=None, tries=0)
    with clock.later(hours=25):
        run_jobs()
    assert outward().state == "unsure"
    assert len(gateway.asked) == 1


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ((200, {}, '{"CodeResult":"104","ErrorMessage":"Brand name code is not exist"}'), "failed"),
        ((200, {}, '{"CodeResult":"103","ErrorMessage":"Not enough balance"}'), "waiting"),
        ((502, {}, "<html>"), "waiting"),
        ((200, {}, "not json"), "waiting"),
    ],
)
def test_what_is_refused_costs_nothing(house, gateway, answer, state):
    gateway.answers = [answer]
    house(a_notice())
    happen()
    assert (outward().state, outward().price) == (state, 0)
    assert "secret" not in outward().error


def test_a_gateway_that_is_away_is_asked_again(house, gateway, settings):
    there, settings.SMS_URL = settings.SMS_URL, "http://127.0.0.1:9"
    house(a_notice())
    happen()
    assert outward().state == "waiting"
    settings.SMS_URL = there
    with clock.later(seconds=15):
        run_jobs()
    assert outward().state == "sent"


def test_quiet_hours_and_choice_hold_here_too(house, gateway):
    Preference.objects.create(user=chi(), muted={"meetings": ["sms"]})
    house(a_notice())
    happen()
    assert not Delivery.objects.filter(channel="sms").exists()
    ChannelPolicy.objects.update(required=["meetings"])
    happen()
    assert outward().state == "sent", "what the agency requires always comes"


# Caps


def test_the_caps_hold_and_the_administrators_hear_of_it(house, gateway):
    house(a_notice(chi(), dung()))
    with expect_record(*[ACTION] * 5, "notify.cap_warned"):
        happen(5)
    assert len(gateway.taken) == 10
    assert queries.spent("sms").day == 8000
    with expect_record(ACTION, "notify.cap_reached"):
        happen()
    assert len(gateway.taken) == 10
    held = Delivery.objects.filter(channel="sms", state="held")
    assert set(held.values_list("error", flat=True)) == {"the cap is reached"}
    with expect_record(ACTION):
        happen()
    with clock.later(days=1):
        happen()
    assert len(gateway.taken) == 12


def test_one_person_does_not_use_it_up(house, gateway):
    house(a_notice())
    happen(7)
    assert len(gateway.taken) == 5
    assert queries.spent("sms", user_id=chi().pk).day == 4000


def test_the_month_has_a_cap_of_its_own(house, gateway):
    ChannelPolicy.objects.update(month_cap=1600, person_month_cap=1600)
    house(a_notice())
    happen(2)
    with clock.later(days=1):
        happen()
        assert len(gateway.taken) == 2
    with clock.later(days=31):
        happen()
    assert len(gateway.taken) == 3


def test_held_messages_can_be_sent_when_there_is_money(house, gateway):
    ChannelPolicy.objects.update(person_day_cap=0)
    house(a_notice())
    happen()
    assert outward().state == "held"
    ChannelPolicy.objects.update(person_day_cap=4000)
    actions.retry(delivery_id=outward().pk, by=by(em()))
    run_jobs()
    assert outward().state == "sent"


def test_terms_are_whole_before_a_channel_that_costs_is_on(gateway):
    for money in ({}, {**MONEY, "day_cap": 0}, {**MONEY, "day_cap": 90000}):
        with pytest.raises(Invalid):
            actions.set_channel_policy(channel="sms", is_on=True, kinds=[], money=money, required=[], by=by(em()))
    with pytest.raises(Refused):
        actions.set_channel_policy(channel="sms", required=[], by=by(chi()))
    with pytest.raises(NotFound):
        actions.set_channel_policy(channel="pigeon", required=[], by=by(em()))
    with expect_record():
        actions.set_channel_policy(
            channel="sms", is_on=True, kinds=["meeting_changed"], money=MONEY, required=[], by=by(em())
        )


# Zalo


def test_what_zalo_gets_with_keys_of_its_own(house, cloud):
    house(a_notice())
    happen()
    (said,) = cloud.messages
    assert said["phone"] == "84912345678"
    assert said["template_id"] == "12345"
    assert said["template_data"] == {
        "name": "Lê Thị Chi", "content": "Hoãn họp: Giao ban tháng 3", "time": "09:00 10/03/2026",
    }  # fmt: skip
    assert said["tracking_id"] == outward("zalo").pk.hex
    assert (outward("zalo").state, outward("zalo").provider_id) == ("sent", "zns-1")
    keys = ProviderKeys.objects.get()
    assert "refresh-1" not in keys.refresh
    assert safekeeping.opened(keys.refresh) == "refresh-1"


def test_keys_are_renewed_once_and_when_they_end(house, cloud):
    house(a_notice())
    happen(3)
    assert cloud.renewed == 1
    with clock.later(hours=25):
        happen()
    assert cloud.renewed == 2
    cloud.access = "revoked elsewhere"
    with clock.later(hours=26):
        happen()
    assert cloud.renewed == 3
    assert len(cloud.messages) == 5


def test_while_one_worker_renews_the_others_wait(house, cloud):
    ProviderKeys.objects.create(
        name="zalo", seed=queries.digest_of("refresh-0"), refresh=safekeeping.seal("refresh-0"),
        renewing_until=clock.now() + timedelta(seconds=30),
    )  # fmt: skip
    house(a_notice())
    happen()
    assert (outward("zalo").state, cloud.renewed) == ("waiting", 0)
    with clock.later(seconds=31):  # that worker died
        run_jobs()
    assert (outward("zalo").state, cloud.renewed) == ("sent", 1)


def test_fresh_keys_of_another_worker_are_taken(cloud):
    actions.renew_zalo_keys(stale="")
    actions.renew_zalo_keys(stale="an older one")
    assert cloud.renewed == 1
    actions.renew_zalo_keys(stale="access-1")
    assert cloud.renewed == 2


def test_lost_keys_are_told_once_until_the_operator_gives_new_ones(house, cloud, settings):
    cloud.refresh = "used by somebody else"
    house(a_notice())
    with expect_record(ACTION, ACTION, "notify.keys_lost"):
        happen(2)
    assert len([asked for asked in cloud.asked if "access_token" in asked.path]) == 1
    assert outward("zalo").state == "failed"
    assert queries.fault_of("zalo") == "-14014 Invalid refresh token"
    cloud.refresh = settings.ZALO_REFRESH = "given anew"
    actions.retry(delivery_id=outward("zalo").pk, by=by(em()))
    run_jobs()
    assert outward("zalo").state == "sent"


@pytest.mark.parametrize(
    ("answer", "state", "price"),
    [
        ((200, {}, '{"error":-118,"message":"Zalo account not existed"}'), "failed", 0),
        ((200, {}, '{"error":-144,"message":"Out of daily quota"}'), "waiting", 0),
        ((200, {}, '{"error":-100,"message":"Unknown error"}'), "unsure", 800),
        ((504, {}, "gateway timeout"), "unsure", 800),
    ],
)
def test_what_zalo_answers(house, cloud, answer, state, price):
    actions.renew_zalo_keys(stale="")
    cloud.answers = [answer]
    house(a_notice())
    happen()
    assert (outward("zalo").state, outward("zalo").price) == (state, price)


def test_a_worker_killed_while_zalo_was_asked_leaves_it_to_a_person(house, cloud):
    house(a_notice())
    happen()
    Delivery.objects.filter(channel="zalo").update(state="sending", reached=[])
    Job.objects.filter(name="notify.post").update(done_at=None, claimed_at=None, tries=0)
    run_jobs()
    assert outward("zalo").state == "unsure"
    assert len(cloud.messages) == 1
    actions.retry(delivery_id=outward("zalo").pk, by=by(em()))
    run_jobs()
    assert (outward("zalo").state, len(cloud.messages)) == ("sent", 2)


# The administrator's pages


def test_a_message_to_oneself(gateway, cloud):
    with pytest.raises(Refused):
        actions.send_test(channel="sms", by=by(chi()))
    for channel in ("sms", "zalo", "email"):
        with expect_record("notify.tested"):
            actions.send_test(channel=channel, by=by(em()))
    run_jobs()
    assert (len(gateway.taken), len(cloud.messages)) == (1, 1)
    assert outward("email").state == "held", "there is no mail server"
    with pytest.raises(Conflict, match="no_address_of_yours"):
        actions.send_test(channel="push", by=by(em()))


def test_the_pages_are_for_administrators(client, gateway, house):
    house(a_notice())
    happen()
    gateway.answers = [(200, {}, '{"CodeResult":"104","ErrorMessage":"Brand name code is not exist"}')]
    happen()
    client.force_login(chi())
    assert client.get(reverse("notify:channels")).status_code == 404
    assert client.get(reverse("notify:channel", args=["sms"])).status_code == 404
    client.force_login(em())
    page = client.get(reverse("notify:channels")).content.decode()
    assert "800 / 8.000 đ" in page
    assert "channel=sms&amp;state=aside" in page
    aside = client.get(reverse("notify:outbox"), {"channel": "sms", "state": "aside"}).content.decode()
    assert "Brand name code is not exist" in aside
    assert client.get(reverse("notify:channel", args=["pigeon"])).status_code == 404
    asked = {"is_on": "on", "kinds": ["meeting_changed", "task_overdue"], **MONEY, "price": 850}
    assert client.post(reverse("notify:channel", args=["sms"]), asked).status_code == 302
    assert ChannelPolicy.objects.get(pk="sms").price == 850
    assert client.post(reverse("notify:channel", args=["sms"]), {"is_on": "on"}).status_code == 422
    assert client.post(reverse("notify:channel", args=["push"]), {"required": ["meetings"]}).status_code == 302
    assert client.post(reverse("notify:test_channel", args=["sms"])).status_code == 302


def test_what_is_required_cannot_be_switched_off(client, gateway):
    actions.set_channel_policy(channel="push", required=["tasks"], by=by(em()))
    client.force_login(chi())
    page = client.get(reverse("notify:preferences")).content.decode()
    box = page.split('name="tasks-push"')[0].rpartition("<input")[2] + page.split('name="tasks-push"')[1].split(">")[0]
    assert "disabled" in box
    client.post(reverse("notify:preferences"), {"meetings-inbox": "on"})
    assert "push" not in Preference.objects.get(user=chi()).muted.get("tasks", [])
    assert "sms" in Preference.objects.get(user=chi()).muted["meetings"]
