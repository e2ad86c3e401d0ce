"""What the giver is told while choosing person and day; it never blocks (TASK-5)."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.people.models import DayRule, Delegation
from giaoban.people.testing import an, by, chi, dung
from giaoban.tasks import giving
from giaoban.tasks.models import Task
from giaoban.tasks.testing import a_task, noi_bai, phuc
from giaoban.whereabouts import actions as whereabouts

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 20)


def at(day: str, hour: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour}:00"))


def away(user, first: str, last: str):
    whereabouts.put(
        user_ids=[user.pk],
        starts=at(first, "00:00"),
        ends=at(last, "23:59"),
        kind="leave.request",
        subject_id=user.pk,
        label="Nghỉ ốm",
        away=True,
    )


def warned(doer=None, deadline=FRIDAY, giver=an):
    return giving.warned(by(giver()), unit_id=noi_bai().pk, assignee_id=doer.pk if doer else None, deadline_on=deadline)


def test_nothing_where_all_is_well():
    assert warned(phuc()) == []


def test_away_says_from_when_to_when_and_not_why():
    away(phuc(), "2026-03-18", "2026-03-24")
    (warning,) = warned(phuc())
    assert warning.kind == "away"
    assert "từ 18/03/2026 đến 24/03/2026" in warning.text
    assert "ốm" not in warning.text
    person, day = warning.offers
    assert person.assignee_id == chi().pk  # the only other one of the branch
    assert day.deadline_on == date(2026, 3, 27)  # three working days lost, after the return


def test_who_holds_the_authority_is_the_substitute():
    away(phuc(), "2026-03-18", "2026-03-24")
    starts, ends = at("2026-03-01", "00:00"), at("2026-04-30", "00:00")
    Delegation.objects.create(giver=phuc(), holder=dung(), starts_at=starts, ends_at=ends, reason="Nghỉ")
    assert warned(phuc())[0].offers[0].assignee_id == dung().pk


def test_a_short_absence_in_between_is_no_warning():
    away(phuc(), "2026-03-12", "2026-03-12")
    assert warned(phuc()) == []


def test_the_unit_alone_asks_about_its_head():
    away(chi(), "2026-03-10", "2026-03-24")
    assert warned()[0].kind == "away"


def test_too_much_against_the_own_history():
    for number in range(6):
        task = a_task(f"Xong {number}", doer=phuc(), state="confirmed")
        Task.objects.filter(pk=task.pk).update(done_on=clock.today() - timedelta(days=7 * number))
    for number in range(3):
        a_task(f"Đang làm {number}", doer=phuc(), days=number)
    (warning,) = warned(phuc())
    assert warning.kind == "overloaded"
    assert "3 việc phải xong" in warning.text
    assert "trong đó 0 việc đã quá hạn" in warning.text
    assert "0,5 việc" in warning.text
    assert warning.offers[0].assignee_id == chi().pk
    assert warning.offers[1].deadline_on > FRIDAY


def test_who_may_not_give_work_there_learns_nothing_of_people():
    for number in range(9):
        a_task(f"Việc {number}", doer=phuc(), days=3)
    away(phuc(), "2026-03-10", "2026-03-24")
    assert {one.kind for one in warned(phuc())} == {"away", "overloaded"}
    assert warned(phuc(), giver=dung) == []


def test_naming_the_own_unit_does_not_tell_of_people_of_other_units(client):
    """Whoever heads some unit could ask for anybody's days away, one id after the other."""
    away(dung(), "2026-03-10", "2026-03-24")
    assert warned(dung(), giver=chi) == []
    assert {one.kind for one in warned(dung(), giver=an)} == {"away"}  # An leads the agency, and the other branch
    client.force_login(chi())
    asked = {"unit": str(noi_bai().pk), "assignee": str(dung().pk), "deadline": "2026-03-20"}
    assert client.get("/api/tasks/warnings", asked).json() == []
    page = client.get("/nhiem-vu/giao-viec/canh-bao/", {"lead_unit": noi_bai().pk, "assignee": dung().pk})
    assert "vắng mặt" not in page.content.decode()
    given = client.post("/api/tasks", asked | {"title": "Rà soát"}, content_type="application/json").json()
    assert given["warnings"] == []


def test_everybody_is_told_of_the_own_days():
    away(phuc(), "2026-03-10", "2026-03-24")
    assert {one.kind for one in warned(phuc(), giver=phuc)} == {"away"}


def test_a_day_off_offers_the_working_days_beside_it():
    DayRule.objects.create(day=date(2026, 4, 30), kind="holiday", name="Ngày Giải phóng miền Nam")
    DayRule.objects.create(day=date(2026, 5, 1), kind="holiday", name="Ngày Quốc tế Lao động")
    (warning,) = warned(phuc(), date(2026, 4, 30))
    assert [offer.deadline_on for offer in warning.offers] == [date(2026, 4, 29), date(2026, 5, 4)]


def test_the_form_says_it_at_once_and_gives_all_the_same(client):
    away(phuc(), "2026-03-10", "2026-03-24")
    client.force_login(an())
    asked = {"lead_unit": noi_bai().pk, "assignee": phuc().pk, "due": "date", "deadline_on": "2026-03-22"}
    page = client.get("/nhiem-vu/giao-viec/canh-bao/", asked).content.decode()
    assert "vắng mặt" in page
    assert "ngày nghỉ" in page
    assert f'<gb-take name="assignee" value="{chi().pk}"' in page
    assert client.post("/nhiem-vu/giao-viec/", asked | {"title": "Rà soát", "urgency": "normal"}).status_code == 302
    conclusion = client.get("/nhiem-vu/giao-viec/canh-bao/", {"responsible": phuc().pk, "lead_unit": noi_bai().pk})
    assert '<gb-take name="responsible"' in conclusion.content.decode()


def test_the_api_says_it_too(client):
    away(phuc(), "2026-03-10", "2026-03-24")
    client.force_login(an())
    asked = {"unit": str(noi_bai().pk), "assignee": str(phuc().pk), "deadline": "2026-03-20"}
    (said,) = client.get("/api/tasks/warnings", asked).json()
    assert (said["kind"], said["offers"][0]["assignee"]) == ("away", str(chi().pk))
    given = client.post("/api/tasks", asked | {"title": "Rà soát"}, content_type="application/json")
    assert given.status_code == 201
    assert [one["kind"] for one in given.json()["warnings"]] == ["away"]
