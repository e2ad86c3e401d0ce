"""Reminders by the clock: once for each date, gathered, in working hours, also after days off."""

from datetime import date, datetime, time
from email import message_from_bytes
from email.policy import default

import pytest

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.kernel.notice import Due, Reminder
from giaoban.notify import actions, queries
from giaoban.notify.models import Delivery, OutgoingMail, Preference, Reminded
from giaoban.people.models import DayRule
from giaoban.people.testing import an, chi

pytestmark = pytest.mark.django_db
SUBJECTS = [new_id(), new_id()]
DAY = (datetime.fromisoformat("2026-03-10T00:00:00+07:00"), datetime.fromisoformat("2026-03-11T00:00:00+07:00"))


def rule(name="tasks.deadline", users=(chi,), subjects=1, title="Sắp đến hạn", **more):
    for user in users:
        user()

    def due(_now):
        for user in users:
            for subject in SUBJECTS[:subjects]:
                yield Due(
                    user_id=user().pk,
                    subject_kind="tasks.task",
                    subject_id=subject,
                    title=f"{title} {SUBJECTS.index(subject)}" if title == "Sắp đến hạn" else title,
                    url="/nhiem-vu/",
                    because="Nhắc trước hạn.",
                    **more,
                )

    return Reminder(name, due)


def at(text):
    return clock.at(datetime.fromisoformat(f"{text}+07:00"))


def messages(user=chi):
    return list(Delivery.objects.filter(user=user(), channel="inbox").order_by("created_at"))


def letter(user=chi):
    raw = bytes(OutgoingMail.objects.get(delivery__user=user()).raw)
    return message_from_bytes(raw, policy=default).get_body(("plain",)).get_content()


def test_it_comes_once_a_date_however_often_it_is_asked(house):
    house(reminders=[rule(users=(chi, an), on=date(2026, 3, 10))])
    assert actions.remind() == 2
    assert actions.remind() == 0
    (message,) = messages()
    assert (message.title, message.because, message.url) == ("Sắp đến hạn 0", "Nhắc trước hạn.", "/nhiem-vu/")


def test_several_are_one_message(house):
    house(reminders=[rule(subjects=2), rule("tasks.overdue")])
    actions.remind()
    (message,) = messages()
    assert message.title == "Đồng chí có 3 việc cần lưu ý"
    assert message.body.count("•") == 3
    assert Reminded.objects.count() == 3


def test_the_next_date_is_a_new_message(house):
    house(reminders=[rule()])
    actions.remind()
    with at("2026-03-11T08:00:00"):
        actions.remind()
    assert len(messages()) == 2


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-10T05:00:00", 0),
        ("2026-03-10T06:30:00", 1),
        ("2026-03-10T18:29:00", 1),
        ("2026-03-10T19:00:00", 0),
        ("2026-03-14T09:00:00", 0),  # Saturday
        ("2026-04-30T09:00:00", 0),  # a holiday
    ],
)
def test_only_in_working_hours(house, moment, told):
    DayRule.objects.create(day=date(2026, 4, 30), kind="holiday", name="Ngày Giải phóng miền Nam")
    house(reminders=[rule()])
    with at(moment):
        assert actions.remind() == told


def test_urgent_ones_come_at_any_hour(house):
    house(reminders=[rule(urgent=True)])
    with at("2026-03-14T22:00:00"):
        assert actions.remind() == 1


def test_quiet_hours_wait_and_nothing_is_lost(house):
    Preference.objects.create(user=chi(), quiet_from=time(8), quiet_to=time(11))
    house(reminders=[rule(on=date(2026, 3, 10))])
    assert actions.remind() == 0
    with at("2026-03-10T11:00:00"):
        assert actions.remind() == 1


def test_one_digest_a_day_not_before_its_time(house):
    Preference.objects.create(user=chi(), digest_at=time(14))
    house(reminders=[rule(on=date(2026, 3, 10))])
    assert actions.remind() == 0
    with at("2026-03-10T14:00:00"):
        assert actions.remind() == 1
    house(reminders=[rule("tasks.overdue", on=date(2026, 3, 10))])
    with at("2026-03-10T15:00:00"):
        assert actions.remind() == 0
    with at("2026-03-11T14:00:00"):
        assert actions.remind() == 1


def test_muted_messages_count_as_given(house):
    Preference.objects.create(user=chi(), muted={"tasks": ["inbox"]})
    house(reminders=[rule()])
    actions.remind()
    assert messages() == []
    assert Reminded.objects.count() == 1


BOTH = {"channels": ("inbox", "email"), "on": date(2026, 3, 10)}


def test_a_digest_holds_only_the_kinds_that_the_person_takes_by_that_channel(house):
    """Which kind is due first decides nothing: nobody misses a kind that is wanted, or gets one that is not."""
    Preference.objects.create(user=chi(), muted={"tasks": ["email"], "meetings": ["inbox"]})
    house(reminders=[rule(title="Việc của tôi", **BOTH), rule("meetings.soon", title="Cuộc họp", **BOTH)])
    assert actions.remind() == 1
    (message,) = messages()
    assert (message.title, message.topic) == ("Việc của tôi", "tasks")
    assert "Cuộc họp" in letter()
    assert "Việc của tôi" not in letter()
    assert actions.remind() == 0
    assert len(set(Reminded.objects.values_list("key", flat=True))) == 1


def test_what_was_muted_is_not_the_digest_of_the_day(house):
    Preference.objects.create(user=chi(), muted={"tasks": ["inbox"]}, digest_at=time(7))
    house(reminders=[rule(on=date(2026, 3, 10))])
    assert actions.remind() == 0
    house(reminders=[rule("meetings.soon", on=date(2026, 3, 10))])
    assert actions.remind() == 1
    assert queries.given("", *DAY) == (1, 1)


def test_an_urgent_one_before_it_is_not_the_digest_of_the_day(house):
    Preference.objects.create(user=chi(), digest_at=time(14))
    house(reminders=[rule("tasks.fire", urgent=True), rule(on=date(2026, 3, 10))])
    assert actions.remind() == 1
    with at("2026-03-10T14:00:00"):
        assert actions.remind() == 1
    assert len(messages()) == 2


def test_what_only_comes_along_comes_along_by_its_own_channel(house):
    Preference.objects.create(user=chi(), muted={"tasks": ["email"]})
    house(reminders=[rule(**BOTH), rule("meetings.soon", along=True, **BOTH)])
    actions.remind()
    (message,) = messages()
    assert message.body.count("•") == 2
    assert not OutgoingMail.objects.exists()


def test_each_reads_in_the_own_language(house):
    chi_ = chi()
    chi_.language = "en"
    chi_.save()
    house(reminders=[rule(users=(chi, an), subjects=2)])
    actions.remind()
    assert messages(an)[0].title == "Đồng chí có 2 việc cần lưu ý"
    assert messages(chi)[0].title == "2 things need your attention"


def test_a_letter_spells_out_twenty_and_says_how_many_more(house):
    many = [rule(f"tasks.r{n}", subjects=2, channels=("inbox", "email")) for n in range(12)]
    house(reminders=many)
    actions.remind()
    (message,) = messages()
    assert message.body.count("•") == 20
    assert message.body.endswith("… và 4 việc khác")
    text = letter()
    assert text.count("Sắp đến hạn") == 20
    assert "… và 4 việc khác" in text
