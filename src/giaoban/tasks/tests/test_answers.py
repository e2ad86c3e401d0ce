"""Answering a reminder in one tap: on the day's page, and by the single-use link of the letter."""

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.test import Client

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, NotFound, Refused
from giaoban.ledger.models import Entry
from giaoban.ledger.registry import sentence_of
from giaoban.notify import actions as notify
from giaoban.notify.models import OutgoingMail
from giaoban.people.testing import an, by, chi, dung, em
from giaoban.tasks import actions, links, queries
from giaoban.tasks.links import Reply
from giaoban.tasks.models import LinkAnswer
from giaoban.tasks.policy import Policy
from giaoban.tasks.testing import a_task

pytestmark = pytest.mark.django_db


def a_link(task, reply=Reply.DONE, user=chi, days=5):
    return links.url_of(task, user().pk, reply, clock.now() + timedelta(days=days))


def read(url):
    return links.read(url.split("/")[-2])


def press(url, **said):
    link = read(url)
    return actions.answer_by_link(link=link, by=queries.actor_behind(link.user_id), **said)


@pytest.mark.parametrize(
    ("reply", "state"),
    [(Reply.TAKEN, "received"), (Reply.PROGRESS, "in_progress"), (Reply.TIME, "new"), (Reply.DONE, "reported")],
)
def test_answer_reminder_is_one_tap(client, reply, state):
    task = a_task()
    client.force_login(chi())
    reply_ = client.post(f"/nhiem-vu/{task.pk}/tra-loi-nhac/", {"reply": reply})
    assert reply_.headers["Location"] == "/nhiem-vu/nhac-viec/"
    task.refresh_from_db()
    assert task.state == state
    assert task.extensions.count() == (reply == Reply.TIME)


def test_only_the_doer_answers():
    task = a_task()
    with pytest.raises(Refused):
        actions.answer_reminder(task_id=task.pk, reply=Reply.DONE, by=by(an()))
    with pytest.raises(NotFound):
        actions.answer_reminder(task_id=task.pk, reply=Reply.DONE, by=by(dung()))


def test_the_days_page_shows_why_and_what_to_press(client):
    task = a_task("Báo cáo tuần", days=1)
    client.force_login(chi())
    with clock.later(days=2):
        page = client.get("/nhiem-vu/nhac-viec/").content.decode()
        assert "Chưa có tiến độ mới; báo tiến độ" in page
        assert page.count('name="reply"') == 4
        actions.answer_reminder(task_id=task.pk, reply=Reply.PROGRESS, by=by(chi()))
        assert "Hôm nay không có việc nào" in client.get("/nhiem-vu/nhac-viec/").content.decode()


def test_opening_the_link_changes_nothing_and_one_press_does(django_user_model):
    task = a_task()
    url, anybody = a_link(task), Client()
    for _ in range(3):
        page = anybody.get(url)
        assert page.status_code == 200
        assert page.content.decode().count("<button") == 1
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in page.headers["Cache-Control"]
    task.refresh_from_db()
    assert (task.state, LinkAnswer.objects.count()) == ("new", 0)
    assert "Đã báo cáo hoàn thành" in anybody.post(url, {"text": ""}).content.decode()
    task.refresh_from_db()
    assert task.state == "reported"


def test_the_button_passes_the_guard_against_forgery_as_a_browser_sends_it():
    url, browser = a_link(a_task()), Client(enforce_csrf_checks=True)
    token = browser.get(url).content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = browser.post(url, {"csrfmiddlewaretoken": token, "text": ""}, headers={"origin": "http://testserver"})
    assert "Đã báo cáo hoàn thành" in sent.content.decode()


def test_the_book_says_by_link():
    press(a_link(a_task()))
    entry = Entry.objects.filter(action="tasks.handed_in").get()
    assert (entry.actor_id, entry.data["via"]) == (chi().pk, "link")
    assert sentence_of(entry).endswith("(qua liên kết trong thư)")


def test_the_book_says_from_where_the_link_was_pressed():
    url = a_link(a_task())
    Client().post(url, {"text": ""}, REMOTE_ADDR="203.0.113.7", headers={"x-request-id": "press-1"})
    entry = Entry.objects.get(action="tasks.handed_in")
    assert (entry.address, entry.request_id) == ("203.0.113.7", "press-1")


@pytest.mark.parametrize("reply", list(Reply))
def test_a_second_tap_says_what_was_done_and_does_nothing_more(client, reply):
    task = a_task()
    client.force_login(chi())
    address = f"/nhiem-vu/{task.pk}/tra-loi-nhac/"
    client.post(address, {"reply": reply})
    before, notes = Entry.objects.count(), task.notes.count()
    again = client.post(address, {"reply": reply}, follow=True)
    assert again.status_code == 200
    assert "thêm lần nữa" in again.content.decode()
    if reply == Reply.TIME:
        with clock.later(days=2):  # the day that is asked for by default is another one by then
            assert "thêm lần nữa" in client.post(address, {"reply": reply}, follow=True).content.decode()
    assert (Entry.objects.count(), task.notes.count(), task.extensions.count()) == (
        before,
        notes,
        int(reply == Reply.TIME),
    )


