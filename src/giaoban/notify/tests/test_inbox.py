"""What a person does with messages: mark_read, mark_all_read, set_preferences; and their pages."""

from datetime import time

import pytest

from giaoban.kernel.errors import Invalid, NotFound
from giaoban.ledger import bus
from giaoban.ledger.testing import expect_record
from giaoban.notify import actions, queries
from giaoban.notify.models import Delivery, OutgoingMail, Preference
from giaoban.people.testing import an, by, chi, dung, em

pytestmark = pytest.mark.django_db


def a_message(user=chi, title="Việc mới", **more):
    given = {"key": f"test:{Delivery.objects.count()}", "channel": "inbox", "action": "tasks.assigned", "state": "sent"}
    return Delivery.objects.create(user=user(), title=title, url="/nhiem-vu/", topic="tasks", **{**given, **more})


def test_reading_counts_once_and_wakes_the_bell(django_capture_on_commit_callbacks, monkeypatch):
    message, called = a_message(), []
    monkeypatch.setattr(bus, "wake", called.extend)
    with django_capture_on_commit_callbacks(execute=True):
        first = actions.mark_read(delivery_id=message.pk, by=by(chi())).read_at
        assert actions.mark_read(delivery_id=message.pk, by=by(chi())).read_at == first
    assert called == [f"me:{chi().pk}:inbox"]
    assert queries.unread_count(chi().pk) == 0


def test_nobody_reads_anothers_messages():
    with pytest.raises(NotFound):
        actions.mark_read(delivery_id=a_message().pk, by=by(dung()))


def test_mark_all_read_leaves_others_alone():
    a_message()
    a_message()
    a_message(an)
    assert actions.mark_all_read(by=by(chi())) == 2
    assert actions.mark_all_read(by=by(chi())) == 0
    assert queries.unread_count(an().pk) == 1


def test_set_preferences_keeps_what_exists_and_once():
    wishes = {"muted": {"tasks": ["email", "pigeon"], "nothing": ["email"]}, "digest_at": None}
    with expect_record("notify.preferences_set"):
        for _ in range(2):
            actions.set_preferences(**wishes, quiet_from=time(21), quiet_to=time(6), by=by(chi()))
    wish = Preference.objects.get()
    assert (wish.muted, wish.quiet_to) == ({"tasks": ["email"]}, time(6))
    with pytest.raises(Invalid):
        actions.set_preferences(**wishes, quiet_from=time(21), quiet_to=None, by=by(chi()))


def test_the_inbox_leads_to_the_thing(client):
    message = a_message()
    client.force_login(chi())
    for query in ("", "?show=unread", "?topic=tasks", "?part=1"):
        assert "Việc mới" in client.get(f"/thong-bao/{query}").content.decode()
    assert "Việc mới" in client.get("/thong-bao/chuong/").content.decode()
    assert client.get(f"/thong-bao/{message.pk}/").url == "/nhiem-vu/"
    assert str(message.pk) not in client.get("/thong-bao/?show=unread").content.decode()
    client.post("/thong-bao/doc-het/")
    client.force_login(dung())
    assert client.get(f"/thong-bao/{message.pk}/").status_code == 404


def test_preferences_by_page(client):
    client.force_login(chi())
    page = client.get("/thong-bao/tuy-chon/").content.decode()
    assert "tasks-email" in page
    client.post("/thong-bao/tuy-chon/", {"tasks-inbox": "on", "quiet_from": "21:00", "quiet_to": "06:00"})
    assert "email" in Preference.objects.get().muted["tasks"]
    assert client.post("/thong-bao/tuy-chon/", {"quiet_from": "21:00"}).status_code == 422


def test_the_inbox_by_api(client):
    message = a_message()
    client.force_login(chi())
    listed = client.get("/api/notices?unread=true").json()
    assert (listed["unread"], [row["title"] for row in listed["items"]]) == (1, ["Việc mới"])
    assert client.post(f"/api/notices/{message.pk}/read").status_code == 204
    assert client.post("/api/notices/read").status_code == 204
    assert client.get("/api/notices").json()["unread"] == 0


def a_letter(settings):
    from giaoban.notify import mail

    settings.SMTP = ""
    delivery = a_message(channel="email", state="held", title="Giấy mời")
    return OutgoingMail.objects.create(
        delivery=delivery, to="chi@haiquan.example", subject="Giấy mời", raw=mail.build(delivery, chi())
    )


def test_the_outbox_is_for_administrators(client, settings):
    letter = a_letter(settings)
    pages = [
        "hop-thu-di/",
        f"hop-thu-di/{letter.pk}/",
        f"hop-thu-di/{letter.pk}/noi-dung/",
        f"hop-thu-di/{letter.pk}/tep/0/",
    ]
    for person, expected in ((an, [404] * 4), (em, [200, 200, 200, 404])):
        client.force_login(person())
        assert [client.get(f"/thong-bao/{page}").status_code for page in pages] == expected
    assert client.get("/thong-bao/hop-thu-di/?state=held&q=giấy").status_code == 200


def test_a_letter_in_the_outbox_can_run_nothing(client, settings):
    letter = a_letter(settings)
    client.force_login(em())
    shown = client.get(f"/thong-bao/hop-thu-di/{letter.pk}/noi-dung/")
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_held_letter_is_sent_again_from_the_page(client, settings):
    letter = a_letter(settings)
    client.force_login(em())
    client.post(f"/thong-bao/gui-lai/{letter.delivery.pk}/")
    letter.delivery.refresh_from_db()
    assert letter.delivery.state == "waiting"


def test_the_inbox_costs_the_same_for_any_number(client, django_assert_max_num_queries):
    for _ in range(40):
        a_message()
    client.force_login(chi())
    with django_assert_max_num_queries(22):
        client.get("/thong-bao/")
