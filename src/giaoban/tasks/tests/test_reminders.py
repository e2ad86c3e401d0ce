"""Reminders of real tasks: to whom, in one digest a morning, once each, also after days off."""

from datetime import date, datetime, time
from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.ledger.testing import run_jobs
from giaoban.notify import actions as notify
from giaoban.notify.models import Delivery, OutgoingMail, Preference, Reminded
from giaoban.people.models import Delegation, LeaderInCharge, User
from giaoban.people.queries import actor_of
from giaoban.people.testing import an, by, chi, dung, em
from giaoban.tasks import actions, ladder, queries
from giaoban.tasks.models import Task
from giaoban.tasks.policy import Policy
from giaoban.tasks.testing import a_task, noi_bai, phuc
from giaoban.whereabouts import actions as whereabouts

pytestmark = pytest.mark.django_db


def on(day: str, at: str = "09:00") -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{at}:00"))


def due_on(day: str):
    with clock.at(on(day)):
        return {(due.user_id, due.name, due.step) for due in ladder.due(on(day)) if not due.along}


def away(user, first: str, last: str):
    whereabouts.put(
        user_ids=[user.pk],
        starts=on(first, "00:00"),
        ends=on(last, "23:59"),
        kind="leave.request",
        subject_id=user.pk,
        label="Nghỉ phép",
        away=True,
    )


def remind(day: str, at: str = "09:00") -> int:
    with clock.at(on(day, at)):
        return notify.remind()


def forget():
    run_jobs()
    Delivery.objects.all().delete()


def digests(user):
    return list(Delivery.objects.filter(user=user, channel="inbox").order_by("created_at"))


def test_it_climbs_from_the_doer_to_head_leader_and_giver():
    LeaderInCharge.objects.create(unit=noi_bai(), leader=dung(), starts_on=date(2020, 1, 1))
    actions.accept(task_id=a_task(days=1, doer=phuc()).pk, by=by(phuc()))  # Wednesday 11 March
    assert due_on("2026-03-12") == {(phuc().pk, "overdue", 1)}
    assert due_on("2026-03-13") == {(phuc().pk, "overdue", 1), (chi().pk, "overdue_head", 0)}
    assert due_on("2026-03-18") == {
        (phuc().pk, "overdue", 2),
        (chi().pk, "overdue_head", 0),
        (an().pk, "overdue_leader", 0),
        (dung().pk, "overdue_leader", 0),
    }


def test_progress_and_handing_in_silence_it():
    task = a_task(days=1)
    assert due_on("2026-03-12") == {(chi().pk, "overdue", 1)}
    with clock.at(on("2026-03-12")):
        actions.report_progress(task_id=task.pk, progress=50, text="Đang làm", by=by(chi()))
    assert due_on("2026-03-13") == set()
    with clock.at(on("2026-03-13")):
        actions.hand_in(task_id=task.pk, text="Xong", by=by(chi()))
    assert due_on("2026-03-17") == set()
    assert due_on("2026-03-18") == {(an().pk, "confirm", 1)}


def test_a_moved_deadline_has_reminders_of_its_own():
    task = a_task(days=13, state="received")  # Monday 23 March
    assert due_on("2026-03-20") == {(chi().pk, "start", 0)}
    wish = actions.ask_extension(task_id=task.pk, wanted_on=date(2026, 4, 20), reason="Chờ", by=by(chi()))
    assert due_on("2026-03-16") == {(an().pk, "decide", 2)}
    actions.grant_extension(extension_id=wish.pk, by=by(an()))
    assert due_on("2026-03-23") == set()
    assert due_on("2026-04-20") == {(chi().pk, "due", 0)}


def test_who_stands_in_is_told_while_the_doer_is_away():
    actions.accept(task_id=a_task(days=13, doer=phuc()).pk, by=by(phuc()))
    away(phuc(), "2026-03-18", "2026-03-25")
    assert due_on("2026-03-20") == {(chi().pk, "away", 0)}
    Delegation.objects.create(
        giver=phuc(), holder=dung(), starts_at=on("2026-03-01"), ends_at=on("2026-04-30"), reason="Nghỉ phép"
    )
    assert due_on("2026-03-20") == {(dung().pk, "start", 0)}