def test_progress_is_told_again_on_another_day(client):
    task = a_task()
    assert actions.answer_reminder(task_id=task.pk, reply=Reply.PROGRESS, by=by(chi())).did
    with clock.later(days=3):
        assert actions.answer_reminder(task_id=task.pk, reply=Reply.PROGRESS, by=by(chi())).did
    assert task.notes.count() == 2


@pytest.mark.parametrize("reply", list(Reply))
def test_a_second_letters_link_says_what_was_done_already(client, reply):
    task = a_task()
    press(a_link(task, reply))
    before = Entry.objects.count()
    page = client.post(a_link(task, reply), {"text": ""})
    assert "thêm lần nữa" in page.content.decode()
    assert Entry.objects.count() == before
    if reply == Reply.DONE:
        actions.confirm(task_id=task.pk, by=by(an()))
        assert "thêm lần nữa" in client.post(a_link(task, reply), {"text": ""}).content.decode()


def test_a_link_that_is_over_says_nothing_of_the_task(client):
    task = a_task("Chuyện kín")
    url, used = a_link(task), a_link(task, Reply.PROGRESS)
    assert "Chuyện kín" in client.get(url).content.decode()
    client.post(used)
    for address, more in ((used, {}), (url, {"days": 6})):
        with clock.later(**(more or {"days": 0})):
            for page in (client.get(address), client.post(address)):
                words = page.content.decode()
                assert "Chuyện kín" not in words
                assert chi().full_name not in words
                assert "hết hạn" in words or "đã được dùng" in words


def test_without_links_in_the_rules_those_that_were_sent_are_dead(client):
    url = a_link(a_task("Chuyện kín"))
    actions.set_reminder_policy(policy=Policy(link_days=0), by=by(em()))
    for page in (client.get(url), client.post(url)):
        assert "hết hạn" in page.content.decode()
        assert "Chuyện kín" not in page.content.decode()
    with pytest.raises(Conflict, match="link_expired"):
        press(url)
    assert LinkAnswer.objects.count() == 0


def test_a_link_works_once_and_the_second_press_says_what_happened(client):
    task = a_task()
    url = a_link(task, Reply.PROGRESS)
    assert press(url)[1] is True
    again = press(url)
    assert (again[1], again[0].answer) == (False, "progress")
    assert Entry.objects.filter(action="tasks.progressed").count() == 1
    assert "đã được dùng" in client.get(url).content.decode()
    assert "đã được dùng" in client.post(url).content.decode()


def test_answer_by_link_expires(client):
    url = a_link(a_task(), days=5)
    with clock.later(days=6):
        with pytest.raises(Conflict, match="link_expired"):
            press(url)
        assert "hết hạn" in client.post(url).content.decode()
    assert LinkAnswer.objects.count() == 0


def test_a_link_is_bound_to_person_task_and_answer(client):
    task = a_task()
    url = a_link(task)
    link = read(url)
    assert (link.user_id, link.task_id, link.reply) == (chi().pk, task.pk, Reply.DONE)
    with pytest.raises(NotFound):
        actions.answer_by_link(link=link, by=by(an()))
    assert client.get(url[:-3] + "xx/").status_code == 404
    chi().__class__.objects.filter(pk=chi().pk).update(is_active=False)
    assert client.get(url).status_code == 404


def test_a_refusal_leaves_the_link_unused(client):
    task = a_task(state="confirmed")
    url = a_link(task)
    reply = client.post(url, {"text": "Xong"})
    assert reply.status_code in {403, 409}
    assert LinkAnswer.objects.count() == 0


def test_more_time_names_a_working_day_and_another_may_be_chosen():
    task = a_task(days=1)
    press(a_link(task, Reply.TIME), wanted_on=date(2026, 3, 30), text="Chờ số liệu")
    wish = task.extensions.get()
    assert (wish.wanted_on, wish.reason) == (date(2026, 3, 30), "Chờ số liệu")
    other = a_task("Việc khác", days=1)
    press(a_link(other, Reply.TIME))
    assert other.extensions.get().wanted_on == date(2026, 3, 16)  # three working days after Wednesday 11 March


def test_the_administrators_outbox_shows_no_links_that_act_for_others(client):
    a_task(days=1)
    with clock.later(days=2):
        notify.remind()
    letter = OutgoingMail.objects.get(delivery__user=chi(), subject__contains="Quá hạn")
    raw = message_from_bytes(bytes(letter.raw), policy=default)
    assert "/tra-loi/" in raw.get_body(("html",)).get_content()
    client.force_login(em())
    for page in (f"/thong-bao/hop-thu-di/{letter.pk}/", f"/thong-bao/hop-thu-di/{letter.pk}/noi-dung/"):
        shown = client.get(page).content.decode()
        assert "/tra-loi/…" in shown
        assert all(len(part.split('"')[0].split()[0]) < 3 for part in shown.split("/tra-loi/")[1:])
