"""A unit's slip follows its head while it is not answered; the new one is told once."""

from datetime import timedelta

import pytest

from giaoban.consultations import actions
from giaoban.consultations.testing import a_consultation, answered, lan, phuc, slip_for
from giaoban.kernel import clock
from giaoban.kernel.errors import Refused
from giaoban.ledger.models import Entry
from giaoban.ledger.testing import run_jobs
from giaoban.notify.models import Delivery
from giaoban.people.models import Appointment
from giaoban.people.testing import a_person, a_position, a_unit, by, chi, dung

pytestmark = pytest.mark.django_db


def leads(user, unit):
    """The person heads that unit from today, and nothing else."""
    user.appointments.update(ends_on=clock.today() - timedelta(days=1))
    place = a_position("Chi cục trưởng", "head")
    Appointment.objects.create(user=user, unit=unit, position=place, starts_on=clock.today())


def head(name, unit):
    return a_person(name, f"Trần Văn {name.title()}", unit=unit, position="Chi cục trưởng", authority="head")


def asked(consultation):
    return dict(consultation.slips.exclude(unit=None).values_list("unit__code", "user__username"))


def told(person):
    run_jobs()
    return Delivery.objects.filter(user=person, channel="inbox", title__contains="xin ý kiến đồng chí").count()


def test_the_new_head_gets_the_slip_and_is_told_once():
    consultation = a_consultation()
    run_jobs()  # who was asked at the sending was told long ago
    slip = slip_for(consultation, chi())
    actions.name_substitute(slip_id=slip.pk, user_id=dung().pk, by=by(chi()))
    assert actions.follow_heads() == 0
    new = head("moi", slip.unit)
    assert actions.follow_heads() == 0  # the old head leads it still
    chi().appointments.update(ends_on=clock.today() - timedelta(days=1))
    for _ in range(2):
        actions.follow_heads()
    slip.refresh_from_db()
    assert (slip.user, slip.substitute) == (new, None)
    assert told(new) == 1
    assert Delivery.objects.filter(user=new, channel="inbox").get().body.startswith("Phiếu hỏi Chi cục Nội Bài")
    entry = Entry.objects.get(action="consultations.slip_moved")
    assert (entry.actor_label, entry.data["asked_person"]) == ("Hệ thống", "Trần Văn Moi")
    with pytest.raises(Refused):
        actions.name_substitute(slip_id=slip.pk, user_id=dung().pk, by=by(phuc()))
    assert answered(consultation, new).opinion.is_on_behalf is False


def test_what_is_answered_or_too_late_stays_where_it_was():
    consultation = a_consultation()
    answered(consultation, chi())
    unit = slip_for(consultation, chi()).unit
    chi().appointments.update(ends_on=clock.today() - timedelta(days=1))
    head("moi", unit)
    assert actions.follow_heads() == 0
    other = a_consultation(units=[unit.pk], people=[])
    leads(a_person("sau", "Lê Văn Sau"), unit)
    Appointment.objects.filter(user__username="moi").update(ends_on=clock.today() - timedelta(days=1))
    with clock.later(days=8):
        assert actions.follow_heads() == 0
    assert asked(other) == {"NOIBAI": "moi"}
    assert actions.follow_heads() == 1
    assert asked(other) == {"NOIBAI": "sau"}


def test_heads_who_change_places_change_slips_and_nobody_holds_two():
    units = [chi().appointments.get().unit, *(a_unit(code) for code in ("B", "C", "D"))]
    heads = [chi(), *(head(f"truong{n}", unit) for n, unit in enumerate(units[1:]))]
    consultation = a_consultation(units=[unit.pk for unit in units], people=[phuc().pk])
    for person, unit in zip(heads, [units[1], units[2], units[0], units[3]], strict=True):
        leads(person, unit)
    assert actions.follow_heads() == 3
    assert asked(consultation) == {"B": "chi", "C": "truong0", "NOIBAI": "truong1", "D": "truong2"}
    assert consultation.slips.count() == 5


def test_a_head_who_is_asked_already_keeps_that_one_slip():
    branch, other = chi().appointments.get().unit, a_unit("B")
    second = head("truong", other)
    consultation = a_consultation(units=[branch.pk, other.pk], people=[phuc().pk])
    second.appointments.update(ends_on=clock.today() - timedelta(days=1))
    leads(phuc(), other)
    chi().appointments.update(ends_on=clock.today() - timedelta(days=1))
    place = a_position("Chi cục trưởng", "head")
    Appointment.objects.create(user=phuc(), unit=branch, position=place, starts_on=clock.today(), is_main=False)
    assert actions.follow_heads() == 0
    assert asked(consultation) == {"NOIBAI": "chi", "B": "truong"}
    assert actions.remind(consultation_id=consultation.pk, by=by(lan())) == 3