def test_one_digest_a_morning_not_before_its_time():
    a_task("Một", days=1)
    a_task("Hai", days=1)
    forget()
    assert remind("2026-03-12", "07:15") == 0
    assert remind("2026-03-12", "07:30") == 1
    (digest,) = digests(chi())
    assert digest.title == "Đồng chí có 2 việc cần lưu ý"
    assert digest.url == "/nhiem-vu/nhac-viec/"
    a_task("Ba", days=0)
    forget()
    assert remind("2026-03-12", "11:00") == 0
    assert remind("2026-03-13", "07:30") == 1


def test_what_is_due_soon_comes_along_but_not_alone():
    a_task("Sắp đến", days=13, state="received")  # Monday 23 March: three working days of work are reckoned
    forget()
    assert remind("2026-03-17") == 0
    a_task("Quá hạn", days=0, state="received")
    forget()
    assert remind("2026-03-17") == 2  # Chi; and An, who gave it
    assert "Sắp đến" in digests(chi())[0].body
    remind("2026-03-18")
    remind("2026-03-19")
    assert len(digests(chi())) == 1


def test_the_agencys_time_is_the_administrators_and_ones_own_goes_before():
    actions.set_reminder_policy(policy=Policy(digest_minute=9 * 60), by=by(em()))
    a_task(days=1)
    forget()
    assert remind("2026-03-12", "08:00") == 0
    Preference.objects.create(user=chi(), digest_at=time(7, 0))
    assert remind("2026-03-12", "08:00") == 1


def test_nothing_in_quiet_hours_and_nothing_is_lost():
    Preference.objects.create(user=chi(), quiet_from=time(7), quiet_to=time(10))
    a_task(days=1)
    forget()
    assert remind("2026-03-12", "09:45") == 0
    assert remind("2026-03-12", "10:00") == 1


def test_ten_days_off_is_caught_up_once_oldest_first_in_one_digest():
    a_task("Việc sau", days=6, state="received")
    a_task("Việc trước", days=1, state="received")
    forget()
    assert remind("2026-03-23", "10:10") == 2  # Chi; and An, who gave both
    assert [remind("2026-03-23", "10:25"), remind("2026-03-23", "17:00")] == [0, 0]
    (digest,) = digests(chi())
    assert digest.body.index("Việc trước") < digest.body.index("Việc sau")
    assert digest.body.count("•") == 2


def test_each_reason_comes_once_for_each_state_over_three_weeks():
    for number in range(4):
        a_task(f"Việc {number}", days=number * 3, doer=phuc() if number % 2 else chi())
    forget()
    for number in range(21):
        day = date(2026, 3, 10).toordinal() + number
        for at in ("06:45", "07:30", "12:00"):
            remind(date.fromordinal(day).isoformat(), at)
    rows = list(Reminded.objects.values_list("name", "subject_id", "on", "step", "user"))
    assert len(rows) == len(set(rows)) > 12
    for day, user in Reminded.objects.values_list("at__date", "user").distinct():
        assert len({r.key for r in Reminded.objects.filter(at__date=day, user=user)}) == 1


def test_whoever_is_told_may_see_the_task():
    LeaderInCharge.objects.create(unit=noi_bai(), leader=dung(), starts_on=date(2020, 1, 1))
    for number in range(5):
        a_task(f"Việc {number}", days=number, doer=phuc())
    for day in ("2026-03-12", "2026-03-17", "2026-03-24", "2026-04-15"):
        with clock.at(on(day)):
            for due in ladder.due(on(day)):
                actor = actor_of(User.objects.get(pk=due.user_id))
                assert queries.seen_among(actor, [due.subject_id]), due


def test_opening_the_message_counts_as_having_seen_it():
    a_task(days=20)
    run_jobs()
    assert due_on("2026-03-18") == {(chi().pk, "unopened", 0)}
    notify.mark_read(delivery_id=Delivery.objects.get(user=chi(), channel="inbox").pk, by=by(chi()))
    assert due_on("2026-03-18") == set()


def test_the_letter_says_why_and_offers_the_answers():
    a_task("Báo cáo tuần", days=1)
    forget()
    OutgoingMail.objects.all().delete()
    remind("2026-03-12")
    raw = bytes(OutgoingMail.objects.get(delivery__user=chi()).raw)
    text = message_from_bytes(raw, policy=default).get_body(("plain",)).get_content()
    assert "Chưa có tiến độ mới; báo tiến độ" in text
    assert text.count("/nhiem-vu/nhac-viec/tra-loi/") == 4


