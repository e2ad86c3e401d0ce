"""Duties that come back: given once each time, some days ahead, also after days off."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid, NotFound, Refused
from giaoban.people.models import DayRule
from giaoban.people.testing import an, binh, by, chi, dung, em
from giaoban.tasks import actions, permissions, recurring
from giaoban.tasks.models import Duty, Task
from giaoban.tasks.testing import noi_bai, phuc

pytestmark = pytest.mark.django_db


def a_duty(every="week", first=date(2026, 3, 13), **more):
    facts = {"title": "Báo cáo tuần", "lead_unit_id": noi_bai().pk, "assignee_id": phuc().pk, "by": by(chi())}
    return actions.set_up_duty(every=every, first_due_on=first, **facts | more)


def give(day: str) -> int:
    with clock.at(timezone.make_aware(datetime.fromisoformat(f"{day}T08:00:00"))):
        return actions.give_duties()


def deadlines():
    return list(Task.objects.order_by("deadline_on").values_list("deadline_on", flat=True))


def test_give_duties_gives_each_time_once_some_working_days_ahead():
    a_duty(lead_days=3)
    assert [give("2026-03-10"), give("2026-03-10"), give("2026-03-16"), give("2026-03-17")] == [1, 0, 0, 1]
    assert deadlines() == [date(2026, 3, 13), date(2026, 3, 20)]
    task = Task.objects.order_by("deadline_on").first()
    assert (task.assignee, task.assigner, task.is_routine) == (phuc(), chi(), True)


def test_after_days_off_what_can_still_be_done_is_given_and_the_rest_passed_over():
    duty = a_duty(lead_days=3)
    assert give("2026-04-01") == 1
    assert deadlines() == [date(2026, 4, 3)]
    assert duty.rounds.filter(task=None).count() == 3
    assert give("2026-04-01") == 0


def test_a_deadline_on_a_day_off_moves_to_the_working_day_before():
    DayRule.objects.create(day=date(2026, 3, 20), kind="holiday", name="Nghỉ")
    a_duty(lead_days=3)
    give("2026-03-16")
    assert deadlines()[-1] == date(2026, 3, 19)


def test_months_of_every_length():
    last = date(2026, 1, 31)
    assert [recurring.nth(last, "month", n).day for n in range(4)] == [31, 28, 31, 30]
    assert recurring.nth(last, "quarter", 1) == date(2026, 4, 30)
    assert recurring.nth(date(2024, 2, 29), "year", 1) == date(2025, 2, 28)


def test_a_closed_account_leaves_it_to_the_head():
    a_duty()
    phuc().__class__.objects.filter(pk=phuc().pk).update(is_active=False)
    give("2026-03-10")
    assert Task.objects.get().assignee == chi()


def test_an_ended_duty_gives_nothing_more():
    duty = a_duty()
    with pytest.raises(NotFound):
        actions.end_duty(duty_id=duty.pk, by=by(dung()))
    with pytest.raises(Refused):
        actions.end_duty(duty_id=duty.pk, by=by(phuc()))
    assert actions.end_duty(duty_id=duty.pk, by=by(chi())).ended_at
    assert actions.end_duty(duty_id=duty.pk, by=by(chi())).ended_at
    assert give("2026-03-10") == 0


WHO_MAY = [(an, True), (binh, True), (chi, True), (phuc, False), (dung, False), (em, False)]


@pytest.mark.parametrize(("person", "may"), WHO_MAY)
def test_who_may_set_up_duty_and_end_duty(person, may):
    duty = a_duty()
    who = by(person())
    assert bool(permissions.may_end_duty(who, duty)) is (may and person is not binh)
    if may:
        assert a_duty(by=who, assignee_id=chi().pk)
        return
    with pytest.raises(Refused):
        a_duty(by=who, assignee_id=chi().pk)


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"every": "day"}, {"lead_days": 99}, {"first_due_on": date(2026, 3, 9)}]
)
def test_what_cannot_be_used_is_refused(wrong):
    with pytest.raises(Invalid):
        actions.set_up_duty(
            **{"title": "x", "every": "week", "first_due_on": date(2026, 3, 13)} | wrong,
            lead_unit_id=noi_bai().pk,
            by=by(chi()),
        )


def test_the_page_sets_up_shows_and_ends(client):
    client.force_login(chi())
    sent = {
        "title": "Báo cáo tháng",
        "lead_unit": noi_bai().pk,
        "assignee": phuc().pk,
        "every": "month",
        "first_due_on": "2026-03-25",
        "lead_days": "5",
    }
    assert client.post("/nhiem-vu/dinh-ky/", sent).status_code == 302
    duty = Duty.objects.get()
    page = client.get("/nhiem-vu/dinh-ky/").content.decode()
    assert "Báo cáo tháng" in page
    assert "25/03/2026" in page
    assert client.post("/nhiem-vu/dinh-ky/", sent | {"first_due_on": "x"}).status_code == 422
    assert client.post(f"/nhiem-vu/dinh-ky/{duty.pk}/ket-thuc/").status_code == 302
    client.force_login(dung())
    assert "Báo cáo tháng" not in client.get("/nhiem-vu/dinh-ky/").content.decode()
    assert client.post(f"/nhiem-vu/dinh-ky/{duty.pk}/ket-thuc/").status_code == 404
