"""Duties that come back: given once each time, some days ahead, also after days off."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.notify import actions as notify
from giaoban.notify.models import Delivery
from giaoban.people.models import Appointment, DayRule, RoleGrant, Unit, User
from giaoban.people.testing import a_unit, an, binh, by, chi, dung, em, the_agency
from giaoban.tasks import actions, permissions, recurring, resting
from giaoban.tasks.models import Duty, Task
from giaoban.tasks.testing import noi_bai, phuc

pytestmark = pytest.mark.django_db
NINE = timezone.make_aware(datetime.fromisoformat("2026-03-10T09:00:00"))


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


def a_small_unit():
    return a_unit("CU", parent=the_agency())


def close(unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(closed_on=date(2026, 3, 9))


def test_a_closed_unit_stops_its_own_duty_and_no_other():
    unit = a_small_unit()
    a_duty(title="Của đơn vị đã đóng", lead_unit_id=unit.pk, assignee_id=None, by=by(an()))
    a_duty(title="Báo cáo sau")
    close(unit)
    assert give("2026-03-10") == 1
    assert Task.objects.get().title == "Báo cáo sau"


def test_a_fault_with_one_duty_does_not_keep_it_from_the_others():
    broken = a_duty(title="Hỏng")
    Duty.objects.filter(pk=broken.pk).update(title="")  # as only a fault could leave it
    a_duty()
    assert give("2026-03-10") == 1
    assert not broken.rounds.exists()


def test_only_who_may_still_give_work_gives_it_by_the_clock():
    duty = a_duty()
    User.objects.filter(pk=chi().pk).update(is_active=False)
    assert give("2026-03-10") == 0
    User.objects.filter(pk=chi().pk).update(is_active=True)
    Appointment.objects.filter(user=chi()).update(ends_on=date(2026, 3, 9))
    assert give("2026-03-10") == 0
    assert not duty.rounds.exists()
    Appointment.objects.filter(user=chi()).update(ends_on=None)
    assert give("2026-03-10") == 1  # the right is back, and the deadline has not gone by


def test_whoever_can_mend_it_is_told_once_why_it_is_not_given(client):
    noi_bai()
    duty = a_duty(by=by(an()))
    RoleGrant.objects.filter(user=an()).delete()
    Appointment.objects.filter(user=an()).update(ends_on=date(2026, 3, 9))
    with clock.at(NINE):
        told = {(one.user_id, one.on) for one in resting.due(NINE)}
        assert told == {(an().pk, date(2026, 3, 13)), (chi().pk, date(2026, 3, 13))}
        assert notify.remind() >= 1
        letter = Delivery.objects.get(user=chi(), channel="inbox")
        assert "Việc định kỳ chưa giao được" in letter.title + letter.body
        assert notify.remind() == 0
        client.force_login(chi())
        assert "không còn quyền giao việc" in client.get("/nhiem-vu/dinh-ky/").content.decode()
    actions.end_duty(duty_id=duty.pk, by=by(chi()))
    assert list(resting.due(NINE)) == []


def test_a_duty_of_a_closed_unit_is_told_to_who_set_it_up():
    unit = a_small_unit()
    a_duty(lead_unit_id=unit.pk, assignee_id=None, by=by(an()))
    close(unit)
    with clock.at(NINE):
        (told,) = resting.due(NINE)
    assert told.user_id == an().pk
    assert "ngừng hoạt động" in told.because


@pytest.mark.parametrize(
    ("moment", "given"),
    [
        ("2026-03-10T00:30:00", 0),
        ("2026-03-10T07:29:00", 0),
        ("2026-03-10T07:30:00", 1),
        ("2026-03-10T17:00:00", 0),
        ("2026-03-14T09:00:00", 0),  # Saturday
    ],
)
def test_duties_are_given_while_people_work(moment, given):
    a_duty(first=date(2026, 3, 17))
    with clock.at(timezone.make_aware(datetime.fromisoformat(moment))):
        assert actions.give_duties() == given


def test_the_same_id_is_the_same_duty_and_another_under_it_is_a_conflict():
    key = new_id()
    first = a_duty(duty_id=key)
    assert a_duty(duty_id=key) == first
    with pytest.raises(Conflict, match="duty_is_there"):
        a_duty(duty_id=key, title="Việc khác")
    with pytest.raises(Conflict, match="duty_is_there"):
        a_duty(duty_id=key, by=by(an()))
    assert Duty.objects.count() == 1


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


FAR = {"first_due_on": date(9999, 12, 31)}


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"every": "day"}, {"lead_days": 99}, {"first_due_on": date(2026, 3, 9)}, FAR]
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
    sent["duty_id"] = client.get("/nhiem-vu/dinh-ky/").context["form"]["duty_id"].value()
    assert [client.post("/nhiem-vu/dinh-ky/", sent).status_code for _click in range(2)] == [302, 302]
    duty = Duty.objects.get()
    page = client.get("/nhiem-vu/dinh-ky/").content.decode()
    assert "Báo cáo tháng" in page
    assert "25/03/2026" in page
    assert client.post("/nhiem-vu/dinh-ky/", sent | {"first_due_on": "x"}).status_code == 422
    assert client.post(f"/nhiem-vu/dinh-ky/{duty.pk}/ket-thuc/").status_code == 302
    client.force_login(dung())
    assert "Báo cáo tháng" not in client.get("/nhiem-vu/dinh-ky/").content.decode()
    assert client.post(f"/nhiem-vu/dinh-ky/{duty.pk}/ket-thuc/").status_code == 404