def said_on(day: str):
    with clock.at(on(day)):
        return {due.name: (due.title, due.because) for due in ladder.due(on(day)) if not due.along}


def test_a_wish_left_undecided_no_longer_hides_the_task_from_head_and_leader():
    LeaderInCharge.objects.create(unit=noi_bai(), leader=dung(), starts_on=date(2020, 1, 1))
    task = a_task(days=1, doer=phuc(), state="received")
    actions.ask_extension(task_id=task.pk, wanted_on=date(2026, 4, 20), reason="Chờ", by=by(phuc()))
    assert {name for _person, name, _step in due_on("2026-03-16")} == {"decide"}
    assert {(person, name) for person, name, _step in due_on("2026-03-20")} == {
        (phuc().pk, "overdue"),
        (an().pk, "decide"),
        (chi().pk, "overdue_head"),
        (dung().pk, "overdue_leader"),
    }
    assert "vẫn giữ nguyên" in said_on("2026-03-20")["overdue"][1]


def test_the_words_name_the_days_that_hold_here():
    urgent = a_task("Khẩn", days=0, doer=phuc(), urgency="urgent", state="received")
    assert "quá hạn từ 1 ngày" in said_on("2026-03-11")["overdue_head"][1]
    actions.cancel(task_id=urgent.pk, reason="Thôi", by=by(an()))
    back = a_task("Trả lại", days=1, doer=phuc(), state="reported")
    with clock.at(on("2026-03-16")):
        actions.return_work(task_id=back.pk, reason="Thiếu số liệu", by=by(an()))
    said = said_on("2026-03-18")
    assert said["overdue"][0] == "Bị trả lại, quá hạn 5 ngày làm việc: Trả lại"
    assert "trả lại ngày 16/03/2026" in said["overdue"][1]
    assert "trả lại ngày 16/03/2026, sau 2 ngày" in said["overdue_head"][1]


def test_a_deadline_on_a_day_off_is_not_called_today():
    a_task("Cuối tuần", days=5)  # Sunday 15 March
    title, because = said_on("2026-03-13")["due"]
    assert title == "Đến hạn vào ngày nghỉ 15/03/2026: Cuối tuần"
    assert "chưa có báo cáo tiến độ nào" in because


def test_the_page_of_a_day_off_does_not_call_friday_today(client):
    a_task("Hạn thứ Sáu", days=3)
    client.force_login(chi())
    with clock.at(on("2026-03-15")):
        page = client.get("/nhiem-vu/nhac-viec/").content.decode()
    assert "Đến hạn ngày 13/03/2026: Hạn thứ Sáu" in page
    assert "Hôm nay đến hạn" not in page


def test_on_the_day_it_says_when_progress_was_told():
    actions.set_reminder_policy(policy=Policy(on_the_day="all"), by=by(em()))
    a_task(days=3, state="in_progress")
    assert "báo tiến độ lần cuối ngày 10/03/2026" in said_on("2026-03-13")["due"][1]


def test_a_unit_without_a_named_doer_is_not_away_its_head_is():
    task = a_task(days=8)  # Wednesday 18 March
    Task.objects.filter(pk=task.pk).update(assignee=None)
    away(chi(), "2026-03-16", "2026-03-20")
    assert said_on("2026-03-17")["away"][1].startswith("Lãnh đạo Chi cục Nội Bài vắng mặt")


def test_the_days_page_does_not_promise_what_is_not_so(client):
    client.force_login(chi())
    page = client.get("/nhiem-vu/nhac-viec/").content.decode()
    assert "thôi nhắc" not in page
    assert "giờ đồng chí đã chọn" in page


def test_as_many_questions_for_many_tasks_as_for_few(django_assert_max_num_queries):
    for number in range(3):
        a_task(f"Việc {number}", days=1)
    with clock.at(on("2026-03-17")):
        with django_assert_max_num_queries(30) as few:
            list(ladder.due(on("2026-03-17")))
        for number in range(12):
            a_task(f"Việc khác {number}", days=0)
        with django_assert_max_num_queries(30) as many:
            list(ladder.due(on("2026-03-17")))
    assert len(few) == len(many)
