"""From an audit entry to messages: who, by which channel, in which language, once."""

from datetime import datetime, time

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.notice import Notice
from giaoban.ledger import jobs
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.ledger.testing import run_jobs
from giaoban.notify import actions
from giaoban.notify.models import Delivery, OutgoingMail, Preference
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db
ACTION = "people.changed"
BOTH = ("inbox", "email")


def a_notice(**more):
    given = {
        "action": ACTION,
        "to": lambda _entry: [an().pk, chi().pk],
        "title": _("{actor} giao nhiệm vụ: {subject}"),
        "url": lambda _entry: "/nhiem-vu/",
        "channels": BOTH,
        "topic": "tasks",
    }
    return Notice(**{**given, **more})


def happen(actor=None, **data):
    with transaction.atomic():
        entry = record(ACTION, by=by(actor or an()), subject=dung(), data=data)
    run_jobs()
    return entry


def inboxes():
    return sorted(Delivery.objects.filter(channel="inbox").values_list("user__username", flat=True))


def test_the_actor_is_not_told_what_they_did(house):
    house(a_notice())
    happen()
    assert inboxes() == ["chi"]
    assert Delivery.objects.get(channel="inbox").title == "Nguyễn Văn An giao nhiệm vụ: Phạm Văn Dũng"


def test_unless_the_notice_says_so(house):
    house(a_notice(tell_actor=True))
    happen()
    assert inboxes() == ["an", "chi"]


def test_everybody_reads_in_the_own_language(house):
    chi_ = chi()
    chi_.language = "en"
    chi_.save()
    house(a_notice())
    happen(actor=binh())
    titles = dict(Delivery.objects.filter(channel="inbox").values_list("user__username", "title"))
    assert titles["an"].startswith("Trần Thị Bình giao nhiệm vụ")
    assert titles["chi"].startswith("Trần Thị Bình assigned a task")


def test_the_right_to_see_is_asked_when_the_message_goes_out(house):
    house(a_notice(may_see=lambda _entry, user_id: user_id == an().pk))
    happen(actor=binh())
    assert inboxes() == ["an"]


def test_who_left_is_not_told(house):
    chi_ = chi()
    chi_.is_active = False
    chi_.save()
    house(a_notice())
    happen(actor=binh())
    assert inboxes() == ["an"]


def test_running_the_job_again_sends_nothing_twice(house):
    house(a_notice())
    happen()
    Job.objects.filter(name="notify.send").update(done_at=None, claimed_at=None, tries=0)
    run_jobs()
    assert Delivery.objects.count() == 2
    assert OutgoingMail.objects.count() == 1


def test_a_missing_fact_leaves_a_gap(house):
    house(a_notice(title="{actor}: {nothing_of_that_name}"))
    happen()
    assert Delivery.objects.filter(channel="inbox").get().title == "Nguyễn Văn An: …"


def test_what_a_person_does_not_want_does_not_come_but_urgent_does(house):
    Preference.objects.create(user=chi(), muted={"tasks": ["email"]})
    house(a_notice())
    happen()
    assert set(Delivery.objects.values_list("user__username", "channel")) == {("chi", "inbox")}
    house(a_notice(urgent=True))
    happen()
    assert Delivery.objects.filter(user=chi(), channel="email", is_urgent=True).exists()


def test_quiet_hours_hold_the_letter_until_they_are_over(house):
    Preference.objects.create(user=chi(), quiet_from=time(21), quiet_to=time(6, 30))
    house(a_notice())
    with clock.at(datetime.fromisoformat("2026-03-10T22:15:00+07:00")):
        happen()
        letter = Delivery.objects.get(channel="email")
        assert letter.state == "waiting"
        assert clock.local(letter.due_at).isoformat() == "2026-03-11T06:30:00+07:00"
        assert inboxes() == ["chi"]
    with clock.at(datetime.fromisoformat("2026-03-11T06:31:00+07:00")):
        jobs.run_due(("mail",))
    letter.refresh_from_db()
    assert letter.state == "held"


def test_urgent_letters_go_through_the_night(house):
    Preference.objects.create(user=chi(), quiet_from=time(21), quiet_to=time(6, 30))
    house(a_notice(urgent=True))
    with clock.at(datetime.fromisoformat("2026-03-10T22:15:00+07:00")):
        happen()
    assert Delivery.objects.get(channel="email").state == "held"


def test_without_an_address_the_delivery_says_so(house):
    chi_ = chi()
    chi_.email = ""
    chi_.save()
    house(a_notice())
    happen()
    letter = Delivery.objects.get(channel="email")
    assert (letter.state, letter.error) == ("dropped", "no address")


def test_a_job_without_an_entry_tells_nobody():
    actions.send(Job(name="notify.send"))
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("address", ["hộp.thư@haiquan.example", "a b@haiquan.example", "@", "chi"])
def test_an_address_that_no_letter_bears_does_not_stop_the_others(house, address):
    chi_ = chi()
    chi_.email = address
    chi_.save()
    house(a_notice())
    happen(actor=binh())
    states = dict(Delivery.objects.filter(channel="email").values_list("user__username", "state"))
    assert states == {"an": "held", "chi": "dropped"}
    assert inboxes() == ["an", "chi"]


def test_a_fault_with_one_person_is_tried_again_when_the_others_know(house):
    def files(_entry, user_id):
        if user_id == an().pk and not tried:
            tried.append(user_id)
            raise OSError("the store is away")
        return []

    tried = []
    house(a_notice(attachments=files))
    happen(actor=binh())
    assert inboxes() == ["chi"]
    with clock.later(seconds=15):
        run_jobs()
    assert inboxes() == ["an", "chi"]
    assert Delivery.objects.filter(channel="email").count() == 2
