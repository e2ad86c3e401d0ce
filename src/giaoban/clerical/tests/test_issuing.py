"""Who signs a unit's papers, and by which authority (R-30-09)."""

import pytest

from giaoban.clerical.issuing import signed_by
from giaoban.clerical.papers.compose import parts
from giaoban.people.models import Unit
from giaoban.people.testing import a_person, a_unit, an, chi, the_agency

pytestmark = pytest.mark.django_db


def office() -> Unit:
    return a_unit("VP", name="Văn phòng", parent=the_agency(), level="office")


def chief():
    return a_person("chanh", "Lê Minh Quân", unit=office(), position="Chánh Văn phòng", authority="head")


def deputy_chief():
    return a_person("pho", "Vũ Thị Hoa", unit=office(), position="Phó Chánh Văn phòng", authority="deputy")


def vice():
    leaders = a_unit("LD", name="Lãnh đạo Cục", parent=the_agency(), level="leadership")
    return a_person("vice", "Trần Văn Phó", unit=leaders, position="Phó Cục trưởng", authority="deputy")


def lines(person, unit) -> tuple[str, ...]:
    return parts.signer(signed_by(person, unit)).lines


def test_the_form_of_every_signature():
    for person in (an, chief, deputy_chief, vice, chi):
        person()
    agency = the_agency()
    assert lines(an(), agency) == ("CỤC TRƯỞNG",)
    assert lines(vice(), agency) == ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")
    assert lines(chief(), agency) == ("TL. CỤC TRƯỞNG", "CHÁNH VĂN PHÒNG")
    assert lines(deputy_chief(), agency) == ("TL. CỤC TRƯỞNG", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    assert lines(chi(), chi().appointments.get().unit) == ("CHI CỤC TRƯỞNG",)


def test_a_deputy_of_a_part_that_has_no_head_signs_by_order_alone():
    an()
    assert lines(deputy_chief(), the_agency()) == ("TL. CỤC TRƯỞNG", "PHÓ CHÁNH VĂN PHÒNG")
