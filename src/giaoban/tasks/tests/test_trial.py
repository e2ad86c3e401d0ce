"""Trying rules of reminding on what is past, before they are put in force."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.ledger.testing import run_jobs
from giaoban.notify import actions as notify
from giaoban.people.queries import root_unit
from giaoban.people.testing import an, by, chi, em
from giaoban.tasks import actions, queries, trial
from giaoban.tasks.policy import Policy
from giaoban.tasks.queries import past
from giaoban.tasks.testing import a_task, phuc

pytestmark = pytest.mark.django_db


def at(day: str, hour: str = "09:00") -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour}:00"))


def a_month(live=lambda _day: None):
    """Tasks of every fate, from 10 to 27 March; ``live`` lets the mornings pass up to each day of the story."""
    a_task("Quên", days=3, doer=phuc())
    moved = a_task("Gia hạn", days=6)
    slow = a_task("Làm dần", days=9, state="received")
    rest = a_task("Tạm dừng", days=4)
    back = a_task("Trả lại", days=7, state="reported")
    live("2026-03-12")
    with clock.at(at("2026-03-12")):
        actions.ask_extension(task_id=moved.pk, wanted_on=date(2026, 3, 30), reason="Chờ", by=by(chi()))
        actions.report_progress(task_id=slow.pk, progress=30, text="Đang làm", by=by(chi()))
        actions.suspend(task_id=rest.pk, reason="Chờ", by=by(an()))
    live("2026-03-17")
    with clock.at(at("2026-03-17")):
        actions.grant_extension(extension_id=moved.extensions.get().pk, by=by(an()))
        actions.return_work(task_id=back.pk, reason="Thiếu", by=by(an()))
    live("2026-03-20")
    with clock.at(at("2026-03-20")):
        actions.resume(task_id=rest.pk, by=by(an()))
        actions.hand_in(task_id=slow.pk, text="Xong", by=by(chi()))
    live("2026-03-24")
    with clock.at(at("2026-03-24")):
        actions.confirm(task_id=slow.pk, by=by(an()))
    live("2026-03-27")


def test_the_past_is_told_as_it_stood():
    """What is told of a day afterwards is what was true on that day."""
    a_month()
    days = [date(2026, 3, 10) + timedelta(days=n) for n in range(18)]
    late = at("2026-04-10")
    with clock.at(late):
        afterwards = past.pasts(days[0], days[-1])
    day = date(2026, 3, 27)
    with clock.at(at("2026-03-27", "07:30")):
        chain = queries.chain_of(day)
        then = {task.pk: standing for task, standing in queries.standings(chain, day)}
    again = {task.pk: standing for task, standing in past.standings_on(day, 450, afterwards, chain)}
    assert again == then
    assert len(then) == 4


def stood(title: str, day: str):
    with clock.at(at("2026-04-10")):
        found = past.pasts(date(2026, 3, 1), date(2026, 3, 31))
        chain = queries.chain_of(date(2026, 3, 1))
        on = {task.title: one for task, one in past.standings_on(date.fromisoformat(day), 720, found, chain)}
    return on.get(title)


def test_deadlines_wishes_rest_and_returns_are_seen_as_of_the_day():
    a_month()
    assert (stood("Gia hạn", "2026-03-13").deadline_on, stood("Gia hạn", "2026-03-18").deadline_on) == (
        date(2026, 3, 16),
        date(2026, 3, 30),
    )
    assert stood("Gia hạn", "2026-03-13").asks_time_since == date(2026, 3, 12)
    assert stood("Gia hạn", "2026-03-18").asks_time_since is None
    assert stood("Tạm dừng", "2026-03-16") is None
    assert stood("Tạm dừng", "2026-03-23") is not None
    assert stood("Trả lại", "2026-03-13").is_handed_in
    assert stood("Trả lại", "2026-03-18").returned_on == date(2026, 3, 17)
    assert stood("Làm dần", "2026-03-25") is None


def test_a_trial_counts_what_really_would_have_gone():
    """Rules that were in force all month give what was really sent."""
    mornings = [(date(2026, 3, 11) + timedelta(days=n)).isoformat() for n in range(17)]

    def live(day: str) -> None:
        run_jobs()
        while mornings and mornings[0] <= day:
            with clock.at(at(mornings.pop(0), "07:30")):
                notify.remind()

    a_month(live)
    with clock.at(at("2026-04-10")):
        quiet = replace(Policy(), unopened_after=0, overdue_first=0, head_after=0, leader_after=0)
        found = trial.tried([Policy(), quiet], date(2026, 3, 1), date(2026, 3, 27))
    assert (found.tallies[0].messages, found.tallies[0].reminders) == (found.sent, found.sent_reminders)
    assert found.tallies[1].messages < found.tallies[0].messages
    assert sum(found.tallies[0].people.values()) == found.tallies[0].messages


def test_what_was_old_on_the_first_day_is_no_news():
    a_task("Tồn đọng", days=1, state="received")  # overdue since 11 March: doer, giver and leader know
    with clock.at(at("2026-06-05")):
        found = trial.tried([Policy()], date(2026, 5, 1), date(2026, 5, 31))
    assert dict(found.tallies[0].reasons) == {"overdue": 1}  # only the step that falls in May
    assert found.tallies[0].messages == 1


def test_the_page_tries_without_changing_and_then_sets(client):
    a_month()
    client.force_login(em())
    assert root_unit()
    with clock.at(at("2026-04-10")):
        page = client.get("/nhiem-vu/nhac-viec/chinh-sach/")
        given = {name: field.value() for name in page.context["form"].fields if (field := page.context["form"][name])}
        given |= {"digest_at": "08:00", "note": "Thử"}
        tried = client.post("/nhiem-vu/nhac-viec/chinh-sach/", given | {"verb": "try"})
        assert "Kết quả thử" in tried.content.decode()
        assert queries.policy_in_force() == Policy()
        assert client.post("/nhiem-vu/nhac-viec/chinh-sach/", given | {"verb": "set"}).status_code == 302
        assert queries.policy_in_force().digest_minute == 480
        wrong = client.post("/nhiem-vu/nhac-viec/chinh-sach/", given | {"verb": "set", "rest": "0"})
        assert wrong.status_code == 422
        client.force_login(chi())
        assert client.get("/nhiem-vu/nhac-viec/chinh-sach/").status_code == 404
