"""Who someone is today."""

import pytest

from giaoban.people.testing import an, binh, by, chi, the_agency

pytestmark = pytest.mark.django_db


def test_a_role_covers_every_unit_below():
    chi()
    secretary = by(binh())
    assert secretary.has_role("office_secretary", chi().appointments.get().unit_id)


def test_the_head_leads_the_units_below():
    chi()
    assert chi().appointments.get().unit_id in by(an()).heads


def test_a_branch_head_does_not_lead_the_agency():
    assert the_agency().pk not in by(chi()).heads
